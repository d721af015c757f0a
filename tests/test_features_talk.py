"""How does an owner switch features off and on again, in words and by buttons?"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import Connection, delete, select, update

from storage.code_tables import codes, service_codes, service_features
from storage.database import Database
from storage.tables import audit_log, memberships, services
from tests.talk import Answer, Person, button
from tests.talk import words as read

MONDAY = datetime(2026, 11, 23, 10, 4, tzinfo=UTC)  # 11:04 in Zürich
UNCHANGED = "Nothing was changed"
ONLY_OWNERS = (
    "Only owners of a service and administrators can do that. Nothing was changed; please ask an owner of your service."
)
OWNERS_WORDS = ("features", "features Support", "codes off", "codes off Support until Friday", "codes off until xyz")


@pytest.fixture
async def monday(demo: Database) -> AsyncIterator[time_machine.Traveller]:
    """The demo's switches were thrown before it."""
    earlier = update(service_features).values(changed_at=MONDAY - timedelta(days=1))
    await demo.write(lambda db: db.execute(earlier).rowcount)
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def in_europe(olga: Person, otto: Person, adam: Person) -> None:
    for person in (olga, otto, adam):
        person.locale = "en-GB"


def titles(answer: Answer) -> list[str]:
    return [action["title"] for action in answer.card.get("actions", [])]


def told(answer: Answer) -> str:
    return "\n".join([*answer.texts, *read(answer.card)])


async def state(
    demo: Database, service: str = "Support", feature: str = "codes"
) -> tuple[bool, datetime | None] | None:
    def look(db: Connection) -> Any:
        f, s = service_features.c, services.c
        joined = select(f.is_on, f.until).join(services, (s.tenant_id == f.tenant_id) & (s.id == f.service_id))
        return db.execute(joined.where(s.name == service, f.feature == feature)).first()

    row = await demo.read(look)
    return (row.is_on, row.until) if row else None


async def refusals(demo: Database) -> list[str]:
    query = select(audit_log.c.action).where(audit_log.c.outcome == "refused")
    return [r[0] for r in await demo.read(lambda db: db.execute(query).all())]


async def test_a_switch_a_date_put_right_and_a_way_back(
    olga: Person, demo: Database, monday: time_machine.Traveller
) -> None:
    off = await olga.says("codes off Support until Friday")
    assert (
        "Codes and tags are off for Support. This lasts until the end of Friday, 27 November 2026;"
        " then it comes back on by itself." in told(off)
    )
    assert "on → off until the end of Friday, 27 November 2026" in told(off)
    assert "on, unchanged" in told(off)
    assert "by you, today 11:04" in told(off)
    assert titles(off) == ["Revert", "Other date", "All features"]
    assert await state(demo) == (False, datetime(2026, 11, 27, 23, 0, tzinfo=UTC))

    monday.shift(60)
    asked = await olga.presses(off, "Other date")
    assert "Until when shall codes and tags be off for Support?" in told(asked)
    thursday = await olga.presses(asked, "Set", day="2026-11-26")
    assert "off until the end of Friday, 27 November 2026 → off until the end of Thursday, 26 November 2026" in told(
        thursday
    )
    assert "by you, today 11:05" in told(thursday)
    assert await state(demo) == (False, datetime(2026, 11, 26, 23, 0, tzinfo=UTC))

    shown = await olga.says("features Support")
    assert "**Codes and tags**: off until the end of Thursday, 26 November 2026" in told(shown)
    monday.shift(60)
    on = await olga.presses(shown, "Switch codes and tags on")
    assert "off until the end of Thursday, 26 November 2026 → on" in told(on)
    assert "Agents can pick 4 primary codes and 3 secondary codes." in told(on)

    monday.shift(60)
    back = await olga.presses(on, "Revert")
    assert "on → off until the end of Thursday, 26 November 2026" in told(back)
    assert await state(demo) == (False, datetime(2026, 11, 26, 23, 0, tzinfo=UTC))
    monday.shift(timedelta(days=4).total_seconds())
    assert "**Codes and tags**: on" in told(await olga.says("features Support"))
    assert await refusals(demo) == []


