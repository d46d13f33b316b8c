from . import test_architecture
from . import test_concurrency
from . import test_documentation
from . import test_expiry
from . import test_guards
from . import test_posting
from . import test_properties
from . import test_killed_run
