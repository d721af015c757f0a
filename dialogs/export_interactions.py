"""What is a file of interactions called, which columns has it, and how does one read in them?

For spreadsheets in the reader's language, what belongs to an interaction in one cell each; for programs by key, as
lists of objects.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import repeat
from typing import Any, Final

from cards import exports
from cards import filters as filter_cards
from cards.interactions import hours, kind, outcome
from cards.words import Words
from storage.export_asking import Subject
from storage.export_contents import kind_of
from storage.export_formats import Column, each_once
from storage.export_parts import Issue, Leg
from storage.export_rows import Held, Wanted
from storage.outcomes import BY_KEY, RESULTS

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


def called(words: Words, wanted: Wanted) -> str:
    return words(f"export-file-{kind_of(wanted)}")


def title(words: Words, wanted: Wanted) -> str:
    return words(f"export-title-{kind_of(wanted)}")


def filters(words: Words, wanted: Wanted, subject: Subject) -> str:
    """Results in the order of the legend."""
    period = (wanted.since, wanted.until) if wanted.since else None
    results = wanted.results and [r.key for r in RESULTS if r.key in wanted.results]
    told = [exports.filters(words, subject.names.services, period, results)]
    told.append(filter_cards.told(words, wanted.filters, subject.names.filters, str))
    return " · ".join(filter(None, told))


def headline(words: Words, wanted: Wanted, subject: Subject) -> str:
    return exports.headline(words, subject.title, filters(words, wanted, subject))


def columns(words: Words, wanted: Wanted) -> list[Column]:
    """Of one customer the identifiers stand in every row."""
    every: list[Any] = [(key, words(f"export-column-{name}"), kind) for key, (name, kind) in _KEYS.items()]
    every += [("identifiers", words("export-identifiers"), "text")] * (wanted.customer_id is not None)
    every += [("events", "", "text")] * wanted.with_events
    return [Column(key=key, title=title, kind=kind) for key, title, kind in every]


def rows(words: Words, file_format: str, subject: Subject) -> Callable[[Sequence[Held]], Iterable[Sequence[Any]]]:
    programs, known = file_format == "json", subject.identifiers

    def of(found: Sequence[Held]) -> Iterable[Sequence[Any]]:
        held = Held(*zip(*found, strict=True))  # turned round: each field is a column of the page
        columns = _for_programs(held) if programs else _for_readers(words, held)
        if known is not None:
            columns += (repeat(list(known) if programs else _BETWEEN.join(known), len(found)),)
        if programs and found[0].events is not None:
            columns += (held.events,)
        return zip(*columns, strict=True)

    return of


def _for_programs(held: Any) -> tuple[Any, ...]:
    legs = [
        [{"user": x.user, "startedAt": x.started_at, "endedAt": x.ended_at, "outcome": x.outcome} for x in each]
        for each in held.legs
    ]
    issues = [
        [{"reportedBy": x.reported_by, "text": x.text, "at": x.reported_at} for x in each] for each in held.issues
    ]
    what = (held.opening_hours, held.direction, held.modality, held.result, each_once(_group, held.result))
    return _ordered(held, what, (legs, issues, held.primary, held.secondary, held.tags))


def _for_readers(words: Words, held: Any) -> tuple[Any, ...]:
    what = (
        each_once(partial(hours, words), held.opening_hours),
        each_once(partial(kind, words, "direction"), held.direction),
        each_once(partial(kind, words, "modality"), held.modality),
        each_once(partial(outcome, words), held.result),
        each_once(lambda result: words(f"group-{_group(result)}") if result else None, held.result),
    )
    legs = [_BETWEEN.join([_leg(words, leg) for leg in each]) for each in held.legs]
    issues = [_BETWEEN.join([_issue(words, issue) for issue in each]) for each in held.issues]
    lists = (list(map(_BETWEEN.join, each)) for each in (held.primary, held.secondary, held.tags))
    return _ordered(held, what, (legs, issues, *lists))


def _ordered(held: Any, what: Sequence[Any], lists: Sequence[Any]) -> tuple[Any, ...]:
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
        map(str, held.id),
        held.task_id,
    )


def _group(result: str | None) -> str | None:
    return BY_KEY[result].group if result else None


def _leg(words: Words, leg: Leg) -> str:
    told = words(f"leg-{leg.outcome or 'open'}")
    return f"{leg.user or words('interaction-somebody')}: {told}"


def _issue(words: Words, issue: Issue) -> str:
    by = issue.reported_by or words("interaction-somebody")
    return f"{words.short_moment(issue.reported_at)} {by}: {issue.text}"
