"""What happens when an owner makes codes, edits one, retires it or brings it back?"""

from datetime import UTC, datetime
from typing import Any, Final

from cards import code_changes as cards
from cards.code_forms import LONGEST_LIST, Filled
from dialogs import code_meant, inputs
from dialogs.commands import Actions
from dialogs.turn import Turn
from storage import code_changes as changing
from storage import promotion
from storage.access import Scope
from storage.code_changes import MOST_COUNTED, MOST_LINES, CodeExists, Edit, NotAtHome, Refused
from storage.code_lists import TooManyCodes
from storage.code_names import UnusableName
from storage.codes import KINDS, SECONDARY, Code
from storage.ownership import own
from storage.services import Service

_READ: Final = 600  # characters of a field: what is too long for a name or a description is seen to be so


async def create(turn: Turn) -> None:
    """The fields of the form."""
    said = {key: inputs.text(turn.action, key, _READ) for key in ("kind", "name", "description")}
    await make(turn, inputs.id_of(turn.action, "service"), Filled(**said))


async def make(turn: Turn, service_id: int, filled: Filled) -> None:
    now = datetime.now(UTC)
    try:
        service, code = await turn.write(_make, service_id, filled, now)
    except (UnusableName, NoKind) as exc:
        await turn.say(_why(turn, exc))
    except CodeExists as exc:
        await _exists(turn, service_id, exc.code)
    else:
        await turn.show(cards.created(turn.words, service, code, now))


async def create_many(turn: Turn) -> None:
    lines, now = inputs.lines(turn.action, "lines", LONGEST_LIST), datetime.now(UTC)
    kind = inputs.text(turn.action, "kind")
    service_id = inputs.id_of(turn.action, "service")
    try:
        service, made, refused = await turn.write(_make_many, service_id, kind, lines, now)
    except (NoKind, NoLines) as exc:
        await turn.say(_why(turn, exc))
        return
    is_cut = len(lines) > MOST_LINES
    await turn.show(cards.pasted(turn.words, service, made, refused, now, is_cut=is_cut))


async def edit(turn: Turn) -> None:
    service_id, code_id = inputs.id_of(turn.action, "service"), inputs.id_of(turn.action, "code")
    name, description = (inputs.text(turn.action, key, _READ) for key in ("name", "description"))
    try:
        service, change = await turn.write(_edit, service_id, code_id, name, description)
    except UnusableName as exc:
        await turn.say(_why(turn, exc))
    except CodeExists as exc:
        await _exists(turn, service_id, exc.code)
    except NotAtHome:
        await turn.say(turn.words("not-at-home"))
    else:
        await turn.show(cards.edited(turn.words, service, change, datetime.now(UTC)))


async def retire(turn: Turn, rest: str) -> None:
    """`codes retire Outage`: at once, for it can be brought back."""
    if found := await code_meant.one(turn, rest, "codes.retire"):
        await _retire(turn, found[0].id, found[1].id, away=True)


async def restore(turn: Turn, rest: str) -> None:
    if found := await code_meant.one(turn, rest, "codes.restore"):
        await _retire(turn, found[0].id, found[1].id, away=False)


async def press_retire(turn: Turn) -> None:
    await _retire(turn, inputs.id_of(turn.action, "service"), inputs.id_of(turn.action, "code"), away=True)


async def press_restore(turn: Turn) -> None:
    await _retire(turn, inputs.id_of(turn.action, "service"), inputs.id_of(turn.action, "code"), away=False)


async def promote(turn: Turn) -> None:
    """A tag that is used often becomes a secondary code of the service."""
    service_id, tag, now = inputs.id_of(turn.action, "service"), inputs.text(turn.action, "tag"), datetime.now(UTC)
    try:
        change = await turn.write(promotion.promote, service_id, tag, SECONDARY, now)
    except UnusableName as exc:
        await turn.say(_why(turn, exc))
    except NotAtHome:
        await turn.say(turn.words("code-is-retired"))
    except TooManyCodes:
        await turn.say(turn.words("too-many-codes"))
    else:
        await turn.show(cards.changed(turn.words, change, now))


async def _retire(turn: Turn, service_id: int, code_id: int, *, away: bool) -> None:
    now = datetime.now(UTC)
    try:
        service, change, uses = await turn.write(_retire_or_restore, service_id, code_id, away, now)
    except NotAtHome:
        await turn.say(turn.words("not-at-home"))
    else:
        await turn.show(cards.retired(turn.words, service, change, uses, MOST_COUNTED, now))


async def _exists(turn: Turn, service_id: int, code: Code) -> None:
    await turn.show(cards.exists(turn.words, await turn.read(own, service_id), code))


class NoKind(Exception):
    """It was not said whether the code is primary or secondary."""


class NoLines(Exception):
    """A pasted list was empty."""


def _why(turn: Turn, exc: Exception) -> str:
    if isinstance(exc, UnusableName):
        return turn.words(f"name-{exc.why}")
    return turn.words("code-no-kind" if isinstance(exc, NoKind) else "code-no-lines")


def _make(db: Any, scope: Scope, service_id: int, filled: Filled, now: datetime) -> tuple[Service, Code]:
    service = own(db, scope, service_id)
    if filled.kind not in KINDS:
        raise NoKind
    said = {"kind": filled.kind, "name": filled.name, "description": filled.description}
    return service, changing.create(db, scope, service_id, **said, now=now)


def _make_many(
    db: Any, scope: Scope, service_id: int, kind: str, lines: list[str], now: datetime
) -> tuple[Service, list[Code], list[Refused]]:
    service = own(db, scope, service_id)
    if kind not in KINDS:
        raise NoKind
    if not any(line.strip() for line in lines[:MOST_LINES]):
        raise NoLines
    return (service, *changing.create_many(db, scope, service_id, kind=kind, lines=lines, now=now))


def _edit(db: Any, scope: Scope, service_id: int, code_id: int, name: str, description: str) -> tuple[Service, Edit]:
    service = own(db, scope, service_id)
    return service, changing.edit(db, scope, code_id, name=name, description=description)


def _retire_or_restore(
    db: Any, scope: Scope, service_id: int, code_id: int, away: bool, now: datetime
) -> tuple[Service, Edit, int]:
    service = own(db, scope, service_id)
    change = changing.retire(db, scope, code_id, now) if away else changing.restore(db, scope, code_id)
    return service, change, changing.uses(db, scope, code_id)


ACTIONS: Final[Actions] = {
    "codes.create": create,
    "codes.create_many": create_many,
    "codes.edit": edit,
    "codes.retire": press_retire,
    "codes.restore": press_restore,
}
