from . import loyalty_api
from . import loyalty_api_document
from . import loyalty_api_request
from . import loyalty_api_sale
