from . import portal
from . import portal_join
from . import portal_assets
from . import portal_service
from . import portal_order
from . import portal_exclusive
