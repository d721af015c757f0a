"""What does the reporting feed answer?

Whoever reads it is a program with a key, not a person: `Reader` is its scope. It is found anew in every transaction, so
a key that is revoked while a million rows go out ends them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final

import orjson
from odata_query import ast
from sqlalchemy import ColumnElement, Connection, Select, literal, select

from storage import audit, feed_made, feed_statements, keys
from storage.access import NotFound
from storage.database import is_sqlite
from storage.feed_filter import Filter
from storage.feed_grammar import BadQuestion, chain, key_literals, parsed
from storage.feed_model import EntitySet
from storage.feed_operands import Operand, compared, of_literal
from storage.feed_order import orders, parameters
from storage.feed_sets import SETS
from storage.feed_statements import ROW_END
from storage.tables import tenants
from storage.types import Moment

DOOR: Final = "odata"
FEW: Final = 20_000  # rows modified since a moment: up to here sorting them is cheaper than reading the table
SKIP_MOST: Final = 2**53
Place = list[Any]


class NoEntry(Exception):
    """No living key of this door."""


@dataclass(frozen=True, kw_only=True)
class Reader:
    tenant_id: int
    service_id: int | None  # None: the whole tenant
    masked: bool
    key_id: int


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Rows as JSON, a line each with commas between; `place` is that of the last, None where there is none."""

    json: bytes
    count: int
    place: Place | None
    more: bool
    shows_customers: bool


class Question:
    """What is asked of a set. Raises `BadQuestion`, `NotOffered` or, for a set that does not exist, `NotFound`."""

    def __init__(
        self,
        name: str,
        *,
        chosen: str | None = None,
        order: str | None = None,
        condition: str | None = None,
        key: str | None = None,
    ) -> None:
        if name not in SETS:
            raise NotFound
        self.of: EntitySet = SETS[name]
        self.names = _chosen(self.of, chosen)
        self.is_ordered = order is not None
        self.sorts = orders(self.of, order)
        self.key = _key(self.of, key) if key is not None else ()
        self._condition = condition
        self._statements: dict[object, Select[Any]] = {}

    @cached_property
    def tree(self) -> Any:
        return None if self._condition is None else parsed(self._condition)

    def where(self, reader: Reader) -> list[ColumnElement[bool]]:
        own = feed_statements.rights(self.of, reader.service_id)
        return own if self.tree is None else [*own, Filter(self.of, masked=reader.masked).sql(self.tree)]

    def page(self, reader: Reader, place: Place | None, since: datetime | None, *, skips: bool) -> Select[Any]:
        """Built once for all batches of a page: that takes longer than to execute it."""
        shape = None if place is None else tuple(value is None for value in place)
        known = (reader.masked, reader.service_id, shape, since, skips)
        if known not in self._statements:
            where, sorts = self.where(reader), self.sorts
            if since is not None:
                where = [*where, _modified(self.of, since)]
                sorts = tuple(replace(sort, loose=True) for sort in sorts)
            self._statements[known] = feed_statements.page(
                self.of,
                self.names,
                sorts,
                where,
                place,
                masked=reader.masked,
                skips=skips,
                sorted_first=self.of.tenant is not None and (self.is_ordered or since is not None),
            )
        return self._statements[known]


def enter(db: Connection, key: str) -> Reader:
    found = keys.find(db, key, DOOR)
    if found is None:
        raise NoEntry
    shows = db.execute(select(tenants.c.feed_shows_customers).where(tenants.c.id == found.tenant_id)).scalar_one()
    return Reader(tenant_id=found.tenant_id, service_id=found.service_id, masked=not shows, key_id=found.id)


def rows(
    db: Connection,
    key: str,
    question: Question,
    place: Place | None,
    *,
    limit: int,
    skip: int = 0,
    labels: Mapping[str, str],
) -> Batch:
    """Up to `limit` rows behind `place`. Raises as `Question` does, and `NoEntry`."""
    reader = enter(db, key)
    since = _few_since(db, reader, question)
    said = _rights(db, reader, question, labels) | {"limit": limit + 1, "skip": skip}
    if place is not None:
        said |= parameters(question.sorts, place)
    json, count, places = db.execute(question.page(reader, place, since, skips=skip > 0), said).one()
    return _batch(json, count, places, limit, shows=_shows(reader, question))


