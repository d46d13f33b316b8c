"""How much of the stock a customer may take while reserves are kept. Knows nothing of Odoo.

A reserve keeps so many pieces of a product in a warehouse for members of a tier, or for one
order. Whoever it is not kept for takes what is left beside all reserves; whoever it is kept
for may take all, and what he takes is taken out of his reserve first.
"""

from dataclasses import dataclass


@dataclass
class Reserve:
    """What is left of a reserve, and for whom."""

    id: int
    left: float
    tier: int = 0
    program: int = 0
    order: int = 0
    rank: float = 0.0

    def is_for(self, customer):
        """Whether a customer may take from it."""
        if self.order:
            return self.order in customer.orders
        if self.tier:
            return any(self.tier in tiers for _program, tiers in customer.grants)
        return any(self.program in (0, program) for program, _tiers in customer.grants)


@dataclass(frozen=True)
class Customer:
    """What a customer's cards open: `(program, tiers that are included)`; and his orders."""

    grants: tuple = ()
    orders: tuple = ()


#: A customer without a card.
ANYBODY = Customer()


class Desk:
    """Free stock and reserves by key (product and warehouse), while a batch is served."""

    def __init__(self, free=None, reserves=None):
        #: Whom a move is for, by its id; None for one that stays in the warehouse.
        self.customers = {}
        self.free = dict(free or {})
        self.reserves = {key: list(rows) for key, rows in (reserves or {}).items()}

    def knows(self, key):
        """Whether anything is kept under a key; where not, nothing is limited."""
        return bool(self.reserves.get(key))

    def kept(self, key, customer):
        """Pieces that are kept for others than this customer."""
        return sum(
            one.left
            for one in self.reserves.get(key, ())
            if one.left > 0 and not one.is_for(customer)
        )

    def room(self, key, customer):
        """Pieces that a customer may take; negative where others' reserves are short."""
        return self.free.get(key, 0.0) - self.kept(key, customer)

    def own(self, key, customer):
        """The reserve that a customer takes from: his order's, else of the highest tier."""
        mine = [one for one in self.reserves.get(key, ()) if one.is_for(customer)]
        mine.sort(key=lambda one: (one.left <= 0, not one.order, -one.rank, one.id))
        return mine[0] if mine else None

    def take(self, key, customer, pieces):
        """Somebody took pieces; the id of the reserve that they are counted to, or None."""
        self.free[key] = self.free.get(key, 0.0) - pieces
        reserve = self.own(key, customer)
        if reserve is None:
            return None
        reserve.left = max(reserve.left - pieces, 0.0)
        return reserve.id
