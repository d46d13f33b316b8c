from . import ledger
from . import membership
from . import tier
from . import portal
from . import sale
from . import tours
from . import service
from . import catalogue
