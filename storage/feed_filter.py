"""Which rows does a `$filter` let through?

A name is a property of the set or nothing: no other column can be reached. What is masked is compared as it is shown.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from odata_query import ast
from sqlalchemy import ColumnElement, Integer, String, and_, cast, func, literal_column, not_, or_

from storage.feed_grammar import BadQuestion, NotOffered, chain
from storage.feed_model import BOOL, DATE, INT, MOMENT, TEXT, EntitySet
from storage.feed_operands import NULL, Operand, among, compared, moment, of_literal
from storage.feed_sql import Day, LastOf, NumberOf, PlaceOf, Unindexed

_COMPARATORS: Final = {ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge"}
_CLOCK: Final = {  # for `strftime` and for `to_char`
    "year": ("%Y", "YYYY"),
    "month": ("%m", "MM"),
    "day": ("%d", "DD"),
    "hour": ("%H", "HH24"),
    "minute": ("%M", "MI"),
    "second": ("%S", "SS"),
}
_OF_DATES: Final = ("year", "month", "day")
_FOUND: Final[dict[str, Callable[[Any, str], ColumnElement[bool]]]] = {
    "contains": lambda text, part: PlaceOf(text, part) > 0,
    "startswith": lambda text, part: func.substr(text, 1, len(part)) == part,
    "endswith": lambda text, part: LastOf(text, len(part)) == part,
}


class Filter:
    """Raises `BadQuestion` or `NotOffered` for a tree that makes no sense here."""

    def __init__(self, of: EntitySet, *, masked: bool) -> None:
        self._set = of
        self._masked = masked

    def sql(self, tree: Any) -> ColumnElement[bool]:
        said = self._operand(tree)
        if said.kind != BOOL:
            raise BadQuestion(f"$filter must be true or false; {said.name} is neither.")
        result: ColumnElement[bool] = said.sql
        return result

    def _operand(self, node: Any) -> Operand:
        match node:
            case ast.Identifier():
                return self._property(_full(node))
            case ast.BoolOp():
                parts = [self.sql(part) for part in chain(node)]
                return _truth("and" if isinstance(node.op, ast.And) else "or", _joined(node.op, parts))
            case ast.UnaryOp(op=ast.Not()):
                return _truth("not", not_(self.sql(node.operand)))
            case ast.Compare():
                return _truth("the comparison", self._compared(node))
            case ast.Call():
                return self._called(_full(node.func), [self._operand(each) for each in node.args])
            case ast.BinOp() | ast.UnaryOp():
                raise NotOffered("Arithmetic is not offered in $filter.")
            case ast.Attribute() | ast.CollectionLambda():
                raise NotOffered("Paths, any and all are not offered in $filter.")
            case _:
                return of_literal(node)

    def _property(self, name: str) -> Operand:
        found = self._set.properties.get(name)
        if found is None:
            raise BadQuestion(f"{self._set.name} has no property {name[:40]}.")
        value = found.seen(masked=self._masked)
        sql = value if name in self._set.key else Unindexed(value)
        return Operand(name=name, kind=found.kind, sql=sql, nullable=found.nullable)

    def _compared(self, node: ast.Compare) -> ColumnElement[bool]:
        left = self._operand(node.left)
        if not isinstance(node.comparator, ast.In):
            return compared(_COMPARATORS[type(node.comparator)], left, self._operand(node.right))
        if not isinstance(node.right, ast.List):
            raise BadQuestion("`in` needs a list in brackets.")
        return among(left, [of_literal(each) for each in node.right.val])

    def _called(self, name: str, arguments: list[Operand]) -> Operand:
        name = name.lower()
        if name == "now":
            return moment(datetime.now(UTC))
        if name in _FOUND:
            return _found(name, *arguments)
        if name in _CLOCK or name == "date":
            return _on_the_calendar(name, *arguments)
        raise NotOffered(f"The function {name} is not offered.")


def _full(name: ast.Identifier) -> str:
    return ".".join((*name.namespace, name.name))


def _truth(name: str, sql: ColumnElement[bool]) -> Operand:
    return Operand(name=name, kind=BOOL, sql=sql, nullable=True)


def _joined(op: Any, parts: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    return and_(*parts) if isinstance(op, ast.And) else or_(*parts)


def _found(name: str, text: Operand, part: Operand) -> Operand:
    if text.kind != TEXT or part.kind != TEXT or not part.is_literal:
        raise BadQuestion(f"{name} needs a property that is a text, and a text in quotation marks.")
    way = name if part.value else "contains"  # every text holds, starts with and ends with nothing
    return Operand(name=name, kind=BOOL, sql=_FOUND[way](text.sql, part.value), nullable=True)


def _on_the_calendar(name: str, of: Operand) -> Operand:
    if of.kind == NULL or (of.kind != MOMENT and not (of.kind == DATE and name in _OF_DATES)):
        raise BadQuestion(f"{name} needs a moment, and {of.name} is none.")
    if of.kind == DATE:
        start, length = {"year": (1, 4), "month": (6, 2), "day": (9, 2)}[name]
        return Operand(name=name, kind=INT, sql=_digits(of.sql, start, length), nullable=of.nullable)
    if name == "date":
        return Operand(name=name, kind=DATE, sql=Day(of.sql), nullable=of.nullable)
    return Operand(
        name=name,
        kind=INT,
        sql=NumberOf(of.sql, *(literal_column(f"'{way}'") for way in _CLOCK[name])),
        nullable=of.nullable,
    )


def _digits(text: Any, start: int, length: int) -> Any:
    return cast(func.substr(text, start, length, type_=String), Integer)
