from . import loyalty_tier_month
from . import loyalty_service_report
