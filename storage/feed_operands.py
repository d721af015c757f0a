"""What is on either side of a comparison in a `$filter`, and can the two be compared?

As OData says: nothing is greater or less than null; equal to null is null alone, and unequal everything else. So a
comparison is true or false, never unknown; only functions of null are null (OData 4.0, part 2, 5.1.1).
"""

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from odata_query import ast
from sqlalchemy import BigInteger, Boolean, ColumnElement, Double, String, and_, false, not_, or_, true
from sqlalchemy import literal as bound

from storage.feed_grammar import BadQuestion, NotOffered
from storage.feed_model import BOOL, DATE, ID, INT, MOMENT, TEXT
from storage.feed_sql import ByCodePoint
from storage.types import Moment

NULL: Final = "null"
KINDS: Final = {ID: "an id", TEXT: "a text", INT: "a number", BOOL: "true or false", MOMENT: "a moment", DATE: "a date"}
LARGEST: Final = 2**63
_ORDERED: Final = ("lt", "le", "gt", "ge")
_FLIPPED: Final = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le", "eq": "eq", "ne": "ne"}
_SQL: Final[dict[str, Callable[[Any, Any], Any]]] = {name: getattr(operator, name) for name in _FLIPPED}


@dataclass(frozen=True, kw_only=True, eq=False)
class Operand:
    """`value` is that of a literal; what has none is a property or a function of one."""

    name: str
    kind: str
    sql: Any = None
    nullable: bool = False
    value: Any = None
    is_literal: bool = False


def of_literal(node: Any) -> Operand:
    """Raises `BadQuestion` for what reads well and does not exist: 30 February."""
    try:
        match node:
            case ast.Null():
                return Operand(name="null", kind=NULL, is_literal=True)
            case ast.String():
                return _literal(TEXT, node.val, String())
            case ast.Integer():
                return _number(node.val)
            case ast.Float():
                return _literal(INT, float(node.val), Double())
            case ast.Boolean():
                return _literal(BOOL, node.py_val, Boolean())
            case ast.Date():
                return _literal(DATE, date.fromisoformat(node.val).isoformat(), String())
            case ast.DateTime():
                return moment(_aware(node.py_val))
            case ast.GUID():
                raise BadQuestion(f"{node.val} needs quotation marks: ids are texts here.")
    except (ValueError, OverflowError):
        raise BadQuestion(f"{node.val[:40]} does not exist.") from None
    raise NotOffered(f"{type(node).__name__} is not offered in $filter.")


def moment(at: datetime) -> Operand:
    return _literal(MOMENT, at, Moment())


def compared(comparator: str, left: Operand, right: Operand) -> ColumnElement[bool]:
    """`comparator` is eq, ne, lt, le, gt or ge."""
    if left.is_literal and not right.is_literal:
        return compared(_FLIPPED[comparator], right, left)
    if NULL in (left.kind, right.kind):
        return _with_null(comparator, left, right)
    left, right = _alike(left, right)
    if comparator in _ORDERED and left.kind == BOOL:
        raise BadQuestion(f"{left.name} is true or false, neither of which is greater.")
    if left.kind == ID and right.is_literal:
        return _with_id(comparator, left, right)
    if left.kind == MOMENT and right.is_literal:
        return _with_moment(comparator, left, right)
    return _plain(comparator, left, right)


def among(left: Operand, listed: Sequence[Operand]) -> ColumnElement[bool]:
    """Whether it equals one of them. Texts are compared all at once: a masked one is a long expression."""
    if left.kind != TEXT or left.is_literal or any(each.kind != TEXT for each in listed):
        return or_(*(compared("eq", left, each) for each in listed))
    known = [left.sql.is_not(None)] if left.nullable else []
    return and_(*known, ByCodePoint(left.sql).in_([each.sql for each in listed]))


def _plain(comparator: str, left: Operand, right: Operand) -> ColumnElement[bool]:
    known = [side.sql.is_not(None) for side in (left, right) if side.nullable]
    one, other = (ByCodePoint(left.sql), right.sql) if left.kind in (TEXT, DATE) else (left.sql, right.sql)
    if comparator != "ne":
        both = and_(*known, _SQL[comparator](one, other))
        return or_(both, and_(*(not_(k) for k in known))) if comparator == "eq" and len(known) == 2 else both
    return not_(_plain("eq", left, right))


def _with_null(comparator: str, left: Operand, right: Operand) -> ColumnElement[bool]:
    if comparator in _ORDERED:
        return false()
    other = left if right.kind == NULL else right
    is_null = true() if other.kind == NULL else false() if other.is_literal else other.sql.is_(None)
    return is_null if comparator == "eq" else not_(is_null)


def _with_id(comparator: str, left: Operand, right: Operand) -> ColumnElement[bool]:
    """Ids are ordered as the numbers they are."""
    if (number := id_number(right.value)) is not None:
        return _plain(comparator, left, replace(right, sql=bound(number, BigInteger())))
    if comparator in _ORDERED:
        raise BadQuestion(f"{left.name} is an id, and “{right.value[:40]}” is none.")
    return false() if comparator == "eq" else true()


def id_number(text: object) -> int | None:
    """None for what is no id as we write them."""
    if not isinstance(text, str) or not (text.isascii() and text.isdigit() and len(text) < 20):
        return None
    number = int(text)
    return number if number < LARGEST and str(number) == text else None


def _with_moment(comparator: str, left: Operand, right: Operand) -> ColumnElement[bool]:
    """Moments are kept to the millisecond: what lies between two of them equals none."""
    if right.value.microsecond % 1000:
        if comparator in ("eq", "ne"):
            return false() if comparator == "eq" else true()
        comparator = {"ge": "gt", "lt": "le"}.get(comparator, comparator)
    return _plain(comparator, left, right)


def _alike(left: Operand, right: Operand) -> tuple[Operand, Operand]:
    if left.kind != right.kind and (left.kind, right.kind) != (ID, TEXT):
        hint = f": write date({left.name}), or a time too" if (left.kind, right.kind) == (MOMENT, DATE) else ""
        raise BadQuestion(f"{left.name} is {KINDS[left.kind]}, and {right.name} is {KINDS[right.kind]}{hint}.")
    if ID in (left.kind, right.kind) and left.kind != right.kind and not right.is_literal:
        raise BadQuestion(f"{left.name} is an id, and {right.name} is none.")
    return left, right


def _literal(kind: str, value: Any, of: Any) -> Operand:
    return Operand(name=str(value)[:40], kind=kind, sql=bound(value, of), value=value, is_literal=True)


def _number(digits: str) -> Operand:
    value = int(digits) if len(digits) < 20 else float(digits)
    return _literal(INT, value, BigInteger() if isinstance(value, int) and abs(value) < LARGEST else Double())


def _aware(at: datetime) -> datetime:
    """Without an offset it is UTC, as all that the feed shows."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
