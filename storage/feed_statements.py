"""With which statements are the rows of a question read?

SQLite reads a set in the order of its key, whatever is filtered: then all pages together read the table once. Only
where few rows were modified since a moment, and for an order of one's own, it goes by an index or sorts; see
`Unindexed`.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, cast, func, select

from storage.feed_model import BOOL, DATE, ID, INT, MOMENT, TEXT, EntitySet, Property
from storage.feed_order import Sort, after
from storage.feed_sql import Flag, Iso, Joined, Member, Number, PlacesJson, Plain, RowJson, Text, Unindexed

TENANT: Final[Any] = bindparam("tenant")
ROW_END: Final = ",\n"  # JSON holds no line break of its own
LIMIT: Final[Any] = bindparam("limit")
SKIP: Final[Any] = bindparam("skip")


def page(
    of: EntitySet,
    names: Sequence[str],
    sorts: Sequence[Sort],
    where: Sequence[ColumnElement[bool]],
    place: Sequence[object] | None,
    *,
    masked: bool,
    skips: bool,
    sorted_first: bool,
) -> Select[Any]:
    """One row: the rows' JSON in UTF-8, how many, and their places, a line each.

    `sorted_first` finds the keys in the order that is asked for, and makes the JSON of those alone.
    """
    row = _row(of, names, masked=masked)
    places = PlacesJson(*(sort.place(masked=masked) for sort in sorts))
    behind = [after(sorts, place, masked=masked)] if place is not None else []
    order = [sort.clauses(masked=masked) for sort in sorts]
    found: Any = select(row.label("row"), places.label("place"))
    if sorted_first:
        keys = _limited(select(*_keys(of)).select_from(of.source).where(*where, *behind).order_by(*order), skips)
        chosen = keys.subquery("chosen")
        mine = [key == chosen.c[key_of.name] for key, key_of in zip(_values(of), _keys(of), strict=True)]
        rows = found.select_from(of.source.join(chosen, and_(*mine, *_tenant(of)))).order_by(*order).subquery()
    else:
        rows = _limited(found.select_from(of.source).where(*where, *behind).order_by(*order), skips).subquery()
    whole: Any = select(Joined(rows.c.row, ROW_END), func.count(), Joined(rows.c.place, ROW_END))
    statement: Select[Any] = whole.select_from(rows)
    return statement


def one(of: EntitySet, names: Sequence[str], where: Sequence[ColumnElement[bool]], *, masked: bool) -> Select[Any]:
    row = _row(of, names, masked=masked)
    rows = select(row.label("row")).select_from(of.source).where(*where).subquery()
    return select(Joined(rows.c.row, ROW_END)).select_from(rows)


def count(of: EntitySet, where: Sequence[ColumnElement[bool]]) -> Select[Any]:
    return select(func.count()).select_from(of.source).where(*where)


def rights(of: EntitySet, service: int | None) -> list[ColumnElement[bool]]:
    """What whoever asks may see at all; with the parameters `tenant` and `service`."""
    own = [Unindexed(of.of_service)] if service is not None and of.of_service is not None else []
    return [*_tenant(of), *own]


def modified_since(of: EntitySet) -> Select[Any]:
    """How many rows were modified since `since`, counted up to `limit`."""
    recent: Any = of.recent
    some = select(recent).where(*_tenant(of), recent >= bindparam("since", type_=recent.type)).limit(LIMIT).subquery()
    return select(func.count()).select_from(some)


def _row(of: EntitySet, names: Sequence[str], *, masked: bool) -> RowJson:
    return RowJson(*(Member(name, _shown(of.properties[name], masked=masked)) for name in names))


def _shown(of: Property, *, masked: bool) -> ColumnElement[Any]:
    value = of.seen(masked=masked)
    return _AS_JSON[of.kind](value)


def _limited(query: Select[Any], skips: bool) -> Select[Any]:
    query = query.limit(LIMIT)
    return query.offset(SKIP) if skips else query


def _tenant(of: EntitySet) -> list[ColumnElement[bool]]:
    return [] if of.tenant is None else [of.tenant == TENANT]


def _values(of: EntitySet) -> list[Any]:
    return [of.properties[name].value for name in of.key]


def _keys(of: EntitySet) -> list[Any]:
    return [of.properties[name].value.label(name) for name in of.key]


_AS_JSON: Final[dict[str, Callable[[Any], ColumnElement[Any]]]] = {
    ID: lambda value: Plain(cast(value, String)),
    TEXT: Text,
    INT: Number,
    BOOL: Flag,
    MOMENT: lambda value: Plain(Iso(value)),
    DATE: Plain,
}