async def test_a_switch_until_a_time_of_the_day(olga: Person, demo: Database, monday: time_machine.Traveller) -> None:
    assert "off until today 17:00" in told(await olga.says("codes off until 17:00"))
    asked = await olga.presses(await olga.says("codes off until 17:00"), "Other date")
    set_by_hand = await olga.presses(asked, "Set", day="2026-11-24", time="08:30")
    assert "off until Tue, 24 Nov 2026, 08:30" in told(set_by_hand)
    assert await state(demo) == (False, datetime(2026, 11, 24, 7, 30, tzinfo=UTC))


async def test_a_service_of_others_reads_as_one_that_does_not_exist(olga: Person, otto: Person, demo: Database) -> None:
    for typed in ("Sales", "Billing", "Nowhere", "Suport"):
        answer = await olga.says(f"codes off {typed} until Friday")
        assert answer.texts == [f"I find no service “{typed}” among yours. Yours is **Support**. Nothing was changed."]
        assert titles(answer) == ["Support"]
    assert await state(demo) == (True, None)
    assert await refusals(demo) == ["ownership.own"] * 4
    pressed = await olga.presses(await olga.says("codes off Suport"), "Support")
    assert "Codes and tags are off for Support." in told(pressed)
    theirs = await otto.says("features Support")
    expected = "I find no service “Support” among yours. Yours are **Billing** and **Sales**. Nothing was changed."
    assert theirs.texts == [expected]


async def test_a_misspelt_service_keeps_what_was_wanted(olga: Person, demo: Database, monday: Any) -> None:
    near = await olga.says("codes off Supprt until Friday")
    assert "off until the end of Friday, 27 November 2026" in told(await olga.presses(near, "Support"))
    assert await state(demo) == (False, datetime(2026, 11, 27, 23, 0, tzinfo=UTC))


async def test_without_a_service_the_only_one_is_meant_and_of_several_one_is_chosen(
    olga: Person, otto: Person, demo: Database
) -> None:
    assert "Codes and tags are off for Support." in told(await olga.says("codes off"))
    assert "Codes and tags are on for Support." in told(await olga.says("codes on"))
    which = await otto.says("codes on")
    assert titles(which) == ["Billing", "Sales"]
    assert await state(demo, "Sales") is None
    warned = await otto.presses(which, "Sales")
    assert "No code is applied to this service yet" in told(warned)
    assert "Add codes" in titles(warned)
    assert await state(demo, "Sales") == (True, None)


async def test_without_the_licence_no_switch_turns(otto: Person, demo: Database) -> None:
    refused = "**Billing** has no licence for this: it needs Enterprise Routing or Contact Center. Nothing was changed;"
    assert (await otto.says("codes on Billing")).texts[0].startswith(refused)
    shown = await otto.says("features Billing")
    assert "This service has no licence for them" in told(shown)
    assert titles(shown) == ["Codes", "Rules"]
    forged = {"action": "features.switch", "service": service_of(shown), "feature": "caller", "on": "0"}
    assert (await otto.executes(forged)).texts[0].startswith(refused)
    assert await state(demo, "Billing") is None
    assert await refusals(demo) == ["switches.throw"] * 2


async def test_on_without_a_primary_code_is_warned_of(olga: Person, demo: Database) -> None:
    def only_secondary(db: Connection) -> None:
        primary = select(codes.c.id).where(codes.c.kind == "primary")
        db.execute(delete(service_codes).where(service_codes.c.code_id.in_(primary)))

    await demo.write(only_secondary)
    assert "No primary code is applied to this service, and a conclusion needs one" in told(
        await olga.says("features Support")
    )


async def test_what_is_so_already_is_told_as_unchanged(olga: Person, demo: Database) -> None:
    answer = await olga.says("codes on Support")
    assert "Nothing was changed: codes and tags are on for Support already." in told(answer)
    assert "Revert" not in titles(answer)


@pytest.mark.parametrize(
    ("feature", "title", "said"),
    [
        ("caller", "caller information", "Caller information is off"),
        ("issues", "issue reports", "Issue reports are off"),
    ],
)
async def test_each_switch_of_the_section_turns_and_returns(
    olga: Person, demo: Database, feature: str, title: str, said: str
) -> None:
    off = await olga.presses(await olga.says("features"), f"Switch {title} off")
    assert f"{said} for Support." in told(off)
    back = await olga.presses(off, "Revert")
    assert "off → on" in told(back)
    assert await state(demo, feature=feature) == (True, None)


