from . import combo_configurator
from . import delivery
from . import product_configurator
from . import reorder
from . import shop
