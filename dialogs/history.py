"""What was there with a customer before? Pages of their interactions, filtered, in any order, and each in full."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cards import blocks
from cards import filters as filter_cards
from cards import history as cards
from cards import interactions as interaction_cards
from cards.blocks import Piece
from cards.filters import STATE
from dialogs import customers as customer_dialog
from dialogs import filter_people, filter_state, inputs, interactions, report_asked
from dialogs.commands import Actions, Command
from dialogs.filter_state import State
from dialogs.filter_words import Reader
from dialogs.links import LONGEST
from dialogs.turn import Turn
from storage import customers, filter_choices, filters, history
from storage.details import Details
from storage.details import open_details as open_one
from storage.search import Match, TooShort
from storage.sent_cards import SentCard

FIND: Final = "history.find"
OPEN: Final = "history.open"
_PARTS: Final = ("after", "before", "first")
_FIRST_PAGE: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, kw_only=True)
class _Meant:
    """The customers that fit what was said `about` them; None where that is too short, or nothing, to look for."""

    about: str
    state: State
    matches: list[Match] | None
    sent: SentCard | None = None


async def ask(turn: Turn) -> None:
    await customer_dialog.ask(turn, then=FIND)


async def look_up(turn: Turn, typed: str) -> None:
    """`history ray`, `history ray hangup in queue last 30 days`: at once where one customer fits, else by a list.

    Of filters alone: asks whose history, and keeps them.
    """
    if not typed:
        await ask(turn)
        return
    meant = await _meant(turn, typed)
    if meant.matches is None:
        await _ask_whose(turn, meant)
    elif not meant.matches:
        await customer_dialog.nobody(turn, meant.about)
    elif len(meant.matches) == 1:
        await show(turn, meant.matches[0].id, meant.state)
    else:
        token = filter_state.signed(turn, meant.state)
        data = {STATE: token} if token else {}
        await customer_dialog.offer(turn, meant.matches, meant.about, meant.sent, then=OPEN, data=data)


async def find(turn: Turn) -> None:
    if inputs.number(turn.action, "customer"):
        await open_page(turn)
    else:
        await look_up(turn, inputs.text(turn.action, "customer") or inputs.text(turn.action, "typed"))


async def open_page(turn: Turn) -> None:
    wanted = {part: inputs.text(turn.action, part) for part in _PARTS}
    await show(turn, inputs.id_of(turn.action, "customer"), await filter_state.sent(turn) or State(), wanted)


async def open_details(turn: Turn) -> None:
    interaction_id = inputs.id_of(turn.action, "id")
    as_own = inputs.text(turn.action, "from") == "sessions"
    place, now = customer_dialog.place(turn), datetime.now(UTC)
    details, sent = await turn.write(open_one, interaction_id, place, now, as_own=as_own)
    await turn.show(interaction_cards.details(turn.words, details, _back(turn, details)), card_id=sent)


async def show(turn: Turn, customer_id: int, state: State, wanted: Mapping[str, str] = _FIRST_PAGE) -> None:
    """`wanted` is as the client sent it."""
    if state.people:
        await filter_people.which(turn, state, {"customer": customer_id})
        return
    page, sent = await turn.write(
        history.open_page,
        customer_id,
        customer_dialog.place(turn),
        filters=state.filters,
        sort=state.sort,
        descending=state.descending,
        after=inputs.number(wanted, "after"),
        before=inputs.number(wanted, "before"),
        first=inputs.number(wanted, "first") or 1,
    )
    here = "|".join(wanted.get(part, "") for part in _PARTS)
    await turn.show(cards.history(turn.words, page, here, filter_state.signed(turn, state)), card_id=sent)


async def _ask_whose(turn: Turn, meant: _Meant) -> None:
    named = await turn.read(filters.named, meant.state.filters)
    told = filter_cards.line(turn.words, meant.state.filters, named)
    kept = [*told, *filter_cards.kept(filter_state.signed(turn, meant.state))]
    text = turn.words("customer-short") if meant.about else ""
    await customer_dialog.ask(turn, then=FIND, text=text, kept=kept)


async def _meant(turn: Turn, typed: str) -> _Meant:
    """All of the text is a customer, else as much as leaves nothing but filters, besides those that a card has kept."""
    kept = await filter_state.sent(turn) or State()
    whole = await _fitting(turn, typed, kept)
    if whole.matches:
        return whole
    known = await turn.read(filter_choices.every)
    longest = None
    for about, heard in Reader(known, turn.words, datetime.now(UTC), typed).readings(typed):
        part = await _fitting(turn, about, kept.told(heard.filters, heard.people))
        if part.matches or not about:
            return part
        longest = longest or part
    return longest or whole


async def _fitting(turn: Turn, about: str, state: State) -> _Meant:
    try:
        matches, sent = await turn.write(customers.meant, about, customer_dialog.place(turn))
    except TooShort:
        return _Meant(about=about, state=state, matches=None)
    return _Meant(about=about, state=state, matches=matches, sent=sent)


def _back(turn: Turn, details: Details) -> Piece | None:
    """To the page that the interaction was opened from, else to the customer."""
    label = turn.words("interaction-back")
    if inputs.text(turn.action, "from") == "sessions":
        return blocks.button(label, "sessions.open")
    if listed := interactions.again(turn.action):
        return blocks.button(label, "interactions.show", listed)
    if report := report_asked.again(turn.action):
        return blocks.button(label, "reports.show", report)
    if details.customer_id is None:
        return None
    page = inputs.text(turn.action, "page").split("|")
    if len(page) != len(_PARTS):
        return blocks.button(label, "customers.open", {"customer": details.customer_id})
    there = {part: value[:30] for part, value in zip(_PARTS, page, strict=True) if value}
    if token := inputs.text(turn.action, STATE, LONGEST):
        there[STATE] = token
    return blocks.button(label, OPEN, {"customer": details.customer_id, **there})


COMMANDS: Final = (Command(words=("history", "verlauf", "historie"), run=look_up, action="history.ask"),)
ACTIONS: Final[Actions] = {
    "history.ask": ask,
    "history.find": find,
    OPEN: open_page,
    "details": open_details,
}
