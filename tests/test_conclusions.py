"""Is an interaction concluded once and for ever, whoever submits what, and when?"""

import asyncio
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from storage import code_changes, code_lists, conclusions, glances, receipts, rules, services, switches
from storage.access import NotForPartners, NotFound, Scope
from storage.choices import (
    CodesChanged,
    CodesOff,
    NothingChosen,
    TagTooLong,
    TooFewPrimary,
    TooManyPrimary,
    TooManySecondary,
    TooManyTags,
)
from storage.conclusions import AlreadyConcluded
from storage.database import Database
from storage.receipts import Receipt
from storage.rules import Rules
from storage.sent_cards import WRAPUP, Place
from tests.team import Team, a_team, ended
from tests.told import a_tenant, admin_of, tell


@pytest.fixture
async def team(store: Database) -> Team:
    return await a_team(store)


async def test_a_conclusion_holds_its_codes_by_name_its_tags_and_its_row_in_the_log(team: Team) -> None:
    call = await team.call()
    receipt = await team.concludes(team.ann, call, "Resolved", "Outage", tags=["#VIP", " second  call ", "vip"])
    assert (receipt.codes, receipt.tags) == (("Resolved", "Outage"), ("VIP", "second call"))
    assert (receipt.own, receipt.person, receipt.concluded_at) == (True, "ann@contoso.example", team.now)
    assert (receipt.glance.title, receipt.glance.service) == ("Raymond Holt", "Support")
    heads, picked, tagged = await team.concluded()
    assert [(h.interaction_id, h.service_id, h.person_id) for h in heads] == [(call, team.support, team.ann.person_id)]
    assert [(c.kind, c.name, c.position) for c in picked] == [("primary", "Resolved", 0), ("secondary", "Outage", 1)]
    assert [(t.tag_key, t.tag) for t in tagged] == [("second call", "second call"), ("vip", "VIP")]
    (row,) = await team.audited("interaction.concluded")
    assert (row.subject_id, row.actor_id, row.detail) == (call, team.ann.person_id, {"codes": 2, "tags": 2})


async def test_of_many_who_submit_different_things_at_once_one_wins_and_the_others_learn_who(team: Team) -> None:
    calls = [await team.call() for _ in range(50)]
    choices: list[tuple[Scope, tuple[str, ...], list[str]]] = [
        (team.ann, ("Resolved",), []),
        (team.ann, ("Escalated", "Outage"), ["vip"]),
        (team.bob, ("Resolved",), []),
        (team.admin, ("Callback",), ["router"]),
    ]

    async def submit(call: int, who: Scope, names: tuple[str, ...], tags: list[str]) -> Receipt | AlreadyConcluded:
        try:
            return await team.concludes(who, call, *names, tags=tags)
        except AlreadyConcluded as exc:
            return exc

    wanted = [(call, *choice) for call in calls for choice in choices]
    Random(1).shuffle(wanted)
    answers = await asyncio.gather(*(submit(*each) for each in wanted))
    for call in calls:
        of_call = [a for (c, *_), a in zip(wanted, answers, strict=True) if c == call]
        (winner,) = [a for a in of_call if isinstance(a, Receipt)]
        losers = [a.receipt for a in of_call if isinstance(a, AlreadyConcluded)]
        assert len(losers) == 3
        assert {(r.codes, r.tags, r.person) for r in losers} == {(winner.codes, winner.tags, winner.person)}
    heads, picked, _tagged = await team.concluded()
    assert len(heads) == len(await team.audited("interaction.concluded")) == 50
    assert len(picked) == sum(len(a.codes) for a in answers if isinstance(a, Receipt))


async def test_the_same_again_gets_the_same_receipt_in_whichever_order_and_case(team: Team) -> None:
    call = await team.call()
    first = await team.concludes(team.ann, call, "Resolved", "Outage", tags=["vip", "router"])
    again = await asyncio.gather(
        *(
            team.concludes(
                team.ann, call, "Outage", "Resolved", tags=["#Router", "VIP"], now=team.now + timedelta(minutes=m)
            )
            for m in range(10)
        )
    )
    assert set(again) == {first}
    assert [len(part) for part in await team.concluded()] == [1, 2, 2]
    assert len(await team.audited("interaction.concluded")) == 1


async def test_the_same_from_somebody_else_is_not_the_same(team: Team) -> None:
    call = await team.call()
    await team.concludes(team.ann, call, "Resolved")
    with pytest.raises(AlreadyConcluded) as told:
        await team.concludes(team.bob, call, "Resolved")
    assert (told.value.receipt.person, told.value.receipt.own) == ("ann@contoso.example", False)


