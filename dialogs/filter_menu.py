"""How does somebody set the filters of a list, clear, show and hide them, and have what is left as a file?

Each press says what all fields hold, so none of them is lost by a press on another filter's cross.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from cards import blocks, exports
from cards import filter_menu as cards
from cards import filters as filter_cards
from dialogs import export_asking, filter_fields, filter_state, history, inputs, interactions
from dialogs.commands import Actions
from dialogs.customers import place
from dialogs.filter_state import State
from dialogs.inputs import Unreadable
from dialogs.turn import Turn
from storage import filter_choices, filter_lists
from storage.export_formats import FORMATS
from storage.export_rows import Wanted
from storage.filter_choices import Choices
from storage.filter_lists import Listed
from storage.filters import NAMES, Filters
from storage.history import COLUMNS
from storage.outcomes import GROUPS
from storage.terms import fold

SUGGESTIONS: Final = 15


async def open_menu(turn: Turn) -> None:
    await _show(turn, await _sent(turn))


async def toggle(turn: Turn) -> None:
    """A filter is shown by its name; one that is hidden is cleared."""
    state = await filter_fields.filled(turn, await _sent(turn))
    names = inputs.text(turn.action, cards.SHOWN).split(",")
    await _show(turn, state.showing(frozenset(names) & frozenset(_offered(_listed(turn)))))


async def clear(turn: Turn) -> None:
    """The filter stays, its content goes."""
    name = inputs.text(turn.action, "name")
    if name not in NAMES:
        raise Unreadable
    state = await filter_fields.filled(turn, await _sent(turn))
    await _show(turn, replace(state, filters=state.filters.without(name)))


async def apply(turn: Turn) -> None:
    """What the fields hold, and what is said in words besides."""
    state, listed = await filter_fields.filled(turn, await _sent(turn)), _listed(turn)
    heard = await interactions.said(turn, inputs.text(turn.action, "typed"))
    if heard.rest:
        await interactions.not_understood(turn, heard.rest)
        return
    filters = heard.filters.without("service") if listed.service_id else heard.filters
    await _show_list(turn, listed, state.told(filters, heard.people))


async def choose_person(turn: Turn) -> None:
    """One of those who may have been meant."""
    state = await _sent(turn)
    await _show_list(turn, _listed(turn), state.told(Filters(user=inputs.id_of(turn.action, "person"))))


async def ask_kind(turn: Turn) -> None:
    """As which kind of file?"""
    state, listed = await _sent(turn), _listed(turn)
    about, sent = await turn.write(filter_lists.to_export, listed, state.filters, place(turn))
    told = blocks.literal(about.title), filter_cards.told(turn.words, state.filters, about.named)
    line = blocks.text(" · ".join(filter(None, told)))
    body = [line, *filter_cards.kept(filter_state.signed(turn, state))]
    await turn.show(exports.kinds(turn.words, body, "filters.file", _of_list(listed)), card_id=sent)


async def make_file(turn: Turn) -> None:
    """Of all that the list holds, and may be had as a file."""
    filters, listed, file_format = (await _sent(turn)).filters, _listed(turn), inputs.text(turn.action, "format")
    if file_format not in FORMATS:
        raise Unreadable
    await turn.read(filter_lists.may_export, listed, filters)
    now = datetime.now(UTC)
    wanted = Wanted(
        customer_id=listed.customer_id,
        services=frozenset({listed.service_id}) if listed.service_id else None,
        since=filters.since,
        until=min(filters.until, now) if filters.until else now,
        results=None,
        filters=filters.without("period"),
    )
    await export_asking.begin(turn, wanted, file_format)


async def suggest_services(turn: Turn, typed: str) -> list[tuple[str, str]]:
    return _fitting(await turn.read(filter_choices.services), typed)


async def suggest_people(turn: Turn, typed: str) -> list[tuple[str, str]]:
    return _fitting(await turn.read(filter_choices.people), typed)


async def suggest_codes(turn: Turn, typed: str) -> list[tuple[str, str]]:
    return _fitting(await turn.read(filter_choices.codes), typed)


async def _show(turn: Turn, state: State) -> None:
    listed = _listed(turn)
    about, sent = await turn.write(filter_lists.open_menu, listed, state.filters, place(turn))
    menu = cards.Menu(
        offered=_offered(listed),
        shown=state.shown,
        results=filter_fields.SEVERAL,
        groups=GROUPS,
        services=[(str(i), name) for i, name in about.services],
        content=filter_fields.content(turn, state.filters),
        filters=state.filters,
        named=about.named,
        columns=() if listed.customer_id is None else COLUMNS,
        sort=state.sort,
        backwards=filter_fields.backwards(state),
    )
    card = cards.card(turn.words, menu, _of_list(listed), filter_state.signed(turn, state))
    await turn.show(card, card_id=sent)


async def _show_list(turn: Turn, listed: Listed, state: State) -> None:
    if listed.customer_id is None:
        await interactions.show_list(turn, listed.service_id or 0, state)
    else:
        await history.show(turn, listed.customer_id, state)


async def _sent(turn: Turn) -> State:
    if _listed(turn).customer_id is None:
        return await interactions.sent(turn)
    return await filter_state.sent(turn) or State()


def _listed(turn: Turn) -> Listed:
    """Of which list. Raises `Unreadable`."""
    if "customer" in (turn.action or {}):
        return Listed(customer_id=inputs.id_of(turn.action, "customer"))
    return Listed(service_id=inputs.id_of(turn.action, "service"))


def _of_list(listed: Listed) -> dict[str, str | int]:
    """What leads back to it."""
    if listed.service_id is not None:
        return {"service": listed.service_id}
    return {"customer": listed.customer_id or 0}


def _offered(listed: Listed) -> tuple[str, ...]:
    """A list of one service is not filtered by service."""
    return NAMES if listed.service_id is None else tuple(name for name in NAMES if name != "service")


def _fitting(choices: Choices, typed: str) -> list[tuple[str, str]]:
    wanted = fold(typed)
    found = [(str(i), blocks.clean(name)) for i, name in choices if wanted in fold(name)]
    return found[:SUGGESTIONS]


ACTIONS: Final[Actions] = {
    "filters.open": open_menu,
    "filters.toggle": toggle,
    "filters.clear": clear,
    "filters.apply": apply,
    "filters.person": choose_person,
    "filters.export": ask_kind,
    "filters.file": make_file,
}
