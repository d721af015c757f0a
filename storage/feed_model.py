"""What is an entity set of the reporting feed, and what is a property of its rows?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, Integer, cast

from storage.feed_sql import Cell
from storage.schema import CUSTOMER

ID, TEXT, INT, BOOL, MOMENT, DATE = "id", "text", "int", "bool", "moment", "date"
LONGEST_ID: Final = 20
LONGEST_MADE: Final = 200


@dataclass(frozen=True, eq=False)
class Property:
    """`hidden` is what a tenant that does not show its customers shows in place of `value`."""

    name: str
    kind: str
    value: ColumnElement[Any]
    nullable: bool = True
    length: int | None = None
    hidden: ColumnElement[Any] | None = None

    def seen(self, *, masked: bool) -> ColumnElement[Any]:
        return self.hidden if masked and self.hidden is not None else self.value


@dataclass(frozen=True, eq=False, kw_only=True)
class EntitySet:
    name: str
    entity: str
    key: tuple[str, ...]  # names of properties, in the order of the rows
    properties: Mapping[str, Property]
    source: FromClause
    tenant: ColumnElement[int] | None = None  # None: the rows are made, not stored
    of_service: ColumnElement[bool] | None = None  # with the parameter `service`; None: the same rows for every key
    recent: ColumnElement[Any] | None = None  # when a row was modified, where an index with `tenant` is on it

    @property
    def personal(self) -> frozenset[str]:
        """What a customer could be known by."""
        return frozenset(p.name for p in self.properties.values() if p.hidden is not None)


def column(name: str, kind: str, of: Any) -> Property:
    length = LONGEST_ID if kind == ID else of.type.length if kind == TEXT else None
    return Property(name, kind, of, bool(of.nullable), length)


def personal(name: str, of: Any, value: Any, hidden: ColumnElement[Any]) -> Property:
    assert of.info == CUSTOMER
    return Property(name, TEXT, value, True, of.type.length, hidden)


def cell(name: str, kind: str, row: Any, place: int) -> Property:
    """Of a row that is a JSON array."""
    text = Cell(row, place)
    value = cast(text, Integer) if kind == INT else text
    return Property(name, kind, value, nullable=False, length=LONGEST_MADE if kind == TEXT else None)


def declared(name: str, entity: str, key: str, *properties: Property, **more: Any) -> EntitySet:
    """`key` names properties, separated by blanks."""
    by_name = {each.name: each for each in properties}
    return EntitySet(name=name, entity=entity, key=tuple(key.split()), properties=by_name, **more)
