from . import test_periods
from . import test_tiers
from . import test_reviews
