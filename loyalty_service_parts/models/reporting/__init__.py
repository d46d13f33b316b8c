from . import loyalty_tier_month
from . import loyalty_service_report
from . import loyalty_exclusive_report
from . import product_template
