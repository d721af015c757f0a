"""How does the audit log read?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from cards import audit_words, blocks, days
from cards.audit_words import Entry, Shown
from cards.blocks import Piece
from cards.words import Words

FORMATS: Final = ("xlsx", "csv", "json")
_SHOW: Final = "audit.show"


class Looks(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def people(self) -> int: ...


class Page(Protocol):
    @property
    def rows(self) -> Sequence[Entry]: ...
    @property
    def person(self) -> str | None: ...
    @property
    def looks(self) -> Looks | None: ...
    @property
    def earlier(self) -> bool: ...
    @property
    def more(self) -> bool: ...


class Person(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def upn(self) -> str | None: ...


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whole days, both included. `customer`: who looked at that one."""

    first: date
    last: date
    person: int | None = None
    kind: str | None = None
    customer: int | None = None

    def data(self) -> dict[str, str | int]:
        """How a card asks for it again."""
        named = {"person": self.person, "kind": self.kind, "customer": self.customer}
        return {"since": str(self.first), "until": str(self.last)} | {k: v for k, v in named.items() if v is not None}


def log(words: Words, asked: Asked, page: Page) -> Piece:
    """The newest first; of very long names fewer rows, and the next page starts where this one ends."""
    return blocks.fitting(page.rows, lambda fit: _card(words, asked, page, fit))


def which(words: Words, people: Sequence[Person], asked: Asked) -> Piece:
    """Several people fit: a press on one shows theirs."""
    body = [blocks.text(words("roles-which"), weight="Bolder")]
    for each in people:
        lines = [blocks.text(blocks.literal(each.name), weight="Bolder", color="Accent")]
        lines += [blocks.subtle(blocks.literal(each.upn))] if each.upn else []
        body.append(blocks.row(lines, blocks.tap(_SHOW, {**asked.data(), "person": each.id})))
    return blocks.card(words, body, fallback=words("audit-fallback"))


def formats(words: Words, asked: Asked) -> Piece:
    """As which kind of file?"""
    body = [blocks.title(words("export-choice")), blocks.subtle(days.spelled(words, asked.first, asked.last))]
    buttons = [
        blocks.button(words(f"export-as-{each}"), "audit.file", {**asked.data(), "format": each}) for each in FORMATS
    ]
    back = blocks.button(words("interaction-back"), _SHOW, asked.data())
    return blocks.card(words, body, [*buttons, back], fallback=words("audit-fallback"))


def title(words: Words, customer: str | None) -> str:
    """Of all that was done, or of who looked at that customer."""
    if customer is None:
        return words("audit-title")
    return words("audit-looked-title", customer=blocks.literal(customer))


def filters(words: Words, asked: Asked, person: str | None, shown: Shown = blocks.literal) -> str:
    """*Alice Agent · refusals · Monday 16 to Sunday 22 November 2026*."""
    told = [person and shown(person), asked.kind and words(f"audit-kind-{asked.kind}")]
    return " · ".join([*(each for each in told if each), days.spelled(words, asked.first, asked.last)])


def _card(words: Words, asked: Asked, page: Page, rows: Sequence[Entry]) -> Piece:
    body = [
        blocks.title(title(words, page.looks.title if page.looks else None)),
        blocks.subtle(filters(words, asked, page.person), spacing="Small"),
        *_looks(words, page.looks),
        *([_row(words, each) for each in rows] or [blocks.text(words("audit-none"))]),
        {
            "type": "Input.Text",
            "id": "typed",
            "label": words("audit-other-period" if page.looks else "audit-other"),
            "placeholder": words("audit-period-placeholder" if page.looks else "audit-placeholder"),
            "maxLength": 100,
        },
    ]
    return blocks.card(words, body, _buttons(words, asked, page, rows), fallback=words("audit-fallback"))


def _looks(words: Words, looks: Looks | None) -> Iterable[Piece]:
    if looks is not None:
        people = words("audit-people", count=looks.people)
        yield blocks.text(words("audit-looked", count=looks.count, people=people))
        yield blocks.subtle(words("audit-looked-lists"))


def _row(words: Words, entry: Entry) -> Piece:
    line = f"**{words.moment(entry.at)} · {audit_words.who(words, entry)}**\n\n{audit_words.what(words, entry)}"
    colour = {"color": "Attention"} if entry.refused else {}
    return blocks.group([blocks.text(line, **colour)], separator=True)


def _buttons(words: Words, asked: Asked, page: Page, rows: Sequence[Entry]) -> Iterable[Piece]:
    same = asked.data()
    yield blocks.button(words("interactions-show"), "audit.other", same, primary=True)
    if page.earlier and rows:
        yield blocks.button(words("history-previous"), _SHOW, {**same, "before": rows[0].position})
    if (page.more or len(rows) < len(page.rows)) and rows:
        yield blocks.button(words("history-next"), _SHOW, {**same, "after": rows[-1].position})
    if rows:
        yield blocks.button(words("button-export"), "audit.export", same)
