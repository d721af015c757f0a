import re
from typing import Any

import pytest
from sqlalchemy import select

from cards.words import words_for
from dialogs import help as help_dialog
from dialogs import router
from storage.database import Database
from storage.tables import audit_log
from tests.talk import FABRIKAM, Answer, Person, button, buttons
from tests.talk import words as read

BUTTONS = ["Look up a customer", "History", "My sessions", "What is open", "Legend", "Language"]
CHANNEL = {"id": "19:team", "conversationType": "channel", "isGroup": True}


def titles(answer: Answer) -> list[str]:
    return [action["title"] for action in answer.card.get("actions", [])]


@pytest.mark.parametrize(
    "typed", ["help", "HELP", "Hi", "hello!", "Hello Aftercall", "hilfe", "Guten Tag", "/help", "?"]
)
async def test_a_greeting_and_a_call_for_help_show_what_can_be_typed(alice: Person, typed: str) -> None:
    answer = await alice.says(typed)
    assert "What I can do" in read(answer.card)
    assert titles(answer) == BUTTONS


async def listed_for(person: Person, locale: str) -> list[str]:
    person.locale = locale
    return re.findall(r"^\*\*(\w+)\*\*", "\n".join(read((await person.says("help")).card)), re.MULTILINE)


async def test_each_is_told_and_offered_what_they_can_use(
    alice: Person, olga: Person, adam: Person, petra: Person
) -> None:
    own = {"conclude", "uncoded", "sessions"}
    for each, told in ((alice, own), (olga, own | {"codes"}), (adam, {"codes", "roles"}), (petra, set())):
        assert set(await listed_for(each, "en-US")) & (own | {"codes", "roles"}) == told, each.name
    of_adam = ["Look up a customer", "History", "Codes", "Features", "Reports", "Legend"]
    assert titles(await adam.says("help")) == of_adam
    assert titles(await olga.says("help")) == [*BUTTONS[:4], "Codes", "Features"]
    assert "My sessions" in titles(await alice.says("sesions"))
    assert "My sessions" not in titles(await adam.says("sesions"))
    assert "Anonymise" in titles(await adam.says("anonymiz"))
    assert "Anonymise" not in titles(await olga.says("anonymiz"))


@pytest.mark.parametrize("locale", ["en-US", "de-CH"])
async def test_every_command_is_in_the_help_card_of_those_who_can_use_it(
    alice: Person, adam: Person, locale: str
) -> None:
    of_alice, of_adam = [await listed_for(each, locale) for each in (alice, adam)]
    common = [*help_dialog.FOR_EVERYBODY, *help_dialog.ABOUT]
    assert len(of_alice) == len(help_dialog.FOR_AGENTS) + len(common)
    assert len(of_adam) == len(help_dialog.FOR_OWNERS) + len(help_dialog.FOR_ADMINS) + len(common)
    listed = of_alice + of_adam
    of_help = [c for c in router.COMMANDS if c.run not in (help_dialog.thanks, help_dialog.bye)]
    for word in listed:
        assert any(word in command.words for command in of_help), word
    for command in of_help:
        greeting = command.run is help_dialog.show and command.action is None
        assert greeting or set(command.words) & set(listed), command.words


async def test_a_new_install_is_welcomed_once_with_what_it_is_good_for(alice: Person) -> None:
    welcomed = await alice.installs()
    assert len(welcomed.received) == 1
    assert "Hello Alice, I am Aftercall" in read(welcomed.card)
    assert (await alice.installs()).received == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("thanks, have a nice evening", "You are welcome, Alice."),
        ("Danke!", "You are welcome, Alice."),
        ("bye", "See you, Alice."),
        ("cancel", "All right, nothing is running. Nothing was changed."),
    ],
)
async def test_small_talk_gets_one_line_and_no_menu(alice: Person, typed: str, said: str) -> None:
    answer = await alice.says(typed)
    assert answer.texts == [said]
    assert not any(r.card for r in answer.received)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("custmer ray", "Look up a customer"),
        ("histroy ray", "History"),
        ("legnd", "Legend"),
        ("langauge", "Language"),
        ("verlauff", "History"),
        ("hepl", "Help"),
    ],
)
async def test_what_is_nearly_a_command_gets_that_one_first(alice: Person, typed: str, first: str) -> None:
    answer = await alice.says(typed)
    assert titles(answer)[0] == first
    assert f"“{typed}”" in read(answer.card)[0]


@pytest.mark.parametrize(
    "typed",
    [
        "last conclude",
        "xyzzy",
        "👍",
        "/",
        "<b>",
        "**",
        "{}",
        "select 1; --",
        "hİ",
        "1/1 " * 800,
        "\u200b",
        "helpme",
        "hi-fi",
    ],
)
async def test_what_is_no_command_gets_a_way_forward(alice: Person, typed: str) -> None:
    answer = await alice.says(typed)
    assert answer.status == 200
    assert {"Look up a customer", "Help"} <= set(titles(answer))


