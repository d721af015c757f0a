"""Cards of customers that may be one, filled with the ordinary, the longest and the most hostile."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from cards import customers
from cards import identities as cards
from cards.words import Words
from storage.conflicts import Conflict, Party
from storage.merging import Own
from storage.search import Match

NOW: Final = datetime(2026, 11, 23, 14, 31, tzinfo=UTC)
SOME_ID: Final = 2**62 - 1
HOSTILE: Final = "**bold** [x](http://x) <at>all</at>\u202e"
GRAY: Final = Party(id=SOME_ID, name="Dorain Gray", identifiers=("+41 2345678910", "K-20417"), interactions=41)
HOLT: Final = Party(id=SOME_ID - 1, name="Raymond Holt", identifiers=("+41 79 123 45 67",), interactions=1)
NAMELESS: Final = replace(HOLT, name=None)
MATCHES: Final = [Match(id=p.id, name=p.name, identifiers=p.identifiers, last_contact_at=NOW) for p in (GRAY, HOLT)]
WORST: Final = Party(id=SOME_ID, name=HOSTILE * 9, identifiers=(HOSTILE * 9,) * 40, interactions=10**9)


def identity_cards(words: Words) -> dict[str, dict[str, Any]]:
    """By a name."""
    pair = Conflict(one=GRAY, other=HOLT, count=2, seen_at=NOW)
    own = [Own(sign=f"{n:016x}", shown=shown, interactions=n) for n, shown in enumerate((*GRAY.identifiers, HOSTILE))]
    many = [Own(sign=f"{n:016x}", shown=HOSTILE * 9, interactions=10**9) for n in range(100)]
    signs = [each.sign for each in own]
    worst = replace(pair, one=WORST, other=WORST, count=10**6)
    return {
        "conflicts": cards.conflicts(words, [pair, replace(pair, count=1)]),
        "conflicts, none": cards.conflicts(words, []),
        "hostile conflicts": cards.conflicts(words, [worst] * 10),
        "merge with whom": cards.other(words, GRAY),
        "hostile merge with whom": cards.other(words, WORST),
        "merge": cards.compare(words, GRAY, HOLT),
        "merge with a number": cards.compare(words, GRAY, NAMELESS),
        "hostile merge": cards.compare(words, WORST, replace(WORST, name=HOSTILE)),
        "merged": cards.merged(words, GRAY, signs),
        "hostile merged": cards.merged(words, WORST, signs * 100),
        "kept apart": cards.apart(words, GRAY, HOLT),
        "hostile kept apart": cards.apart(words, WORST, WORST),
        "identifiers": cards.identifiers(words, GRAY, own, signs[:1]),
        "identifiers, one": cards.identifiers(words, HOLT, own[:1], []),
        "hostile identifiers": cards.identifiers(words, WORST, many, []),
        "split": cards.split(words, GRAY, NAMELESS),
        "hostile split": cards.split(words, WORST, WORST),
        "form to merge": customers.form(words, suggesting=True, then="identities.find"),
        "form to split": customers.form(words, suggesting=True, then="identities.splitting"),
        "matches to merge": customers.matches(words, MATCHES, "gray", then="identities.with"),
    }
