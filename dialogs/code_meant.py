"""Which code does an owner mean?"""

import re
from typing import Any, Final

from cards import blocks
from cards import codes as cards
from dialogs import ownership
from dialogs.turn import Turn
from storage import codes
from storage.access import Scope
from storage.codes import Code, Listed
from storage.ownership import list_own
from storage.services import Service

_JOINT: Final = re.compile(r"\s+(?:to|in|on|from|off|of|zu|an|von|aus|bei)\s+", re.IGNORECASE)


async def one(turn: Turn, typed: str, then: str) -> tuple[Service, Code] | None:
    """By its name; with the service from whose place it is seen. None: it has been answered.

    A press on one of two that bear the name does `then`. Raises `NotAnOwner`.
    """
    found, services = await turn.read(_named, typed)
    if not services:
        await turn.say(turn.words("own-none"))
    elif not found:
        await unknown(turn, typed, services[0])
    elif len(found) > 1:
        await turn.show(cards.which(turn.words, _seen_from(services, found[0].code), found, then))
    else:
        return _seen_from(services, found[0].code), found[0].code
    return None


async def one_in(turn: Turn, rest: str, then: str) -> tuple[Service, Code] | None:
    """*Refund to Sales*: a living code, and the service that is named behind it; without one the only one."""
    typed, where = rest, ""
    found, services = await turn.read(_named, typed)
    if not found and (joints := list(_JOINT.finditer(rest))):
        typed, where = rest[: joints[-1].start()], rest[joints[-1].end() :]
        found, services = await turn.read(_named, typed)
    if not found and services:
        await unknown(turn, rest, services[0])
        return None
    data = cards.of_codes(each.code for each in found)
    service = await ownership.meant(turn, where, then, data)
    if service is None:
        return None
    if len(found) > 1:
        await turn.show(cards.which(turn.words, service, found, then))
        return None
    return service, found[0].code


async def unknown(turn: Turn, typed: str, service: Service) -> None:
    text = turn.words("codes-unknown" if typed else "codes-unnamed", typed=blocks.literal(typed, 120))
    await turn.show(cards.unknown(turn.words, service), text=text)


def _named(db: Any, scope: Scope, typed: str) -> tuple[list[Listed], list[Service]]:
    return codes.named(db, scope, typed), list_own(db, scope)


def _seen_from(services: list[Service], code: Code) -> Service:
    """Its home, if that is theirs."""
    return next((s for s in services if s.id == code.service_id), services[0])
