"""Cards to conclude with, filled with the ordinary, the longest and the most hostile."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from cards import conclude, issues, receipts, sessions, uncoded
from cards.picks import Filled
from cards.words import Words
from storage.batches import Chosen
from storage.codes import Code
from storage.forms import Form
from storage.glances import Glance
from storage.interactions import Row
from storage.offers import Offer
from storage.receipts import Receipt
from storage.rules import Rules
from storage.uncoded import Mine, Waiting

NOW: Final = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
SOME_ID: Final = 2**62 - 1
GLANCE: Final = Glance(
    id=SOME_ID,
    service_id=SOME_ID,
    service="Support",
    started_at=NOW,
    ended_at=NOW + timedelta(seconds=252),
    seconds=252,
    last_user_id=SOME_ID,
    customer_id=SOME_ID,
    title="Raymond Holt",
    hidden=False,
    codes_on=True,
    issues_on=True,
)
RECEIPT: Final = Receipt(
    glance=GLANCE,
    person="Alice Agent",
    own=True,
    concluded_at=NOW + timedelta(minutes=6),
    codes=("Escalated", "Outage"),
    tags=("vip",),
)
ROW: Final = Row(
    id=SOME_ID,
    started_at=NOW - timedelta(days=3),
    source="+41 79 123 45 67",
    service="Support",
    initial_service="Support",
    queued_service="Support",
    last_user="Ben Agent",
    opening_hours="Open",
    issue_count=0,
    result="accepted_by_user",
    seconds=252,
)


def code(number: int, name: str, kind: str = "primary") -> Code:
    own: dict[str, Any] = {"id": SOME_ID - number, "service_id": 1, "kind": kind, "name": name}
    return Code(**own, description=None, retired=False)


USUAL: Final = Offer(
    primary=tuple(code(i, n) for i, n in enumerate(("Resolved", "Callback needed", "Escalated", "Wrong number"))),
    secondary=tuple(
        code(10 + i, n, "secondary") for i, n in enumerate(("Outage", "Billing question", "Upsell offered"))
    ),
    tags=("router", "vip", "second call"),
    rules=Rules(),
)
NOTHING: Final = Offer(primary=(), secondary=(), tags=(), rules=Rules())
FORM: Final = Form(glance=GLANCE, recent=(ROW, replace(ROW, result="voicemail")), offer=USUAL)


def conclude_cards(words: Words, hostile: tuple[str, ...], long: str) -> dict[str, dict[str, Any]]:
    worst, longest = _named(hostile), _named((long * 2,) * 6)
    filled = Filled(codes=(USUAL.primary[2].id, USUAL.secondary[0].id), tags=("vip", "moved house"))
    return {
        "wrap-up": conclude.form(words, FORM),
        "wrap-up filled in": conclude.form(words, FORM, filled, [words("conclude-took-tag", typed="vip")]),
        "wrap-up while connected": conclude.form(
            words, replace(FORM, glance=replace(GLANCE, ended_at=None, seconds=None))
        ),
        "wrap-up without who called": conclude.form(words, Form(glance=_hidden(), recent=(), offer=USUAL)),
        "wrap-up of a service without codes": conclude.form(words, replace(FORM, offer=NOTHING)),
        "wrap-up with many codes": conclude.form(words, replace(FORM, offer=_many("Code")), _first_of(_many("Code"))),
        "hostile wrap-up": conclude.form(words, worst, _first_of(worst.offer), ["x"], going_through=True),
        "long wrap-up": conclude.form(words, longest, _first_of(longest.offer)),
        "deferred": conclude.deferred(words, SOME_ID, NOW, shift=False),
        "deferred to the end of the shift": conclude.deferred(words, SOME_ID, NOW, shift=True),
        **_receipts(words, worst, longest),
        **_sessions(words, worst, longest),
        **_uncoded(words, worst, longest),
        "issue": issues.form(words, GLANCE),
        "issue too long": issues.form(words, GLANCE, words("issue-length", most="500"), "x" * 500),
        "hostile issue": issues.form(words, worst.glance, "", hostile[0]),
        "issue reported": issues.reported(words, SOME_ID, new=True),
    }


def _hidden() -> Glance:
    return replace(GLANCE, hidden=True, title=None, customer_id=None)


def _named(names: tuple[str, ...]) -> Form:
    """Everything that people name bears one of these names."""
    offer = Offer(
        primary=tuple(code(i, n[:120]) for i, n in enumerate(names)),
        secondary=tuple(code(20 + i, n[:120], "secondary") for i, n in enumerate(names)),
        tags=tuple(n[:50] for n in names),
        rules=Rules(primary_most=3),
    )
    row = replace(ROW, service=names[1], last_user=names[2])
    return Form(glance=replace(GLANCE, title=names[0], service=names[1]), recent=(row,) * 3, offer=offer)


def _many(name: str) -> Offer:
    """So many that they are found by typing."""
    return Offer(
        primary=tuple(code(i, f"{name} {i}") for i in range(200)),
        secondary=tuple(code(200 + i, f"More {i}", "secondary") for i in range(200)),
        tags=(),
        rules=Rules(),
    )


def _first_of(offer: Offer) -> Filled:
    return Filled(codes=[c.id for c in offer.codes][::5], tags=[*offer.tags, *(f"{n} {'x' * 46}" for n in range(10))])


def _receipts(words: Words, worst: Form, longest: Form) -> dict[str, dict[str, Any]]:
    by_ben = replace(RECEIPT, own=False, person="Ben Agent")
    after = conclude.report_or_go_on(words, GLANCE, issues=True)
    return {
        "receipt": receipts.receipt(words, RECEIPT),
        "receipt of somebody else": receipts.receipt(words, by_ben, after),
        "receipt of the default": receipts.receipt(words, replace(by_ben, person=None, codes=("Resolved",), tags=())),
        "receipt with nothing": receipts.receipt(words, replace(RECEIPT, codes=(), tags=())),
        "hostile receipt": receipts.receipt(words, _receipt_of(worst)),
        "long receipt": receipts.receipt(words, _receipt_of(longest)),
    }


def _receipt_of(form: Form) -> Receipt:
    named = [c.name for c in form.offer.codes]
    return replace(RECEIPT, glance=form.glance, own=False, person=named[0], codes=tuple(named), tags=form.offer.tags)


def _sessions(words: Words, worst: Form, longest: Form) -> dict[str, dict[str, Any]]:
    usual = tuple(_times(GLANCE, 8))
    done = {usual[1].id: RECEIPT, usual[2].id: replace(RECEIPT, codes=("Resolved",), tags=())}
    going_on = (
        replace(usual[0], ended_at=None, seconds=None),
        *usual[1:6],
        replace(usual[6], codes_on=False),
        _hidden(),
    )
    hostile = tuple(_times(worst.glance, 8))
    long = tuple(_times(longest.glance, 8))
    return {
        "sessions": sessions.sessions(words, Mine(glances=going_on, receipts=done, earlier=True, more=True)),
        "sessions of nobody": sessions.sessions(words, Mine(glances=(), receipts={}, earlier=False, more=False)),
        "hostile sessions": sessions.sessions(
            words,
            Mine(glances=hostile, receipts={g.id: _receipt_of(worst) for g in hostile}, earlier=False, more=False),
        ),
        "long sessions": sessions.sessions(
            words, Mine(glances=long, receipts={long[0].id: _receipt_of(longest)}, earlier=True, more=True)
        ),
        "which session": sessions.which(words, usual[:2], done, "ray resolved"),
        "hostile which session": sessions.which(words, hostile[:5], {}, worst.glance.title or ""),
    }


def _times(glance: Glance, count: int) -> Iterator[Glance]:
    for number in range(count):
        yield replace(glance, id=glance.id - number, started_at=NOW - timedelta(hours=3 * number))


def _uncoded(words: Words, worst: Form, longest: Form) -> dict[str, dict[str, Any]]:
    usual = _waiting(FORM)
    picked = [g.id for g in usual.glances[:3]]
    filled = Filled(codes=(USUAL.primary[0].id,), tags=("vip",))
    chosen = Chosen(service_id=1, glances=usual.glances[:3], codes=USUAL.primary[:1], tags=())
    hostile = Chosen(service_id=1, glances=_waiting(worst).glances, codes=worst.offer.codes, tags=worst.offer.tags)
    done = [replace(RECEIPT, codes=("Resolved",), tags=())] * 3
    told = [receipts.otherwise(words, replace(RECEIPT, own=False, person="Ben Agent"))]
    return {
        "uncoded": uncoded.waiting(words, usual),
        "uncoded of several services": uncoded.waiting(words, replace(usual, more=True, counts=_services(usual, 5))),
        "uncoded for an owner": uncoded.waiting(words, replace(usual, own=False, total=500)),
        "uncoded filled in": uncoded.waiting(words, usual, picked=picked, filled=filled),
        "uncoded after some": uncoded.waiting(words, usual, done=done, notices=told),
        "uncoded with many codes": uncoded.waiting(words, replace(usual, offer=_many("Code"))),
        "uncoded to confirm": uncoded.confirm(words, chosen),
        "uncoded to confirm with tags": uncoded.confirm(words, replace(chosen, tags=("vip", "router"))),
        "nothing uncoded": uncoded.nothing(words, told, done),
        "hostile uncoded": uncoded.waiting(words, _waiting(worst), done=[_receipt_of(worst)] * 3),
        "hostile uncoded to confirm": uncoded.confirm(words, hostile),
        "long uncoded": uncoded.waiting(words, _waiting(longest), done=[_receipt_of(longest)] * 10),
    }


def _services(waiting: Waiting, count: int) -> tuple[tuple[int, str, int], ...]:
    return tuple((waiting.service_id - n, waiting.service * (1 + 9 * (n > 2)), 10 - n) for n in range(count))


def _waiting(form: Form) -> Waiting:
    return Waiting(
        service_id=SOME_ID,
        service=form.glance.service or "",
        glances=tuple(_times(form.glance, 10)),
        offer=form.offer,
        total=10,
        more=False,
        own=True,
        counts=((SOME_ID, form.glance.service or "", 10),),
    )
