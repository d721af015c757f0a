"""Which customer is meant by a command that is about one?"""

from dataclasses import dataclass, field

from cards.blocks import Data
from dialogs import customers as customer_dialog
from dialogs import inputs
from dialogs.customers import place
from dialogs.turn import Turn
from storage import customers
from storage.search import TooShort

__all__ = ["Wanted", "chosen", "one", "place"]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The action that gets the field of the form, and the one that gets a customer of several that fit, with `data`."""

    found: str
    opened: str
    data: Data = field(default_factory=dict)


async def one(turn: Turn, typed: str, then: Wanted) -> int | None:
    """None: the person has been asked, or told that nobody fits."""
    if not typed:
        await customer_dialog.ask(turn, then=then.found)
        return None
    try:
        matches, sent = await turn.write(customers.meant, typed, place(turn))
    except TooShort:
        await customer_dialog.ask(turn, then=then.found, text=turn.words("customer-short"))
        return None
    if len(matches) == 1:
        return matches[0].id
    if matches:
        await customer_dialog.offer(turn, matches, typed, sent, then=then.opened, data=then.data)
    else:
        await customer_dialog.nobody(turn, typed)
    return None


async def chosen(turn: Turn, then: Wanted) -> int | None:
    """By the field of the form: a suggestion, or a text."""
    if (customer_id := inputs.number(turn.action, "customer")) is not None:
        return customer_id
    return await one(turn, inputs.text(turn.action, "customer") or inputs.text(turn.action, "typed"), then)
