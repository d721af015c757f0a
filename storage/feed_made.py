"""What do the entity sets hold whose rows lie in no table: the results, and a calendar?"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

import orjson
from sqlalchemy import Connection, select

from storage.outcomes import RESULTS
from storage.tables import interactions, services

MOST_YEARS: Final = 40  # before the last one: one wrong date must not make a calendar of millennia

_i = interactions.c


def outcomes(labels: Mapping[str, str]) -> str:
    """`labels` has each result's and each group's key."""
    return _json([[r.key, labels[r.key], r.group, labels[r.group], place] for place, r in enumerate(RESULTS, start=1)])


def dates(db: Connection, tenant_id: int, service_id: int | None) -> str:
    """Whole years, from the first interaction's to the last one's, in UTC: calculations over time need them whole."""
    started = _ends(db, tenant_id, service_id)
    if not started:
        return _json([])
    last = max(started).year
    first = max(min(started).year, last - MOST_YEARS)
    day, rows = date(first, 1, 1), []
    while day.year <= last:
        rows.append(_day(day))
        if day == date.max:
            break
        day += timedelta(days=1)
    return _json(rows)


def _day(day: date) -> list[Any]:
    iso = day.isocalendar()
    quarter = (day.month + 2) // 3
    return [day.isoformat(), day.year, quarter, day.month, day.day, iso.year, iso.week, iso.weekday]


def _ends(db: Connection, tenant_id: int, service_id: int | None) -> list[datetime]:
    """The first and the last start of each service: each is one look into the index."""
    if service_id is not None:
        known: list[int | None] = [service_id]
    else:
        own = select(services.c.id).where(services.c.tenant_id == tenant_id)
        known = [None, *db.execute(own).scalars()]
    found: list[datetime] = []
    for each in known:
        of_one = (_i.tenant_id == tenant_id, _i.service_id.is_(None) if each is None else _i.service_id == each)
        for order in (_i.started_at.asc(), _i.started_at.desc()):
            found += db.execute(select(_i.started_at).where(*of_one).order_by(order).limit(1)).scalars()
    return found


def _json(rows: list[list[Any]]) -> str:
    return orjson.dumps(rows).decode()
