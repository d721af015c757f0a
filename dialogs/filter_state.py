"""How does a card keep its filters, so that nobody else can make some up?

In a hidden field, as a text that only this server signs, for this person alone. What it says gives no rights: whoever
presses is asked anew what they may see.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from cards.filters import STATE
from dialogs import inputs
from dialogs.links import LONGEST
from dialogs.turn import Turn
from storage import audit
from storage.filters import ALL, NAMES, Filters, NotFilters, packed, unpacked
from storage.history import COLUMNS

MOST_PEOPLE: Final = 10  # to choose from
_ALWAYS: Final = datetime(2100, 1, 1, tzinfo=UTC)  # a card may be pressed years later


class NotOurs(Exception):
    """What the card says of its filters is not what it was given."""


@dataclass(frozen=True, kw_only=True)
class State:
    """`shown` are the names of the filters in the menu, also of those whose content is *All*.

    A history is sorted by the column `sort`; the interactions of a service always have the newest first. `people` are
    those of whom one is meant, until somebody has said which.
    """

    shown: tuple[str, ...] = ()
    filters: Filters = ALL
    sort: str = "started"
    descending: bool = True
    people: tuple[int, ...] = ()

    def showing(self, names: frozenset[str]) -> "State":
        """Just these; one that is hidden is cleared too."""
        filters = self.filters
        for name in set(filters.active) - names:
            filters = filters.without(name)
        return replace(self, shown=tuple(name for name in NAMES if name in names), filters=filters)

    def holding(self, filters: Filters) -> "State":
        """With these contents, all of them shown."""
        return replace(self, filters=filters).showing(frozenset({*self.shown, *filters.active}))

    def told(self, filters: Filters, people: Sequence[int] = ()) -> "State":
        """With what somebody has said besides."""
        return replace(self.holding(filters.over(self.filters)), people=tuple(people[:MOST_PEOPLE]))


_NONE: Final = State()


def signed(turn: Turn, state: State) -> str:
    """For the card's hidden field; nothing where nothing is filtered, shown or sorted otherwise."""
    if state == _NONE:
        return ""
    said = {"shown": [NAMES.index(name) for name in state.shown], **packed(state.filters)}
    if (state.sort, state.descending) != (_NONE.sort, _NONE.descending):
        said |= {"sort": state.sort, "descending": state.descending}
    if state.people:
        said["people"] = state.people
    return turn.links.token(_purpose(turn), orjson.dumps(said).decode(), _ALWAYS)


async def sent(turn: Turn) -> State | None:
    """As the pressed card keeps it; None: it has none. Raises `NotOurs`, which is in the audit log by then."""
    token = inputs.text(turn.action, STATE, LONGEST + 1)
    if not token and not (turn.action or {}).get(STATE):
        return None
    said = turn.links.opened(_purpose(turn), token, datetime.now(UTC))
    try:
        if said is None:
            raise NotOurs
        return _read(orjson.loads(said))
    except (KeyError, TypeError, IndexError, NotFilters, NotOurs) as exc:  # signed by another version
        await turn.db.write(audit.refused, turn.who, "filters.sent")
        raise NotOurs from exc


def _read(said: dict[str, Any]) -> State:
    sort = said.get("sort", _NONE.sort)
    if sort not in COLUMNS:
        raise NotOurs
    shown = tuple(NAMES[each] for each in said["shown"])
    state = State(
        shown=shown,
        sort=sort,
        descending=bool(said.get("descending", _NONE.descending)),
        people=tuple(said.get("people", ())),
    )
    return state.holding(unpacked(said))


def _purpose(turn: Turn) -> str:
    return f"filters {turn.who.tenant} {turn.who.person}"
