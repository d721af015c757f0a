"""In which order do the rows of a set come, and where does the next page begin?

A page begins after a row, not at a number: so the thousandth costs what the first does, and rows that arrive meanwhile
move none. Every order ends with the key. Null comes first, or last when descending, as OData says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, Integer, String, and_, bindparam, case, false, or_

from storage.feed_grammar import BadQuestion
from storage.feed_model import BOOL, DATE, ID, INT, MOMENT, TEXT, EntitySet, Property
from storage.feed_operands import LARGEST
from storage.feed_sql import ByCodePoint, Millis, Unindexed
from storage.types import EPOCH, Moment

MOST_SORTED: Final = 5
LONGEST_TEXT: Final = 1_000
_TYPES: Final[dict[str, Any]] = {
    ID: BigInteger(),
    TEXT: String(),
    INT: Integer(),
    BOOL: Integer(),
    MOMENT: Moment(),
    DATE: String(),
}


@dataclass(frozen=True, eq=False)
class Sort:
    property: Property
    descending: bool
    loose: bool = False  # by no index

    def sql(self, *, masked: bool) -> ColumnElement[Any]:
        value: Any = self.property.seen(masked=masked)
        value = Unindexed(value) if self.loose else value
        if self.property.kind in (TEXT, DATE):
            return ByCodePoint(value)
        return case((value, 1), else_=0) if self.property.kind == BOOL else value

    def clauses(self, *, masked: bool) -> ColumnElement[Any]:
        sql = self.sql(masked=masked)
        if not self.property.nullable:
            return sql.desc() if self.descending else sql.asc()
        return sql.desc().nulls_last() if self.descending else sql.asc().nulls_first()

    def place(self, *, masked: bool) -> ColumnElement[Any]:
        """What JSON can hold, and `native` reads."""
        return Millis(self.property.value) if self.property.kind == MOMENT else self.sql(masked=masked)


def orders(of: EntitySet, text: str | None) -> tuple[Sort, ...]:
    """What `$orderby` says, then the key. Raises `BadQuestion`."""
    said = [_said(of, each) for each in text.split(",")] if text is not None else []
    names = [sort.property.name for sort in said]
    if len(said) > MOST_SORTED or len(set(names)) < len(names):
        raise BadQuestion(f"$orderby takes up to {MOST_SORTED} different properties.")
    descending = bool(said) and said[-1].descending  # an index is then read from its end
    return (*said, *(Sort(of.properties[name], descending) for name in of.key if name not in names))


def _said(of: EntitySet, text: str) -> Sort:
    name, *direction = text.split() or [""]
    if name not in of.properties:
        raise BadQuestion(f"$orderby: {of.name} has no property {name[:40]}.")
    if direction not in ([], ["asc"], ["desc"]):
        raise BadQuestion(f"$orderby: after {name} comes asc, desc or a comma.")
    return Sort(of.properties[name], direction == ["desc"])


def after(sorts: Sequence[Sort], place: Sequence[object], *, masked: bool) -> ColumnElement[bool]:
    """The rows behind a place; with the parameters of `parameters`."""
    sort, *rest = sorts
    value: Any = sort.sql(masked=masked)
    mark = bindparam(f"place_{len(sorts)}", type_=_TYPES[sort.property.kind])
    beyond = _beyond(sort, value, mark, place[0])
    if not rest:
        return beyond
    same = value.is_(None) if place[0] is None else value == mark
    behind = or_(beyond, and_(same, after(rest, place[1:], masked=masked)))
    if sort.property.nullable or sort.descending:
        return behind
    return and_(value >= mark, behind)  # says the same once more, for an index


def _beyond(sort: Sort, value: Any, mark: Any, at: object) -> ColumnElement[bool]:
    if at is None:
        return false() if sort.descending else value.is_not(None)
    if sort.descending:
        return or_(value < mark, value.is_(None)) if sort.property.nullable else value < mark
    behind: ColumnElement[bool] = value > mark
    return behind


def parameters(sorts: Sequence[Sort], place: Sequence[object]) -> dict[str, object]:
    """What `after` is executed with. Raises `BadQuestion` for a place that no row can have."""
    if len(place) != len(sorts):
        raise BadQuestion("$skiptoken is none of ours.")
    pairs = zip(sorts, place, strict=True)
    return {f"place_{len(sorts) - at}": _native(sort.property, value) for at, (sort, value) in enumerate(pairs)}


def _native(of: Property, value: object) -> object:
    if value is None and of.nullable:
        return None
    try:
        match of.kind, value:
            case ("id", int()) if not isinstance(value, bool) and 0 <= value < LARGEST:
                return value
            case ("int" | "bool", int()) if not isinstance(value, bool) and abs(value) < 2**31:
                return value
            case ("text", str()) if len(value) <= LONGEST_TEXT and "\0" not in value:
                return value
            case ("date", str()) if date.fromisoformat(value).isoformat() == value:
                return value
            case ("moment", int()) if not isinstance(value, bool):
                return EPOCH + timedelta(milliseconds=value)
    except (ValueError, OverflowError):
        pass
    raise BadQuestion("$skiptoken is none of ours.")
