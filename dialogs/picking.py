"""Which codes and tags does somebody name in words?

Nothing is read in silence as something else than it says: the `notices` tell.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Final

from rapidfuzz import fuzz

from storage import tags
from storage.codes import Code
from storage.terms import words

Notice = tuple[str, Mapping[str, str]]
"""A key of cards/…/conclude.ftl and what belongs in it, as it was typed."""

FILLERS: Final = {
    *("the", "one", "call", "with", "w", "as", "to", "for", "and", "my", "please", "at"),
    *("das", "der", "die", "den", "mit", "als", "und", "mein", "meine", "bitte", "um", "von", "gespräch", "anruf"),
    *("et", "avec", "e", "con"),
}
_NEAR: Final = 82  # of 100
_SHORTEST_NEAR: Final = 4  # characters
_LONGEST: Final = 10  # words of a code's name
_TAG: Final = re.compile(r"#([^\s,;+#]+)")
_WORD: Final = re.compile(r"([,;+]?)\s*([^\s,;+]+)")


@dataclass(frozen=True, kw_only=True)
class Token:
    """A word as it was typed; `apart`: a comma or a plus stands before it."""

    raw: str
    apart: bool
    norm: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """Words that mean a code, for certain or nearly; or that mean none."""

    tokens: tuple[Token, ...]
    code: Code | None = None
    exact: bool = True

    @property
    def raw(self) -> str:
        return " ".join(token.raw for token in self.tokens)


@dataclass(frozen=True, kw_only=True)
class Picked:
    code_ids: tuple[int, ...]
    tags: tuple[str, ...]
    notices: tuple[Notice, ...]


def split(typed: str) -> tuple[tuple[Token, ...], tuple[str, ...]]:
    """The words, and the tags that are written as such: *#vip*."""
    plain = _TAG.sub(" , ", typed)
    tokens = [Token(raw=raw, apart=bool(sign), norm=tuple(words(raw))) for sign, raw in _WORD.findall(plain)]
    return tuple(t for t in tokens if t.norm), tuple(_TAG.findall(typed))


def parts(tokens: Sequence[Token], offered: Collection[Code]) -> list[Part]:
    """Codes as long as they go, and what stands between them or between commas."""
    found: list[Part] = []
    loose: list[Token] = []
    at = 0
    while at < len(tokens):
        part = _code_at(tokens[at:], offered)
        if loose and (part or tokens[at].apart):
            found.append(Part(tokens=tuple(loose)))
            loose = []
        if part:
            found.append(part)
            at += len(part.tokens)
        else:
            loose.append(tokens[at])
            at += 1
    return [*found, Part(tokens=tuple(loose))] if loose else found


def picked(tokens: Sequence[Token], written: Iterable[str], offered: Sequence[Code], primary_most: int) -> Picked:
    """`written` are the tags that were written as such; other words become tags too, and it is said."""
    chosen: dict[int, Code] = {}
    tagged = list(written)
    notices: list[Notice] = []
    for part in parts(tokens, offered):
        if part.code:
            chosen.setdefault(part.code.id, part.code)
            notices += [] if part.exact else [_notice("took-code", part.raw, code=part.code.name)]
        elif tag := " ".join(t.raw for t in without_fillers(part.tokens)):
            fits = len(tag) <= tags.LONGEST
            tagged += [tag] if fits else []
            notices.append(_notice("took-tag" if fits else "left-out", tag))
    kept, left = _first(chosen.values(), primary_most)
    notices += [("conclude-took-first", {"most": str(primary_most), "code": code.name}) for code in left]
    return Picked(code_ids=tuple(code.id for code in kept), tags=tags.normal(tagged), notices=tuple(notices))


def without_fillers(tokens: Sequence[Token]) -> Sequence[Token]:
    """*the 10:02 one as* → *10:02*."""
    words_of = list(dropwhile(is_filler, tokens))
    return list(dropwhile(is_filler, words_of[::-1]))[::-1]


def is_filler(token: Token) -> bool:
    return token.raw.casefold().strip(".:") in FILLERS


def _notice(key: str, typed: str, **more: str) -> Notice:
    return f"conclude-{key}", {"typed": typed, **more}


def _first(chosen: Iterable[Code], primary_most: int) -> tuple[list[Code], list[Code]]:
    every = list(chosen)
    primary = [code for code in every if code.kind == "primary"]
    left = primary[primary_most:]
    return [code for code in every if code not in left], left


def _code_at(tokens: Sequence[Token], offered: Collection[Code]) -> Part | None:
    """The longest that the next words name; if none, one that they nearly name."""
    named = {tuple(words(code.name)): code for code in reversed(list(offered))}
    named.pop((), None)
    for count in range(min(len(tokens), _LONGEST), 0, -1):
        if code := named.get(_norm(tokens[:count])):
            return Part(tokens=tuple(tokens[:count]), code=code)
    if is_filler(tokens[0]):
        return None
    for count in range(min(len(tokens), _LONGEST), 0, -1):
        if not any(token.apart for token in tokens[1:count]) and (code := _nearly(_norm(tokens[:count]), named)):
            return Part(tokens=tuple(tokens[:count]), code=code, exact=False)
    return None


def _norm(tokens: Iterable[Token]) -> tuple[str, ...]:
    return tuple(word for token in tokens for word in token.norm)


def _nearly(said: tuple[str, ...], named: Mapping[tuple[str, ...], Code]) -> Code | None:
    """The only one that begins so, else the one that is spelt nearly so."""
    text = " ".join(said)
    if len(text) < _SHORTEST_NEAR:
        return None
    begun = [code for name, code in named.items() if name[: len(said)] == said]
    if begun:
        return begun[0] if len(begun) == 1 else None
    near = max(named, key=lambda name: fuzz.ratio(text, " ".join(name)), default=())
    return named[near] if near and fuzz.ratio(text, " ".join(near)) >= _NEAR else None
