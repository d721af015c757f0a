"""Which columns has a file of interactions, and how does one read in them?

For spreadsheets in the reader's language, what belongs to an interaction in one cell each; for programs by key, as
lists of objects.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from cards.interactions import hours, kind, outcome
from cards.words import Words
from storage.export_formats import Cell, Column
from storage.export_parts import Issue, Leg
from storage.export_rows import Held
from storage.outcomes import BY_KEY

_KEYS: Final = {  # of JSON, and which column's words are above it
    "startedAt": ("started", "moment"),
    "endedAt": ("ended", "moment"),
    "customer": ("customer", "text"),
    "source": ("source", "text"),
    "service": ("service", "text"),
    "initialService": ("initial-service", "text"),
    "firstQueuedService": ("queued-service", "text"),
    "lastConnectedUser": ("last-user", "text"),
    "openingHours": ("opening-hours", "text"),
    "direction": ("direction", "text"),
    "modality": ("modality", "text"),
    "result": ("result", "text"),
    "outcomeGroup": ("group", "text"),
    "seconds": ("seconds", "seconds"),
    "queueSeconds": ("queue", "seconds"),
    "ivrSeconds": ("ivr", "seconds"),
    "connectedSeconds": ("connected", "seconds"),
    "legs": ("legs", "text"),
    "issues": ("issues", "text"),
    "primaryCodes": ("primary", "text"),
    "secondaryCodes": ("secondary", "text"),
    "tags": ("tags", "text"),
    "concludedBy": ("concluded-by", "text"),
    "concludedAt": ("concluded-at", "moment"),
    "interactionId": ("interaction", "text"),
    "taskId": ("task", "text"),
}
_BETWEEN: Final = "; "


def columns(words: Words, *, of_one: bool, with_events: bool) -> list[Column]:
    """`of_one`: of one customer, whose identifiers stand in every row."""
    every: list[Any] = [(key, words(f"export-column-{name}"), kind) for key, (name, kind) in _KEYS.items()]
    every += [("identifiers", words("export-identifiers"), "text")] * of_one
    every += [("events", "", "text")] * with_events
    return [Column(key=key, title=title, kind=kind) for key, title, kind in every]


def cells(words: Words, file_format: str, identifiers: Sequence[str] | None) -> Callable[[Held], Sequence[Any]]:
    """What stands in the columns, in their order."""
    if file_format != "json":
        more = () if identifiers is None else (_BETWEEN.join(identifiers),)
        return lambda held: (*_for_readers(words, held), *more)
    lists = () if identifiers is None else (list(identifiers),)
    return lambda held: (*_for_programs(held), *lists, *(() if held.events is None else (held.events,)))


def _for_programs(held: Held) -> Sequence[Any]:
    group = BY_KEY[held.result].group if held.result else None
    legs = [{"user": x.user, "startedAt": x.started_at, "endedAt": x.ended_at, "outcome": x.outcome} for x in held.legs]
    issues = [{"reportedBy": x.reported_by, "text": x.text, "at": x.reported_at} for x in held.issues]
    what = (held.opening_hours, held.direction, held.modality, held.result, group)
    return _row(held, what, (legs, issues, held.primary, held.secondary, held.tags))


def _for_readers(words: Words, held: Held) -> Sequence[Cell]:
    group = words(f"group-{BY_KEY[held.result].group}") if held.result else None
    what = (
        hours(words, held.opening_hours),
        kind(words, "direction", held.direction),
        kind(words, "modality", held.modality),
        outcome(words, held.result),
        group,
    )
    legs = _BETWEEN.join(_leg(words, leg) for leg in held.legs)
    issues = _BETWEEN.join(_issue(words, issue) for issue in held.issues)
    lists = (_BETWEEN.join(each) for each in (held.primary, held.secondary, held.tags))
    return _row(held, what, (legs, issues, *lists))


def _row(held: Held, what: Sequence[Any], lists: Sequence[Any]) -> Sequence[Any]:
    return (
        held.started_at,
        held.ended_at,
        held.customer,
        held.source,
        held.service,
        held.initial_service,
        held.queued_service,
        held.last_user,
        *what,
        held.seconds,
        held.queue_seconds,
        held.ivr_seconds,
        held.connected_seconds,
        *lists,
        held.concluded_by,
        held.concluded_at,
        str(held.id),
        held.task_id,
    )


def _leg(words: Words, leg: Leg) -> str:
    told = words(f"leg-{leg.outcome or 'open'}")
    return f"{leg.user or words('interaction-somebody')}: {told}"


def _issue(words: Words, issue: Issue) -> str:
    by = issue.reported_by or words("interaction-somebody")
    return f"{words.short_moment(issue.reported_at)} {by}: {issue.text}"
