import pytest
from sqlalchemy import select

from cards.words import words_for
from storage.database import Database
from storage.tables import audit_log
from tests.talk import Answer, Person, elements
from tests.test_privacy_talk import ADMINS_ONLY, NOT_FOUND, text
from tests.test_roles_talk import person_id, service_id, titles

OWNERS_ONLY = words_for("en-US", "UTC")("error-not-an-owner")


def field(answer: Answer, name: str) -> dict[str, object]:
    return next(e for e in elements(answer.card) if e.get("id") == name)


async def test_an_admin_sets_licence_and_intervals_on_one_card(adam: Person) -> None:
    card = await adam.says("service Sales")
    assert field(card, "licence")["value"] == "contact_center"
    made = await adam.presses(card, "Save settings", licence="enterprise_routing", acceptance_sla_seconds="45")
    assert "Licence: Contact Center → Enterprise Routing" in text(made)
    assert "Acceptance SLA: 20 s → 45 s" in text(made)
    assert "Hangup SLA: " not in text(made)
    assert "By you, today" in text(made)
    assert "also those of the past" in text(made)
    back = await adam.presses(made, "Revert")
    assert "Acceptance SLA: 45 s → 20 s" in text(back)
    same = await adam.presses(back, "Save settings")
    assert "It was so already. Nothing was changed." in text(same)


async def test_and_by_a_sentence(adam: Person) -> None:
    assert "Acceptance SLA: 20 s → 30 s" in text(await adam.says("service Support acceptance SLA 30"))
    assert "Hangup SLA: 20 s → 15 s" in text(await adam.says("service support hangup 15"))
    assert "→ none" in text(await adam.says("service Support licence none"))
    adam.locale = "de-CH"
    assert "Lizenz: keine → Contact Center" in text(await adam.says("Service Support Lizenz Contact Center"))


@pytest.mark.parametrize("seconds", ["0", "-3", "86401", "2.5", "twenty", "", 0, 2.5, True, None, [20]])
async def test_what_is_no_interval_changes_nothing(adam: Person, seconds: object) -> None:
    card = await adam.says("service Support")
    answer = await adam.presses(card, "Save settings", hangup_sla_seconds=seconds)
    assert "A whole number of seconds, please, from 1 to 86400. Nothing was changed." in text(answer)
    assert field(answer, "hangup_sla_seconds")["value"] == 20


async def test_owners_and_agents_are_added_and_taken_away_on_the_card(adam: Person, alice: Person) -> None:
    card = await adam.says("service Sales")
    [found] = await adam.types(card, "people", "alice")
    nobody = await adam.presses(card, "Add person")
    assert "Please choose who is meant. Nothing was changed." in text(nobody)
    added = await adam.presses(card, "Add person", person=found[0], role="owner")
    assert "Alice Agent is now: Owner of Sales." in text(added)
    assert "Alice Agent, Otto Owner" in text(added)
    assert "Service Sales" in text(await alice.says("service Sales"))
    taken = await adam.presses(added, "Take away place", held=f"owner {found[0]}")
    assert "Alice Agent no longer is: Owner of Sales." in text(taken)
    assert (await alice.says("service Sales")).texts == [OWNERS_ONLY]


async def test_an_owner_sees_their_own_and_sets_nothing(olga: Person, demo: Database) -> None:
    card = await olga.says("service")
    assert "Service Support" in text(card)
    assert "Administrators of your tenant change this." in text(card)
    assert titles(card) == []
    assert (await olga.says("service Support acceptance 1")).texts == [ADMINS_ONLY]
    for other in ("service Sales", "service Nothing"):
        assert (await olga.says(other)).texts == [NOT_FOUND]
    support = await service_id(demo, "Support")
    for action in ("services.set", "services.revert", "services.add", "services.take"):
        data = {"action": action, "service": support, "licence": "none", "change": "1", "role": "agent", "person": "1"}
        assert (await olga.executes({**data, "held": "agent 1"})).texts == [ADMINS_ONLY], action
    refused = select(audit_log.c.action).where(audit_log.c.outcome == "refused")
    assert len(await demo.read(lambda db: db.execute(refused).all())) == 7


async def test_agents_and_partners_learn_nothing_of_it(alice: Person, petra: Person) -> None:
    await petra.says("tenant Contoso")
    for person in (alice, petra):
        for typed in ("service", "service Support", "service Nothing"):
            assert (await person.says(typed)).texts == [OWNERS_ONLY]


async def test_an_owner_of_several_chooses(otto: Person, adam: Person) -> None:
    choice = await otto.says("service")
    assert "Which service?" in text(choice)
    assert "Support" not in text(choice)
    assert "Support" in text(await adam.says("service"))


async def test_forged_data_finds_nothing(adam: Person, fiona: Person, demo: Database) -> None:
    support, hotline = await service_id(demo, "Support"), await service_id(demo, "Hotline")
    ben = await person_id(demo, "Ben Agent")
    save = {"action": "services.set", "service": support, "licence": "none", "acceptance_sla_seconds": 1}
    save |= {"hangup_sla_seconds": 1}
    for data in (
        {**save, "service": hotline},
        {**save, "service": "x"},
        {**save, "licence": "gold"},
        {**save, "licence": None},
        {**save, "action": "services.open", "service": hotline},
        {**save, "action": "services.add", "role": "tenant_admin", "person": ben},
        {**save, "action": "services.add", "role": "agent", "person": "7"},
        {**save, "action": "services.add", "service": hotline, "role": "agent", "person": ben},
        {**save, "action": "services.take", "held": f"tenant_admin {ben}"},
        {**save, "action": "services.revert"},
    ):
        assert (await adam.executes(data)).texts == [NOT_FOUND], data
    assert (await fiona.executes(save)).texts == [NOT_FOUND]
    assert "Licence" in text(await adam.says("service Support"))
