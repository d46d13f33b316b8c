from . import test_cards
from . import test_import
from . import test_security
from . import test_json2
from . import test_exchange
from . import test_presents
