from . import loyalty_program
from . import loyalty_tier
from . import helpdesk_sla
from . import helpdesk_ticket_team
from . import helpdesk_ticket_member
from . import helpdesk_ticket
from . import helpdesk_ticket_sla
from . import loyalty_card
