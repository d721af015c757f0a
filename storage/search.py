"""Which customers does somebody mean by a name, a number or a part of one?

Exact hits come first, then names that begin as typed, words and numbers that start so, then parts inside them; within
each the latest contact first. All but the last are complete. A few hits are collected and sorted; many are so common
that walking the customers from the latest contact backwards finds enough of them soon.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from storage import masking
from storage import search_queries as queries
from storage.access import Scope
from storage.interactions import rights
from storage.terms import (
    SEPARATOR,
    SHORTEST,
    fold,
    readable,
    tenant_mark,
    typed_numbers,
    whole_identifier,
    whole_name,
    words,
)

SORTED: Final = 1500  # terms, up to which collecting and sorting their customers is quicker than walking past these
SMALL: Final = 3500  # terms, up to which collecting them is quicker than reading what a customer is called
FEW: Final = 300  # terms, up to which reading the customers' other words is quicker than the index
GLANCED: Final = 1000  # customers, among whom a common part is found at once, and no index is asked
WALKED: Final = 10_000  # customers, then the walk is given up: what is common elsewhere may be rare in a scope
TAIL: Final = 7  # digits by which a long number is looked up: most begin alike
WHOLE_NUMBER: Final = 9  # digits, from which a number is taken for a whole one
MOST_WORDS: Final = 20  # of a search; the others are not looked at
SUBSTRINGS: Final = 300  # of one search, taken after tenant and scope

Hits = list[tuple[int, datetime]]
"""Customers and when they were last in touch, best first."""


class TooShort(Exception):
    """Fewer than three characters: too many customers would fit."""


@dataclass(frozen=True, kw_only=True)
class Match:
    id: int
    name: str | None
    identifiers: tuple[str, ...]
    last_contact_at: datetime

    @property
    def title(self) -> str:
        return self.name or (self.identifiers[0] if self.identifiers else "")


def search(db: Connection, scope: Scope, typed: str, limit: int = 15) -> list[Match]:
    """At most `limit` customers of this scope, best first. Raises `TooShort`.

    A viewer who sees customers masked finds by the whole number, address or name alone, so that nobody can search
    their way around the mask.
    """
    if not scope.masked:
        return _matches(db, scope, _found(db, scope, typed, limit, _by_rank(db, scope, typed, limit)))
    phrases = _phrases(typed, scope.region)
    found = _found(db, scope, typed, SMALL, _exact(db, scope, phrases, SMALL))
    whole = _named_whole(db, scope, phrases, found)
    return _matches(db, scope, dict([hit for hit in found.items() if hit[0] in whole][:limit]))


def meant(db: Connection, scope: Scope, typed: str, limit: int) -> list[Match]:
    """As `search`; a whole number, address or full name that is one customer's means that one. Raises `TooShort`."""
    exact = _only(db, scope, typed)
    return _matches(db, scope, exact) if exact else search(db, scope, typed, limit)


def only(db: Connection, scope: Scope, typed: str) -> int | None:
    """The customer whose whole number, address or full name it is, if it is nobody else's. Raises `TooShort`."""
    return next(iter(_only(db, scope, typed)), None)


def _only(db: Connection, scope: Scope, typed: str) -> dict[int, datetime]:
    phrases = _phrases(typed, scope.region)
    if scope.masked or not phrases or (len(phrases[0]) == 1 and phrases[0][0].isalpha()):
        return {}
    exact = _found(db, scope, typed, 2, _exact(db, scope, phrases, 2))
    return exact if len(exact) == 1 else {}


def _found(db: Connection, scope: Scope, typed: str, limit: int, ranks: Iterator[Hits]) -> dict[int, datetime]:
    if len(fold(typed).replace(" ", "")) < SHORTEST:
        raise TooShort
    found: dict[int, datetime] = {}
    for hits in ranks:
        for customer_id, seen_at in hits:
            found.setdefault(customer_id, seen_at)
        if len(found) >= limit:
            break
    return dict(list(found.items())[:limit])


def _by_rank(db: Connection, scope: Scope, typed: str, limit: int) -> Iterator[Hits]:
    phrases = _phrases(typed, scope.region)
    known = False
    for hits in _exact(db, scope, phrases, limit):
        known = known or bool(hits)
        yield hits
    for phrase in phrases:
        yield _in_range(db, scope, " ".join(phrase), limit, whole=False)
        if len(phrase) > 1:
            yield _starting(db, scope, phrase, limit)
    whole = bool(phrases) and phrases[0][0].isdigit() and len(phrases[0][0]) >= WHOLE_NUMBER
    if whole and (known or typed.lstrip().startswith(("+", "0"))):
        return  # a whole number is no part of another
    for phrase in phrases:
        yield _inside(db, scope, phrase, limit)


def _inside(db: Connection, scope: Scope, phrase: list[str], limit: int) -> Hits:
    if scope.services is None and len(recent := _walk(db, scope, phrase, limit, GLANCED)) == limit:
        return recent
    return _containing(db, scope, phrase, SUBSTRINGS)


def _phrases(typed: str, region: str) -> list[list[str]]:
    """What may be meant; of one phrase a customer must have every word."""
    if numbers := typed_numbers(typed, region):
        return [[n] for n in numbers]
    if "@" in typed:
        return [["".join(filter(str.isprintable, fold(typed)))]]
    parts = words(typed)[:MOST_WORDS]
    return [parts] if parts else []


def _exact(db: Connection, scope: Scope, phrases: list[list[str]], limit: int) -> Iterator[Hits]:
    for phrase in phrases:
        yield _in_range(db, scope, " ".join(phrase), limit, whole=True)


