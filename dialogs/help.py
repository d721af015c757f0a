"""What does Aftercall say for a start, and in passing?

Everybody is told of what they can use: who takes calls, owns a service, or administers the tenant. It is told by the
profile; what somebody may do is decided where it is done.
"""

from typing import Final

from cards import blocks
from cards import help as cards
from cards.blocks import MOST_BUTTONS
from dialogs.commands import Actions, Command
from dialogs.turn import Turn
from storage.ownership import is_owner, takes_calls

FOR_AGENTS: Final = ("conclude", "uncoded", "sessions")
FOR_EVERYBODY: Final = ("customer", "history", "interactions")
FOR_OWNERS: Final = ("codes", "features", "report", "export", "exports", "service")
FOR_ADMINS: Final = (
    "anonymize",
    "erasures",
    "hold",
    "lift",
    "conflicts",
    "merge",
    "split",
    "privacy",
    "retention",
    "roles",
    "audit",
    "trace",
)
ABOUT: Final = ("legend", "tenant", "language", "help", "cancel")
BUTTONS: Final = ("customers.ask", "history.ask")
AGENTS_BUTTONS: Final = ("sessions.open", "uncoded.open")
OWNERS_BUTTONS: Final = ("codes.ask", "features.ask", "reports.ask")
ABOUT_BUTTONS: Final = ("legend", "language.ask")


async def welcome(turn: Turn) -> None:
    """Once per install."""
    await turn.show(cards.welcome(turn.words, _first_name(turn), listed(turn), buttons(turn)))


async def show(turn: Turn, _rest: str = "") -> None:
    await turn.show(cards.help(turn.words, listed(turn), buttons(turn)))


def listed(turn: Turn) -> tuple[str, ...]:
    """The names of the commands that somebody is told of."""
    roles = turn.profile.roles
    own = FOR_AGENTS if takes_calls(roles) else ()
    owned = FOR_OWNERS if is_owner(roles) else ()
    administered = FOR_ADMINS if "tenant_admin" in roles else ()
    return (*own, *FOR_EVERYBODY, *owned, *administered, *ABOUT)


def buttons(turn: Turn) -> tuple[str, ...]:
    """As many as fit, of the same."""
    own = AGENTS_BUTTONS if takes_calls(turn.profile.roles) else ()
    owned = OWNERS_BUTTONS if is_owner(turn.profile.roles) else ()
    return (*BUTTONS, *own, *owned, *ABOUT_BUTTONS)[:MOST_BUTTONS]


async def thanks(turn: Turn, _rest: str) -> None:
    await turn.say(turn.words("talk-thanks", name=_first_name(turn)))


async def bye(turn: Turn, _rest: str) -> None:
    await turn.say(turn.words("talk-bye", name=_first_name(turn)))


async def cancel(turn: Turn, _rest: str) -> None:
    await turn.say(turn.words("talk-cancelled"))


def _first_name(turn: Turn) -> str:
    return blocks.literal(turn.profile.name.split(" ")[0], 40)


COMMANDS: Final = (
    Command(words=("help", "hilfe", "?"), run=show, action="help"),
    Command(words=("hi", "hello", "hey", "good morning", "good afternoon"), run=show),
    Command(words=("hallo", "grüezi", "guten morgen", "guten tag", "grüss gott", "servus", "moin"), run=show),
    Command(words=("thanks", "thank you", "danke", "vielen dank", "besten dank", "merci"), run=thanks),
    Command(words=("bye", "goodbye", "good bye", "tschüss", "auf wiedersehen", "ade"), run=bye),
    Command(words=("cancel", "stop", "abbrechen", "abbruch"), run=cancel),
)
ACTIONS: Final[Actions] = {"help": show}
