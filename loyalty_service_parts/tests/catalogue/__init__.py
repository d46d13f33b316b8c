from . import test_access
from . import test_install
from . import test_limits
from . import test_limits_concurrency
from . import test_novelty
from . import test_reserve
from . import test_reserve_concurrency
from . import test_reserve_properties
