"""How does an owner get to a form for codes, and what do its fields say?"""

from typing import Any, Final

from cards import code_forms as cards
from cards.code_forms import Filled
from dialogs import code_changes, code_meant, inputs, ownership
from dialogs.commands import Actions, Command, heard
from dialogs.turn import Turn
from storage import codes
from storage.access import Scope
from storage.codes import KINDS, PRIMARY, SECONDARY, Code
from storage.ownership import list_own, own
from storage.services import Service


async def create(turn: Turn, rest: str) -> None:
    """`codes create secondary Refund` makes it at once, if there is one service to be its home; else it is asked."""
    kind, name = _kind_and(rest)
    services = await turn.read(list_own)
    filled = Filled(kind=kind, name=name)
    if kind and name and len(services) == 1:
        await code_changes.make(turn, services[0].id, filled)
    elif services:
        await turn.show(cards.new(turn.words, services, services[0] if len(services) == 1 else None, filled))
    else:
        await turn.say(turn.words("own-none"))


async def open_new(turn: Turn) -> None:
    services, chosen = await turn.read(_homes, inputs.number(turn.action, "service"))
    await turn.show(cards.new(turn.words, services, chosen))


async def paste(turn: Turn, rest: str = "") -> None:
    if service := await ownership.meant(turn, rest, "codes.paste_form", {}):
        await turn.show(cards.paste(turn.words, [], service))


async def open_paste(turn: Turn) -> None:
    services, chosen = await turn.read(_homes, inputs.number(turn.action, "service"))
    await turn.show(cards.paste(turn.words, services, chosen))


async def edit(turn: Turn, rest: str) -> None:
    """`codes edit Refund`."""
    if found := await code_meant.one(turn, rest, "codes.edit_form"):
        service, code = found
        await turn.show(cards.edit(turn.words, service, code))


async def open_edit(turn: Turn) -> None:
    service, code = await turn.read(seen, inputs.id_of(turn.action, "service"), inputs.id_of(turn.action, "code"))
    await turn.show(cards.edit(turn.words, service, code))


def seen(db: Any, scope: Scope, service_id: int, code_id: int) -> tuple[Service, Code]:
    """Raises `NotAnOwner`, `NotFound`."""
    return own(db, scope, service_id), codes.get(db, scope.tenant_id, code_id)


def _homes(db: Any, scope: Scope, service_id: int | None) -> tuple[list[Service], Service | None]:
    """All that may be a code's home, and the one that is chosen already."""
    return list_own(db, scope), own(db, scope, service_id) if service_id else None


def _kind_and(rest: str) -> tuple[str, str]:
    found = heard(rest, _KINDS)
    return (next(k for k in KINDS if found[0].words[0] == k), found[1]) if found else ("", rest)


_KINDS: Final = (
    Command(words=(PRIMARY, "primär", "primären", "primaire", "primario"), run=create),
    Command(words=(SECONDARY, "sekundär", "sekundären", "secondaire", "secondario"), run=create),
)
ACTIONS: Final[Actions] = {
    "codes.new": open_new,
    "codes.paste_form": open_paste,
    "codes.edit_form": open_edit,
}
