from . import test_till_points
from . import test_till_sales
from . import test_till_parts
from . import test_till_tours
from . import test_till_break_in
from . import test_till_concurrency
