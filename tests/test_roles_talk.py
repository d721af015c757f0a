from typing import Any

import pytest
from sqlalchemy import Connection, select

from cards.words import words_for
from dialogs.role_words import readings, verb
from storage.database import Database
from storage.tables import audit_log, people, services, tenants
from tests.talk import CONTOSO, Answer, Person, button, buttons
from tests.test_privacy_talk import ADMINS_ONLY, NOT_FOUND, text


def titles(answer: Answer) -> list[str]:
    return [b["title"] for b in buttons(answer.card) if b["type"] == "Action.Execute" and "title" in b]


async def person_id(demo: Database, name: str) -> str:
    def find(db: Connection) -> int:
        query = select(people.c.id).join(tenants, tenants.c.id == people.c.tenant_id)
        found: int = db.execute(query.where(people.c.name == name, tenants.c.entra_id == CONTOSO)).scalar_one()
        return found

    return str(await demo.read(find))


async def service_id(demo: Database, name: str) -> str:
    found = await demo.read(lambda db: db.execute(select(services.c.id).where(services.c.name == name)).scalar_one())
    return str(found)


async def test_an_admin_sees_who_has_which_role_and_opens_one(adam: Person) -> None:
    page = await adam.says("roles")
    assert "Roles in Contoso" in text(page)
    assert "Agent in Sales · Agent in Support" in text(page)
    [found] = await adam.types(page, "people", "olga")
    assert found[1].startswith("Olga Owner")
    opened = await adam.presses(page, "Open", person=found[0])
    assert "Owner of Support" in text(opened)
    assert titles(opened) == ["Give", "Take away", "All roles"]


async def test_a_role_is_given_by_a_sentence_counts_at_once_and_is_taken_back(adam: Person, ben: Person) -> None:
    assert (await ben.says("service Sales")).texts == [words_for("en-US", "UTC")("error-not-an-owner")]
    given = await adam.says("roles give Ben owner of Sales")
    assert "Ben Agent is now: Owner of Sales." in text(given)
    assert "By you, today" in text(given)
    assert "It counts from their next press." in text(given)
    assert "Service Sales" in text(await ben.says("service Sales"))
    assert "**service**" in text(await ben.says("help"))
    taken = await adam.presses(given, "Revert")
    assert "Ben Agent no longer is: Owner of Sales." in text(taken)
    assert "Only owners" in (await ben.says("service Sales")).texts[0]
    assert "**service**" not in text(await ben.says("help"))


async def test_roles_are_given_and_taken_away_by_card(adam: Person, ben: Person) -> None:
    card = await adam.says("roles Ben")
    sales = next(
        c["value"] for e in card.card["body"] if e.get("id") == "service" for c in e["choices"] if c["title"] == "Sales"
    )
    nothing = await adam.presses(card, "Give", role="owner")
    assert "please choose one. Nothing was changed." in text(nothing)
    given = await adam.presses(nothing, "Give", role="owner", service=sales)
    assert "Ben Agent is now: Owner of Sales." in text(given)
    unchosen = await adam.presses(given, "Take away")
    assert "Please choose the role that is to be taken away." in text(unchosen)
    taken = await adam.presses(unchosen, "Take away", held=f"owner {sales}")
    assert "Ben Agent no longer is: Owner of Sales." in text(taken)
    again = await adam.presses(taken, "Take away", held=f"owner {sales}")
    assert "it was so already. Nothing was changed." in text(again)
    back = await adam.presses(taken, "Revert")
    assert "Ben Agent is now: Owner of Sales." in text(back)


async def test_it_is_said_in_german_too(adam: Person) -> None:
    adam.locale = "de-CH"
    given = await adam.says("Rollen gib Ben Agent verantwortlich für Sales")
    assert "Ben Agent ist jetzt: verantwortlich für Sales." in text(given)
    assert "ist nicht mehr: verantwortlich für Sales." in text(
        await adam.says("rollen entziehe ben verantwortlich für sales")
    )


async def test_names_may_hold_the_words_of_roles(adam: Person) -> None:
    for typed, told in (
        ("roles give Alice Agent owner of Sales", "Alice Agent is now: Owner of Sales."),
        ("roles give Olga Owner tenant admin", "Olga Owner is now: Tenant admin."),
        ("roles take Olga Owner tenant admin", "Olga Owner no longer is: Tenant admin."),
        ("roles give alice agent in Billing", "Alice Agent is now: Agent in Billing."),
        ("roles give Otto Owner partner admin", "Otto Owner is now: Partner admin."),
    ):
        assert told in text(await adam.says(typed))


async def test_of_several_who_fit_one_is_pressed(adam: Person) -> None:
    choice = await adam.says("roles give a agent of Billing")
    assert "Several people fit. Which one?" in text(choice)
    rows = [b for b in buttons(choice.card) if b["data"]["action"] == "roles.give"]
    assert len(rows) >= 3
    given = await adam.executes(rows[0]["data"])
    assert "is now: Agent in Billing." in text(given)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("roles give Ben", "I did not understand which role."),
        ("roles give", "I did not understand which role."),
        ("roles give Ben king of Sales", "I did not understand which role."),
        ("roles give Ben owner of Nowhere", "I find no service “Nowhere” in your tenant."),
        ("roles give Nobody owner of Sales", "I know nobody called “Nobody” in your tenant."),
        ("roles Nobody", "I know nobody called “Nobody” in your tenant."),
        ("roles take 9f000000-0000-4000-8000-000000000001 tenant admin", "I know nobody called"),
    ],
)
async def test_what_is_not_clear_changes_nothing(adam: Person, demo: Database, typed: str, told: str) -> None:
    answer = await adam.says(typed)
    assert told in answer.texts[0]
    assert answer.texts[0].endswith("Nothing was changed.")
    query = select(audit_log.c.action).where(audit_log.c.action.like("role.%"))
    assert await demo.read(lambda db: db.execute(query).all()) == []


