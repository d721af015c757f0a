"""How does an owner set the rules of a service's conclusions?"""

import re
from datetime import UTC, datetime
from typing import Any, Final

from cards import rules as cards
from dialogs import inputs, ownership
from dialogs.commands import Actions
from dialogs.turn import Turn
from storage import codes, rules
from storage.access import Scope
from storage.codes import PRIMARY, Code
from storage.ownership import own
from storage.rules import Change, OutOfBounds, Rules
from storage.services import Service

_CLOCK: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::00)?")
_NOTHING: Final = -1  # out of every bound


async def show(turn: Turn, rest: str) -> None:
    """`codes rules Support`."""
    if service := await ownership.meant(turn, rest, "rules.ask", {}):
        await _form(turn, service.id)


async def ask(turn: Turn) -> None:
    await _form(turn, inputs.id_of(turn.action, "service"))


async def lay_down(turn: Turn) -> None:
    service_id, now = inputs.id_of(turn.action, "service"), datetime.now(UTC)
    try:
        change, known = await turn.write(_lay_down, service_id, _said(turn), now)
    except OutOfBounds as exc:
        await turn.say(turn.words(f"rules-wrong-{exc.rule}"))
    else:
        await turn.show(cards.changed(turn.words, change.service, change.before, change.after, known, now))


async def _form(turn: Turn, service_id: int) -> None:
    service, found, primary = await turn.read(_look, service_id)
    await turn.show(cards.form(turn.words, service, found, primary))


def _said(turn: Turn) -> Rules:
    """The fields as they came back: what is no number is out of bounds."""
    counts = {rule: _count(turn, rule) for rule in cards.COUNTS}
    clock = _CLOCK.fullmatch(inputs.text(turn.action, "shift_ends"))
    default = inputs.text(turn.action, "default_code_id")
    return Rules(
        primary_least=_needed(counts["primary_least"]),
        primary_most=_needed(counts["primary_most"]),
        secondary_most=counts["secondary_most"],
        tags_most=_needed(counts["tags_most"]),
        shift_ends=int(clock[1]) * 60 + int(clock[2]) if clock else _NOTHING,
        default_code_id=None
        if default == cards.NO_DEFAULT
        else inputs.number(turn.action, "default_code_id") or _NOTHING,
        default_after_minutes=counts["default_after_minutes"],
    )


def _count(turn: Turn, rule: str) -> int | None:
    """None: the field is empty."""
    if (turn.action or {}).get(rule) in (None, ""):
        return None
    found = inputs.whole(turn.action, rule)
    return _NOTHING if found is None else found


def _needed(count: int | None) -> int:
    return _NOTHING if count is None else count


def _look(db: Any, scope: Scope, service_id: int) -> tuple[Service, Rules, list[Code]]:
    service = own(db, scope, service_id)
    offered = codes.applied(db, scope.tenant_id, service_id)
    return service, rules.of_service(db, scope.tenant_id, service_id), [c for c in offered if c.kind == PRIMARY]


def _lay_down(db: Any, scope: Scope, service_id: int, wanted: Rules, now: datetime) -> tuple[Change, list[Code]]:
    change = rules.lay_down(db, scope, service_id, wanted, now)
    named = {r.default_code_id for r in (change.before, change.after) if r.default_code_id is not None}
    return change, list(codes.of_ids(db, scope.tenant_id, named))


ACTIONS: Final[Actions] = {"rules.ask": ask, "rules.set": lay_down}