async def test_the_same_again_is_answered_even_if_it_could_no_longer_be_submitted(team: Team) -> None:
    call = await team.call()
    first = await team.concludes(team.ann, call, "Resolved", tags=["x"])
    await team.store.write(code_changes.retire, team.admin, team.codes["Resolved"].id, team.now)
    await team.store.write(switches.throw, team.admin, team.support, "codes", on=False, until=None, now=team.now)
    again = await team.concludes(team.ann, call, "Resolved", tags=["x"])
    assert (again.codes, again.tags, again.concluded_at) == (first.codes, first.tags, first.concluded_at)
    for names, tags in ((("Escalated",), ["x"]), (("Resolved",), ["y"]), ((), []), (("Resolved",), ["x" * 99])):
        with pytest.raises(AlreadyConcluded):
            await team.concludes(team.ann, call, *names, tags=tags)


async def test_a_call_can_be_concluded_while_it_goes_on_and_long_after(team: Team) -> None:
    await tell(team.store, team.tenant_id, ended("now", 0, event="connected"))
    for call in (await team.id_of("now"), await team.call(minutes_ago=60 * 24 * 400)):
        assert (await team.concludes(team.ann, call, "Resolved")).codes == ("Resolved",)


async def test_a_later_event_leaves_a_conclusion_as_it_is(team: Team) -> None:
    await tell(team.store, team.tenant_id, ended("one", 5, event="connected"))
    call = await team.id_of("one")
    first = await team.concludes(team.ann, call, "Resolved")
    await tell(team.store, team.tenant_id, ended("one", 1, by="bob"))
    assert (await team.concludes(team.ann, call, "Resolved")).concluded_at == first.concluded_at
    assert len((await team.concluded())[0]) == 1


@pytest.mark.parametrize("way", ["retired", "taken off"])
async def test_a_code_that_is_gone_meanwhile_is_refused_and_nothing_is_stored(team: Team, way: str) -> None:
    call = await team.call()
    outage = team.codes["Outage"].id
    if way == "retired":
        await team.store.write(code_changes.retire, team.admin, outage, team.now)
    else:
        await team.store.write(code_lists.take_off, team.admin, team.support, [outage])
    with pytest.raises(CodesChanged):
        await team.concludes(team.ann, call, "Resolved", "Outage")
    assert await team.concluded() == ([], [], [])
    assert await team.audited("interaction.concluded") == []


async def test_a_code_of_another_service_or_of_nobody_is_refused(team: Team) -> None:
    sales = (await team.store.write(services.add, team.tenant_id, name="Sales")).id
    said: Any = {"kind": "primary", "name": "Sold", "description": "", "now": team.now}
    sold = await team.store.write(code_changes.create, team.admin, sales, **said)
    await team.store.write(code_lists.add, team.admin, sales, [sold.id])
    call = await team.call()
    for code_id in (sold.id, 1, 2**62):
        with pytest.raises(CodesChanged):
            await team.store.write(conclusions.conclude, team.ann, call, [code_id], [], team.now)


@pytest.mark.parametrize(
    ("wanted", "names", "tags", "situation", "limit"),
    [
        (Rules(), (), (), TooFewPrimary, 1),
        (Rules(), ("Outage",), ("vip",), TooFewPrimary, 1),
        (Rules(), ("Resolved", "Escalated"), (), TooManyPrimary, 1),
        (Rules(primary_least=2, primary_most=3), ("Resolved",), (), TooFewPrimary, 2),
        (Rules(secondary_most=1), ("Resolved", "Outage", "Upsell"), (), TooManySecondary, 1),
        (Rules(), ("Resolved",), tuple(f"t{n}" for n in range(11)), TooManyTags, 10),
        (Rules(tags_most=2), ("Resolved",), ("a, b", "c"), TooManyTags, 2),
        (Rules(), ("Resolved",), ("x" * 51,), TagTooLong, 50),
        (Rules(primary_least=0), (), (), NothingChosen, 1),
        (Rules(primary_least=0), (), ("\u200b", " # "), NothingChosen, 1),
    ],
)
async def test_a_choice_that_breaks_a_rule_is_refused_by_name(
    team: Team, wanted: Rules, names: tuple[str, ...], tags: tuple[str, ...], situation: Any, limit: int
) -> None:
    if wanted != Rules():
        await team.store.write(rules.lay_down, team.admin, team.support, wanted, team.now)
    call = await team.call()
    with pytest.raises(situation) as refused:
        await team.concludes(team.ann, call, *names, tags=tags)
    assert refused.value.limit == limit
    assert await team.concluded() == ([], [], [])


