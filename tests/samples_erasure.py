"""Cards of erasures, filled with the ordinary, the longest and the most hostile."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from cards import erasure as cards
from cards import erasure_progress, holds
from cards.words import Words
from storage.erasure.batches import Batch, Entry
from storage.erasure.dry_run import DryRun, Namesake, Open
from storage.erasure.records import Erasure
from storage.erasure.requests import Seen
from storage.holds import Hold

NOW: Final = datetime(2026, 11, 23, 14, 31, tzinfo=UTC)
SOME_ID: Final = 2**62 - 1
HOSTILE: Final = "**bold** [x](http://x) <at>all</at>\u202e"
LONG: Final = "Kundendienst für Geschäftskundschaft der Zürcher Verkehrsbetriebe und Partner, zweite Linie, abends"
COUNTS: Final = {"identifiers": 3, "interactions": 41, "events": 82, "issues": 2, "tags": 0, "exports": 1, "cards": 6}
MANY: Final = dict.fromkeys([*COUNTS, "conflicts"], 1_234_567)
FOUND: Final = DryRun(
    customer_id=SOME_ID,
    title="Dorain Gray",
    named=True,
    identifiers=("+41 2345678910", "K-20417", "dorain.gray@example.com"),
    counts=COUNTS,
    namesakes=(),
    open=None,
    held=None,
    fingerprint="0123456789abcdef",
)
OPEN: Final = Open(service="Support", since=NOW)
NAMESAKE: Final = Namesake(id=1, name="Dorain Gray", identifiers=("+41 44 123 45 67",), last_contact_at=NOW)
ASKED: Final = Erasure(
    tenant_id=1,
    id=SOME_ID,
    customer_id=SOME_ID,
    batch_id=None,
    state="asked",
    asked_by_id=4,
    asked_by="Adam Admin",
    asked_at=NOW,
    not_before=None,
    closed_by_id=None,
    closed_by=None,
    closed_at=None,
    counts=COUNTS,
    salt=None,
    fingerprint="0123456789abcdef",
    token=None,
    steps={},
    attempts=0,
    half=None,
    sealed=None,
    completed_at=None,
    receipt=None,
    receipt_sha256=None,
)
PENDING: Final = replace(
    ASKED,
    state="pending",
    closed_by="Anna Admin",
    closed_at=NOW,
    steps={"search": {}, "index": {}, "waiting": {"step": "pages", "why": "busy"}},
)
COMPLETE: Final = replace(
    PENDING,
    state="complete",
    completed_at=NOW,
    receipt_sha256="5f" * 32,
    steps={"cards": {"rewritten": 6, "gone": 1, "closed": 2, "refused": 1}},
)


HOLD: Final = Hold(id=1, customer_id=SOME_ID, reason="Court case 17/2026", set_by="Anna Admin", set_at=NOW)


def erasure_cards(words: Words) -> dict[str, dict[str, Any]]:
    """By a name."""
    return _before(words) | _requests(words) | _afterwards(words) | _holds(words)


def _before(words: Words) -> dict[str, dict[str, Any]]:
    by_number = replace(FOUND, named=False, title="+41 31 555 01 42", identifiers=("+41 31 555 01 42",))
    hostile = replace(
        FOUND,
        title=(HOSTILE * 9)[:100],
        identifiers=(HOSTILE * 9,) * 40,
        counts=MANY,
        namesakes=(replace(NAMESAKE, name=HOSTILE * 9, identifiers=(HOSTILE * 9,) * 9),) * 5,
        open=Open(service=HOSTILE, since=NOW),
        held=replace(HOLD, reason=HOSTILE * 12, set_by=HOSTILE),
    )
    return {
        "erasure": cards.preview(words, FOUND, alone=False),
        "erasure by the only admin": cards.preview(words, FOUND, alone=True),
        "erasure with namesakes": cards.preview(words, replace(FOUND, namesakes=(NAMESAKE,) * 2), alone=False),
        "erasure of a number": cards.preview(words, by_number, alone=False),
        "erasure while open": cards.preview(words, replace(FOUND, open=OPEN), alone=False),
        "erasure on hold": cards.preview(words, replace(FOUND, held=HOLD), alone=False),
        "hostile erasure": cards.preview(words, hostile, alone=False),
        "hostile erasure asked": cards.request(words, seen(ASKED, replace(hostile, open=None, held=None))),
    }


def _holds(words: Words) -> dict[str, dict[str, Any]]:
    return {
        "hold form": holds.form(words, SOME_ID, "Dorain Gray"),
        "hold": holds.standing(words, "Dorain Gray", HOLD),
        "hold lifted": holds.lifted(words, SOME_ID, "Dorain Gray"),
        "hostile hold form": holds.form(words, SOME_ID, HOSTILE * 9),
        "hostile hold": holds.standing(words, HOSTILE * 9, replace(HOLD, reason=HOSTILE * 12, set_by=HOSTILE)),
        "hostile hold lifted": holds.lifted(words, SOME_ID, HOSTILE * 9),
    }


def _requests(words: Words) -> dict[str, dict[str, Any]]:
    alone = replace(ASKED, not_before=NOW)
    changed = replace(FOUND, fingerprint="another")
    by_command = replace(ASKED, asked_by=None, asked_by_id=None)
    return {
        "erasure asked by oneself": cards.request(words, seen(ASKED, FOUND, mine=True)),
        "erasure asked alone": cards.request(words, seen(alone, FOUND, mine=True, alone=True)),
        "erasure asked before one was alone": cards.request(words, seen(ASKED, FOUND, mine=True, alone=True)),
        "erasure to approve": cards.request(words, seen(ASKED, FOUND)),
        "erasure to approve, changed": cards.request(words, seen(ASKED, changed)),
        "erasure to approve, in the way": cards.request(
            words, seen(ASKED, replace(FOUND, open=Open(service=None, since=NOW)))
        ),
        "erasure by command": cards.request(words, seen(by_command, FOUND)),
        "erasure withdrawn": cards.request(words, seen(replace(PENDING, state="withdrawn"))),
        "erasure declined": cards.request(words, seen(replace(PENDING, state="declined"))),
        "erasure void": cards.request(words, seen(replace(PENDING, state="void"))),
    }


def _afterwards(words: Words) -> dict[str, dict[str, Any]]:
    states = ("asked", "pending", "complete", "withdrawn", "declined", "void")
    changed = replace(FOUND, fingerprint="another", title="Zürich Versicherung AG")
    worst = replace(FOUND, title=(HOSTILE * 9)[:100], counts=MANY)
    hostile = replace(COMPLETE, asked_by=HOSTILE * 9, closed_by=HOSTILE * 9, counts=MANY)
    return {
        "erasure pending": cards.request(words, seen(PENDING)),
        "erasure complete": cards.request(words, seen(COMPLETE)),
        "hostile erasure complete": cards.request(words, seen(hostile)),
        "erasures": erasure_progress.listing(words, [replace(ASKED, state=each) for each in states]),
        "erasures, none": erasure_progress.listing(words, []),
        "hostile erasures": erasure_progress.listing(words, [replace(hostile, state="asked")] * 10),
        "scrubbed": erasure_progress.scrubbed(words),
        "batch": erasure_progress.batch(words, batch(entry(ASKED, FOUND), entry(ASKED, changed), entry(PENDING))),
        "batch, done": erasure_progress.batch(words, batch(entry(COMPLETE))),
        "hostile batch": erasure_progress.batch(words, batch(*[entry(ASKED, worst)] * 25)),
    }


def batch(*entries: Entry) -> Batch:
    return Batch(id=SOME_ID, entries=entries)


def entry(erasure: Erasure, found: DryRun | None = None) -> Entry:
    return Entry(erasure=erasure, found=found)


def seen(erasure: Erasure, found: DryRun | None = None, *, mine: bool = False, alone: bool = False) -> Seen:
    return Seen(erasure=erasure, found=found, mine=mine, alone=alone)
