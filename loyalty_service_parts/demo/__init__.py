from . import loyalty_demo
from . import loyalty_demo_rewards
from . import loyalty_demo_year
from . import loyalty_demo_service
from . import loyalty_demo_assets
from . import loyalty_demo_catalogue
from . import loyalty_demo_counter
