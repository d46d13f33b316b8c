from . import ledger
from . import sale
