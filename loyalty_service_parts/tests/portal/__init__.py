from . import test_exclusive
from . import test_portal