@pytest.mark.parametrize("until", ["until yesterday", "until the cows come home", "until 31 February", "until"])
async def test_no_date_no_change(olga: Person, demo: Database, until: str) -> None:
    [answer] = (await olga.says(f"codes off Support {until}")).texts
    assert answer.startswith("I cannot read until when. Nothing was changed;")
    assert await state(demo) == (True, None)


@pytest.mark.parametrize("until", ["until 1 January 2020", "for 0 days", "for 9999 days"])
async def test_no_date_that_can_be_no_change(olga: Person, demo: Database, until: str) -> None:
    [answer] = (await olga.says(f"codes off Support {until}")).texts
    assert answer == "That moment is past, or more than a year ahead. Nothing was changed."
    assert await state(demo) == (True, None)


async def test_a_revert_tells_who_was_there_in_between(olga: Person, adam: Person, demo: Database) -> None:
    off = await olga.says("codes off Support")
    await adam.says("codes off Support for 2 hours")
    theirs = await state(demo)
    answer = await olga.presses(off, "Revert")
    assert "Adam Admin switched this after you" in told(answer)
    assert "I did not undo that; nothing was changed" in told(answer)
    assert "Features of Support" in told(answer)
    assert await state(demo) == theirs
    mine = await olga.says("codes on Support")
    await olga.says("codes off Support")
    assert "You switched this again" in told(await olga.presses(mine, "Revert"))


async def test_the_same_revert_again_is_told_as_done(olga: Person, demo: Database) -> None:
    off = await olga.says("codes off Support")
    await olga.presses(off, "Revert")
    again = await olga.presses(off, "Revert")
    assert "Nothing was changed: codes and tags are on for Support already." in told(again)
    assert await state(demo) == (True, None)


async def test_whoever_owns_no_service_neither_sees_nor_throws_a_switch(
    alice: Person, ben: Person, petra: Person, olga: Person, demo: Database
) -> None:
    forged = button((await olga.says("features Support")).card, "Switch codes and tags off")["data"]
    await petra.says("tenant Contoso")
    for person in (alice, ben, petra):
        for typed in (
            "features",
            "features Support",
            "codes off",
            "codes off Support until Friday",
            "codes off until xyz",
        ):
            assert (await person.says(typed)).texts == [ONLY_OWNERS]
        assert (await person.executes(forged)).texts == [ONLY_OWNERS]
        assert "**features**" not in "".join(read((await person.says("help")).card))
    assert await state(demo) == (True, None)
    assert len(await refusals(demo)) == 3 * (len(OWNERS_WORDS) + 1)


async def test_a_service_that_was_theirs_is_not_switched_by_an_old_button(olga: Person, demo: Database) -> None:
    shown = await olga.says("features Support")
    await demo.write(
        lambda db: db.execute(update(memberships).where(memberships.c.role == "owner").values(role="former")).rowcount
    )
    assert (await olga.presses(shown, "Switch codes and tags off")).texts == [ONLY_OWNERS]
    assert await state(demo) == (True, None)


async def test_in_german_too(olga: Person, demo: Database, monday: Any) -> None:
    olga.locale = "de-CH"
    off = await olga.says("codes aus Support bis Freitag")
    assert "Codes und Tags sind für Support ausgeschaltet. Das gilt bis Ende Freitag, 27. November 2026;" in told(off)
    assert "ein → aus bis Ende Freitag, 27. November 2026" in told(off)
    assert "von Ihnen, heute 11:04" in told(off)
    assert "Funktionen von Support" in told(await olga.says("funktionen Support"))
    assert "eingeschaltet" in told(await olga.says("Codes ein"))
    unknown = await olga.says("codes aus Verkauf")
    assert unknown.texts == [
        "Unter Ihren Services finde ich «Verkauf» nicht. Ihrer ist **Support**. Nichts wurde verändert."
    ]


def service_of(answer: Answer) -> str:
    service: str = answer.card["actions"][0]["data"]["service"]
    return service
