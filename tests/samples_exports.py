"""Cards of files, filled with the ordinary, the longest and the most hostile."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from cards import exports
from cards.words import Words
from storage.exports import Export

NOW: Final = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
ADDRESS: Final = "https://bot.contoso.example/downloads/" + "x" * 160
HOSTILE: Final = (
    "**bold** [x](http://x)",
    '=HYPERLINK("http://x")',
    "<img src=x onerror=alert(1)><b>html</b>",
    "moc.elpmaxe\u202e\u2066evil\u200b\ufeff\u00ad",
    "# heading\r\n- list\r\n1. one\t![p](http://x/p.png)" * 9,
)
READY: Final = Export(
    tenant_id=1,
    id=2**62 - 1,
    person_id=1,
    kind="report",
    format="xlsx",
    state="done",
    rows_done=1204,
    rows_total=1204,
    file="0" * 32,
    file_name="codes-of-support-by-month-2026-11-23.xlsx",
    size=73_512,
    sha256="0123456789abcdef" * 4,
    link=1,
    error=None,
    card_id=None,
    created_at=NOW,
    finished_at=NOW,
    expires_at=NOW + timedelta(hours=24),
)


def export_cards(words: Words) -> dict[str, dict[str, Any]]:
    """By a name."""
    states = ("waiting", "running", "done", "failed", "cancelled", "expired")
    erased = replace(READY, state="expired", error="erased")
    every = [replace(READY, id=READY.id - n, state=s, rows_done=n) for n, s in enumerate(states)] + [erased]
    long = [replace(READY, id=READY.id - n, file_name="*_[x](http://x)_*" * 7) for n in range(10)]
    about = exports.headline(words, "Raymond Holt", "Support · Hangup in Queue")
    hostile = [exports.headline(words, name, name) for name in HOSTILE]
    begun = replace(READY, state="waiting", rows_done=0, rows_total=None, size=None, sha256=None)
    half = replace(begun, state="running", rows_done=602, rows_total=1204)
    failed = {
        f"export that failed: {error}": exports.failed(words, replace(begun, state="failed", error=error), about)
        for error in (*exports.FAILURES, "something of a newer version")
    }
    return {
        "export to be chosen": exports.choice(words, READY.id, "Raymond Holt"),
        "hostile export to be chosen": exports.choice(words, READY.id, HOSTILE[0]),
        "export that waits": exports.progress(words, begun, about),
        "export on its way": exports.progress(words, half, about),
        "export at its end": exports.progress(words, replace(half, rows_done=9999), about),
        "hostile export on its way": exports.progress(words, half, hostile[0]),
        "export of a customer": exports.ready(words, READY, ADDRESS, "012345", about),
        "hostile export of a customer": exports.ready(words, READY, ADDRESS, "012345", hostile[4]),
        "export that was stopped": exports.over(words, replace(begun, kind="history", state="cancelled"), about),
        "export that has expired": exports.over(words, replace(READY, state="expired"), ""),
        "export that may have named somebody": exports.over(words, erased, about),
        **failed,
        "export that is ready": exports.ready(words, READY, ADDRESS, "012345"),
        "largest export": exports.ready(
            words, replace(READY, size=10**15, rows_done=10**9, file_name="x" * 120), ADDRESS, "999999"
        ),
        "exports": exports.listing(words, every, NOW),
        "exports of long names": exports.listing(words, long, NOW),
        "no exports": exports.listing(words, [], NOW),
    }
