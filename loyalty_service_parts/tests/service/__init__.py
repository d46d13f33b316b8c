from . import test_ticket_of_member
from . import test_promises
from . import test_guarantee
from . import test_portal_ticket
from . import test_breach_concurrency
