from . import test_opening
from . import test_booking
from . import test_portal_booking
from . import test_booking_tour
from . import test_booking_concurrency
from . import test_installation
