from . import test_break_in
from . import test_collect
from . import test_kits
from . import test_orders
from . import test_roads
from . import test_section
from . import test_shop_tours
from . import test_shop_prices