@pytest.mark.parametrize(
    ("wanted", "names", "tags"),
    [
        (Rules(primary_least=0), (), ("vip",)),
        (Rules(primary_least=0), ("Outage",), ()),
        (Rules(primary_most=2), ("Resolved", "Escalated"), ()),
        (Rules(), ("Resolved",), tuple(f"t{n}" for n in range(10))),
        (Rules(), ("Resolved",), ("x" * 50, "ŉ" * 50, "😀" * 50)),
    ],
)
async def test_what_the_rules_allow_is_stored(
    team: Team, wanted: Rules, names: tuple[str, ...], tags: tuple[str, ...]
) -> None:
    if wanted != Rules():
        await team.store.write(rules.lay_down, team.admin, team.support, wanted, team.now)
    receipt = await team.concludes(team.ann, await team.call(), *names, tags=tags)
    assert (receipt.codes, receipt.tags) == (names, tags)


async def test_where_no_code_is_offered_nothing_is_a_trap(team: Team) -> None:
    await team.store.write(code_lists.take_off, team.admin, team.support, team.ids("Resolved", "Callback", "Escalated"))
    assert (await team.concludes(team.ann, await team.call(), "Outage")).codes == ("Outage",)
    await team.store.write(code_lists.take_off, team.admin, team.support, team.ids("Outage", "Upsell"))
    assert (await team.concludes(team.ann, await team.call())).codes == ()


async def test_a_service_whose_codes_are_off_is_not_concluded(team: Team) -> None:
    call = await team.call()
    await team.store.write(
        switches.throw, team.admin, team.support, "codes", on=False, until=team.now + timedelta(hours=1), now=team.now
    )
    with pytest.raises(CodesOff):
        await team.concludes(team.ann, call, "Resolved")
    assert (await team.concludes(team.ann, call, "Resolved", now=team.now + timedelta(hours=2))).codes == ("Resolved",)


async def test_an_interaction_that_no_service_had_is_not_concluded(team: Team) -> None:
    call = await team.call(serviceName=None)
    with pytest.raises(CodesOff):
        await team.concludes(team.admin, call)
    with pytest.raises(NotFound):
        await team.concludes(team.ann, call)


async def test_who_may_conclude(team: Team) -> None:
    elsewhere = replace(team.ann, services=frozenset({1}))
    owner = replace(team.bob, roles=frozenset({"owner"}), owned=frozenset({team.support}))
    foreign = await admin_of(team.store, (await a_team_elsewhere(team.store)).tenant_id)
    for who in (team.ann, team.bob, owner, team.admin):
        assert (await team.concludes(who, await team.call(), "Resolved")).own
    for nobody in (elsewhere, foreign):
        with pytest.raises(NotFound):
            await team.concludes(nobody, await team.call(), "Resolved")
    call = await team.call()
    for masked in (True, False):
        with pytest.raises(NotForPartners):
            await team.concludes(replace(team.admin, roles=frozenset({"partner_admin"}), masked=masked), call)
    with pytest.raises(NotFound):
        await team.concludes(team.admin, 12345, "Resolved")


async def a_team_elsewhere(store: Database) -> Team:
    tenant_id = await a_tenant(store, "Fabrikam")
    admin = await admin_of(store, tenant_id)
    return Team(store=store, admin=admin, ann=admin, bob=admin, support=0, codes={})


async def test_every_card_of_it_is_told_in_everybodys_chat_and_no_other(team: Team) -> None:
    call, other = await team.call(), await team.call()

    async def shown(who: Scope, chat: str, kind: str, *interactions: int) -> int:
        glanced = await team.store.read(glances.of_many, who, interactions, team.now)
        sent = await team.store.write(receipts.note, who, glanced, Place(chat, None), kind)
        return sent.id

    told = {await shown(team.ann, "a:ann", WRAPUP, call), await shown(team.bob, "a:bob", WRAPUP, call)}
    for kind, which in ((WRAPUP, other), ("details", call), ("uncoded", call)):
        await shown(team.ann, "a:ann", kind, which)
    await shown(team.ann, "a:unknown chat", WRAPUP, call)
    await team.concludes(team.ann, call, "Resolved")
    messages = await team.messages("receipt")
    assert {int(m.content["card"]) for m in messages} == told
    assert {m.content["interaction"] for m in messages} == {str(call)}
    assert {(m.conversation, m.person_id) for m in messages} == {
        ("a:ann", team.ann.person_id),
        ("a:bob", team.bob.person_id),
    }
    assert {m.cause for m in messages} == {f"receipt:{call}:{card}" for card in told}


async def test_a_card_whose_name_was_never_noted_turns_into_the_receipt_when_it_is_pressed(team: Team) -> None:
    """Its sender was killed after sending it; and the answer to the press may be lost too."""
    call, first, second = await team.call(), Place("a:ann", "1:first"), Place("a:bob", "1:second")
    _, sent = await team.store.write(conclusions.submit, team.ann, call, team.ids("Resolved"), [], first, team.now)
    with pytest.raises(AlreadyConcluded):
        await team.store.write(conclusions.submit, team.bob, call, team.ids("Callback"), [], second, team.now)
    _, other = await team.store.write(receipts.open_receipt, team.bob, call, second, team.now)
    messages = await team.messages("receipt")
    assert [int(m.content["card"]) for m in messages] == [sent.id, other.id]


