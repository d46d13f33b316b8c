from . import test_posting
from . import test_properties
