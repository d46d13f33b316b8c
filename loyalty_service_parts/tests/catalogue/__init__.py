from . import test_access
from . import test_limits
from . import test_limits_concurrency
from . import test_reserve
