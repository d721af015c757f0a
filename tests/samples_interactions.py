"""Cards of a service's interactions, filled with the ordinary, the longest and the most hostile."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from cards import blocks, exports, filter_menu
from cards import service_history as cards
from cards.blocks import Data
from cards.words import Words
from storage.filters import NAMES, Filters, Named
from storage.history import COLUMNS
from storage.interactions import Row
from storage.outcomes import GROUPS, RESULTS
from storage.service_history import Page
from tests.samples_roles import MANY, SUPPORT

SOME_ID: Final = 2**62 - 1
STATE: Final = "eyJzaG93biI6WzAsNF19" * 10
WEEK: Final = Filters(since=datetime(2026, 11, 15, 23, tzinfo=UTC), until=datetime(2026, 11, 22, 23, tzinfo=UTC))


def interaction_cards(words: Words, rows: tuple[Row, ...], hostile: tuple[Row, ...]) -> dict[str, dict[str, Any]]:
    """By a name."""
    page = Page(service=SUPPORT, rows=rows, total=37, first=11, filters=WEEK, may_export=True)
    hung_up = replace(page, first=1, filters=replace(WEEK, results=frozenset({"hangup_in_queue"})))
    named = Named(user=MANY[0].name, code=MANY[1].name)
    worst = replace(page, service=MANY[0], rows=hostile, filters=Filters(tag=MANY[2].name, user=1, code=2), named=named)
    return {
        "interactions": cards.interactions(words, page, STATE),
        "interactions of a result": cards.interactions(words, hung_up, STATE),
        "interactions of none": cards.interactions(words, replace(page, rows=(), total=0, first=1), STATE),
        "hostile interactions": cards.interactions(words, worst, STATE),
        "interactions of which service": cards.choice(words, MANY, STATE),
    }


def filter_cards(words: Words, hostile: Sequence[str], long: str) -> dict[str, dict[str, Any]]:
    """By a name."""
    of_history: Data = {"customer": SOME_ID}
    plain = menu((), Filters(), Named(), {})
    full = Filters(
        results=frozenset(r.key for r in RESULTS),
        group="error",
        service=SOME_ID,
        user=SOME_ID,
        since=WEEK.since,
        until=WEEK.until,
        hours="closed",
        direction="inbound",
        modality="audio",
        issue=True,
        concluded=False,
        code=SOME_ID,
        tag=hostile[0][:50],
    )
    held = {name: str(SOME_ID) for name in ("service", "user", "code")}
    held |= {"since": "2026-11-16", "until": "2026-11-22", "tag": hostile[0][:50], "issue": "yes", "concluded": "no"}
    held |= {"group": "error", "hours": "closed", "direction": "inbound", "modality": "audio"}
    held["result"] = ",".join(r.key for r in RESULTS)
    worst = Named(service=hostile[0], user=hostile[1], code=hostile[2])
    title = [blocks.text(words("export-choice"))]
    return {
        "filters, none set": filter_menu.card(words, plain, of_history, ""),
        "filters, a few": filter_menu.card(words, menu(("result", "period"), WEEK, Named(), {}), of_history, STATE),
        "filters, all of them": filter_menu.card(words, menu(NAMES, full, worst, held), of_history, STATE * 5),
        "filters, the longest": filter_menu.card(
            words, menu(NAMES, full, Named(service=long, user=long, code=long * 2), held, long), of_history, STATE * 5
        ),
        "filters, of which person": filter_menu.which(words, [(SOME_ID, "Alice Agent")], of_history, STATE),
        "filters, of which hostile person": filter_menu.which(
            words, [(SOME_ID, n) for n in hostile], of_history, STATE
        ),
        "filtered file": exports.kinds(words, title, "filters.file", of_history),
    }


def menu(
    shown: Sequence[str], filters: Filters, named: Named, content: dict[str, str], service: str = "Support"
) -> filter_menu.Menu:
    return filter_menu.Menu(
        offered=NAMES,
        shown=shown,
        results=["open", *(r.key for r in RESULTS)],
        groups=GROUPS,
        services=[(str(SOME_ID - n), f"{service} {n}") for n in range(40)],
        content=content,
        filters=filters,
        named=named,
        columns=COLUMNS,
        sort=COLUMNS[-1],
        backwards=bool(shown),
    )