async def test_a_masked_reader_sees_that_there_are_tags_and_not_what_they_say(team: Team) -> None:
    call = await team.call()
    await team.concludes(team.ann, call, "Resolved", tags=["raymond"])
    for who, tags in (
        (replace(team.bob, masked=True), ("•••",)),
        (replace(team.ann, masked=True), ("raymond",)),
        (team.bob, ("raymond",)),
    ):
        receipt, _ = await team.store.write(receipts.open_receipt, who, call, Place("a:x", None), team.now)
        assert receipt.tags == tags
        assert ("Holt" in str(receipt)) == (not who.masked)


async def test_who_called_is_not_said_where_the_owner_has_switched_that_off(team: Team) -> None:
    call = await team.call()
    await team.store.write(switches.throw, team.admin, team.support, "caller", on=False, until=None, now=team.now)
    receipt = await team.concludes(team.ann, call, "Resolved")
    assert (receipt.glance.hidden, receipt.glance.title, receipt.glance.customer_id) == (True, None, None)
    assert "Holt" not in str(receipt)


async def test_the_timer_sets_nothing_unless_an_owner_chose_a_default(team: Team) -> None:
    await team.call(minutes_ago=600)
    assert await team.store.write(conclusions.conclude_by_default, team.now + timedelta(days=2)) == 0
    assert await team.concluded() == ([], [], [])


async def test_the_timer_sets_the_default_on_what_ended_since_then_and_has_waited_long_enough(team: Team) -> None:
    before = await team.call(minutes_ago=200)
    since = team.now - timedelta(minutes=180)
    wanted = Rules(default_code_id=team.codes["Resolved"].id, default_after_minutes=60)
    await team.store.write(rules.lay_down, team.admin, team.support, wanted, since)
    waited = await team.call(minutes_ago=90)
    done = await team.call(minutes_ago=100)
    await team.concludes(team.ann, done, "Escalated")
    recent = await team.call(minutes_ago=30)
    nobody = await team.call(minutes_ago=90, by=None, result="hangup_in_queue")
    await tell(team.store, team.tenant_id, ended("going on", 90, event="connected"))
    assert await team.store.write(conclusions.conclude_by_default, team.now) == 1
    assert await team.store.write(conclusions.conclude_by_default, team.now) == 0
    heads = {h.interaction_id: h for h in (await team.concluded())[0]}
    assert heads.keys() == {waited, done}
    assert heads[waited].person_id is None
    assert {before, recent, nobody}.isdisjoint(heads)
    row = next(r for r in await team.audited("interaction.concluded") if r.subject_id == waited)
    assert (row.actor_id, row.detail) == (None, {"codes": 1, "tags": 0})
    with pytest.raises(AlreadyConcluded) as told:
        await team.concludes(team.ann, waited, "Resolved")
    assert (told.value.receipt.person, told.value.receipt.codes) == (None, ("Resolved",))
    assert await team.store.write(conclusions.conclude_by_default, team.now + timedelta(minutes=40)) == 1


@pytest.mark.parametrize("way", ["off", "taken off", "retired"])
async def test_the_timer_sets_no_code_that_cannot_be_given(team: Team, way: str) -> None:
    code = team.codes["Resolved"].id
    wanted = Rules(default_code_id=code, default_after_minutes=60)
    await team.store.write(rules.lay_down, team.admin, team.support, wanted, team.now - timedelta(hours=9))
    await team.call(minutes_ago=90)
    match way:
        case "off":
            await team.store.write(
                switches.throw, team.admin, team.support, "codes", on=False, until=None, now=team.now
            )
        case "taken off":
            await team.store.write(code_lists.take_off, team.admin, team.support, [code])
        case "retired":
            await team.store.write(code_changes.retire, team.admin, code, team.now)
    assert await team.store.write(conclusions.conclude_by_default, team.now) == 0


async def test_the_timer_and_a_person_at_once_conclude_it_once(team: Team) -> None:
    wanted = Rules(default_code_id=team.codes["Callback"].id, default_after_minutes=60)
    await team.store.write(rules.lay_down, team.admin, team.support, wanted, team.now - timedelta(hours=9))
    calls = [await team.call(minutes_ago=90) for _ in range(10)]
    answers = await asyncio.gather(
        *(team.concludes(team.ann, call, "Resolved") for call in calls),
        team.store.write(conclusions.conclude_by_default, team.now),
        return_exceptions=True,
    )
    by_timer = answers.pop()
    lost = [a for a in answers if isinstance(a, AlreadyConcluded)]
    assert len(lost) == by_timer
    heads, picked, _ = await team.concluded()
    assert len(heads) == len(picked) == 10
