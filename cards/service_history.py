"""How do the interactions of a service read?"""

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from cards import blocks, filters
from cards.blocks import Data, Piece
from cards.history import SIZE, Listing, shown
from cards.interactions import Interaction, byline, outcome
from cards.words import Words

MOST_SERVICES: Final = 40
_LONGEST: Final = 32  # characters of a name in a row
_SHOW: Final = "interactions.show"


class Service(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...


class Page(Listing, Protocol):
    @property
    def service(self) -> Service: ...


def interactions(words: Words, page: Page, state: str) -> Piece:
    """The newest first; of very long names fewer rows, and the next page starts where this one ends.

    `state` is how the card keeps its filters.
    """
    return blocks.fitting(page.rows, lambda fit: _card(words, page, fit, state))


def choice(words: Words, services: Sequence[Service], state: str) -> Piece:
    """Of which service?"""
    body = [blocks.text(words("interactions-which"), weight="Bolder")]
    for each in services[:MOST_SERVICES]:
        line = blocks.text(blocks.literal(each.name), color="Accent")
        body.append(blocks.row([line], blocks.tap(_SHOW, {"service": each.id})))
    body += filters.kept(state)
    return blocks.card(words, body, fallback=words("interactions-fallback"))


def _card(words: Words, page: Page, rows: Sequence[Interaction], state: str) -> Piece:
    body = [
        blocks.title(words("interactions-title", service=blocks.literal(page.service.name))),
        *filters.line(words, page.filters, page.named),
    ]
    if rows:
        here = shown(words, page.first, len(rows), page.total, exact=page.exact)
        body.append(blocks.subtle(words("history-sorted-newest", range=here)))
    else:
        body.append(blocks.text(words("interactions-none")))
    body += [_row(words, row, page.service.id) for row in rows]
    body += [filters.in_words(words), *filters.kept(state)]
    return blocks.card(words, body, _buttons(words, page, rows), fallback=words("interactions-fallback"))


def _row(words: Words, row: Interaction, service_id: int) -> Piece:
    when, who = words.short_moment(row.started_at), row.source and blocks.literal(row.source, _LONGEST)
    lines = f"**{' · '.join(each for each in (when, who) if each)}**\n\n"
    lines += " · ".join([outcome(words, row.result), byline(words, row, _LONGEST)])
    opened: Data = {"service": service_id, "id": row.id, "from": "interactions"}
    return blocks.row([blocks.text(lines, color="Accent")], blocks.tap("details", opened))


def _buttons(words: Words, page: Page, rows: Sequence[Interaction]) -> Iterable[Piece]:
    same: dict[str, str | int] = {"service": page.service.id}
    yield blocks.button(words("interactions-show"), "interactions.other", same, primary=True)
    if page.first > 1 and rows:
        earlier = {**same, "before": rows[0].id, "first": max(1, page.first - SIZE)}
        yield blocks.button(words("history-previous"), _SHOW, earlier)
    if page.first - 1 + len(rows) < page.total and rows:
        later = {**same, "after": rows[-1].id, "first": page.first + len(rows)}
        yield blocks.button(words("history-next"), _SHOW, later)
    yield blocks.button(words("filters-button"), "filters.open", same)
    if page.may_export and rows:
        yield blocks.button(words("button-export"), "filters.export", same)
