"""Which names stand in a text? By whole words, without case and accents; the longest first."""

import re
from collections.abc import Iterable
from typing import Final, TypeVar

from dialogs.period_words import fold

T = TypeVar("T")

MOST_READ: Final = 120  # words
_WORD: Final = re.compile(r"[^\W_]{1,60}|[^\s\w]|_")


def taken(text: str, names: Iterable[tuple[str, T]], most: int) -> tuple[list[T], str]:
    """Up to `most` of those named, each once, in the order of the text, and the text without them."""
    words = [(fold(m[0]), m.start(), m.end()) for m, _ in zip(_WORD.finditer(text), range(MOST_READ), strict=False)]
    by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
    for name, what in names:
        if said := tuple(fold(m[0]) for m in _WORD.finditer(name)):
            by_first.setdefault(said[0], []).append((said, what))
    found: list[T] = []
    kept, at, end = [], 0, 0
    while at < len(words):
        here = by_first.get(words[at][0], ())
        fits = [(said, what) for said, what in here if what not in found and _stands(words, at, said)]
        if fits and len(found) < most:
            said, what = max(fits, key=lambda fit: len(fit[0]))
            found.append(what)
            kept.append(text[end : words[at][1]])
            at += len(said)
            end = words[at - 1][2]
        else:
            at += 1
    return found, " ".join(" ".join([*kept, text[end:]]).split())


def _stands(words: list[tuple[str, int, int]], at: int, said: tuple[str, ...]) -> bool:
    return all(at + n < len(words) and words[at + n][0] == word for n, word in enumerate(said))
