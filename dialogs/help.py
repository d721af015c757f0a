"""What does Aftercall say for a start, and in passing?

Whoever owns a service, or administers the tenant, is told of more commands than others. It is told by the profile; what
somebody may do is decided where it is done.
"""

from typing import Final

from cards import blocks
from cards import help as cards
from cards.blocks import MOST_BUTTONS
from dialogs.commands import Actions, Command
from dialogs.turn import Turn
from storage.ownership import is_owner

LISTED: Final = (
    "conclude",
    "uncoded",
    "sessions",
    "customer",
    "history",
    "interactions",
    "legend",
    "tenant",
    "language",
    "help",
    "cancel",
)
BUTTONS: Final = ("customers.ask", "history.ask", "sessions.open", "uncoded.open", "legend", "language.ask")
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
OWNERS_BUTTONS: Final = ("codes.ask", "features.ask", "reports.ask")


async def welcome(turn: Turn) -> None:
    """Once per install."""
    await turn.show(cards.welcome(turn.words, _first_name(turn), listed(turn), buttons(turn)))


async def show(turn: Turn, _rest: str = "") -> None:
    await turn.show(cards.help(turn.words, listed(turn), buttons(turn)))


def listed(turn: Turn) -> tuple[str, ...]:
    """The names of the commands that somebody is told of; those about the bot come last."""
    if not is_owner(turn.profile.roles):
        return LISTED
    at = LISTED.index("legend")
    more = (*FOR_OWNERS, *FOR_ADMINS) if "tenant_admin" in turn.profile.roles else FOR_OWNERS
    return (*LISTED[:at], *more, *LISTED[at:])


def buttons(turn: Turn) -> tuple[str, ...]:
    if not is_owner(turn.profile.roles):
        return BUTTONS
    at = BUTTONS.index("legend")
    return (*BUTTONS[:at], *OWNERS_BUTTONS, *BUTTONS[at:])[:MOST_BUTTONS]


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
