from . import test_sale_order
from . import test_invoice
from . import test_foreign_card
from . import test_channels
from . import test_order_properties
