"""What do the fields of the menu of filters hold: as they are sent, and as they are shown?"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from cards import filter_menu as cards
from cards import filters as filter_cards
from dialogs import inputs
from dialogs.filter_state import State
from dialogs.inputs import Unreadable
from dialogs.periods import EARLIEST, LATEST, midnight
from dialogs.turn import Turn
from storage import filter_choices
from storage.filter_choices import Choices
from storage.filters import DIRECTIONS, HOURS, MODALITIES, NAMES, STILL_OPEN, Filters
from storage.history import COLUMNS
from storage.outcomes import BY_KEY, GROUPS, RESULTS
from storage.terms import fold

SEVERAL: Final = (STILL_OPEN, *(r.key for r in RESULTS))  # results, of which any number may be chosen
_KEYS: Final = {"group": GROUPS, "hours": HOURS, "direction": DIRECTIONS, "modality": MODALITIES}
_SAID: Final = {"yes": True, "no": False}
_HIGHEST_FIRST: Final = {"started", "issues", "duration"}  # unless it is reversed


async def filled(turn: Turn, state: State) -> State:
    """With what the fields hold of the filters that are shown, and of the order. Raises `Unreadable`."""
    sent = turn.action or {}
    if cards.SORT in sent:
        by, reverse = inputs.text(sent, cards.SORT), inputs.text(sent, cards.REVERSED) == "true"
        state = replace(state, sort=_one_of(by in COLUMNS, by), descending=reverse != (by in _HIGHEST_FIRST))
    filters = state.filters
    known = await turn.read(filter_choices.every)
    for name in state.shown:
        fields = ("since", "until") if name == "period" else (name,)
        if any(f"{cards.FIELD}{each}" in sent for each in fields):
            filters = replace(filters.without(name), **_held(turn, name, filters, known))
    return replace(state, filters=filters)


def _held(turn: Turn, name: str, was: Filters, known: tuple[Choices, Choices, Choices]) -> dict[str, Any]:
    """The content of a filter, as its field has it."""
    said = inputs.text(turn.action, f"{cards.FIELD}{name}", 1_000)
    match name:
        case "period":
            return _days(turn)
        case "tag":
            return {"tag": said.strip("# ,;")[: filter_cards.LONGEST_TAG] or None}
        case "result":
            results = frozenset(filter(None, said.split(",")))
            return {"results": _one_of(results <= {STILL_OPEN, *BY_KEY}, results)}
        case _ if said in ("", cards.ALL):
            return {name: None}
        case "issue" | "concluded":
            return {name: _one_of(said in _SAID, _SAID.get(said))}
        case "service" | "user" | "code":
            choices = known[("service", "user", "code").index(name)]
            meant = [i for i, text in choices if said == str(i) or fold(said) == fold(text)]
            kept = [held] if said == str(held := getattr(was, name)) else []
            return {name: _one_of(bool(kept or meant), next(iter([*kept, *meant]), None))}
        case _:
            return {name: _one_of(said in _KEYS[name], said)}


def _days(turn: Turn) -> dict[str, Any]:
    """Whole days, both included, in the reader's calendar; the earlier one first."""
    said = [inputs.text(turn.action, f"{cards.FIELD}{each}") for each in ("since", "until")]
    try:
        first, last = (date.fromisoformat(each) if each else None for each in said)
    except ValueError as exc:
        raise Unreadable from exc
    if first and last and first > last:
        first, last = last, first
    if not all(day is None or EARLIEST <= day <= LATEST for day in (first, last)):
        raise Unreadable
    zone = turn.words.zone
    return {
        "since": midnight(first, zone) if first else None,
        "until": midnight(last + timedelta(days=1), zone) if last else None,
    }


def _one_of(fits: bool, value: Any) -> Any:
    if not fits:
        raise Unreadable
    return value


def content(turn: Turn, filters: Filters) -> dict[str, str]:
    """What each field holds."""
    held = {name: getattr(filters, name) for name in NAMES if hasattr(filters, name)}
    either = {name: "yes" if held.pop(name) else "no" for name in ("issue", "concluded") if held[name] is not None}
    days = {"since": filter_cards.first_day(turn.words, filters), "until": filter_cards.last_day(turn.words, filters)}
    several = {"result": ",".join(key for key in SEVERAL if key in filters.results)}
    return {name: str(value) for name, value in {**held, **days, **several, **either}.items() if value}


def backwards(state: State) -> bool:
    """Whether the order is the other way round than usual for its column."""
    return state.descending != (state.sort in _HIGHEST_FIRST)
