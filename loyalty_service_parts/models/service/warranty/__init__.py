from . import loyalty_warranty
from . import loyalty_warranty_delivery
from . import loyalty_warranty_return
from . import product_template
from . import loyalty_tier
from . import sale_order_line
from . import helpdesk_ticket
from . import loyalty_asset
