# The order is the direction in which rooms may depend on each other.
from . import ledger
from . import membership
from . import tier
from . import sale
from . import service
from . import catalogue
from . import counter
from . import api
from . import reporting
