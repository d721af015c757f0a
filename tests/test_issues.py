"""Is what somebody reports of an interaction kept, counted and shown, whatever comes later?"""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import details, issues, switches
from storage.access import NotForPartners, NotFound
from storage.database import Database
from storage.issues import IssuesOff, IssueTooLong, TooManyIssues
from storage.sent_cards import Place
from storage.tables import interactions
from tests.concluding import call_of, switch
from tests.talk import Person
from tests.talk import words as read
from tests.team import Team, a_team, ended
from tests.test_customers_talk import heading
from tests.test_history_talk import titles
from tests.told import tell

HERE = Place("a:ann", None)


@pytest.fixture
async def team(store: Database) -> Team:
    return await a_team(store)


async def count(team: Team, interaction_id: int) -> int:
    """As the history sorts and shows it."""
    query = select(interactions.c.issue_count).where(interactions.c.id == interaction_id)
    return await team.store.read(lambda db: db.execute(query).scalar_one())


async def told(team: Team, interaction_id: int) -> list[tuple[str | None, str]]:
    shown, _ = await team.store.write(details.open_details, team.admin, interaction_id, HERE, team.now)
    return [(each.reported_by, each.text) for each in shown.issues]


def by_event(team: Team, text: str, minutes_ago: int) -> dict[str, str]:
    return {"reportedBy": "Una", "text": text, "at": (team.now - timedelta(minutes=minutes_ago)).isoformat()}


async def test_a_report_is_shown_counted_and_in_the_log(team: Team) -> None:
    call = await team.call()
    assert await team.store.write(issues.report, team.ann, call, "  The line\n was bad\u202e ", team.now)
    assert await told(team, call) == [("ann@contoso.example", "The line was bad")]
    assert await count(team, call) == 1
    (row,) = await team.audited("issue.reported")
    assert (row.subject_id, row.actor_id, row.detail) == (call, team.ann.person_id, None)


async def test_the_same_again_is_noted_once_but_the_same_of_another_is_another(team: Team) -> None:
    call = await team.call()
    answers = await asyncio.gather(
        *(team.store.write(issues.report, team.ann, call, "bad", team.now) for _ in range(8))
    )
    assert sorted(answers) == [False] * 7 + [True]
    assert await team.store.write(issues.report, team.bob, call, "bad", team.now)
    assert await count(team, call) == 2


async def test_issues_of_events_and_of_people_are_counted_together_whatever_comes_later(team: Team) -> None:
    await tell(team.store, team.tenant_id, ended("t", 9, event="connected", issues=[by_event(team, "crackle", 9)]))
    call = await team.id_of("t")
    assert await count(team, call) == 1
    for text in ("one", "two"):
        await team.store.write(issues.report, team.ann, call, text, team.now)
    assert await count(team, call) == 3
    await tell(team.store, team.tenant_id, ended("t", 5, event="updated"))
    assert await count(team, call) == 3
    await tell(
        team.store, team.tenant_id, ended("t", 1, issues=[by_event(team, "crackle", 9), by_event(team, "cut off", 2)])
    )
    assert await count(team, call) == len(await told(team, call)) == 4


async def test_reports_and_events_at_once_are_all_counted(team: Team) -> None:
    call = await team.call(task="t")
    await asyncio.gather(
        *(team.store.write(issues.report, team.ann, call, f"note {n}", team.now) for n in range(6)),
        *(tell(team.store, team.tenant_id, ended("t", 1, issues=[by_event(team, f"event {n}", n)])) for n in range(6)),
    )
    assert await count(team, call) == len(await told(team, call)) == 12


@pytest.mark.parametrize("text", ["", " \n\u200b ", "x" * 501])
async def test_a_text_has_a_length(team: Team, text: str) -> None:
    call = await team.call()
    with pytest.raises(IssueTooLong):
        await team.store.write(issues.report, team.ann, call, text, team.now)
    assert await team.store.write(issues.report, team.ann, call, "x" * 500, team.now)


async def test_there_is_an_end_to_reports(team: Team) -> None:
    call = await team.call()
    for number in range(issues.MOST):
        await team.store.write(issues.report, team.ann, call, f"{number}", team.now)
    with pytest.raises(TooManyIssues):
        await team.store.write(issues.report, team.bob, call, "one more", team.now)


async def test_who_may_report(team: Team) -> None:
    call = await team.call()
    with pytest.raises(NotForPartners):
        await team.store.write(
            issues.report, replace(team.admin, roles=frozenset({"partner_admin"})), call, "x", team.now
        )
    with pytest.raises(NotFound):
        await team.store.write(issues.report, replace(team.ann, services=frozenset({1})), call, "x", team.now)
    await team.store.write(switches.throw, team.admin, team.support, "issues", on=False, until=None, now=team.now)
    with pytest.raises(IssuesOff):
        await team.store.write(issues.report, team.ann, call, "x", team.now)
    assert await count(team, call) == 0


async def test_in_chat_a_note_is_written_and_read_in_the_history(alice: Person, demo: Database) -> None:
    call = await call_of(demo, "now")
    details_card = await alice.executes({"action": "details", "id": str(call)})
    form = await alice.presses(details_card, "Report an issue")
    assert heading(form) == "What is wrong with it?"
    again = await alice.presses(form, "Report", text="x" * 501)
    assert heading(again) == "Please write between 1 and 500 characters. Nothing was reported."
    noted = await alice.presses(form, "Report", text="**The line** was bad")
    assert heading(noted) == "Noted. Whoever opens the history of this interaction sees it."
    twice = await alice.presses(form, "Report", text="**The line** was bad")
    assert heading(twice) == "You had reported just that already; it is noted once."
    shown = await alice.presses(noted, "Show the interaction")
    assert r"\*\*The line\*\* was bad" in read(shown.card)
    assert any(text.endswith(", Alice Agent") for text in read(shown.card))


async def test_where_reports_are_off_the_button_is_not_there_and_an_old_one_says_so(
    alice: Person, demo: Database
) -> None:
    call = await call_of(demo, "now")
    old = await alice.executes({"action": "details", "id": str(call)})
    await demo.write(switch, "issues", False)
    assert titles(await alice.executes({"action": "details", "id": str(call)})) == ["Conclude", "Back"]
    for pressed in (
        await alice.presses(old, "Report an issue"),
        await alice.executes({"action": "issues.report", "id": str(call), "text": "x"}),
    ):
        assert pressed.texts == ["Issue reports are off for this service. Nothing was changed."]
