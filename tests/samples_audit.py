"""Cards of the audit log, filled with the ordinary, the longest and the most hostile."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from cards import audit as cards
from cards.audit import Asked
from cards.words import Words
from storage.audit_kinds import ACTIONS, KINDS
from storage.audit_names import About, Entry
from storage.audit_pages import Looks, Page
from storage.staff import Person

AT: Final = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
SOME: Final = 2**62 - 1
WEEK: Final = Asked(first=date(2026, 11, 16), last=date(2026, 11, 22))
RAYMOND: Final = About(kind="customer", id=SOME, name="Raymond Holt", customer_id=SOME)
CALL: Final = About(kind="interaction", id=SOME, name="Support", at=AT, customer="Raymond Holt", customer_id=SOME)
SALES: Final = About(kind="service", id=SOME, name="Sales")
DETAIL: Final[dict[str, dict[str, Any]]] = {
    "audit.opened": {"kind": "refusals"},
    "code.applied": {"codes": ["1", "2", "3"]},
    "export.created": {"format": "xlsx", "rows": 41, "kind": "customer"},
    "feature.switched": {"feature": "codes", "on": False, "until": None},
    "interactions.listed": {"rows": 10},
    "privacy.set": {"setting": "agents", "shown": False},
    "retention.set": {"before": None, "after": 12},
    "role.give": {"role": "owner"},
    "role.take": {"role": "tenant_admin"},
    "service.set": {"before": {"licence": None}, "after": {"licence": "contact_center", "hangup_sla_seconds": 20}},
}
_TRIED: Final = (
    "history.open_page",
    "erasure.requests.allowed",
    "audit_pages.allowed",
    "message",
    "people.choose_tenant",
)


def entry(action: str = "customer.opened", **more: Any) -> Entry:
    usual: dict[str, Any] = {"by": "Adam Admin", "refused": False, "about": RAYMOND, "other": None}
    return Entry(position=SOME, at=AT, action=action, detail=DETAIL.get(action, {}), **(usual | more))


def every_deed() -> list[Entry]:
    """One of each, and what somebody is refused."""
    abouts = (RAYMOND, CALL, SALES, About(kind="customer", id=1), About(kind="erasure", id=2), None)
    done = [
        entry(action, about=abouts[n % len(abouts)], other=SALES if n % 3 else None, by=None if n % 4 else "Adam Admin")
        for n, action in enumerate(sorted(ACTIONS))
    ]
    return [*done, *(entry(tried, refused=True, about=None, by="Alice Agent") for tried in _TRIED)]


def audit_cards(words: Words, hostile: Sequence[str], long: str) -> dict[str, dict[str, Any]]:
    """By a name."""
    page = Page(rows=(), person=None, looks=None, earlier=True, more=True)
    deeds = every_deed()
    made = {
        f"audit, page {n}": cards.log(words, WEEK, replace(page, rows=tuple(deeds[n * 10 : n * 10 + 10])))
        for n in range((len(deeds) + 9) // 10)
    }
    made |= {f"audit of {kind}": cards.log(words, replace(WEEK, kind=kind), page) for kind in KINDS}
    named = [_of_name(name, n) for n, name in enumerate([*hostile, *hostile][:10])]
    looks = Looks(customer_id=SOME, title="Raymond Holt", count=1204, people=3)
    looked = replace(WEEK, customer=SOME)
    people = [Person(id=SOME - n, object_id=str(n), name=name, upn=name, held=()) for n, name in enumerate(hostile)]
    return made | {
        "audit of a person": cards.log(words, replace(WEEK, person=SOME), replace(page, person="Alice Agent")),
        "audit of who looked": cards.log(words, looked, replace(page, rows=(entry(),), looks=looks)),
        "audit of who looked, once": cards.log(
            words, looked, replace(page, rows=(entry(),), looks=replace(looks, count=1, people=1), more=False)
        ),
        "hostile audit": cards.log(words, WEEK, replace(page, rows=tuple(named), person=hostile[0])),
        "hostile audit of who looked": cards.log(
            words, looked, replace(page, rows=tuple(named), looks=replace(looks, title=hostile[0]))
        ),
        "hostile audit of which person": cards.which(words, people, WEEK),
        "audit of long names": cards.log(words, WEEK, replace(page, rows=tuple([_of_name(long * 9, 0)] * 10))),
        "audit as a file": cards.formats(words, looked),
    }


def _of_name(name: str, n: int) -> Entry:
    about = (
        replace(RAYMOND, name=name),
        replace(CALL, name=name, customer=name),
        replace(SALES, name=name),
    )[n % 3]
    at = AT - timedelta(hours=n)
    return replace(entry("role.give", by=name, about=about, other=replace(SALES, name=name)), at=at)
