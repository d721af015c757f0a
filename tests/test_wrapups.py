"""Who is offered the wrap-up card when an interaction ends, and when does it come back?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, event, update

from storage import conclusions, forms, offers, services, suggestions, switches, wrapups
from storage.access import NotForPartners, NotFound, Scope
from storage.choices import CodesOff
from storage.conclusions import AlreadyConcluded
from storage.database import Database
from storage.delivery_tables import conversations, outbox
from storage.sent_cards import Place
from storage.tables import services as service_rows
from storage.wrapups import TooOften
from tests.team import Team, a_team, ended
from tests.told import tell

HERE = Place("a:ann", None)
ZURICH = ZoneInfo("Europe/Zurich")


@pytest.fixture
async def team(store: Database) -> Team:
    return await a_team(store)


async def offered(team: Team) -> list[tuple[int, str]]:
    """(interaction, conversation) of the cards that wait to be sent."""
    return [(int(m.content["interaction"]), m.conversation) for m in await team.messages("wrapup")]


async def test_who_talked_last_is_offered_it_when_it_ends_and_once(team: Team) -> None:
    await tell(team.store, team.tenant_id, ended("t", 5, event="connected", by="bob"))
    assert await offered(team) == []
    await tell(team.store, team.tenant_id, ended("t", 1))
    call = await team.id_of("t")
    assert await offered(team) == [(call, "a:ann")]
    for _ in range(2):
        await tell(team.store, team.tenant_id, ended("t", 0.5, event="updated"))
    (message,) = await team.messages("wrapup")
    assert (message.cause, message.person_id) == (f"wrapup:{call}:{team.ann.person_id}", team.ann.person_id)


async def test_what_ended_an_hour_ago_or_was_answered_by_nobody_is_offered_to_nobody(team: Team) -> None:
    await team.call(minutes_ago=61)
    await team.call(by=None, result="hangup_in_queue")
    await team.call(by="somebody without a chat")
    await team.call(serviceName=None)
    assert await offered(team) == []
    call = await team.call(minutes_ago=59)
    assert await offered(team) == [(call, "a:ann")]


@pytest.mark.parametrize("way", ["codes off", "no licence", "uninstalled"])
async def test_where_it_cannot_be_concluded_or_read_it_is_not_offered(team: Team, way: str) -> None:
    match way:
        case "codes off":
            await team.store.write(
                switches.throw, team.admin, team.support, "codes", on=False, until=None, now=team.now
            )
        case "no licence":
            await team.store.write(lambda db: db.execute(update(service_rows).values(licence=None)) and None)
        case "uninstalled":
            await team.store.write(lambda db: db.execute(update(conversations).values(installed=False)) and None)
    await team.call()
    assert await offered(team) == []


async def test_a_batch_offers_to_everybody_in_a_fixed_number_of_statements(team: Team) -> None:
    seen: list[str] = []

    def note(_db: object, _cursor: object, statement: str, *_more: object) -> None:
        if any(name in statement for name in ("outbox", "conversations", "service_features", "licence IS NOT NULL")):
            seen.append(statement)

    async def statements(count: int) -> int:
        seen.clear()
        batch = [ended(f"{count}-{n}", 1, by=("ann", "bob")[n % 2]) for n in range(count)]
        await tell(team.store, team.tenant_id, *batch)
        return len(seen)

    event.listen(Engine, "before_cursor_execute", note)
    few, many = await statements(2), await statements(300)
    event.remove(Engine, "before_cursor_execute", note)
    assert few == many == 4
    assert len(await offered(team)) == 302


async def test_later_comes_back_in_half_an_hour_and_again_when_that_was_said(team: Team) -> None:
    call = await team.call()
    due, _ = await team.store.write(wrapups.defer, team.ann, call, HERE, team.now)
    again, _ = await team.store.write(wrapups.defer, team.ann, call, HERE, team.now + timedelta(minutes=5))
    assert due == again == team.now + timedelta(minutes=30)
    for number in range(2, wrapups.MOST_DEFERRALS + 1):
        await team.store.write(lambda db: db.execute(update(outbox).values(state="sent")) and None)
        at = team.now + timedelta(hours=number)
        assert (await team.store.write(wrapups.defer, team.ann, call, HERE, at))[0] == at + timedelta(minutes=30)
    await team.store.write(lambda db: db.execute(update(outbox).values(state="sent")) and None)
    with pytest.raises(TooOften):
        await team.store.write(wrapups.defer, team.ann, call, HERE, team.now)
    assert len({m.cause for m in await team.messages("wrapup")}) == 1 + wrapups.MOST_DEFERRALS
    other, _ = await team.store.write(wrapups.defer, team.bob, call, HERE, team.now)
    assert other == team.now + timedelta(minutes=30)


@pytest.mark.parametrize("to_shift", [False, True])
async def test_what_cannot_be_concluded_is_not_put_off(team: Team, to_shift: bool) -> None:
    async def tries(who: Scope, call: int) -> None:
        if to_shift:
            await team.store.write(wrapups.at_end_of_shift, who, call, HERE, ZURICH, team.now)
        else:
            await team.store.write(wrapups.defer, who, call, HERE, team.now)

    call, done = await team.call(), await team.call()
    await team.concludes(team.bob, done, "Resolved")
    with pytest.raises(AlreadyConcluded):
        await tries(team.ann, done)
    with pytest.raises(NotFound):
        await tries(replace(team.ann, services=frozenset({1})), call)
    with pytest.raises(NotForPartners):
        await tries(replace(team.admin, roles=frozenset({"partner_admin"})), call)
    await team.store.write(switches.throw, team.admin, team.support, "codes", on=False, until=None, now=team.now)
    with pytest.raises(CodesOff):
        await tries(team.ann, call)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-23T15:59:59+00:00", "2026-11-23T17:00:00+01:00"),
        ("2026-11-23T16:00:00+00:00", "2026-11-24T17:00:00+01:00"),
        ("2026-03-28T20:00:00+00:00", "2026-03-29T17:00:00+02:00"),
        ("2026-10-24T20:00:00+00:00", "2026-10-25T17:00:00+01:00"),
    ],
)
def test_the_shift_ends_by_the_clock_of_the_agent(now: str, due: str) -> None:
    ends = wrapups.shift_end(17 * 60, ZURICH, datetime.fromisoformat(now))
    assert ends == datetime.fromisoformat(due)
    assert ends.tzinfo is UTC


async def test_at_the_end_of_the_shift_is_said_once_a_day(team: Team) -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    calls = [await team.call(), await team.call()]
    for call in calls:
        due, _ = await team.store.write(wrapups.at_end_of_shift, team.ann, call, HERE, ZURICH, now)
        assert due == datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    (message,) = await team.messages("uncoded")
    assert (message.cause, message.content) == (f"uncoded:{team.ann.person_id}:2026-11-23", {})
    await team.store.write(wrapups.at_end_of_shift, team.ann, calls[0], HERE, ZURICH, now + timedelta(days=1))
    assert len(await team.messages("uncoded")) == 2


async def test_the_card_has_the_codes_that_are_used_most_first_and_frequent_tags(team: Team) -> None:
    for names, tags in (
        (("Callback", "Upsell"), ["vip"]),
        (("Callback",), ["VIP", "rare"]),
        (("Escalated",), ["router"]),
    ):
        await team.concludes(team.ann, await team.call(), *names, tags=tags)
    await team.concludes(team.bob, await team.call(), "Callback", tags=["router", "079 123 45 67", "ray@holt"])
    await team.concludes(team.bob, await team.call(), "Callback", tags=["router", "079 123 45 67", "ray@holt"])
    offer = await team.store.read(offers.of_service, team.ann, team.support, team.now)
    assert [code.name for code in offer.primary] == ["Callback", "Escalated", "Resolved"]
    assert [code.name for code in offer.secondary] == ["Upsell", "Outage"]
    assert [tag.lower() for tag in offer.tags] == ["router", "vip"]
    assert (await team.store.read(offers.of_service, replace(team.ann, masked=True), team.support, team.now)).tags == ()
    much_later = team.now + timedelta(days=offers.COUNTED_DAYS + 1)
    later = await team.store.read(offers.of_service, team.ann, team.support, much_later)
    assert [code.name for code in later.primary] == ["Resolved", "Callback", "Escalated"]
    assert later.tags == ()


async def test_what_is_suggested_is_of_ones_own_services_and_no_personal_data(team: Team) -> None:
    for _ in range(2):
        await team.concludes(team.ann, await team.call(), "Resolved", tags=["vip", "+41791234567", "a@b"])
    elsewhere = replace(team.ann, services=frozenset({1}))
    partner = replace(team.admin, roles=frozenset({"partner_admin"}))
    assert await team.store.read(suggestions.of_tags, team.ann, "", team.now) == ["vip"]
    assert await team.store.read(suggestions.of_tags, team.ann, "#V", team.now) == ["vip"]
    assert [name for _, name in await team.store.read(suggestions.of_codes, team.ann, "S", team.now)] == [
        "Escalated",
        "Resolved",
        "Upsell",
    ]
    for nobody in (elsewhere, partner):
        assert await team.store.read(suggestions.of_tags, nobody, "v", team.now) == []
        assert await team.store.read(suggestions.of_codes, nobody, "", team.now) == []
    assert await team.store.read(suggestions.of_tags, replace(team.ann, masked=True), "v", team.now) == []


async def test_the_card_holds_the_customers_last_three_others(team: Team) -> None:
    calls = [await team.call(minutes_ago=60 * (10 - n)) for n in range(5)]
    form, _ = await team.store.write(forms.open_form, team.ann, calls[4], HERE, team.now)
    assert [row.id for row in form.recent] == [calls[3], calls[2], calls[1]]
    assert form.glance.title == "Raymond Holt"
    await team.store.write(switches.throw, team.admin, team.support, "caller", on=False, until=None, now=team.now)
    hidden, _ = await team.store.write(forms.open_form, team.ann, calls[4], HERE, team.now)
    assert (hidden.recent, hidden.glance.title, hidden.glance.customer_id) == ((), None, None)


async def test_of_another_service_nothing_is_counted(team: Team) -> None:
    sales = (await team.store.write(services.add, team.tenant_id, name="Sales")).id
    await team.concludes(team.ann, await team.call(), "Escalated", tags=["vip"])
    await team.concludes(team.ann, await team.call(), "Escalated", tags=["vip"])
    offer = await team.store.read(offers.of_service, team.admin, sales, team.now)
    assert (offer.codes, offer.tags) == ((), ())
    assert conclusions.fingerprint([2, 1], ["B", "a"]) == conclusions.fingerprint([1, 2], ["A", "b"])
