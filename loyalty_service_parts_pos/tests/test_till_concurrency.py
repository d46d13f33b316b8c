"""Two tills, two sessions, real commits: one card is not spent twice (D4)."""

import contextlib
import uuid

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.loyalty_service_parts.tests.ledger.common import CommittingCase