@pytest.mark.parametrize("title", BUTTONS)
async def test_every_button_of_help_leads_somewhere(alice: Person, title: str) -> None:
    answer = await alice.presses(await alice.says("help"), title)
    assert answer.body["statusCode"] == 200
    assert answer.card["fallbackText"] != (await alice.says("help")).card["fallbackText"]


async def test_a_client_without_universal_actions_presses_the_same_buttons(alice: Person) -> None:
    help_card = await alice.says("help")
    submitted = button(help_card.card, "Legend")["fallback"]["data"]
    answer = await alice.posts(alice.activity("message", value=submitted, replyToId=help_card.activity_id))
    assert "Legend" in read(answer.card)
    assert [r.method for r in answer.received] == ["PUT"]


async def test_the_legend_has_all_results_and_key_figures_with_their_formulas(alice: Person) -> None:
    english = "\n".join(read((await alice.says("legend")).card))
    assert "**Hangup in IVR after Queue**: the task had left the queue" in english
    assert "queued and handled by a user ÷ queued" in english
    alice.locale = "de-CH"
    german = "\n".join(read((await alice.says("Legende")).card))
    assert "**Auflege-SLA**" in german
    assert german.count("**:") == english.count("**:") == 23


async def test_the_language_is_the_clients_until_the_person_chooses(alice: Person) -> None:
    alice.locale = "de-CH"
    assert "Was ich kann" in read((await alice.says("hi")).card)
    assert (await alice.says("language en")).texts == ["I answer in English from now on."]
    assert "What I can do" in read((await alice.says("hallo")).card)
    card = await alice.says("Sprache")
    assert (await alice.presses(card, "Deutsch")).texts == ["Ich antworte ab jetzt auf Deutsch."]
    assert "Was ich kann" in read((await alice.says("help")).card)


async def test_a_language_that_is_not_spoken_changes_nothing(alice: Person) -> None:
    assert (await alice.says("language klingon")).texts == ["I speak English and German so far. Nothing was changed."]
    assert "What I can do" in read((await alice.says("help")).card)


async def test_ones_own_tenant_comes_with_the_sign_in(adam: Person, fiona: Person) -> None:
    assert (await adam.says("tenant")).texts == ["Your tenant is Contoso; it comes with your sign-in."]
    assert (await adam.says("tenant Fabrikam")).texts == ["Your tenant is Contoso; it comes with your sign-in."]
    assert (await fiona.says("mandant")).texts == ["Your tenant is Fabrikam; it comes with your sign-in."]


async def test_a_partner_chooses_among_theirs_by_button_or_by_name(petra: Person) -> None:
    choice = await petra.says("tenant")
    assert titles(choice) == ["Contoso", "Fabrikam"]
    assert "You are now looking at Fabrikam." in read((await petra.presses(choice, "Fabrikam")).card)
    assert "You are looking at Fabrikam." in read((await petra.says("tenant")).card)
    assert "You are now looking at Contoso." in read((await petra.says("tenant cont")).card)
    unknown = await petra.says("tenant Initech")
    assert unknown.texts == ["I find no tenant “Initech” among yours. Nothing was changed."]
    assert titles(unknown) == ["Contoso", "Fabrikam"]


async def test_a_tenant_that_is_not_theirs_cannot_be_chosen(alice: Person, petra: Person, demo: Database) -> None:
    theirs = button((await petra.says("tenant")).card, "Fabrikam")["data"]
    refused = ["I find nothing like that among what you may see. Nothing was changed."]
    assert (await alice.executes(theirs)).texts == refused
    assert (await petra.executes({**theirs, "tenant": "99"})).texts == refused
    rows = await demo.read(lambda db: db.execute(select(audit_log.c.action, audit_log.c.outcome)).all())
    assert [tuple(row) for row in rows] == [("people.choose_tenant", "refused")] * 2


async def test_somebody_without_a_role_is_told_whom_to_ask(person: Any) -> None:
    stranger = person("nobody", 99)
    expected = [words_for("en-US", "UTC")("error-stranger")]
    assert (await stranger.says("hi")).texts == expected
    assert (await stranger.says("customer Raymond")).texts == expected
    assert (await stranger.executes({"action": "legend"})).texts == expected


async def test_the_admin_of_one_tenant_is_a_stranger_in_another(person: Any) -> None:
    adam_elsewhere = person("adam", 4, FABRIKAM)
    assert (await adam_elsewhere.says("customer Raymond")).texts == [words_for("en-US", "UTC")("error-stranger")]


async def test_in_a_channel_help_and_legend_are_answered_and_nothing_typed_is_repeated(adam: Person) -> None:
    adam.chat = CHANNEL
    assert "Legend" in read((await adam.says("legend")).card)
    assert "Raymond" not in "".join(read((await adam.says("where is Raymond Holt")).card))
    assert buttons((await adam.says("help")).card)
