"""Which words do agents keep adding to what they conclude?"""

from typing import Final

from sqlalchemy import Connection

from storage import report_queries, reports, tags
from storage.access import Scope
from storage.reports import Question

_MOST_READ: Final = 100


def used(db: Connection, scope: Scope, question: Question, most: int, least: int = 1) -> list[tuple[str, int]]:
    """With how often they were used, the most frequent first; none that may be somebody's number or address.

    Raises `NotAnOwner`, `NotFound`.
    """
    asked = reports.own_services(db, scope, question)
    whole = Question(services=question.services, edges=question.edges[:1] + question.edges[-1:])
    found = reports.counted(db, scope, report_queries.tags(), asked, whole, most=_MOST_READ)
    fit = [(row.tag, row.count) for _part, rows in found for row in rows if tags.is_suggestable(row.tag)]
    return fit[:most]
