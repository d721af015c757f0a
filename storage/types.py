"""How do moments and outcomes lie in the columns of either database?"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, SmallInteger, TypeDecorator
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.types import TypeEngine

from storage.outcomes import BY_KEY, BY_NUMBER

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def moment_of(text: str) -> datetime:
    """An ISO 8601 moment as it comes back from the store, so that the two can be compared."""
    moment = datetime.fromisoformat(text)
    return EPOCH + (moment - EPOCH) // _MS * _MS


class Moment(TypeDecorator[datetime]):
    """An aware UTC time, exact to the millisecond: `timestamptz`, or on SQLite milliseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(TIMESTAMP(timezone=True) if dialect.name == "postgresql" else BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        ms = (value - EPOCH) // _MS
        return EPOCH + ms * _MS if dialect.name == "postgresql" else ms

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if dialect.name == "postgresql":
            moment: datetime | None = value
            return moment
        return None if value is None else EPOCH + value * _MS


class Outcome(TypeDecorator[str]):
    """A task result by its key, stored as its number: two bytes in indexes that hold every interaction."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> int | None:
        return None if value is None else BY_KEY[value].number

    def process_result_value(self, value: int | None, dialect: Dialect) -> str | None:
        return None if value is None else BY_NUMBER[value].key
