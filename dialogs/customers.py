"""Who is calling? From a name, a number or a part of one to a customer's card."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from cards import blocks
from cards import customers as cards
from cards.blocks import Data, Piece
from dialogs import inputs
from dialogs.commands import Actions, Command
from dialogs.pictures import pictured
from dialogs.turn import Turn
from storage import customers, search
from storage.access import Scope
from storage.customers import Customer
from storage.outcomes import GROUP_OF
from storage.search import Match, TooShort
from storage.sent_cards import Place, SentCard

SUGGESTIONS: Final = 15


async def ask(turn: Turn, *, then: str = "customers.find", text: str = "", kept: Iterable[Piece] = ()) -> None:
    """By a field that suggests; who sees customers masked gets one without, so that nobody searches around the mask.

    `kept` is what the card says and keeps of the question besides.
    """
    suggesting = not await turn.read(_masked)
    await turn.show(cards.form(turn.words, suggesting=suggesting, then=then, kept=kept), text=text)


async def look_up(turn: Turn, typed: str) -> None:
    """`customer ray`, `who is +41 79 123 45 67?`."""
    typed = typed.rstrip("?! ")
    if not typed:
        await ask(turn)
        return
    try:
        found = await turn.write(customers.find, typed, place(turn))
    except TooShort:
        await ask(turn, text=turn.words("customer-short"))
        return
    if found.customer:
        await _show(turn, found.customer, found.sent)
    elif found.matches:
        await offer(turn, found.matches, typed, found.sent, then="customers.open")
    else:
        await nobody(turn, typed)


async def find(turn: Turn) -> None:
    """The field of the form: a chosen suggestion, or a text."""
    if inputs.number(turn.action, "customer"):
        await open_card(turn)
    else:
        await look_up(turn, inputs.text(turn.action, "customer") or inputs.text(turn.action, "typed"))


async def open_card(turn: Turn) -> None:
    customer, sent = await turn.write(customers.open_card, inputs.id_of(turn.action, "customer"), place(turn))
    await _show(turn, customer, sent)


async def _show(turn: Turn, customer: Customer, sent: SentCard | None) -> None:
    await turn.show(cards.overview(turn.words, customer, GROUP_OF, pictured(turn.links)), card_id=sent)


async def offer(
    turn: Turn, found: Sequence[Match], typed: str, sent: SentCard | None, *, then: str, data: Data | None = None
) -> None:
    """Several fit: which one?"""
    await turn.show(cards.matches(turn.words, found, typed, then=then, data=data), card_id=sent)


async def nobody(turn: Turn, typed: str) -> None:
    await turn.say(turn.words("customer-nobody", typed=blocks.literal(typed)))


async def suggest(turn: Turn, typed: str) -> list[tuple[str, str]]:
    """(id, name and number) while somebody types; a suggestion list is no look-up and is not audited."""
    try:
        found = await turn.read(_suggested, typed)
    except TooShort:
        return []
    return [(str(each.id), _suggestion(each)) for each in found]


def place(turn: Turn) -> Place:
    return Place(turn.conversation, turn.activity_id)


def _masked(_db: Any, scope: Scope) -> bool:
    return scope.masked


def _suggested(db: Any, scope: Scope, typed: str) -> list[Match]:
    return [] if scope.masked else search.search(db, scope, typed, SUGGESTIONS)


def _suggestion(each: Match) -> str:
    number = next((i for i in each.identifiers if i != each.title), None)
    title = blocks.clean(each.title)
    return f"{title} · {blocks.clean(number)}" if number else title


COMMANDS: Final = (
    Command(
        words=("customer", "customers", "who is", "kunde", "kundin", "kunden", "wer ist"),
        run=look_up,
        action="customers.ask",
    ),
)
ACTIONS: Final[Actions] = {"customers.ask": ask, "customers.find": find, "customers.open": open_card}
