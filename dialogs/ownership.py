"""Which of their own services does an owner mean?"""

from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz, process

from cards import ownership as cards
from cards.blocks import Data
from dialogs.turn import Turn
from storage import audit, ownership
from storage.services import Service
from storage.terms import fold

NEAR: Final = 60  # of 100, by which a name is as good as another
MOST_NEAR: Final = 5


async def meant(turn: Turn, typed: str, then: str, data: Data) -> Service | None:
    """By its whole name; without one the only one. None: it has been answered, with those that may be meant.

    A press on one of them does `then` with `data`. Raises `NotAnOwner`.
    """
    services = await turn.read(ownership.list_own)
    if not services:
        await turn.say(turn.words("own-none"))
        return None
    found = named(services, typed) if typed else services
    if len(found) == 1:
        return found[0]
    if found:
        await turn.show(cards.choice(turn.words, found, then, data))
    else:
        await turn.db.write(audit.refused, turn.who, "ownership.own")
        offered = nearest(services, typed)
        text = cards.unknown(turn.words, services, typed)
        await turn.show(cards.choice(turn.words, offered, then, data), text=text)
    return None


def named(services: Sequence[Service], typed: str) -> list[Service]:
    return [s for s in services if fold(s.name) == fold(typed)]


def nearest(services: Sequence[Service], typed: str) -> Sequence[Service]:
    """Those whose names are like it; all, if none is."""
    names = {s.id: fold(s.name) for s in services}
    near = process.extract(fold(typed), names, scorer=fuzz.WRatio, score_cutoff=NEAR, limit=MOST_NEAR)
    by_id = {s.id: s for s in services}
    return [by_id[service_id] for _name, _score, service_id in near] or services