def count(db: Connection, key: str, question: Question, *, labels: Mapping[str, str]) -> int:
    """Of all rows, whatever page they are on."""
    reader = enter(db, key)
    statement = feed_statements.count(question.of, question.where(reader))
    found: int = db.execute(statement, _rights(db, reader, question, labels)).scalar_one()
    return found


def one(db: Connection, key: str, question: Question, *, labels: Mapping[str, str]) -> tuple[bytes, bool]:
    """The row of the question's key, as JSON, and whether it shows a customer. Raises `NotFound`."""
    reader = enter(db, key)
    where = [*question.where(reader), *question.key]
    statement = feed_statements.one(question.of, question.names, where, masked=reader.masked)
    json: bytes | None = db.execute(statement, _rights(db, reader, question, labels)).scalar_one()
    if json is None:
        raise NotFound
    return json, _shows(reader, question)


def note(db: Connection, key: str, question: Question) -> None:
    """In the audit log, if it shows customers."""
    reader = enter(db, key)
    if _shows(reader, question):
        audit.by_command(db, reader.tenant_id, "feed.read", key=str(reader.key_id), of=question.of.name)


def _batch(json: bytes | None, count: int, places: bytes | None, limit: int, *, shows: bool) -> Batch:
    """One more row than asked for was read, to see whether there is one."""
    if json is None or places is None:
        return Batch(json=b"", count=0, place=None, more=False, shows_customers=shows)
    end = ROW_END.encode()
    if more := count > limit:
        json, places, count = json[: json.rindex(end)], places[: places.rindex(end)], limit
    place = orjson.loads(places[places.rfind(b"\n") + 1 :])
    return Batch(json=json, count=count, place=place, more=more, shows_customers=shows)


def _shows(reader: Reader, question: Question) -> bool:
    return not reader.masked and bool(question.of.personal.intersection(question.names))


def _rights(db: Connection, reader: Reader, question: Question, labels: Mapping[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {"tenant": reader.tenant_id, "service": reader.service_id}
    match question.of.name:
        case "Outcomes":
            said["made"] = feed_made.outcomes(labels)
        case "Dates":
            said["made"] = feed_made.dates(db, reader.tenant_id, reader.service_id)
    return said


def _chosen(of: EntitySet, text: str | None) -> tuple[str, ...]:
    names = [] if text is None else [each.strip() for each in text.split(",")]
    if not names or names == ["*"]:
        return tuple(of.properties)
    for name in names:
        if name not in of.properties:
            raise BadQuestion(f"$select: {of.name} has no property {name[:40]}.")
    return tuple(dict.fromkeys(names))


def _key(of: EntitySet, text: str) -> tuple[ColumnElement[bool], ...]:
    said = key_literals(text)
    if len(said) == 1 and said[0][0] is None and len(of.key) == 1:
        said = [(of.key[0], said[0][1])]
    if sorted(name or "" for name, _ in said) != sorted(of.key):
        raise BadQuestion(f"The key of {of.name} is {', '.join(of.key)}.")
    return tuple(_is(of, name or "", of_literal(node)) for name, node in said)


def _is(of: EntitySet, name: str, value: Operand) -> ColumnElement[bool]:
    found = of.properties[name]
    return compared("eq", Operand(name=name, kind=found.kind, sql=found.value), value)


def _few_since(db: Connection, reader: Reader, question: Question) -> datetime | None:
    """The moment since which the filter wants modified rows, if SQLite had better go by that index."""
    if not is_sqlite(db) or question.of.recent is None or question.is_ordered or question.tree is None:
        return None
    since = next((at for part in _every(question.tree) if (at := _since(part))), None)
    if since is None:
        return None
    said = {"tenant": reader.tenant_id, "since": since, "limit": FEW + 1}
    return since if db.execute(feed_statements.modified_since(question.of), said).scalar_one() <= FEW else None


def _every(tree: Any) -> list[Any]:
    return chain(tree) if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]


def _since(part: Any) -> datetime | None:
    match part:
        case ast.Compare(comparator=ast.GtE() | ast.Gt(), left=ast.Identifier(name="modifiedAt"), right=ast.DateTime()):
            at: datetime = of_literal(part.right).value
            return at
        case _:
            return None


def _modified(of: EntitySet, since: datetime) -> ColumnElement[bool]:
    recent: Any = of.recent
    modified: ColumnElement[bool] = recent >= literal(since, Moment())
    return modified
