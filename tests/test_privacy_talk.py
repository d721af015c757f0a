from typing import Any

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.tables import audit_log
from tests.talk import Answer, Person, button, buttons
from tests.talk import words as read

ADMINS_ONLY = (
    "Only administrators of your tenant can do that. Nothing was changed; please pass your wish on to one of them."
)
NOT_FOUND = "I find nothing like that among what you may see. Nothing was changed."


def text(answer: Answer) -> str:
    return "\n".join([*answer.texts, *read(answer.card)])


async def test_an_admin_masks_agents_at_once_and_takes_it_back(adam: Person, alice: Person) -> None:
    assert "Raymond Holt" in text(await alice.says("customer Raymond Holt"))
    made = await adam.says("privacy agents masked")
    assert "Customers, for agents: shown → masked" in text(made)
    assert "By you, today" in text(made)
    card = await alice.says("customer Raymond Holt")
    assert "R••• H•••" in text(card)
    assert "Raymond" not in text(card)
    assert "+41 •• ••• •• 67" in text(card)
    assert "Raymond Holt" in text(await adam.says("customer Raymond Holt"))
    back = await adam.presses(made, "Revert")
    assert "Customers, for agents: masked → shown" in text(back)
    assert "Raymond Holt" in text(await alice.says("customer Raymond Holt"))


async def test_all_settings_stand_on_one_card_each_with_its_switch(adam: Person) -> None:
    card = await adam.says("privacy")
    titles = ["Mask for agents", "Mask for owners", "Show to partners", "Mask colleagues", "Show in the feed"]
    assert [b["title"] for b in buttons(card.card) if b["type"] == "Action.Execute"] == titles
    for title in titles:
        made = await adam.presses(card, title)
        card = await adam.presses(made, "All privacy settings")
    assert [b["title"] for b in buttons(card.card) if b["type"] == "Action.Execute"] == [
        "Show to agents",
        "Show to owners",
        "Mask for partners",
        "Show colleagues",
        "Mask in the feed",
    ]
    assert text(card).count("By you, today") == 5


async def test_it_is_said_in_german_too(adam: Person) -> None:
    adam.locale = "de-CH"
    made = await adam.says("Datenschutz Kollegen maskiert")
    assert "Namen der Kolleginnen und Kollegen: sichtbar → maskiert" in text(made)
    assert "Von Ihnen, heute" in text(made)
    again = await adam.says("datenschutz team maskiert")
    assert "wie schon bisher. Nichts wurde verändert." in text(again)


@pytest.mark.parametrize("typed", ["agents", "masked", "agents not masked", "agents owners masked", "everything shown"])
async def test_what_is_not_clear_changes_nothing_and_shows_the_settings(adam: Person, typed: str) -> None:
    answer = await adam.says(f"privacy {typed}")
    assert "I do not know this setting." in answer.texts[0]
    assert "Customers, for agents**: shown" in text(answer)


async def test_a_button_takes_back_its_own_change_and_no_later_one(adam: Person, anna: Person) -> None:
    first = await adam.says("privacy agents masked")
    second = await anna.says("privacy agents shown")
    await anna.presses(second, "Revert")
    stale = await adam.presses(first, "Revert")
    assert "This setting has been changed again since." in text(stale)
    assert "Customers, for agents**: masked" in text(stale)
    assert "By Anna Admin, today" in text(stale)


async def test_masked_colleagues_have_a_pseudonym_and_oneself_ones_name(
    adam: Person, alice: Person, ben: Person
) -> None:
    await adam.says("privacy users masked")
    mine = text(await alice.says("customer Raymond Holt"))
    assert "Alice Agent" in mine
    await adam.says("privacy agents shown")
    others = text(await ben.says("customer Raymond Holt"))
    assert "Alice" not in others
    assert "Agent " in others
    assert "Alice Agent" in text(await adam.says("customer Raymond Holt"))


async def test_nobody_else_sees_or_changes_them_and_every_attempt_is_in_the_log(
    alice: Person, olga: Person, petra: Person, adam: Person, demo: Database
) -> None:
    await petra.says("tenant Contoso")
    made = button((await adam.says("privacy agents masked")).card, "Revert")["data"]
    presses: list[dict[str, Any]] = [
        {"action": "privacy"},
        {"action": "privacy.set", "setting": "agents", "to": "shown"},
        made,
    ]
    for person in (alice, olga, petra):
        for typed in ("privacy", "privacy agents shown", "privacy nonsense"):
            assert (await person.says(typed)).texts == [ADMINS_ONLY]
        for data in presses:
            assert (await person.executes(data)).texts == [ADMINS_ONLY]
    query = select(audit_log.c.action).where(audit_log.c.outcome == "refused")
    refused = await demo.read(lambda db: db.execute(query).scalars().all())
    assert len(refused) == 18
    assert set(refused) == {"privacy.list_all", "privacy.show", "privacy.revert"}
    assert "masked" in text(await adam.says("privacy"))


async def test_forged_data_changes_nothing(adam: Person, fiona: Person, demo: Database) -> None:
    made = button((await adam.says("privacy agents masked")).card, "Revert")["data"]
    for data in (
        {"action": "privacy.set", "setting": "agents"},
        {"action": "privacy.set", "setting": "agents", "to": True},
        {"action": "privacy.set", "setting": "region", "to": "shown"},
        {"action": "privacy.set", "setting": ["agents"], "to": "shown"},
        {"action": "privacy.revert", "setting": "agents"},
        {"action": "privacy.revert", "setting": "agents", "change": "-1"},
        {"action": "privacy.revert", "setting": 1, "change": made["change"]},
    ):
        assert (await adam.executes(data)).texts == [NOT_FOUND], data
    assert "changed again since" in text(await fiona.executes(made))
    assert "changed again since" in text(await adam.executes({**made, "setting": "owners"}))
    changes = select(audit_log.c.action).where(audit_log.c.action == "privacy.set")
    assert len(await demo.read(lambda db: db.execute(changes).all())) == 1


async def test_only_admins_are_told_of_it(adam: Person, olga: Person) -> None:
    assert "**privacy**" in text(await adam.says("help"))
    assert "**privacy**" not in text(await olga.says("help"))
