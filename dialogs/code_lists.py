"""What happens when an owner adds codes to a service, takes them off, or moves one?"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from cards import code_changes as changes
from cards import code_forms as forms
from dialogs import code_meant, inputs, ownership
from dialogs.commands import Actions
from dialogs.turn import Turn
from storage import code_lists as lists
from storage import codes
from storage.access import NotFound, Scope
from storage.code_lists import Change, CodeRetired, TooManyCodes
from storage.code_names import LONGEST
from storage.codes import KINDS, PRIMARY, Code, Listed
from storage.ownership import own
from storage.services import Service

_STEPS: Final = {"up": -1, "down": 1}
_LONGEST_PLACES: Final = 100 * 23  # characters: an id and a place each


async def add(turn: Turn, rest: str) -> None:
    """`codes add Refund to Sales`; without a code a list to pick from."""
    if not rest:
        if service := await ownership.meant(turn, rest, "codes.add_form", {}):
            await _show_addable(turn, service.id, "")
    elif found := await code_meant.one_in(turn, rest, "codes.add"):
        await _change(turn, lists.add, found[0].id, [found[1].id])


async def take_off(turn: Turn, rest: str) -> None:
    if not rest:
        if service := await ownership.meant(turn, rest, "codes.take_off_form", {}):
            await _show_offered(turn, service.id)
    elif found := await code_meant.one_in(turn, rest, "codes.take_off"):
        await _change(turn, lists.take_off, found[0].id, [found[1].id])


async def order(turn: Turn, rest: str) -> None:
    if service := await ownership.meant(turn, rest, "codes.order_form", {"kind": PRIMARY}):
        await _show_order(turn, service.id, PRIMARY, None)


async def open_add(turn: Turn) -> None:
    await _show_addable(turn, inputs.id_of(turn.action, "service"), inputs.text(turn.action, "part", LONGEST))


async def press_add(turn: Turn) -> None:
    await _chosen(turn, lists.add)


async def open_take_off(turn: Turn) -> None:
    await _show_offered(turn, inputs.id_of(turn.action, "service"))


async def press_take_off(turn: Turn) -> None:
    await _chosen(turn, lists.take_off)


async def put_back(turn: Turn) -> None:
    pairs = [part.partition(":") for part in inputs.text(turn.action, "places", _LONGEST_PLACES).split(",")]
    places = [(inputs.id_of({"id": code}, "id"), inputs.id_of({"id": place}, "id")) for code, _, place in pairs]
    await _change(turn, lists.put_back, inputs.id_of(turn.action, "service"), places)


async def open_order(turn: Turn) -> None:
    await _show_order(turn, inputs.id_of(turn.action, "service"), _kind(turn), inputs.number(turn.action, "code"))


async def move(turn: Turn) -> None:
    """Up, down, or to a place: then the order is shown again, for it takes several."""
    service_id, code_id = inputs.id_of(turn.action, "service"), inputs.number(turn.action, "code")
    steps, place = _STEPS.get(inputs.text(turn.action, "to")), inputs.whole(turn.action, "place")
    if code_id is None or (steps is None and not place):
        await turn.read(own, service_id)
        await turn.say(turn.words("code-no-place"))
        return
    change = await turn.write(_move, service_id, code_id, steps, min(place or 1, lists.MOST))
    kind = next(c.kind for c in change.after if c.id == code_id)
    notice = changes.moved(turn.words, change, datetime.now(UTC))
    await turn.show(forms.order(turn.words, change.service, change.after, kind, code_id, notice))


async def _chosen(turn: Turn, function: Callable[..., Change]) -> None:
    """What was picked in the field, or what the button is about."""
    service_id, code_ids = inputs.id_of(turn.action, "service"), inputs.numbers(turn.action, "codes")
    if not code_ids:
        await turn.read(own, service_id)
        await turn.say(turn.words("code-none-chosen"))
        return
    await _change(turn, function, service_id, code_ids)


async def _change(turn: Turn, function: Callable[..., Change], service_id: int, wanted: Any) -> None:
    try:
        change = await turn.write(function, service_id, wanted)
    except CodeRetired:
        await turn.say(turn.words("code-is-retired"))
    except TooManyCodes:
        await turn.say(turn.words("too-many-codes"))
    else:
        await turn.show(changes.changed(turn.words, change, datetime.now(UTC)))


async def _show_addable(turn: Turn, service_id: int, part: str) -> None:
    service, found, total = await turn.read(_addable, service_id, part)
    await turn.show(forms.add(turn.words, service, found, total, part))


async def _show_offered(turn: Turn, service_id: int) -> None:
    service, offered = await turn.read(_offered, service_id)
    await turn.show(forms.take_off(turn.words, service, offered))


async def _show_order(turn: Turn, service_id: int, kind: str, chosen: int | None) -> None:
    service, offered = await turn.read(_offered, service_id)
    await turn.show(forms.order(turn.words, service, offered, kind, chosen))


def _kind(turn: Turn) -> str:
    kind = inputs.text(turn.action, "kind")
    return kind if kind in KINDS else PRIMARY


def _addable(db: Any, scope: Scope, service_id: int, part: str) -> tuple[Service, list[Listed], int]:
    service = own(db, scope, service_id)
    return (service, *codes.list_addable(db, scope, service_id, part, forms.MOST_ADDABLE))


def _offered(db: Any, scope: Scope, service_id: int) -> tuple[Service, tuple[Code, ...]]:
    return own(db, scope, service_id), codes.applied(db, scope.tenant_id, service_id)


def _move(db: Any, scope: Scope, service_id: int, code_id: int, steps: int | None, place: int) -> Change:
    """By `steps`, else to `place`, where it is by now."""
    if steps is not None:
        offered = _offered(db, scope, service_id)[1]
        found = next((c for c in offered if c.id == code_id), None)
        if found is None:
            raise NotFound
        place = max(1, [c for c in offered if c.kind == found.kind].index(found) + 1 + steps)
    return lists.move(db, scope, service_id, code_id, place)


ACTIONS: Final[Actions] = {
    "codes.add_form": open_add,
    "codes.add": press_add,
    "codes.take_off_form": open_take_off,
    "codes.take_off": press_take_off,
    "codes.put_back": put_back,
    "codes.order_form": open_order,
    "codes.move": move,
}
