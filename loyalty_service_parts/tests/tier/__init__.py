from . import test_periods
from . import test_tiers
from . import test_reviews
from . import test_calendar
from . import test_screens
from . import test_break_in
