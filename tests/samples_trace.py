"""Cards about trace files, filled with the ordinary and the most hostile."""

from typing import Any

from cards import customers, trace
from cards.words import Words
from storage.interactions import Row
from storage.search import Match


def trace_cards(words: Words, rows: tuple[Row, ...], hostile: tuple[Row, ...]) -> dict[str, dict[str, Any]]:
    """By a name."""
    match = Match(
        id=rows[0].id, name="Raymond Holt", identifiers=("+41 79 123 45 67",), last_contact_at=rows[0].started_at
    )
    return {
        "trace": trace.form(words),
        "trace of which": trace.which(words, rows),
        "hostile trace of which": trace.which(words, hostile),
        "trace of which customer": customers.matches(words, [match, match], "ray", then="trace.customer"),
    }
