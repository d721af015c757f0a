"""How does one interaction read, in a line and in full?"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, Protocol

from cards import blocks
from cards.blocks import Piece
from cards.receipts import Receipt, by, what
from cards.words import Words

MOST_LEGS: Final = 10
MOST_ISSUES: Final = 5
LONGEST_ISSUE: Final = 500  # characters
NOTHING: Final = "–"

_HOURS: Final = {"open", "closed", "holiday"}
_KINDS: Final = {"inbound", "outbound", "audio", "instantmessaging", "email", "externaltask"}


class Interaction(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def started_at(self) -> datetime: ...
    @property
    def source(self) -> str | None: ...
    @property
    def service(self) -> str | None: ...
    @property
    def initial_service(self) -> str | None: ...
    @property
    def queued_service(self) -> str | None: ...
    @property
    def last_user(self) -> str | None: ...
    @property
    def opening_hours(self) -> str | None: ...
    @property
    def issue_count(self) -> int: ...
    @property
    def result(self) -> str | None: ...
    @property
    def seconds(self) -> int | None: ...


class Leg(Protocol):
    @property
    def user(self) -> str | None: ...
    @property
    def started_at(self) -> datetime | None: ...
    @property
    def ended_at(self) -> datetime | None: ...
    @property
    def outcome(self) -> str | None: ...


class Issue(Protocol):
    @property
    def reported_by(self) -> str | None: ...
    @property
    def text(self) -> str: ...
    @property
    def reported_at(self) -> datetime: ...


class Details(Protocol):
    @property
    def row(self) -> Interaction: ...
    @property
    def title(self) -> str | None: ...
    @property
    def direction(self) -> str | None: ...
    @property
    def modality(self) -> str | None: ...
    @property
    def queue_seconds(self) -> int | None: ...
    @property
    def ivr_seconds(self) -> int | None: ...
    @property
    def connected_seconds(self) -> int | None: ...
    @property
    def legs(self) -> Sequence[Leg]: ...
    @property
    def issues(self) -> Sequence[Issue]: ...
    @property
    def receipt(self) -> Receipt | None: ...
    @property
    def may_conclude(self) -> bool: ...
    @property
    def may_report(self) -> bool: ...
    @property
    def may_trace(self) -> bool: ...


def details(words: Words, shown: Details, back: Piece | None) -> Piece:
    """Everything that is known of one interaction."""
    row = shown.row
    service = blocks.literal(row.service or words("interaction-unknown-service"))
    body = [
        blocks.title(words("interaction-title", service=service, moment=words.moment(row.started_at))),
        blocks.subtle(blocks.literal(shown.title)) if shown.title else None,
        *_conclusion(words, shown),
        blocks.facts(_facts(words, shown)),
        *_legs(words, shown.legs),
        *_issues(words, shown.issues),
    ]
    buttons = [*_buttons(words, shown), *([back] if back else [])]
    return blocks.card(words, [p for p in body if p], buttons, fallback=words("interaction-fallback"))


def outcome(words: Words, result: str | None) -> str:
    return words(f"result-{result}") if result else words("interaction-open")


def hours(words: Words, opening_hours: str | None) -> str:
    """The usual ones in the reader's language, others as they were written."""
    key = (opening_hours or "").strip().lower()
    return words(f"hours-{key}") if key in _HOURS else opening_hours or ""


def headline(words: Words, row: Interaction) -> str:
    """*today 10:15 · Accepted by User*."""
    return f"{words.moment(row.started_at)} · {outcome(words, row.result)}"


def byline(words: Words, row: Interaction, longest: int = 40) -> str:
    """*Support · Alice Agent · 4 min 12 s*, for a text."""
    parts = [blocks.literal(each, longest) for each in (row.service, row.last_user) if each]
    if row.seconds is not None:
        parts.append(words.duration(row.seconds))
    return " · ".join(parts) or NOTHING


def _facts(words: Words, shown: Details) -> list[tuple[str, str]]:
    row = shown.row
    known: list[tuple[str, str | None]] = [
        ("result", outcome(words, row.result)),
        ("duration", _duration(words, row.seconds)),
        ("source", row.source),
        ("direction", kind(words, "direction", shown.direction)),
        ("modality", kind(words, "modality", shown.modality)),
        ("initial-service", row.initial_service),
        ("queued-service", row.queued_service),
        ("last-user", row.last_user),
        ("opening-hours", hours(words, row.opening_hours)),
        ("ivr", _duration(words, shown.ivr_seconds)),
        ("queue", _duration(words, shown.queue_seconds)),
        ("connected", _duration(words, shown.connected_seconds)),
    ]
    return [(words(f"interaction-{name}"), blocks.literal(value)) for name, value in known if value]


def _duration(words: Words, seconds: int | None) -> str | None:
    return None if seconds is None else words.duration(seconds)


def kind(words: Words, what: str, value: str | None) -> str | None:
    """Of a direction or modality, as `hours`."""
    return words(f"{what}-{value.lower()}") if value and value.lower() in _KINDS else value


def _conclusion(words: Words, shown: Details) -> Iterable[Piece]:
    if shown.receipt:
        yield blocks.text(f"✓ {what(words, shown.receipt)}", weight="Bolder", spacing="Small")
        yield blocks.subtle(by(words, shown.receipt))
    elif shown.may_conclude:
        yield blocks.text(f"● {words('sessions-open')}", color="Warning", spacing="Small")


def _buttons(words: Words, shown: Details) -> Iterable[Piece]:
    if shown.may_conclude:
        this = {"interaction": shown.row.id}
        yield blocks.button(words("conclude-button"), "conclude.open", this, primary=True)
    if shown.may_report:
        yield blocks.button(words("issue-button"), "issues.ask", {"id": shown.row.id})
    if shown.may_trace:
        yield blocks.button(words("button-trace"), "trace.make", {"id": shown.row.id})


def _legs(words: Words, legs: Sequence[Leg]) -> Iterable[Piece]:
    if legs:
        yield blocks.heading(words("interaction-legs"))
    for leg in legs[:MOST_LEGS]:
        user = blocks.literal(leg.user or words("interaction-somebody"), 40)
        told = [words(f"leg-{leg.outcome or 'open'}")]
        if leg.started_at:
            told.insert(0, words.moment(leg.started_at))
            if leg.ended_at:
                told.append(words.duration(int((leg.ended_at - leg.started_at).total_seconds())))
        yield blocks.text(f"{user} · {' · '.join(told)}", spacing="Small")
    yield from _rest(words, len(legs) - MOST_LEGS)


def _issues(words: Words, issues: Sequence[Issue]) -> Iterable[Piece]:
    if issues:
        yield blocks.heading(words("interaction-issues"))
    for issue in issues[:MOST_ISSUES]:
        user = blocks.literal(issue.reported_by or words("interaction-somebody"), 40)
        yield blocks.text(blocks.literal(issue.text, LONGEST_ISSUE), spacing="Small")
        yield blocks.subtle(words("interaction-issue", moment=words.moment(issue.reported_at), user=user))
    yield from _rest(words, len(issues) - MOST_ISSUES)


def _rest(words: Words, count: int) -> Iterable[Piece]:
    if count > 0:
        yield blocks.subtle(words("more", count=count))
