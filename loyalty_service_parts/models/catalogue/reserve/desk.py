"""How much of the stock a customer may take while reserves are kept. Knows nothing of Odoo.

A reserve keeps so many pieces of a product in a warehouse for members of a tier, or for one
order. Whoever it is not kept for takes what is left beside all reserves; whoever it is kept
for may take all, and what he takes is taken out of his reserve first.
"""

from dataclasses import dataclass


@dataclass
class Reserve:
    """What is left of a reserve, what members have reserved of it, and for whom it is."""

    id: int
    left: float
    tier: int = 0
    program: int = 0
    order: int = 0
    rank: float = 0.0
    open: float = 0.0

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

    def granted(self, key):
        """`[(reserve, pieces)]`: what each can count on, of what is free.

        Orders are served first, then higher tiers, then older reserves: when more was
        promised than there is, the last ones are short.
        """
        free, result = max(self.free.get(key, 0.0), 0.0), []
        for one in sorted(
            self.reserves.get(key, ()),
            key=lambda one: (not one.order, -one.rank, one.id),
        ):
            pieces = min(max(one.left, 0.0), free)
            free -= pieces
            result.append((one, pieces))
        return result

    def kept(self, key, customer):
        """Pieces that are kept for others than this customer."""
        return sum(
            pieces for one, pieces in self.granted(key) if not one.is_for(customer)
        )

    def room(self, key, customer):
        """Pieces that a customer may take."""
        return self.free.get(key, 0.0) - self.kept(key, customer)

    def concerns_others(self, key, customer):
        """Whether others have pieces kept, or reserved out of what was kept for them."""
        return any(
            one.left > 0 or one.open > 0
            for one in self.reserves.get(key, ())
            if not one.is_for(customer)
        )

    def own(self, key, customer):
        """Reserves that a customer takes from: his order's first, then of higher tiers."""
        mine = [one for one in self.reserves.get(key, ()) if one.is_for(customer)]
        return sorted(mine, key=lambda one: (not one.order, -one.rank, one.id))

    def take(self, key, customer, pieces):
        """Somebody took pieces: `[(id of the reserve, pieces)]` that they are counted to."""
        self.free[key] = self.free.get(key, 0.0) - pieces
        return self.count(key, customer, pieces)

    def count(self, key, customer, pieces):
        """The same for pieces that are not free any more."""
        result = []
        for reserve in self.own(key, customer):
            part = min(reserve.left, pieces)
            if part > 0:
                reserve.left -= part
                reserve.open += part
                pieces -= part
                result.append((reserve.id, part))
        return result
