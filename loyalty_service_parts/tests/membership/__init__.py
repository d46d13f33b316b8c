from . import test_cards
from . import test_import
from . import test_security
