from . import loyalty_asset_model
from . import product_template
from . import sale_order
