from . import loyalty_program
from . import loyalty_tier
from . import loyalty_tier_change
from . import loyalty_card
from . import loyalty_card_messages
from . import loyalty_tier_evaluation
