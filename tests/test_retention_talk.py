from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from storage.database import Database
from storage.tables import audit_log
from tests.talk import Person, button
from tests.test_privacy_talk import ADMINS_ONLY, NOT_FOUND, text
from tests.test_roles_talk import titles


async def months(demo: Database) -> list[tuple[int | None, int | None]]:
    """(before, after) of each change."""
    query = select(audit_log.c.detail).where(audit_log.c.action == "retention.set")
    return [(d["before"], d["after"]) for d in await demo.read(lambda db: db.execute(query).scalars().all())]


async def test_a_shorter_retention_shows_what_it_would_do_and_waits_for_a_press(adam: Person, demo: Database) -> None:
    assert "Interactions are kept without end now." in text(await adam.says("retention"))
    forecast = await adam.says("retention 12 months")
    assert "Interactions are kept: without end → 12 months" in text(forecast)
    assert "would be purged within 24 hours, for good" in text(forecast)
    assert "It cannot be undone, by anybody." in text(forecast)
    assert titles(forecast) == ["Set to 12 months", "Leave it"]
    assert await months(demo) == []
    done = await adam.presses(forecast, "Set to 12 months")
    assert "What is older is purged within 24 hours" in text(done)
    assert "By you, today" in text(done)
    assert titles(done) == ["Retention"]
    assert await months(demo) == [(None, 12)]


async def test_who_leaves_it_keeps_it(adam: Person, demo: Database) -> None:
    forecast = await adam.says("retention 2 years")
    assert (await adam.presses(forecast, "Leave it")).texts == [
        "The retention stays: without end. Nothing was changed."
    ]
    assert await months(demo) == []


async def test_a_longer_one_counts_at_once_and_the_same_is_so_already(adam: Person, demo: Database) -> None:
    await adam.presses(await adam.says("retention 24 months"), "Set to 24 months")
    longer = await adam.says("retention 36")
    assert "24 months → 36 months" in text(longer)
    assert "Nothing is purged by this." in text(longer)
    assert "36 months. Nothing was changed." in (await adam.says("retention 3 years")).texts[0]
    card = await adam.says("retention")
    endless = await adam.presses(card, "Keep without end")
    assert "36 months → without end" in text(endless)
    assert await months(demo) == [(None, 24), (24, 36), (36, None)]


async def test_it_is_done_by_card_and_in_german_too(adam: Person) -> None:
    adam.locale = "de-CH"
    card = await adam.says("Aufbewahrung")
    forecast = await adam.presses(card, "Zeigen, was das bewirkt", months="18")
    assert "ohne Ende → 18 Monate" in text(forecast)
    assert "innert 24 Stunden" in text(forecast)
    same = await adam.says("aufbewahrung ohne Ende")
    assert same.texts == ["So ist es schon: ohne Ende. Nichts wurde verändert."]


@pytest.mark.parametrize("typed", ["0 months", "121 months", "11 years", "9999"])
async def test_a_time_out_of_bounds_changes_nothing(adam: Person, demo: Database, typed: str) -> None:
    answer = await adam.says(f"retention {typed}")
    assert answer.texts == ["A whole number of months, please, from 1 to 120. Nothing was changed."]
    assert await months(demo) == []


@pytest.mark.parametrize("typed", ["soon", "12 weeks", "-3 months", "1e3", "12 months please or 13"])
async def test_what_is_no_time_changes_nothing(adam: Person, typed: str) -> None:
    answer = await adam.says(f"retention {typed}")
    assert answer.texts[0].startswith("I did not understand how long.")


async def test_a_card_whose_figures_are_old_or_overtaken_sets_nothing(
    adam: Person, anna: Person, demo: Database
) -> None:
    forecast = await adam.says("retention 12 months")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=2)):
        again = await adam.presses(forecast, "Set to 12 months")
    assert "These figures are not of today any more" in text(again)
    assert "Set to 12 months" in titles(again)
    await anna.presses(await anna.says("retention 24"), "Set to 24 months")
    overtaken = await adam.presses(forecast, "Set to 12 months")
    assert "has been changed since" in text(overtaken)
    assert "for 24 months now" in text(overtaken)
    assert await months(demo) == [(None, 24)]


async def test_pressing_twice_sets_it_once(adam: Person, demo: Database) -> None:
    forecast = await adam.says("retention 12 months")
    await adam.presses(forecast, "Set to 12 months")
    twice = await adam.presses(forecast, "Set to 12 months")
    assert twice.texts == ["Interactions are kept so already: 12 months. Nothing was changed."]
    assert await months(demo) == [(None, 12)]


async def test_nobody_else_sees_or_decides_it_and_forged_data_decides_nothing(
    alice: Person, olga: Person, petra: Person, adam: Person, demo: Database
) -> None:
    await petra.says("tenant Contoso")
    press = button((await adam.says("retention 12 months")).card, "Set to 12 months")["data"]
    for person in (alice, olga, petra):
        for typed in ("retention", "retention 1 month", "retention nonsense", "retention forever"):
            assert (await person.says(typed)).texts == [ADMINS_ONLY]
        for action in ("retention", "retention.look", "retention.set", "retention.leave"):
            assert (await person.executes({**press, "action": action, "months": 1})).texts == [ADMINS_ONLY]
    for data in (
        {**press, "to": "0"},
        {**press, "to": "121", "was": "none"},
        {**press, "to": 12},
        {**press, "was": "x"},
        {**press, "to": "1" * 30},
    ):
        assert (await adam.executes(data)).texts == [NOT_FOUND], data
    unseen = await adam.executes({"action": "retention.set", "to": "1", "was": "none"})
    assert "please look again" in text(unseen)
    assert await months(demo) == []
    refused = select(audit_log.c.action).where(audit_log.c.outcome == "refused")
    assert len(await demo.read(lambda db: db.execute(refused).all())) == 29
