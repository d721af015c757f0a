"""What says who a customer was, however it is written?

Two measures. In what is the customer's own, `near` goes by every single word of the name: rather a harmless note lost
than a name kept. In what is others', `anywhere` goes by the whole name or a whole identifier: *gray* may be a colour.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import phonenumbers

from storage.terms import Identifier, fold, spellings, words

_BETWEEN: Final = r"(?:%20|&\w+;|[\W_])*"  # the words of a name, also in an address or a tag
_RUN: Final = re.compile(r"\d(?:[\s().\-/+]{0,3}\d)*")
_SHORTEST_WORD: Final = 3
_SHORTEST_NUMBER: Final = 7  # digits, by which a number is found inside others
_SHORTEST_REFERENCE: Final = 4  # letters and digits, by which one counts in what is others'
_SHORTEST_JOINED: Final = 7  # letters of a whole name that count inside a word
_SHORTEST_ALONE: Final = 8  # letters of a name of one word, by which it counts in what is others'
_COMMON: Final = frozenset(
    {
        *("and", "the", "for", "und", "der", "die", "das", "von", "van", "del", "aus", "bei", "mit", "mrs", "herr"),
        *("frau", "gmbh", "inc", "ltd", "llc", "sarl", "kgaa", "company", "group"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Traces:
    """All names that the customer ever bore, all identifiers. `shared` is what others have too, customers or people."""

    names: tuple[str, ...]
    identifiers: tuple[Identifier, ...]
    shared: frozenset[str]  # names, and keys of identifiers

    def near(self, text: str) -> bool:
        """Whether a text of the customer's own says anything of who it is."""
        return self._says(text, self._near, self.names, self._inside | self._national, self._whole)

    def anywhere(self, text: str) -> bool:
        """Whether any text says the whole name or an identifier."""
        trunk = frozenset(f"0{number}" for number in self._national)
        return self._says(text, self._anywhere, self._names, self._inside | trunk, self._inside | self._national)

    def is_identifier(self, key: str) -> bool:
        return key in self._keys

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(name for name in self.names if name not in self.shared)

    @cached_property
    def _elsewhere(self) -> tuple[Identifier, ...]:
        return tuple(i for i in self.identifiers if i.key not in self.shared)

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(i.key for i in self.identifiers)

    def _says(
        self,
        text: str,
        pattern: re.Pattern[str] | None,
        names: Iterable[str],
        inside: frozenset[str],
        whole: frozenset[str],
    ) -> bool:
        folded = fold(text)
        if pattern is not None and pattern.search(folded):
            return True
        if any(raw in _plain(text) for raw in map(_plain, names) if raw and not raw.isascii()):
            return True
        runs = [re.sub(r"\D", "", run) for run in _RUN.findall(folded)]
        return any(run in whole or any(number in run for number in inside) for run in runs)

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return frozenset(i.key.partition(":")[2] for i in self.identifiers if i.kind == "phone")

    @cached_property
    def _inside(self) -> frozenset[str]:
        return frozenset(n for n in self._numbers if len(n) >= _SHORTEST_NUMBER)

    @cached_property
    def _national(self) -> frozenset[str]:
        return frozenset(n for n in map(_without_country, self._numbers) if len(n) >= _SHORTEST_NUMBER)

    @cached_property
    def _whole(self) -> frozenset[str]:
        return self._numbers | {_without_country(n) for n in self._numbers}

    @cached_property
    def _near(self) -> re.Pattern[str] | None:
        parts = [rf"{word}(?:'?s)?" for name in self.names for word in _telling(name)]
        parts += [_in_order(own) for name in self.names for own in _orders(name)]
        parts += [_reference(i.value) for i in self.identifiers if i.kind == "caller"]
        addresses = [fold(i.value) for i in self.identifiers if i.kind == "upn"]
        parts += [re.escape(local) for a in addresses if len(local := a.partition("@")[0]) >= _SHORTEST_WORD]
        joined = ["".join(words(name)) for name in self.names]
        return _any_of(parts, [re.escape(a) for a in addresses] + [j for j in joined if len(j) >= _SHORTEST_JOINED])

    @cached_property
    def _anywhere(self) -> re.Pattern[str] | None:
        orders = [own for name in self._names for own in _orders(name)]
        parts = [_in_order(own) for own in orders if len(own) > 1 or len(own[0]) >= _SHORTEST_ALONE]
        parts += [re.escape(fold(i.value)) for i in self._elsewhere if i.kind == "upn"]
        callers = [i.value for i in self._elsewhere if i.kind == "caller"]
        parts += [_reference(v) for v in callers if len("".join(words(v))) >= _SHORTEST_REFERENCE]
        return _any_of(parts, [])

    def as_json(self) -> dict[str, Any]:
        return {
            "names": self.names,
            "identifiers": [[i.kind, i.value, i.key] for i in self.identifiers],
            "shared": sorted(self.shared),
        }

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Traces":
        return cls(
            names=tuple(said["names"]),
            identifiers=tuple(Identifier(*each) for each in said["identifiers"]),
            shared=frozenset(said["shared"]),
        )


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _telling(name: str) -> list[str]:
    every = {w for spelt in spellings(name) for w in words(spelt)}
    return sorted(w for w in every if len(w) >= _SHORTEST_WORD and w not in _COMMON)


def _orders(name: str) -> list[list[str]]:
    """*Dorain Gray*, *Gray Dorain*; in the spelling of those who have no umlauts too."""
    found = []
    for spelt in spellings(name):
        parts = words(spelt)
        if sum(map(len, parts)) >= _SHORTEST_WORD:
            found += [parts, [*parts[1:], parts[0]], [parts[-1], *parts[:-1]]]
    return found


def _in_order(parts: list[str]) -> str:
    return _BETWEEN.join(parts) + "(?:'?s)?"


def _reference(value: str) -> str:
    """*K-20417*, *k 20417*, *K20417*."""
    parts = words(value)
    return _BETWEEN.join(parts) if parts else re.escape(fold(value))


def _any_of(bounded: list[str], anywhere: list[str]) -> re.Pattern[str] | None:
    parts = [rf"(?<![a-z0-9])(?:{'|'.join(dict.fromkeys(filter(None, bounded)))})(?![a-z0-9])"] if any(bounded) else []
    parts += [p for p in dict.fromkeys(anywhere) if p]
    return re.compile("|".join(parts)) if parts else None


def _without_country(digits: str) -> str:
    try:
        return str(phonenumbers.parse(f"+{digits}").national_number)
    except phonenumbers.NumberParseException:
        return digits
