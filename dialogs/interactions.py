"""Which interactions did a service have? By service, period and other filters, without naming a customer.

So somebody who sees customers masked finds what they look for.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from cards import blocks
from cards import service_history as cards
from cards.blocks import Data
from cards.filters import STATE
from dialogs import filter_people, filter_state, inputs, periods
from dialogs.commands import Actions, Command
from dialogs.customers import place
from dialogs.filter_state import State
from dialogs.filter_words import Heard, Reader
from dialogs.inputs import Sent
from dialogs.links import LONGEST
from dialogs.turn import Turn
from storage import audit, filter_choices, service_history
from storage.filters import Filters
from storage.service_history import Wanted
from storage.services import Service

USUAL_DAYS: Final = 7
SHOW: Final = "interactions.show"


async def read(turn: Turn, typed: str = "") -> None:
    """`interactions Support last week hangup in queue`; of the only service where none is named."""
    seen = await turn.read(service_history.list_seen)
    heard = await said(turn, typed)
    state = State().holding(_usual(turn)).told(heard.filters.without("service"), heard.people)
    service_id = heard.filters.service or (seen[0].id if len(seen) == 1 else None)
    if heard.rest:
        await not_understood(turn, heard.rest)
    elif service_id is not None:
        await show_list(turn, service_id, state)
    else:
        await _choose(turn, seen, state)


async def show(turn: Turn) -> None:
    await show_list(turn, inputs.id_of(turn.action, "service"), await sent(turn))


async def other(turn: Turn) -> None:
    """What the field of the card says, and the rest as it was."""
    state = await sent(turn)
    heard = await said(turn, inputs.text(turn.action, "typed"))
    if heard.rest:
        await not_understood(turn, heard.rest)
        return
    service_id = heard.filters.service or inputs.id_of(turn.action, "service")
    await show_list(turn, service_id, state.told(heard.filters.without("service"), heard.people))


def again(pressed: Sent) -> Data | None:
    """How a card that was opened from such a list leads back to it; None: it was not."""
    if inputs.text(pressed, "from") != "interactions":
        return None
    parts = {"service": inputs.text(pressed, "service"), STATE: inputs.text(pressed, STATE, LONGEST)}
    return {key: value for key, value in parts.items() if value}


async def sent(turn: Turn) -> State:
    """As the card keeps it, else the last days. Raises `NotOurs`."""
    return await filter_state.sent(turn) or State().holding(_usual(turn))


async def show_list(turn: Turn, service_id: int, state: State) -> None:
    if state.people:
        await filter_people.which(turn, state, {"service": service_id})
        return
    page, card_id = await turn.write(
        service_history.open_page,
        Wanted(service_id=service_id, filters=state.filters),
        place(turn),
        after=inputs.number(turn.action, "after"),
        before=inputs.number(turn.action, "before"),
        first=inputs.number(turn.action, "first") or 1,
    )
    await turn.show(cards.interactions(turn.words, page, filter_state.signed(turn, state)), card_id=card_id)


async def not_understood(turn: Turn, rest: str) -> None:
    """The same words for what is not there and what is not theirs."""
    await turn.db.write(audit.refused, turn.who, "interactions.named")
    await turn.say(turn.words("interactions-unknown", typed=blocks.literal(rest)))


async def _choose(turn: Turn, seen: Sequence[Service], state: State) -> None:
    await turn.show(cards.choice(turn.words, seen, filter_state.signed(turn, state)))


async def said(turn: Turn, text: str) -> Heard:
    """Which filters a text names, and what of it was not understood."""
    if not text:
        return Heard()
    known = await turn.read(filter_choices.every)
    return Reader(known, turn.words, datetime.now(UTC), text).read(text)


def _usual(turn: Turn) -> Filters:
    week = periods.last_days(USUAL_DAYS, datetime.now(UTC), turn.words.zone)
    return Filters(since=week.start, until=week.end)


COMMANDS: Final = (
    Command(words=("interactions", "interaktionen", "interazioni"), run=read, action="interactions.ask"),
)
ACTIONS: Final[Actions] = {"interactions.ask": read, SHOW: show, "interactions.other": other}