def _starting(db: Connection, scope: Scope, phrase: list[str], limit: int) -> Hits:
    """Each of several words starts one of the customer's, in whatever order."""
    starts = [f"{SEPARATOR}{word}" for word in phrase]
    ranges = [_range(word, whole=False) for word in phrase]
    counts = [_count(db, scope, each) for each in ranges]
    rarest = counts.index(min(counts))
    if counts[rarest] <= FEW:
        return _collect(db, scope, ranges[rarest], starts[:rarest] + starts[rarest + 1 :], limit)
    few = _containing(db, scope, starts, SMALL)
    if len(few) == SMALL or all(len(start) < SHORTEST for start in starts):
        walked = _walk(db, scope, starts, limit, WALKED)
        return walked if len(walked) == limit else few or walked
    return few


def _in_range(db: Connection, scope: Scope, start: str, limit: int, *, whole: bool) -> Hits:
    """Customers with a term that is, or starts with, this."""
    terms = _range(start, whole=whole)
    rare = whole and (start.isdigit() or "@" in start)  # an identifier: nobody else's
    count = 0 if rare else _count(db, scope, terms)
    walked: Hits = []
    if count > SMALL:
        walked = _walk(db, scope, [f"{SEPARATOR}{start}{SEPARATOR if whole else ''}"], limit, WALKED)
    elif count > SORTED and scope.services is None:
        walked = _hits(db, scope, queries.walk_with_term(), limit=limit, walked=WALKED, **terms)
    return walked if len(walked) == limit else _collect(db, scope, terms, [], limit)


def _range(start: str, *, whole: bool) -> dict[str, str]:
    return {"first": start, "last": start if whole else start + "\uffff"}


def _collect(db: Connection, scope: Scope, terms: dict[str, str], parts: list[str], limit: int) -> Hits:
    query = queries.collect(len(parts), all_services=scope.services is None)
    return _hits(db, scope, query, limit=limit, **terms, **_likes(parts))


def _count(db: Connection, scope: Scope, terms: dict[str, str]) -> int:
    found: int = db.execute(queries.COUNT, {"tenant": scope.tenant_id, **terms, "most": SMALL + 1}).scalar_one()
    return found


def _walk(db: Connection, scope: Scope, parts: list[str], limit: int, walked: int) -> Hits:
    values = {"limit": limit, "walked": walked, **_likes(parts)}
    if scope.services is None:
        return _hits(db, scope, queries.walk(len(parts), all_services=True), **values)
    found: dict[int, datetime] = {}
    for service_id in scope.services:  # each service has its own order of contacts
        query = queries.walk(len(parts), all_services=False)
        for customer_id, seen_at in _hits(db, scope, query, service=service_id, **values):
            found[customer_id] = max(seen_at, found.get(customer_id, seen_at))
    return sorted(found.items(), key=lambda pair: pair[1], reverse=True)[:limit]


def _containing(db: Connection, scope: Scope, parts: list[str], most: int) -> Hits:
    """Customers with all of these parts, of which one at least is long enough for the index; at most so many."""
    long = [part for part in parts if len(part) >= SHORTEST]
    if not long:
        return []
    if db.dialect.name != "sqlite":
        query = queries.containing("postgresql", len(parts), all_services=scope.services is None)
        return _hits(db, scope, query, most=most, **_likes(parts))
    likes = [part for part in parts if len(part) < SHORTEST or _is_long_number(part)]
    looked_up = [part[-TAIL:] if _is_long_number(part) else part.replace('"', '""') for part in long]
    wanted = " AND ".join([f'tenant:"{tenant_mark(scope.tenant_id)}"', *(f'terms:"{part}"' for part in looked_up)])
    query = queries.containing("sqlite", len(likes), all_services=scope.services is None)
    return _hits(db, scope, query, most=most, wanted=wanted, **_likes(likes))


def _is_long_number(part: str) -> bool:
    return part.isdigit() and len(part) > TAIL


def _likes(parts: list[str]) -> dict[str, str]:
    """Patterns of LIKE by their names in the statements; what was typed is taken literally."""
    escaped = (part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for part in parts)
    return {f"like_{place}": f"%{part}%" for place, part in enumerate(escaped)}


def _hits(db: Connection, scope: Scope, query: Any, **values: Any) -> Hits:
    return [(row[0], row[1]) for row in db.execute(query, rights(scope, **values))]


def _named_whole(db: Connection, scope: Scope, phrases: list[list[str]], found: dict[int, datetime]) -> set[int]:
    """Those of whom the whole name, number or address was typed, not a word of it."""
    typed = {" ".join(phrase) for phrase in phrases}
    rows = db.execute(queries.NAMES, {"tenant": scope.tenant_id, "ids": list(found)}) if found else ()
    return {r.id for r in rows if typed & {*whole_name(r.name), *whole_identifier(r.key, r.value)}}


def _matches(db: Connection, scope: Scope, found: dict[int, datetime]) -> list[Match]:
    if not found:
        return []
    names: dict[int, str | None] = {}
    shown: dict[int, list[str]] = {}
    for row in db.execute(queries.NAMES, {"tenant": scope.tenant_id, "ids": list(found)}):
        names[row.id] = masking.name(row.name) if scope.masked else row.name
        if row.key is not None:
            plain = readable(row.key, row.value)
            shown.setdefault(row.id, []).append(masking.identifier(row.kind, plain) if scope.masked else plain)
    return [
        Match(id=i, name=names[i], identifiers=tuple(sorted(shown.get(i, []))), last_contact_at=at)
        for i, at in found.items()
    ]
