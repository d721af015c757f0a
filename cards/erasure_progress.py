"""How far is an erasure, and what proves it? From the approval on nothing names the customer."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Protocol

from cards import blocks
from cards.blocks import Piece
from cards.words import Words

COUNTS: Final = ("identifiers", "interactions", "events", "issues", "tags", "conflicts", "exports", "cards")
ALWAYS: Final = ("identifiers", "interactions", "issues", "exports", "cards")  # also when there are none
STEPS: Final = ("search", "index", "files", "memory", "pages", "cards", "proof")
_WHY: Final = ("busy", "cards", "full", "half_missing", "failed")
_NOT_REWRITTEN: Final = ("gone", "closed", "refused")


class Erasure(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def asked_by(self) -> str | None: ...
    @property
    def asked_at(self) -> datetime: ...
    @property
    def not_before(self) -> datetime | None: ...
    @property
    def closed_by(self) -> str | None: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def counts(self) -> Mapping[str, int]: ...
    @property
    def steps(self) -> Mapping[str, Any]: ...
    @property
    def completed_at(self) -> datetime | None: ...
    @property
    def receipt_sha256(self) -> str | None: ...


class Found(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def counts(self) -> Mapping[str, int]: ...


class Entry(Protocol):
    @property
    def erasure(self) -> Erasure: ...
    @property
    def found(self) -> Found | None: ...
    @property
    def ready(self) -> bool: ...


class Batch(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def entries(self) -> Sequence[Entry]: ...
    @property
    def ready(self) -> int: ...


def listing(words: Words, erasures: Sequence[Erasure]) -> Piece:
    """A press opens one; the list names no customer."""
    body = [blocks.title(words("erasures-title"))]
    if not erasures:
        body.append(blocks.text(words("erasures-none")))
    for each in erasures:
        lines = [
            blocks.text(words(f"erasures-{each.state}"), weight="Bolder"),
            blocks.subtle(asker(words, each, "erasures-asked-by")),
        ]
        body.append(blocks.row(lines, blocks.tap("erasures.open", {"erasure": each.id})))
    return blocks.card(words, body, fallback=words("erasures-fallback"))


def batch(words: Words, asked: Batch) -> Piece:
    """What an operator has asked for together. A press opens one by itself."""
    body = [blocks.title(words("batch-title", count=len(asked.entries))), blocks.text(words("batch-text"))]
    for each in asked.entries:
        title = blocks.literal(each.found.title) if each.found else words(f"erasures-{each.erasure.state}")
        lines = [blocks.text(title, weight="Bolder" if each.found else "Default")]
        if each.found:
            number = each.found.counts.get("interactions", 0)
            state = "batch-ready" if each.ready else "batch-not-ready"
            lines.append(blocks.subtle(words(state, count=number)))
        body.append(blocks.row(lines, blocks.tap("erasures.open", {"erasure": each.erasure.id})))
    buttons = [blocks.button(words("erasure-look"), "erasures.batch", {"batch": asked.id})]
    if asked.ready:
        body.append(_count(words, asked.ready))
        approve = blocks.button(words("batch-approve"), "erasures.approve_batch", {"batch": asked.id})
        buttons.insert(0, approve)
    return blocks.card(words, body, buttons, fallback=words("erasure-asked-fallback"))


def _count(words: Words, ready: int) -> Piece:
    """As an approval of one asks for the name, this asks for the number."""
    label = words("batch-type", count=ready)
    field = {"type": "Input.Text", "id": "number", "label": label, "isRequired": True}
    return field | {"errorMessage": label, "maxLength": 10}


def scrubbed(words: Words) -> Piece:
    """In place of a card that showed somebody who has been anonymised since."""
    return blocks.card(words, [blocks.text(words("erasure-scrubbed"))], fallback=words("erasure-scrubbed"))


def counts(words: Words, found: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    for name in COUNTS:
        if name in found and (found[name] or name in ALWAYS):
            yield words.number(found[name]), words(f"erasure-count-{name}", count=found[name])


def pending(words: Words, erasure: Erasure) -> Piece:
    waiting = erasure.steps.get("waiting") or {}
    body = [blocks.title(words("erasure-pending-title")), blocks.text(words("erasure-pending"))]
    for name in STEPS:
        sign = "✓" if name in erasure.steps else "…"
        line = f"{sign} {words(f'erasure-step-{name}')}"
        body.append(blocks.text(line, spacing="Small", isSubtle=name not in erasure.steps))
        if waiting.get("step") == name and waiting.get("why") in _WHY:
            body.append(blocks.subtle(words(f"erasure-why-{waiting['why'].replace('_', '-')}")))
    body.append(blocks.facts(_people(words, erasure)))
    look = blocks.button(words("erasure-look"), "erasures.open", {"erasure": erasure.id})
    return blocks.card(words, body, [look], fallback=words("erasure-pending-fallback"))


def receipt(words: Words, erasure: Erasure) -> Piece:
    cards = erasure.steps.get("cards") or {}
    done = dict(erasure.counts) | {"cards": int(cards.get("rewritten") or 0)}
    body = [blocks.title(words("erasure-complete-title")), blocks.text(words("erasure-complete"))]
    body.append(blocks.facts(counts(words, done)))
    left = {became: int(cards.get(became) or 0) for became in _NOT_REWRITTEN}
    body += [blocks.text(words(f"erasure-cards-{b}", count=n), spacing="Small") for b, n in left.items() if n]
    end = words.moment(erasure.completed_at) if erasure.completed_at else ""
    facts = [*_people(words, erasure), (words("erasure-completed"), end), (words("erasure-id"), str(erasure.id))]
    body.append(blocks.facts([*facts, ("SHA-256", erasure.receipt_sha256 or "")]))
    download = blocks.button(words("erasure-download"), "erasures.download", {"erasure": erasure.id}, primary=True)
    return blocks.card(words, body, [download], fallback=words("erasure-complete-fallback"))


def closed(words: Words, erasure: Erasure) -> Piece:
    """Withdrawn, declined, or void because the customer is not there any more. It is known by its id alone."""
    state = erasure.state if erasure.state in ("withdrawn", "declined") else "void"
    told = _at(words, f"erasure-{state}", erasure.closed_by, erasure.closed_at)
    body = [blocks.text(told, weight="Bolder"), blocks.subtle(asker(words, erasure, "erasures-asked-by"))]
    return blocks.card(words, body, fallback=words("erasure-closed-fallback"))


def _people(words: Words, erasure: Erasure) -> Iterable[tuple[str, str]]:
    yield words("erasure-asked-by"), asker(words, erasure, "erasure-by")
    yield words("erasure-approved-by"), _at(words, "erasure-by", erasure.closed_by, erasure.closed_at)


def asker(words: Words, erasure: Erasure, key: str) -> str:
    return _at(words, key, erasure.asked_by, erasure.asked_at)


def _at(words: Words, key: str, person: str | None, at: datetime | None) -> str:
    who = blocks.literal(person) if person else words("erasure-operator")
    return words(key, person=who, moment=words.moment(at) if at else "")
