from . import loyalty_catalogue_notice
from . import loyalty_card
from . import loyalty_program
from . import loyalty_waiting
from . import product_product
from . import product_template
from . import sale_order
