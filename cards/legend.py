"""What do the results and the key figures mean?"""

from collections.abc import Iterable
from typing import Protocol

from cards import blocks
from cards.blocks import Piece
from cards.words import Words

KPIS = ("reachability", "acceptance", "hangup")


class Result(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def group(self) -> str: ...


def legend(words: Words, groups: Iterable[str], results: Iterable[Result]) -> Piece:
    every = list(results)
    body = [blocks.title(words("legend-title")), blocks.subtle(words("legend-results"))]
    for group in groups:
        body.append(blocks.heading(words(f"group-{group}")))
        body += [_line(words, f"result-{r.key}", f"meaning-{r.key}") for r in every if r.group == group]
    body.append(blocks.heading(words("legend-kpis")))
    for kpi in KPIS:
        body.append(_line(words, f"kpi-{kpi}", f"meaning-{kpi}"))
        body.append(blocks.subtle(words(f"formula-{kpi}")))
    body.append(blocks.text(words("legend-na"), spacing="Small"))
    return blocks.card(words, body, fallback=words("legend-fallback"))


def _line(words: Words, label: str, meaning: str) -> Piece:
    return blocks.text(words("legend-line", label=words(label), meaning=words(meaning)), spacing="Small")
