from . import ledger
from . import membership
from . import portal
from . import sale
from . import tours
