from . import test_catalogue_tours
from . import test_tours
from . import test_service_tours
from . import test_counter_tours
