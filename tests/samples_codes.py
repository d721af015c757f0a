"""Cards of codes, switches and rules, filled with the ordinary, the longest and the most hostile."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from cards import code_changes, code_forms, codes, features, ownership, rules
from cards.code_forms import Filled
from cards.words import Words
from storage.code_changes import MOST_COUNTED, Edit, Refused
from storage.code_lists import MOST, Change, Place
from storage.codes import Code, Listed
from storage.features import FEATURES, Switch
from storage.rules import Rules
from storage.services import Service
from storage.switches import Panel, Thrown

NOW: Final = datetime(2026, 11, 23, 10, 4, tzinfo=UTC)
FRIDAY: Final = datetime(2026, 11, 27, 23, 0, tzinfo=UTC)
SOME_ID: Final = 2**62 - 1
LONG: Final = "👩🏽‍💻 Rückerstattung nach Beanstandung, Geschäftskundschaft, zweite Linie " * 8
HOSTILE: Final = "**bold** [x](http://x) <at>all</at> `code` # | \u202e\u200b\r\n- list"
SUPPORT: Final = Service(
    id=SOME_ID,
    external_id="svc-support",
    name="Support",
    licence="enterprise_routing",
    acceptance_sla_seconds=20,
    hangup_sla_seconds=20,
)
NAMES: Final = (
    *(("primary", name) for name in ("Resolved", "Callback needed", "Escalated", "Wrong number")),
    *(("secondary", name) for name in ("Billing question", "Outage", "Upsell offered")),
)


def code(number: int, kind: str, name: str, description: str | None = None) -> Code:
    return Code(id=SOME_ID - number, service_id=SOME_ID, kind=kind, name=name, description=description, retired=False)


CODES: Final = tuple(code(number, kind, name) for number, (kind, name) in enumerate(NAMES))
REFUND: Final = code(90, "secondary", "Refund", "Money goes back to the customer")


def many(name: str, count: int = MOST) -> tuple[Code, ...]:
    """As many as a service may offer."""
    kinds = ("primary", "secondary")
    return tuple(
        code(k * count + n, kind, f"{n} {name}"[:120], name[:500]) for k, kind in enumerate(kinds) for n in range(count)
    )


def listed(each: Code, *, services: tuple[str, ...] = ("Support",), elsewhere: int = 0, own: bool = True) -> Listed:
    return Listed(code=each, services=services, elsewhere=elsewhere, own=own)


def code_cards(words: Words) -> dict[str, dict[str, Any]]:
    """By a name."""
    return _places(words) | _forms(words) | _changes(words) | _features(words) | _rules(words)


def _places(words: Words) -> dict[str, dict[str, Any]]:
    on, off = Switch(on=True), Switch(on=False, until=FRIDAY)
    service, hostile = replace(SUPPORT, name=LONG), replace(SUPPORT, name=HOSTILE)
    services = [replace(SUPPORT, id=SOME_ID - n, name=name) for n, name in enumerate(("Billing", "Sales", "Support"))]
    retired, most = replace(REFUND, retired=True), MOST_COUNTED
    every = [listed(each) for each in CODES[:5]]
    every += [listed(REFUND, services=(), elsewhere=1, own=False), listed(retired, services=())]
    two = [listed(REFUND), listed(replace(REFUND, id=1, kind="primary"))]
    long = [listed(each, services=(LONG,) * 40, elsewhere=300) for each in many(LONG)[: codes.PAGE]]
    strange = [listed(each, services=(HOSTILE,)) for each in many(HOSTILE)[:9]]
    return {
        "services": ownership.choice(words, services, "codes.place", {}),
        "hostile services": ownership.choice(words, [hostile] * 3, "codes.place", {}),
        "many services": ownership.choice(words, [replace(service, id=n) for n in range(300)], "features.panel", {}),
        "codes of a service": codes.place(words, Place(service=SUPPORT, codes=CODES, switch=on, addable=1)),
        "codes of a service without any": codes.place(words, Place(service=SUPPORT, codes=(), switch=off, addable=0)),
        "most codes of a service": codes.place(words, Place(service=service, codes=many(LONG), switch=off, addable=9)),
        "hostile codes of a service": codes.place(
            words, Place(service=hostile, codes=many(HOSTILE), switch=on, addable=9)
        ),
        "code": codes.code(words, SUPPORT, listed(REFUND), 214, most, offered=True),
        "code that is not offered": codes.code(words, SUPPORT, listed(REFUND, services=()), 0, most, offered=False),
        "code of others": codes.code(words, SUPPORT, listed(REFUND, own=False, elsewhere=2), 1, most, offered=True),
        "retired code": codes.code(words, SUPPORT, listed(retired, services=()), most, most, offered=False),
        "long code": codes.code(words, service, long[0], most, most, offered=False),
        "hostile code": codes.code(
            words, hostile, listed(many(HOSTILE * 9)[0], services=(HOSTILE,) * 9), 1, most, offered=True
        ),
        "all codes": codes.every(words, SUPPORT, every, 1, 7),
        "a page of long codes": codes.every(words, service, long, 13, 1204),
        "hostile page of codes": codes.every(words, hostile, strange, 1, 9),
        "no codes": codes.every(words, SUPPORT, [], 1, 0),
        "two codes of one name": codes.which(words, SUPPORT, two, "codes.retire"),
        "no such code": codes.unknown(words, SUPPORT),
    }


def _forms(words: Words) -> dict[str, dict[str, Any]]:
    service, hostile = replace(SUPPORT, name=LONG), replace(SUPPORT, name=HOSTILE)
    filled = Filled(kind="secondary", name="Rimborso")
    strange = [listed(each, services=(HOSTILE,)) for each in many(HOSTILE)[:9]]
    addable = [listed(each, services=()) for each in many(LONG)[: code_forms.MOST_ADDABLE]]
    return {
        "new code": code_forms.new(words, [SUPPORT], SUPPORT, filled),
        "new code of one of many services": code_forms.new(words, [service] * 300, None),
        "hostile new code": code_forms.new(words, [], hostile, Filled(kind=HOSTILE, name=HOSTILE * 9)),
        "edit a code": code_forms.edit(words, SUPPORT, REFUND),
        "edit a long code": code_forms.edit(words, service, many(LONG)[0]),
        "edit of a strange name": code_forms.edit(words, hostile, many(HOSTILE * 9)[0]),
        "paste codes": code_forms.paste(words, [], SUPPORT),
        "paste codes for one of many services": code_forms.paste(words, [service] * 300, None),
        "codes to add": code_forms.add(words, SUPPORT, [listed(REFUND, services=())], 1, ""),
        "nothing to add": code_forms.add(words, SUPPORT, [], 0, "ref"),
        "long codes to add": code_forms.add(words, service, addable, 1204, LONG[:120]),
        "codes to take off": code_forms.take_off(words, SUPPORT, CODES),
        "most codes to take off": code_forms.take_off(words, service, many(LONG)),
        "order": code_forms.order(words, SUPPORT, CODES, "primary", CODES[2].id, "Escalated: 3 → 1"),
        "order of the most": code_forms.order(words, service, many(LONG), "secondary"),
        "hostile codes to add": code_forms.add(words, hostile, strange, 9, HOSTILE),
        "hostile codes to take off": code_forms.take_off(words, hostile, many(HOSTILE)),
        "hostile order": code_forms.order(words, hostile, many(HOSTILE), "primary"),
        "order of none": code_forms.order(words, SUPPORT, (), "secondary"),
    }


def _changes(words: Words) -> dict[str, dict[str, Any]]:
    service, hostile = replace(SUPPORT, name=LONG), replace(SUPPORT, name=HOSTILE)
    more, fewer = (*CODES, REFUND), tuple(c for c in CODES if c.name != "Outage")
    added = Change(service=SUPPORT, before=CODES, after=more)
    off = Change(service=SUPPORT, before=CODES, after=fewer, places=((CODES[5].id, 2),), default_off=True)
    strange = Change(service=hostile, before=(), after=many(HOSTILE))
    none = Change(service=service, before=many(LONG), after=())
    none = replace(none, places=tuple((c.id, MOST) for c in none.before))
    renamed = Edit(before=REFUND, after=replace(REFUND, name="Money back", description=None))
    long = Edit(before=many(LONG)[0], after=many(LONG[::-1])[1])
    away = Edit(before=REFUND, after=replace(REFUND, retired=True), default_off=True)
    refused = [Refused(line=n, why=why) for n, why in enumerate(("exists", "empty", "long", "unreadable") * 25)]
    pasted, most = code_changes.pasted, MOST_COUNTED
    return {
        "code created": code_changes.created(words, SUPPORT, REFUND, NOW),
        "hostile code created": code_changes.created(words, hostile, many(HOSTILE)[0], NOW),
        "codes pasted": pasted(words, SUPPORT, CODES, [Refused(line=4, why="description")], NOW, is_cut=False),
        "most codes pasted": pasted(words, service, many(LONG), refused, NOW, is_cut=True),
        "no codes pasted": pasted(words, SUPPORT, [], refused[:1], NOW, is_cut=False),
        "code edited": code_changes.edited(words, SUPPORT, renamed, NOW),
        "long code edited": code_changes.edited(words, service, long, NOW),
        "code edited to the same": code_changes.edited(words, SUPPORT, Edit(before=REFUND, after=REFUND), NOW),
        "code retired": code_changes.retired(words, SUPPORT, away, 214, most, NOW),
        "code brought back": code_changes.retired(words, SUPPORT, Edit(before=away.after, after=REFUND), 0, most, NOW),
        "code retired already": code_changes.retired(
            words, SUPPORT, Edit(before=away.after, after=away.after), most, most, NOW
        ),
        "codes added": code_changes.changed(words, added, NOW),
        "codes taken off": code_changes.changed(words, off, NOW),
        "most codes taken off": code_changes.changed(words, none, NOW),
        "hostile codes added": code_changes.changed(words, strange, NOW),
        "codes as before": code_changes.changed(words, Change(service=SUPPORT, before=CODES, after=CODES), NOW),
        "code exists": code_changes.exists(words, SUPPORT, REFUND),
        "hostile code exists": code_changes.exists(words, hostile, replace(many(HOSTILE)[0], retired=True)),
    }


def panel(**more: Any) -> Panel:
    usual: dict[str, Any] = {
        "service": SUPPORT,
        "licensed": True,
        "switches": {
            "codes": Switch(on=False, until=FRIDAY, changed_at=NOW, changed_by=1),
            "caller": Switch(on=True),
            "issues": Switch(on=True, changed_at=NOW - timedelta(days=3), changed_by=2, turned_at=NOW),
        },
        "names": {1: "Olga Owner", 2: "Adam Admin"},
        "primary": 4,
        "secondary": 3,
        "needs_primary": True,
        "waiting": 14,
        "reader": 1,
    }
    return Panel(**(usual | more))


def _features(words: Words) -> dict[str, dict[str, Any]]:
    on = {**panel().switches, "codes": Switch(on=True, changed_at=NOW, changed_by=2)}
    hostile = panel(service=replace(SUPPORT, name=HOSTILE), names={2: HOSTILE}, switches=on, primary=0)
    off = Thrown(feature="codes", before=Switch(on=True), panel=panel())
    nothing = Thrown(feature="codes", before=Switch(on=False), panel=panel(switches=on, primary=0, secondary=0))
    strange = replace(nothing, panel=hostile)
    return {
        "features": features.panel(words, panel()),
        "features without a licence": features.panel(words, panel(licensed=False)),
        "hostile features": features.panel(
            words, hostile, [features.meanwhile(words, replace(nothing, panel=hostile))]
        ),
        "switched off until a day": features.thrown(words, off),
        "switched on without codes": features.thrown(words, nothing),
        "switched on": features.thrown(words, replace(nothing, before=off.after, panel=panel(switches=on))),
        "switched as before": features.thrown(words, replace(off, before=off.after)),
        "hostile switch": features.thrown(words, strange),
        **{
            f"until when {name}": features.ask_date(words, SUPPORT, name, on=name == "codes", today="2026-11-23")
            for name in FEATURES
        },
    }


def _rules(words: Words) -> dict[str, dict[str, Any]]:
    timed = Rules(default_code_id=CODES[0].id, default_after_minutes=30, secondary_most=3, shift_ends=1080)
    gone = replace(timed, default_code_id=1, primary_most=2)
    service, hostile = replace(SUPPORT, name=LONG), replace(SUPPORT, name=HOSTILE)
    return {
        "rules": rules.form(words, SUPPORT, Rules(), CODES[:4]),
        "rules with a timer": rules.form(words, service, timed, many(LONG)[:MOST]),
        "rules changed": rules.changed(words, SUPPORT, Rules(), timed, CODES, NOW),
        "rules as before": rules.changed(words, SUPPORT, Rules(), Rules(), (), NOW),
        "hostile rules changed": rules.changed(
            words, hostile, gone, replace(timed, default_code_id=SOME_ID), many(HOSTILE), NOW
        ),
    }
