"""Where does an owner look after the codes of a service?"""

from datetime import UTC, datetime
from typing import Any, Final

from cards import codes as cards
from dialogs import code_changes, code_forms, code_lists, features, inputs, ownership, rules
from dialogs.commands import Actions, Command, heard
from dialogs.turn import Turn
from storage import code_changes as changing
from storage import code_lists as lists
from storage import codes
from storage.access import Scope
from storage.codes import Listed
from storage.ownership import own
from storage.services import Service

_FARTHEST: Final = 100_000  # no list of codes is as long


async def show(turn: Turn, rest: str = "") -> None:
    """`codes`, `codes Support`, or what is to be done: `codes retire Outage`."""
    if found := heard(rest, VERBS):
        verb, after = found
        await verb.run(turn, after)
    elif service := await ownership.meant(turn, rest, "codes.place", {}):
        await _place(turn, service.id)


async def open_place(turn: Turn) -> None:
    await _place(turn, inputs.id_of(turn.action, "service"))


async def open_code(turn: Turn) -> None:
    service_id, code_id = inputs.id_of(turn.action, "service"), inputs.id_of(turn.action, "code")
    service, listed, uses, offered = await turn.read(_look, service_id, code_id)
    await turn.show(cards.code(turn.words, service, listed, uses, changing.MOST_COUNTED, offered=offered))


async def open_all(turn: Turn) -> None:
    await _all(turn, inputs.id_of(turn.action, "service"), inputs.number(turn.action, "first") or 1)


async def name_all(turn: Turn, rest: str) -> None:
    if service := await ownership.meant(turn, rest, "codes.all", {}):
        await _all(turn, service.id, 1)


async def _place(turn: Turn, service_id: int) -> None:
    await turn.show(cards.place(turn.words, await turn.read(lists.look, service_id, datetime.now(UTC))))


async def _all(turn: Turn, service_id: int, first: int) -> None:
    first = min(first, _FARTHEST)
    service, found, total = await turn.read(_every, service_id, first)
    await turn.show(cards.every(turn.words, service, found, first, total))


def _look(db: Any, scope: Scope, service_id: int, code_id: int) -> tuple[Service, Listed, int, bool]:
    """The code as it is seen from the service, how often it was used, and whether the service offers it."""
    service = own(db, scope, service_id)
    listed = codes.look(db, scope, code_id)
    offered = any(c.id == code_id for c in codes.applied(db, scope.tenant_id, service_id))
    return service, listed, changing.uses(db, scope, code_id), offered


def _every(db: Any, scope: Scope, service_id: int, first: int) -> tuple[Service, list[Listed], int]:
    service = own(db, scope, service_id)
    return (service, *codes.list_all(db, scope, first, cards.PAGE))


VERBS: Final = (  # behind the word `codes`
    Command(words=("on", "ein", "an", "einschalten"), run=features.turn_on),
    Command(words=("off", "aus", "ausschalten"), run=features.turn_off),
    Command(words=("new", "create", "neu", "anlegen", "erstellen"), run=code_forms.create),
    Command(words=("paste", "list", "einfügen", "liste"), run=code_forms.paste),
    Command(words=("all", "alle"), run=name_all),
    Command(words=("edit", "rename", "bearbeiten", "umbenennen"), run=code_forms.edit),
    Command(words=("retire", "stilllegen"), run=code_changes.retire),
    Command(words=("bring back", "restore", "zurückholen"), run=code_changes.restore),
    Command(words=("add", "apply", "zuweisen", "hinzufügen"), run=code_lists.add),
    Command(words=("take off", "remove", "wegnehmen", "entfernen"), run=code_lists.take_off),
    Command(words=("order", "ordnen", "reihenfolge"), run=code_lists.order),
    Command(words=("rules", "regeln"), run=rules.show),
)
COMMANDS: Final = (Command(words=("codes", "codici"), run=show, action="codes.ask", for_owners=True),)
ACTIONS: Final[Actions] = {
    "codes.ask": show,
    "codes.place": open_place,
    "codes.open": open_code,
    "codes.all": open_all,
    **code_forms.ACTIONS,
    **code_changes.ACTIONS,
    **code_lists.ACTIONS,
}
