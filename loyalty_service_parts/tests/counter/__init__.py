from . import test_alerts
from . import test_codes
from . import test_counter
from . import test_typed
