"""What one rule gives on the lines of a sale: arithmetic without `env`."""

import math

#: What floating point may lose on the way to a full step: a millionth of it.
_HAIR = 1e-6


def points_by_rule(term, amounts, quantities):
    """`{line: points}`, not rounded.

    :param dict term: `mode` (money, step, unit, order) and `give`; `size` of a full step;
        `steps`, `[[amount of the sale, give per unit of money]]` in rising order
    :param dict amounts: money of the lines that the rule covers
    :param dict quantities: of the same lines
    """
    total = sum(amounts.values())
    if term["mode"] == "unit":
        return {line: term["give"] * quantities[line] for line in amounts}
    if term["mode"] == "money":
        give = _give_of_step(term, total)
        return {line: give * amount for line, amount in amounts.items()}
    points = term["give"]
    if term["mode"] == "step":
        points *= math.floor(total / term["size"] + _HAIR)
    # what is given for the whole belongs to its lines in proportion to their money
    lines = {line: amounts[line] for line in amounts if quantities[line]}
    return {
        line: points * (amount / total if total else 1 / len(lines))
        for line, amount in lines.items()
    }


def _give_of_step(term, total):
    """Points for a unit of money: of the highest step that the sale reaches."""
    reached = [
        give for amount, give in term.get("steps", ()) if total + _HAIR >= amount
    ]
    return reached[-1] if reached else term["give"]