async def test_somebody_new_is_given_a_role_by_their_object_id(adam: Person, person: Any) -> None:
    new = person("nora", 42)
    assert "you have none yet" in (await new.says("hi")).texts[0]
    assert "is now: Agent in Support." in text(await adam.says(f"roles give {new.object_id.upper()} agent of Support"))
    assert "Raymond Holt" in text(await new.says("customer Raymond Holt"))


async def test_the_last_admin_keeps_the_role_and_an_admin_may_give_up_their_own(adam: Person, anna: Person) -> None:
    taken = await anna.says("roles take Anna Admin tenant admin")
    assert taken.card.get("actions") is None
    assert "Anna Admin no longer is: Tenant admin." in text(taken)
    assert "none yet" in (await anna.says("roles")).texts[0]
    refused = await adam.says("roles take Adam Admin tenant admin")
    assert "This is the last administrator of your tenant" in text(refused)
    assert "Roles in Contoso" in text(await adam.says("roles"))


async def test_a_button_takes_back_its_own_change_and_no_later_one(adam: Person, anna: Person) -> None:
    first = await adam.says("roles give Ben owner of Sales")
    await anna.says("roles take Ben owner of Sales")
    await anna.says("roles give Ben owner of Sales")
    stale = await adam.presses(first, "Revert")
    assert "This has been changed again since." in text(stale)
    assert "Owner of Sales" in text(stale)


async def test_nobody_else_sees_gives_or_takes_and_every_attempt_is_in_the_log(
    alice: Person, olga: Person, petra: Person, adam: Person, demo: Database
) -> None:
    await petra.says("tenant Contoso")
    ben, support = await person_id(demo, "Ben Agent"), await service_id(demo, "Support")
    pressed: tuple[dict[str, str], ...] = (
        {"action": "roles"},
        {"action": "roles.open", "person": ben},
        {"action": "roles.give", "person": ben, "role": "owner", "service": support},
        {"action": "roles.take", "person": ben, "held": f"agent {support}"},
        {"action": "roles.revert", "person": ben, "held": f"agent {support}", "change": "1"},
    )
    typed = ("roles", "roles Ben", "roles give Ben owner of Support", "roles give x", "roles take Nobody tenant admin")
    for somebody in (alice, olga, petra):
        for each in typed:
            assert (await somebody.says(each)).texts == [ADMINS_ONLY], each
        for data in pressed:
            assert (await somebody.executes(data)).texts == [ADMINS_ONLY], data
        value = {"queryText": "ben", "queryOptions": {"skip": 0, "top": 15}, "dataset": "people"}
        found = await somebody.posts(somebody.activity("invoke", name="application/search", value=value))
        assert found.body["value"]["results"] == []
    query = select(audit_log.c.outcome)
    outcomes = await demo.read(lambda db: db.execute(query).scalars().all())
    assert outcomes == ["refused"] * 33


async def test_forged_data_and_another_tenants_ids_find_nothing(adam: Person, fiona: Person, demo: Database) -> None:
    ben, support = await person_id(demo, "Ben Agent"), await service_id(demo, "Support")
    hotline = await service_id(demo, "Hotline")
    give = {"action": "roles.give", "person": ben, "role": "owner", "service": support}
    for data in (
        {**give, "person": "7"},
        {**give, "person": None},
        {**give, "role": "king"},
        {**give, "role": ["owner"]},
        {**give, "service": hotline},
        {**give, "action": "roles.take", "held": "king"},
        {**give, "action": "roles.take", "held": f"owner {hotline}"},
        {**give, "action": "roles.take", "held": f"tenant_admin {support}"},
        {**give, "action": "roles.take", "held": "owner"},
        {**give, "action": "roles.revert", "held": f"owner {support}"},
        {**give, "action": "roles.open", "person": "7"},
    ):
        assert (await adam.executes(data)).texts == [NOT_FOUND], data
    for data in (give, {**give, "service": hotline}, {"action": "roles.open", "person": ben}):
        assert (await fiona.executes(data)).texts == [NOT_FOUND], data
    assert button((await adam.says("roles Ben")).card, "Give")


def test_every_way_to_read_a_role_is_given() -> None:
    assert verb("give Ben owner of Sales") == (True, "Ben owner of Sales")
    assert verb("Ben owner of Sales") == (None, "Ben owner of Sales")
    assert [tuple(each) for each in readings("Alice Agent owner of Sales")] == [
        ("Alice", "agent", "owner of Sales"),
        ("Alice Agent", "owner", "Sales"),
    ]
    assert readings("Adam Admin") == [("Adam", "tenant_admin", None)]
    assert readings("owner of Sales") == []
    assert len(readings("agent " * 2000)) < 100
