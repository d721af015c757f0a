"""What does card data of codes, switches and rules do that is not as the card sent it?"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from dialogs import codes as codes_dialog
from dialogs import features as features_dialog
from dialogs import rules as rules_dialog
from storage import services, tenants
from storage.code_tables import codes, conclusion_rules, service_codes, service_features
from storage.database import Database
from storage.ids import new_id
from storage.types import EPOCH
from tests.talk import CONTOSO, FABRIKAM, Person

ACTIONS = sorted([*codes_dialog.ACTIONS, *features_dialog.ACTIONS, *rules_dialog.ACTIONS])
READING = {
    *("codes.ask", "codes.place", "codes.open", "codes.all", "codes.new", "codes.paste_form", "codes.edit_form"),
    *("codes.add_form", "codes.take_off_form", "codes.order_form", "features.ask", "features.panel", "features.date"),
    "rules.ask",
}
NEEDED = {
    "codes.create": ("service", "kind", "name"),
    "codes.create_many": ("service", "kind", "lines"),
    "codes.edit": ("service", "code", "name"),
    "codes.retire": ("service", "code"),
    "codes.restore": ("service", "code"),
    "codes.add": ("service", "codes"),
    "codes.take_off": ("service", "codes"),
    "codes.put_back": ("service", "places"),
    "codes.move": ("service", "code"),
    "features.switch": ("service", "feature", "on"),
    "features.revert": ("service", "feature", "on", "seen"),
    "features.until": ("service", "feature", "on", "day"),
    "rules.set": ("service", "primary_least", "primary_most", "tags_most", "shift_ends", "default_code_id"),
}
STRANGE: tuple[Any, ...] = (None, 7, 1.5, True, [], ["1"], {})
WRONG = (*STRANGE, "", "0", "-1", "1e3", " ", "9" * 19, "9" * 400, "\x00", "null", "١")
LATER = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()


@pytest.fixture
async def ids(demo: Database) -> dict[str, str]:
    """Of Support, of Sales, of the other tenant."""

    def look(db: Connection) -> dict[str, int]:
        contoso, fabrikam = tenants.get(db, CONTOSO).id, tenants.get(db, FABRIKAM).id
        hotline = services.get(db, fabrikam, "Hotline").id
        foreign = {"tenant_id": fabrikam, "id": new_id(), "service_id": hotline, "kind": "primary", "name": "Theirs"}
        db.execute(insert(codes).values(**foreign, name_key="theirs", created_at=EPOCH))
        db.execute(
            insert(service_codes).values(tenant_id=fabrikam, service_id=hotline, code_id=foreign["id"], position=0)
        )
        named = {r.name: r.id for r in db.execute(select(codes.c.name, codes.c.id).where(codes.c.tenant_id == contoso))}
        return {
            "support": services.get(db, contoso, "Support").id,
            "sales": services.get(db, contoso, "Sales").id,
            "hotline": hotline,
            "theirs": foreign["id"],
            **{name: named[name] for name in ("Resolved", "Outage", "Complaint")},
        }

    return {name: str(found) for name, found in (await demo.write(look)).items()}


def honest(ids: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What each button sends, on Olga's service."""
    here = {"service": ids["support"]}
    code = {**here, "code": ids["Resolved"]}
    switch = {**here, "feature": "codes", "on": "0"}
    rules = {"primary_least": "0", "primary_most": "2", "secondary_most": "", "tags_most": "3", "shift_ends": "18:00"}
    return {
        "codes.ask": {},
        "codes.place": here,
        "codes.open": code,
        "codes.all": {**here, "first": "1"},
        "codes.new": here,
        "codes.create": {**here, "kind": "primary", "name": "Mine", "description": "x"},
        "codes.paste_form": here,
        "codes.create_many": {**here, "kind": "primary", "lines": "Mine\nMine too"},
        "codes.edit_form": code,
        "codes.edit": {**code, "name": "Ours", "description": "x"},
        "codes.retire": code,
        "codes.restore": code,
        "codes.add_form": {**here, "part": ""},
        "codes.add": {**here, "codes": ids["Complaint"]},
        "codes.take_off_form": here,
        "codes.take_off": {**here, "codes": ids["Outage"]},
        "codes.put_back": {**here, "places": f"{ids['Complaint']}:1"},
        "codes.order_form": {**here, "kind": "primary"},
        "codes.move": {**code, "kind": "primary", "to": "down"},
        "features.ask": {},
        "features.panel": here,
        "features.switch": switch,
        "features.revert": {**switch, "seen": "1"},
        "features.date": switch,
        "features.until": {**switch, "day": LATER, "time": ""},
        "rules.ask": here,
        "rules.set": {**here, **rules, "default_code_id": "0", "default_after_minutes": ""},
    }


