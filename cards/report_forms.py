"""How does somebody choose a report, its period, and the kind of file?"""

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from cards import blocks
from cards.blocks import Data, Piece
from cards.report_parts import ASKED
from cards.words import Words

KINDS: Final = ("codes", "results", "kpi")
BY: Final = ("day", "week", "month")
PERIODS: Final = ("days-30", "week-this", "week-last", "month-this", "month-last", "year-this", "year-last")
MOST_SERVICES: Final = 60  # others can be typed
ALL: Final = "all"


class Service(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...


def chooser(
    words: Words, services: Sequence[Service], *, kind: str = "codes", service: int | None = None, by: str = "week"
) -> Piece:
    """What is typed as a period counts before what is chosen."""
    names = [
        (ALL, words("report-all-services")),
        *((str(s.id), blocks.clean(s.name)) for s in services[:MOST_SERVICES]),
    ]
    body = [
        blocks.title(words("report-title")),
        _choice(words, "kind", kind, [(each, words(f"report-{each}")) for each in KINDS], expanded=True),
        _choice(words, "service", str(service or ALL), names if len(services) > 1 else names[1:] or names),
        _choice(words, "period", PERIODS[0], [(each, words(f"report-{each}")) for each in PERIODS]),
        {
            "type": "Input.Text",
            "id": "typed",
            "label": words("report-typed"),
            "placeholder": words("report-typed-placeholder"),
            "maxLength": 80,
        },
        _choice(words, "by", by if by in BY else BY[-1], [(each, words(f"report-by-{each}")) for each in BY]),
    ]
    show = blocks.button(words("report-show"), "reports.choose", primary=True)
    return blocks.card(words, body, [show], fallback=words("report-fallback-form"))


def formats(words: Words, asked: str, figure: Data) -> Piece:
    """`figure` is the code or the result whose card is exported, if it was one's."""
    body: list[Piece] = [
        blocks.title(words("report-formats")),
        blocks.hidden(ASKED, asked),
    ]
    buttons = [
        blocks.button(words(f"report-format-{each}"), "reports.file", {"format": each, **figure})
        for each in ("csv", "xlsx", "json")
    ]
    back = blocks.button(words("interaction-back"), "reports.show", figure)
    return blocks.card(words, body, [*buttons, back], fallback=words("report-formats"))


def offered(words: Words, found: Iterable[tuple[str, Data]], asked: str) -> Piece:
    """What may have been meant: a press asks the same of it."""
    body: list[Piece] = [
        blocks.text(words("report-meant"), weight="Bolder"),
        blocks.hidden(ASKED, asked),
    ]
    buttons = [blocks.button(name, "reports.show", data) for name, data in found]
    return blocks.card(words, body, buttons, fallback=words("report-meant"))


def _choice(
    words: Words, name: str, value: str, choices: Iterable[tuple[str, str]], *, expanded: bool = False
) -> Piece:
    return {
        "type": "Input.ChoiceSet",
        "id": name,
        "label": words(f"report-choose-{name}"),
        "value": value,
        "choices": [{"title": title, "value": each} for each, title in choices],
        **({"style": "expanded"} if expanded else {}),
    }
