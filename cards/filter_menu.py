"""How are filters set, shown and hidden?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cards import blocks, filters
from cards.blocks import Data, Piece
from cards.filters import LONGEST_TAG, Filters, Named
from cards.interactions import hours, kind
from cards.words import Words

DATASETS: Final = {"service": "filters.services", "user": "filters.users", "code": "filters.codes"}
MOST_SERVICES: Final = 8  # in the list; others are suggested while somebody types
LONGEST_NAME: Final = 40  # characters
ALL: Final = "all"
FIELD: Final = "filter_"  # and a filter's name: the id of its field
SHOWN: Final = "shown"  # the field of the names
SORT: Final = "sort"
REVERSED: Final = "reversed"
_EITHER: Final = ("yes", "no")
_KINDS: Final = {
    "direction": ("inbound", "outbound"),
    "modality": ("audio", "instantmessaging", "email", "externaltask"),
}

Choice = tuple[str, str]
"""What comes back, and what is read."""


@dataclass(frozen=True, kw_only=True)
class Menu:
    """`offered` are the names of all filters of a list, `shown` those with a field; `content` is what a field holds.

    `columns` are those by which the list can be sorted, `sort` the one by which it is, perhaps `backwards`.
    """

    offered: Sequence[str]
    shown: Sequence[str]
    results: Sequence[str]
    groups: Sequence[str]
    services: Sequence[Choice]
    content: Mapping[str, str]
    filters: Filters
    named: Named
    columns: Sequence[str] = ()
    sort: str = ""
    backwards: bool = False


def card(words: Words, menu: Menu, of_list: Data, state: str) -> Piece:
    """`of_list` leads back to the list, with every press; `state` is how the card keeps the filters."""
    told = filters.told(words, menu.filters, menu.named)
    body = [
        blocks.title(words("filters-title")),
        blocks.text(words("filters-active", filters=told) if told else words("filters-none"), spacing="Small"),
        *(_row(words, menu, name) for name in menu.shown),
        _names(words, menu),
        {"type": "ActionSet", "actions": [blocks.button(words("filters-toggle"), "filters.toggle")]},
        *_sorting(words, menu),
        filters.in_words(words),
        *_kept(of_list, state),
    ]
    buttons = [blocks.button(words("filters-apply"), "filters.apply", primary=True)]
    return blocks.card(words, body, buttons, fallback=words("filters-fallback"))


def which(words: Words, people: Sequence[tuple[int, str]], of_list: Data, state: str) -> Piece:
    """Of several (id, name) with the first name that was said: a press on one filters by them."""
    body = [blocks.text(words("roles-which"), weight="Bolder")]
    for each, name in people:
        line = blocks.text(blocks.literal(name), weight="Bolder", color="Accent")
        body.append(blocks.row([line], blocks.tap("filters.person", {"person": each})))
    body += _kept(of_list, state)
    return blocks.card(words, body, fallback=words("filters-fallback"))


def _kept(of_list: Data, state: str) -> Iterable[Piece]:
    yield from (blocks.hidden(name, str(value)) for name, value in of_list.items())
    yield from filters.kept(state)


def _row(words: Words, menu: Menu, name: str) -> Piece:
    """The fields of a filter, and the cross that empties them."""
    emptied = blocks.tap("filters.clear", {"name": name})
    emptied["tooltip"] = words("filters-clear", filter=_label(words, name))
    fields = [{"type": "Column", "width": "stretch", "items": [field]} for field in _fields(words, menu, name)]
    cross = {"type": "Column", "width": "auto", "verticalContentAlignment": "Bottom", "selectAction": emptied}
    return {"type": "ColumnSet", "columns": [*fields, {**cross, "items": [blocks.text("✖")]}], "spacing": "Small"}


def _names(words: Words, menu: Menu) -> Piece:
    """Each a toggle: what is ticked has a field, what is not is *All*."""
    choices = [{"title": _label(words, name), "value": name} for name in menu.offered]
    field: Piece = {"type": "Input.ChoiceSet", "id": SHOWN, "isMultiSelect": True, "label": words("filters-menu")}
    return field | {"choices": choices, "value": ",".join(menu.shown), "separator": True}


def _sorting(words: Words, menu: Menu) -> Iterable[Piece]:
    if menu.columns:
        choices = [{"title": words(f"history-column-{column}"), "value": column} for column in menu.columns]
        by: Piece = {"type": "Input.ChoiceSet", "id": SORT, "label": words("filters-sort"), "separator": True}
        yield by | {"choices": choices, "value": menu.sort}
        title = words("filters-reversed")
        yield {"type": "Input.Toggle", "id": REVERSED, "title": title, "value": str(menu.backwards).lower()}


def _fields(words: Words, menu: Menu, name: str) -> Iterable[Piece]:
    label = {"label": _label(words, name)}
    match name:
        case "period":
            for day in ("since", "until"):
                field: Piece = {"type": "Input.Date", "id": f"{FIELD}{day}", "label": words(f"filters-field-{day}")}
                yield field | _value(menu.content.get(day))
        case "tag":
            field = {"type": "Input.Text", "id": f"{FIELD}tag", "maxLength": LONGEST_TAG, **label}
            yield field | _value(menu.content.get("tag"))
        case "result":
            field = {"type": "Input.ChoiceSet", "id": f"{FIELD}result", "isMultiSelect": True, **label}
            chosen = [{"title": filters.result(words, key), "value": key} for key in menu.results]
            yield field | {"choices": chosen} | _value(menu.content.get("result"))
        case _:
            yield _one_of(words, menu, name) | label


def _one_of(words: Words, menu: Menu, name: str) -> Piece:
    every = [(ALL, words("filters-all")), *_choices(words, menu, name)]
    field: dict[str, Any] = {"type": "Input.ChoiceSet", "id": f"{FIELD}{name}", "value": menu.content.get(name, ALL)}
    field["choices"] = [{"title": blocks.clean(title, LONGEST_NAME), "value": value} for value, title in every]
    if name in DATASETS:
        field |= {"style": "filtered", "choices.data": {"type": "Data.Query", "dataset": DATASETS[name]}}
    return field


def _choices(words: Words, menu: Menu, name: str) -> Sequence[Choice]:
    """Of people and codes the one that is chosen: others are suggested."""
    match name:
        case "group":
            return [(key, words(f"group-{key}")) for key in menu.groups]
        case "service":
            return _first(menu)
        case "user" | "code":
            known = menu.named.user if name == "user" else menu.named.code
            return [(menu.content[name], known)] if known else []
        case "hours":
            return [(key, hours(words, key)) for key in ("open", "closed", "holiday")]
        case "direction" | "modality":
            return [(key, kind(words, name, key) or key) for key in _KINDS[name]]
        case _:
            return [(said, words(f"filters-{name}-{said}")) for said in _EITHER]


def _first(menu: Menu) -> Sequence[Choice]:
    """The chosen service, and as many as there is room for."""
    chosen = [each for each in menu.services if each[0] == menu.content.get("service")]
    others = [each for each in menu.services if each not in chosen]
    return [*chosen, *others][:MOST_SERVICES]


def _value(content: str | None) -> Piece:
    return {"value": content} if content else {}


def _label(words: Words, name: str) -> str:
    return words(f"filters-name-{name}")
