"""Which cards are there, filled with the ordinary, the longest and the most hostile?"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from cards import blocks, filters, help, history, interactions, legend, tenants  # noqa: A004  named as its command
from cards import customers as customer_cards
from cards.words import Words
from dialogs import help as help_dialog
from storage.customers import Customer
from storage.details import Details, Issue, Leg
from storage.filters import UNNAMED
from storage.history import Page
from storage.interactions import Row
from storage.outcomes import GROUP_OF, GROUPS, RESULTS
from storage.people import LANGUAGES
from storage.search import Match
from tests.samples_audit import audit_cards
from tests.samples_codes import code_cards
from tests.samples_conclude import RECEIPT, conclude_cards
from tests.samples_erasure import erasure_cards
from tests.samples_exports import export_cards
from tests.samples_identities import identity_cards
from tests.samples_interactions import STATE, WEEK, filter_cards, interaction_cards
from tests.samples_privacy import privacy_cards
from tests.samples_reports import picture, report_cards
from tests.samples_retention import retention_cards
from tests.samples_roles import role_cards, service_cards
from tests.samples_trace import trace_cards

LISTED: Final = (*help_dialog.FOR_AGENTS, *help_dialog.FOR_EVERYBODY, *help_dialog.ABOUT)
BUTTONS: Final = (*help_dialog.BUTTONS, *help_dialog.AGENTS_BUTTONS, *help_dialog.ABOUT_BUTTONS)
NOW: Final = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
SOME_ID: Final = 2**62 - 1
LONG: Final = "Kundendienst für Geschäftskundschaft der Zürcher Verkehrsbetriebe und Partner, zweite Linie, abends"
HOSTILE: Final = (
    "**bold** [x](http://x)",
    '=HYPERLINK("http://x")',
    "<img src=x onerror=alert(1)><b>html</b>",
    "moc.elpmaxe\u202e\u2066evil\u200b\ufeff\u00ad",
    "# heading\r\n- list\r\n1. one\t![p](http://x/p.png)",
    "`code` ~~gone~~ &lt;i&gt; <http://x> | a | \\",
)
ROW: Final = Row(
    id=SOME_ID,
    started_at=NOW,
    source="+41 79 123 45 67",
    service="Support",
    initial_service="Support",
    queued_service="Support",
    last_user="Alice Agent",
    opening_hours="Open",
    issue_count=0,
    result="accepted_by_user",
    seconds=252,
)
OPEN: Final = replace(ROW, result=None, seconds=None, queued_service=None, last_user=None, opening_hours=None)


def every_card(words: Words) -> dict[str, dict[str, Any]]:
    """By a name; as the dialogs make them, from what the store gives."""
    cards = {
        "help": help.help(words, LISTED, BUTTONS),
        "welcome": help.welcome(words, "Alice Agent", LISTED, BUTTONS),
        "nearest": help.nearest(words, "custmer ray", BUTTONS),
        "nearest to a smiley": help.nearest(words, "", BUTTONS),
        "nearest to something hostile": help.nearest(words, HOSTILE[0], BUTTONS),
        "languages": help.languages(words, LANGUAGES),
        "legend": legend.legend(words, GROUPS, RESULTS),
        "tenants": tenants.choice(words, [(1, "Contoso"), (2, "Fabrikam")], None),
        "tenant chosen": tenants.chosen(words, "Contoso"),
        "hostile tenants": tenants.choice(words, list(enumerate(HOSTILE[:5])), HOSTILE[0]),
        "hostile tenant chosen": tenants.chosen(words, HOSTILE[0]),
        "a thousand tenants": tenants.choice(words, [(SOME_ID - i, f"{i} {LONG}") for i in range(1000)], LONG),
        "form": customer_cards.form(words, suggesting=True, then="customers.find"),
        "form to anonymise": customer_cards.form(words, suggesting=True, then="erasures.find"),
        "form to export": customer_cards.form(words, suggesting=True, then="export.find"),
        "form to ask who looked": customer_cards.form(words, suggesting=True, then="audit.find"),
        "form to trace": customer_cards.form(words, suggesting=True, then="trace.find"),
        "form to hold": customer_cards.form(words, suggesting=True, then="holds.find"),
        "form with filters": customer_cards.form(words, suggesting=True, then="history.find", kept=_filtered(words)),
        "form without suggestions": customer_cards.form(words, suggesting=False, then="history.find"),
    }
    return cards | _customers(words) | _histories(words) | _details(words) | _more(words)


def _more(words: Words) -> dict[str, dict[str, Any]]:
    """Those of the other files."""
    every = (
        code_cards,
        export_cards,
        privacy_cards,
        retention_cards,
        role_cards,
        service_cards,
        erasure_cards,
        identity_cards,
    )
    made = {name: card for make in every for name, card in make(words).items()}
    made |= interaction_cards(words, rows(), of_names(HOSTILE))
    made |= filter_cards(words, HOSTILE, LONG)
    made |= report_cards(words, rows(), of_names(HOSTILE), HOSTILE)
    made |= audit_cards(words, HOSTILE, LONG)
    made |= trace_cards(words, rows(), of_names(HOSTILE))
    return made | conclude_cards(words, HOSTILE, LONG)


def _filtered(words: Words) -> list[dict[str, Any]]:
    return [*filters.line(words, WEEK, UNNAMED), *filters.kept(STATE)]


def rows(count: int = 10) -> tuple[Row, ...]:
    """One of each result, some with an issue, each a little earlier."""
    return tuple(
        replace(
            ROW,
            id=SOME_ID - i,
            started_at=NOW - timedelta(hours=7 * i),
            result=RESULTS[i % len(RESULTS)].key,
            issue_count=int(i % 4 == 2),
            seconds=37 * (i + 1) ** 2,
        )
        for i in range(count)
    )


def of_names(names: Iterable[str]) -> tuple[Row, ...]:
    """A page in which people and services bear these names."""
    every = list(names)
    return tuple(
        replace(row, source=n, service=n, initial_service=n, queued_service=n, last_user=n, opening_hours=n)
        for row, n in zip(rows(), every * 10, strict=False)
    )


def page(rows: tuple[Row, ...], title: str = "Raymond Holt", **more: Any) -> Page:
    usual: dict[str, Any] = {"total": 1204, "first": 11, "sort": "started", "descending": True}
    last = rows[0] if rows else None
    return Page(customer_id=SOME_ID, title=title, last=last, rows=rows, **(usual | more))


def customer(name: str | None, known: tuple[str, ...], recent: tuple[Row, ...]) -> Customer:
    outcomes = tuple((r.key, 1025 // (i + 1)) for i, r in enumerate(RESULTS)) if recent else ()
    return Customer(
        id=SOME_ID,
        name=name,
        identifiers=known,
        last=recent[0] if recent else None,
        recent=recent[:5],
        outcomes=((*outcomes[:7], (None, 1)) if recent == rows() else outcomes),
        may_export=True,
    )


def _customers(words: Words) -> dict[str, dict[str, Any]]:
    known = ("+41 79 123 45 67", "ray@holt.example")

    def overview(words: Words, shown: Customer) -> dict[str, Any]:
        return customer_cards.overview(words, shown, GROUP_OF, picture)

    found = [Match(id=SOME_ID - i, name=n, identifiers=known, last_contact_at=NOW) for i, n in enumerate(HOSTILE)]
    two = [
        replace(found[0], name="Raymond Holt"),
        replace(found[1], name="Dorain Gray", last_contact_at=ROW.started_at),
    ]
    return {
        "matches": customer_cards.matches(words, two, "ray", then="customers.open"),
        "hostile matches": customer_cards.matches(words, found, HOSTILE[0], then="customers.open"),
        "customer": overview(words, customer("Raymond Holt", known, rows())),
        "customer, for an admin": overview(words, replace(customer("Raymond Holt", known, rows()), administered=True)),
        "customer with a number only": overview(words, customer(None, known[:1], (OPEN, *rows(1)))),
        "customer without interactions": overview(words, customer("Raymond Holt", known, ())),
        "hostile customer": overview(words, customer(HOSTILE[0], HOSTILE, of_names(HOSTILE))),
        "long customer": overview(words, customer(LONG, (LONG,) * 40, of_names([LONG]))),
    }


def _histories(words: Words) -> dict[str, dict[str, Any]]:
    here = f"{SOME_ID}||11"
    backwards = {"sort": "initial_service", "descending": False}
    return {
        "history": history.history(words, page(rows()), here),
        "history, filtered": history.history(words, page(rows(), filters=WEEK, may_export=True), here, STATE),
        "history of one": history.history(words, page((OPEN,), total=1, first=1), here),
        "history of none": history.history(words, page((), total=0, first=1), here),
        "hostile history": history.history(words, page(of_names(HOSTILE), HOSTILE[0]), here),
        "long history": history.history(
            words, page(of_names([LONG]), LONG, **backwards, first=10**9, total=10**12), here
        ),
    }


def _details(words: Words) -> dict[str, dict[str, Any]]:
    back = blocks.button(words("interaction-back"), "customers.open", {"customer": SOME_ID})
    first = Leg(user="Ben Agent", started_at=NOW, ended_at=NOW + timedelta(seconds=20), outcome="rona")
    second = Leg(user="Alice Agent", started_at=NOW, ended_at=None, outcome=None)
    usual = Details(
        row=ROW,
        customer_id=SOME_ID,
        title="Raymond Holt",
        direction="Inbound",
        modality="Audio",
        queue_seconds=12,
        ivr_seconds=20,
        connected_seconds=180,
        legs=(first, second),
        issues=(Issue(reported_by="Alice Agent", text="The line was bad; please call back.", reported_at=NOW),),
        receipt=None,
        may_conclude=True,
        may_report=True,
        may_trace=True,
    )
    concluded = replace(usual, receipt=RECEIPT, may_conclude=False, may_report=False)
    worst = HOSTILE[0] * 40
    hostile = replace(
        usual,
        row=of_names(HOSTILE)[0],
        title=HOSTILE[0],
        direction=HOSTILE[1],
        modality=HOSTILE[2],
        legs=(replace(first, user=HOSTILE[4]),) * 30,
        issues=(Issue(reported_by=HOSTILE[3], text=worst, reported_at=NOW),) * 30,
    )
    bare = replace(usual, row=OPEN, customer_id=None, title=None, legs=(), issues=(), direction=None, modality=None)
    return {
        "details": interactions.details(words, usual, back),
        "hostile details": interactions.details(words, hostile, back),
        "details of a concluded one": interactions.details(words, concluded, back),
        "details of an open one": interactions.details(words, bare, None),
    }
