"""How is a customer asked for, chosen among several, and shown at a glance?"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, Protocol

from cards import blocks, outcomes
from cards.blocks import Data, Piece
from cards.charts import Picture
from cards.interactions import Interaction, byline, headline
from cards.words import Words

MOST_IDENTIFIERS: Final = 5
DATASET: Final = "customers"


class Match(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def name(self) -> str | None: ...
    @property
    def identifiers(self) -> Sequence[str]: ...
    @property
    def last_contact_at(self) -> datetime: ...


class Customer(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def name(self) -> str | None: ...
    @property
    def identifiers(self) -> Sequence[str]: ...
    @property
    def last(self) -> Interaction | None: ...
    @property
    def recent(self) -> Sequence[Interaction]: ...
    @property
    def outcomes(self) -> Sequence[tuple[str | None, int]]: ...
    @property
    def total(self) -> int: ...
    @property
    def administered(self) -> bool: ...
    @property
    def may_export(self) -> bool: ...


def form(words: Words, *, suggesting: bool, then: str, kept: Iterable[Piece] = ()) -> Piece:
    """Asks who is meant; `then` is the action that gets the field. Without suggestions the field takes any text.

    `kept` is what the card says and keeps of the question besides.
    """
    field: Piece = {
        "id": "customer" if suggesting else "typed",
        "label": words("customer-ask-label"),
        "placeholder": words("customer-ask-placeholder"),
        "isRequired": True,
        "errorMessage": words("customer-short"),
    }
    if suggesting:
        query = {"type": "Data.Query", "dataset": DATASET}
        field |= {"type": "Input.ChoiceSet", "style": "filtered", "choices": [], "choices.data": query}
    else:
        field |= {"type": "Input.Text", "maxLength": 100}
    body = [
        blocks.title(words("customer-ask-title")),
        blocks.text(words("customer-ask-text" if suggesting else "customer-ask-whole")),
        *kept,
        field,
    ]
    buttons = [blocks.button(words("customer-ask-button"), then, primary=True)]
    return blocks.card(words, body, buttons, fallback=words("customer-ask-fallback"))


def matches(words: Words, found: Sequence[Match], typed: str, *, then: str, data: Data | None = None) -> Piece:
    """Several fit what was typed: a press on one does `then`, with `data` besides."""
    body = [blocks.text(words("customer-which", count=len(found), typed=blocks.literal(typed)), weight="Bolder")]
    body += [blocks.row(_match(words, each), blocks.tap(then, {**(data or {}), "customer": each.id})) for each in found]
    return blocks.card(words, body, [someone_else(words)], fallback=words("customer-matches-fallback"))


def overview(words: Words, shown: Customer, groups: Mapping[str, str], picture: Picture) -> Piece:
    """`groups` is the group of each result."""
    body = [*_head(words, shown), *_last(words, shown.last)]
    if shown.outcomes:
        body.append(blocks.heading(words("customer-count", count=shown.total)))
        body += outcomes.counted(words, shown.outcomes, groups, picture)
    if shown.recent:
        body.append(blocks.heading(words("customer-newest")))
        body += [listed(words, each) for each in shown.recent]
    of_this = {"customer": shown.id}
    buttons = [blocks.button(words("button-history"), "history.open", of_this, primary=True)]
    if shown.may_export:
        buttons.append(blocks.button(words("button-export"), "export.customer", of_this))
    if shown.administered:
        buttons.append(blocks.button(words("button-anonymise"), "erasures.preview", of_this))
    buttons.append(someone_else(words))
    return blocks.card(words, body, buttons, fallback=words("customer-fallback"))


def listed(words: Words, row: Interaction) -> Piece:
    """Two lines; a press opens the interaction."""
    lines = [blocks.text(headline(words, row)), blocks.subtle(byline(words, row))]
    return blocks.row(lines, blocks.tap("details", {"id": row.id}))


def someone_else(words: Words) -> Piece:
    return blocks.button(words("customer-other"), "customers.ask")


def _match(words: Words, each: Match) -> Iterable[Piece]:
    yield blocks.text(blocks.literal(each.title), weight="Bolder", color="Accent")
    others = [blocks.literal(i, 40) for i in each.identifiers[:2] if i != each.title]
    contact = words("customer-last-contact", moment=words.moment(each.last_contact_at))
    yield blocks.subtle(" · ".join([*others, contact]))


def _head(words: Words, shown: Customer) -> Iterable[Piece]:
    yield blocks.title(blocks.literal(shown.title))
    known = [i for i in shown.identifiers if i != shown.title]
    lines = [blocks.literal(i, 40) for i in known[:MOST_IDENTIFIERS]]
    if len(known) > MOST_IDENTIFIERS:
        lines.append(words("more", count=len(known) - MOST_IDENTIFIERS))
    if shown.name is None:
        lines.insert(0, words("customer-nameless"))
    if lines:
        yield blocks.subtle(" · ".join(lines))


def _last(words: Words, row: Interaction | None) -> Iterable[Piece]:
    if row is None:
        yield blocks.text(words("customer-none"))
        return
    lines = [
        blocks.text(words("customer-last"), weight="Bolder", size="Small"),
        blocks.text(headline(words, row), spacing="None"),
        blocks.subtle(byline(words, row)),
    ]
    pressed = blocks.tap("details", {"id": row.id})
    yield blocks.group(lines, style="emphasis", spacing="Medium", selectAction=pressed)
