from . import test_api
from . import test_api_concurrency
from . import test_api_http
from . import test_api_schema