async def everything(demo: Database) -> str:
    """All that any of it could change."""
    tables = (codes, service_codes, service_features, conclusion_rules)
    return await demo.read(lambda db: str([sorted(map(str, db.execute(select(t)))) for t in tables]))


def test_each_action_is_tried(ids: dict[str, str]) -> None:
    assert sorted(honest(ids)) == ACTIONS
    assert sorted([*READING, *NEEDED]) == ACTIONS


async def test_what_a_card_sends_is_done(olga: Person, ids: dict[str, str], demo: Database) -> None:
    """Else the tests below would prove nothing."""
    for action, data in honest(ids).items():
        before = await everything(demo)
        answer = await olga.executes({"action": action, **data})
        assert "went wrong" not in str(answer.body)
        assert "I find nothing like that" not in str(answer.body), action
        is_changed = await everything(demo) != before
        assert is_changed == (action not in READING | {"codes.put_back", "features.revert"}), action


@pytest.mark.parametrize("action", sorted(NEEDED))
async def test_a_field_that_is_missing_or_of_another_type_changes_nothing(
    olga: Person, ids: dict[str, str], demo: Database, action: str
) -> None:
    before = await everything(demo)
    data = honest(ids)[action]
    for field in NEEDED[action]:
        without = {key: value for key, value in data.items() if key != field}
        forged = [without, *({**data, field: wrong} for wrong in wrong_for(action, field))]
        for each in forged:
            answer = await olga.executes({"action": action, **each})
            assert (answer.status, answer.body["statusCode"]) == (200, 200)
            assert "went wrong" not in str(answer.body), each
            assert await everything(demo) == before, each


def wrong_for(action: str, field: str) -> list[Any]:
    """Without what would be right by chance."""
    right = {
        "on": ("0",),
        "name": ("0", "-1", "1e3", "9" * 19, "null", "١"),
        "lines": ("0", "-1", "1e3", "9" * 19, "null", "١", "9" * 400),
        "primary_least": ("0",),
        "primary_most": (7,),
        "tags_most": ("0", 7),
        "default_code_id": ("0",),
    }.get(field, ())
    return [wrong for wrong in WRONG if not any(wrong is r or (wrong == r and type(wrong) is type(r)) for r in right)]


@pytest.mark.parametrize("action", [a for a in ACTIONS if a not in ("codes.ask", "features.ask")])
async def test_ids_of_others_are_nobodys(
    olga: Person, fiona: Person, ids: dict[str, str], demo: Database, action: str
) -> None:
    before = await everything(demo)
    data = honest(ids)[action]
    forged = [{**data, "service": ids[name]} for name in ("sales", "hotline", "Resolved")]
    if "code" in data:
        forged.append({**data, "code": ids["theirs"]})
    if "codes" in data:
        forged += [{**data, "codes": ids["theirs"]}, {**data, "codes": f"{ids['Complaint']},{ids['theirs']}"}]
    if "places" in data:
        forged.append({**data, "places": f"{ids['theirs']}:1"})
    for each in forged:
        answer = await olga.executes({"action": action, **each})
        assert answer.texts == ["I find nothing like that among what you may see. Nothing was changed."], each
    answer = await fiona.executes({"action": action, **data})
    assert answer.texts == ["I find nothing like that among what you may see. Nothing was changed."]
    assert "Theirs" not in str(answer.body)
    assert await everything(demo) == before


@pytest.mark.parametrize("until", ["1", "-1", "x", "99999999999999999", "253402300800000", 7, None, [], "0"])
async def test_a_moment_that_is_none_is_not_switched_to(
    olga: Person, ids: dict[str, str], demo: Database, until: Any
) -> None:
    before = await everything(demo)
    forged = {"service": ids["support"], "feature": "codes", "on": "0", "until": until, "seen": "1"}
    for action in ("features.switch", "features.revert"):
        if until is None and action == "features.switch":
            continue
        answer = await olga.executes({"action": action, **forged})
        assert "went wrong" not in str(answer.body)
        assert await everything(demo) == before


NO_DATES = (("9999-12-31", ""), ("0001-01-01", "00:00"), ("2026-13-01", ""), ("x", ""), (LATER, "25:00"), (LATER, "x"))


@pytest.mark.parametrize(("day", "time"), NO_DATES)
async def test_a_date_that_is_none_is_not_switched_to(
    olga: Person, ids: dict[str, str], demo: Database, day: str, time: str
) -> None:
    before = await everything(demo)
    forged = {"service": ids["support"], "feature": "codes", "on": "0", "day": day, "time": time}
    [text] = (await olga.executes({"action": "features.until", **forged})).texts
    assert "Nothing was changed" in text
    assert await everything(demo) == before
