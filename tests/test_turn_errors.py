"""What does a person see, and the operator read, when a turn fails?"""

import pytest
from sqlalchemy import Connection, select

from dialogs.turn import Turn
from storage.access import NotFound, Scope
from storage.database import Database
from storage.tables import audit_log
from tests.conftest import Talking
from tests.talk import echo


async def test_an_error_is_told_in_the_persons_language_and_without_its_text(
    talking: Talking, caplog: pytest.LogCaptureFixture
) -> None:
    async def route(_turn: Turn) -> None:
        raise ValueError("Raymond Holt +41791234567")

    alice = await talking(route)
    alice.locale = "de-CH"
    answer = await alice.says("customer Raymond Holt")
    assert answer.status == 200
    assert answer.texts[0].startswith("Bei mir ist etwas schiefgegangen")
    assert "Holt" not in caplog.text + answer.texts[0]
    assert "conversation=a:alice error=ValueError" in caplog.text


async def test_an_error_in_a_pressed_button_is_told_in_its_answer(talking: Talking) -> None:
    async def route(_turn: Turn) -> None:
        raise ValueError

    answer = await (await talking(route)).executes({"action": "x"})
    assert answer.body["type"] == "application/vnd.microsoft.activity.message"
    assert answer.body["value"].startswith("Something went wrong")


async def test_an_error_in_a_search_is_told_as_one(talking: Talking) -> None:
    async def suggest(_turn: Turn, _dataset: str, _typed: str) -> list[tuple[str, str]]:
        raise ValueError

    alice = await talking(echo, suggest=suggest)
    value = {"queryText": "ray", "dataset": "customers"}
    answer = await alice.posts(alice.activity("invoke", name="application/search", value=value))
    assert answer.status == 200
    assert (answer.body["statusCode"], answer.body["type"]) == (500, "application/vnd.microsoft.error")


async def test_a_conversation_goes_on_after_an_error(talking: Talking) -> None:
    async def route(turn: Turn) -> None:
        if turn.text == "break":
            raise ValueError
        await echo(turn)

    alice = await talking(route)
    await alice.says("break")
    assert (await alice.says("hi")).texts == ["<hi>"]


async def test_a_connector_that_is_broken_loses_one_answer_and_no_more(talking: Talking) -> None:
    alice = await talking(echo)
    alice.connector.statuses = [500]
    assert (await alice.says("one")).status == 200
    assert (await alice.says("two")).texts == ["<two>"]


@pytest.mark.parametrize("how", ["read", "write"])
async def test_a_refusal_is_in_the_audit_log(talking: Talking, demo: Database, how: str) -> None:
    def forbidden(_db: Connection, _scope: Scope) -> None:
        raise NotFound

    async def route(turn: Turn) -> None:
        try:
            await (turn.read if how == "read" else turn.write)(forbidden)
        except NotFound:
            await turn.say("No.")

    assert (await (await talking(route)).says("export")).texts == ["No."]
    rows = await demo.read(lambda db: db.execute(select(audit_log.c.action, audit_log.c.outcome)).all())
    assert [tuple(row) for row in rows] == [("test_turn_errors.forbidden", "refused")]
