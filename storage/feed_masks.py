"""What does the reporting feed show in place of what a customer could be known by?

The masks are SQL: a million rows are masked as fast as they are read, and filters and sorting see the mask only, so
that nobody finds out by asking what is behind it.
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, String, and_, case, exists, func, literal, or_

from storage.code_tables import conclusion_tags
from storage.feed_sql import HasFiveDigits, IsNumber, LastOf, Names, PlaceOf
from storage.masking import DOTS
from storage.tables import customers, interactions

_SHORT: Final = 8  # characters with the plus: of a shorter number nothing is left to see
_ONE_DIGIT: Final = ("1", "7")
_TWO_DIGITS: Final = tuple(  # country calling codes by ITU-T E.164; all others have three
    map(str, (20, 27, *range(30, 35), 36, 39, 40, 41, *range(43, 50), *range(51, 59), *range(60, 67), 81, 82, 84, 86))
) + tuple(map(str, (*range(90, 96), 98)))


def source(column: Any) -> ColumnElement[str]:
    """*+41791234567* → *+41 ••• 67*, *ray@example.com* → *r•••@•••*, others → first character and dots."""
    country = case(
        (_part(column, 2, 1).in_(_ONE_DIGIT), _part(column, 2, 1)),
        (_part(column, 2, 2).in_(_TWO_DIGITS), _part(column, 2, 2)),
        else_=_part(column, 2, 3),
    )
    number = literal("+") + country + f" {DOTS} " + LastOf(column, 2)
    shown: ColumnElement[str] = case(
        (and_(IsNumber(column), func.length(column) >= _SHORT), number),
        (PlaceOf(column, "@") > 0, _part(column, 1, 1) + f"{DOTS}@{DOTS}"),
        else_=_part(column, 1, 1) + DOTS,
    )
    return shown


def name(column: Any) -> ColumnElement[str]:
    """*Raymond Holt* → *R•••*."""
    shown: ColumnElement[str] = _part(column, 1, 1) + DOTS
    return shown


def tag() -> ColumnElement[str]:
    """Tags are shown, for reports live on them; but one that holds an address, five digits or a word of the customer's
    name is dots."""
    t, i, c = conclusion_tags.c, interactions.c, customers.c
    its_customer = and_(
        i.tenant_id == t.tenant_id, i.id == t.interaction_id, c.tenant_id == t.tenant_id, c.id == i.customer_id
    )
    named = exists().where(its_customer, Names(t.tag_key, c.search_text, func.coalesce(c.name, "")))
    known = or_(PlaceOf(t.tag, "@") > 0, HasFiveDigits(t.tag), named)
    return case((known, DOTS), else_=t.tag)


def _part(column: Any, start: int, length: int) -> Any:
    return func.substr(column, start, length, type_=String)
