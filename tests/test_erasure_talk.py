"""How does a customer become anonymised in chat, by two people?"""

import asyncio
import hashlib
import re

from sqlalchemy import Connection, select

from storage.database import Database
from storage.erasure_tables import erasures
from storage.tables import audit_log
from tests.downloads import fetches
from tests.talk import Answer, Person, buttons
from tests.talk import words as read
from tests.wire import Received

TRACES = ("Dorain Gray", "2345678910", "dorain.gray@example.com", "K-20417")


def heading(answer: Answer) -> str:
    title: str = answer.card["body"][0]["text"]
    return title


def titles(answer: Answer) -> list[str]:
    return [action["title"] for action in answer.card.get("actions", [])]


async def shown_to(person: Person, wanted: str) -> Received:
    """Waits until a card with these words stands in the person's chat."""
    while True:
        for each in person.connector.received:
            if each.conversation == f"a:{person.name}" and each.card and wanted in "\n".join(read(each.card)):
                return each
        await asyncio.sleep(0.02)


async def asked(adam: Person) -> Answer:
    preview = await adam.says("anonymize Dorain Gray")
    return await adam.presses(preview, "Ask for approval")


def actions_of(db: Connection) -> list[tuple[str, str]]:
    query = select(audit_log.c.action, audit_log.c.outcome).order_by(audit_log.c.position)
    return [(r.action, r.outcome) for r in db.execute(query) if r.action.startswith("erasure")]


def states_of(db: Connection) -> list[str]:
    return list(db.execute(select(erasures.c.state).order_by(erasures.c.id)).scalars())


async def test_the_whole_story(adam: Person, anna: Person, demo: Database) -> None:
    await anna.says("hi")
    shown = await adam.says("customer Dorain Gray")
    preview = await adam.presses(shown, "Anonymise")
    said = "\n".join(read(preview.card))
    assert heading(preview) == "Anonymise Dorain Gray?"
    assert "It cannot be undone, by anybody. Nothing has been changed yet." in said
    assert "identifiers, and the name, replaced" in said
    assert "No other customer bears this name." in said
    waiting = await adam.presses(preview, "Ask for approval")
    assert "Nothing is changed until another administrator approves" in "\n".join(read(waiting.card))
    assert titles(waiting) == ["Withdraw"]

    request = await shown_to(anna, "Adam Admin asks to anonymise this customer for good")
    approving = Answer(200, None, [request])
    wrong = await anna.presses(approving, "Approve", name="Dorian Gray")
    assert wrong.texts == ["That is not the name on the card. Nothing was changed; please type it exactly."]
    pending = await anna.presses(approving, "Approve", name="Dorain Gray")
    assert heading(pending) == "Anonymised in the records"
    complete = await shown_to(adam, "finds no trace of this customer")
    assert complete.activity_id == shown.activity_id
    assert (await shown_to(anna, "finds no trace of this customer")).activity_id == request.given_id
    for each in (pending.card, complete.card):
        assert each
        assert not re.search("|".join(TRACES), "\n".join(read(each)))
    await is_had_as_a_file(adam, complete)
    assert await demo.read(actions_of) == [
        ("erasure.previewed", "done"),
        ("erasure.asked", "done"),
        ("erasure.approved", "done"),
        ("erasure.completed", "done"),
        ("erasure.receipt", "done"),
    ]
    assert (await adam.says("customer Dorain Gray")).texts == [
        "I find no customer “Dorain Gray” among those you may see."
    ]


async def is_had_as_a_file(adam: Person, complete: Received) -> None:
    """In a message of its own: the receipt stays where it is."""
    pressed = await adam.presses(Answer(200, None, [complete]), "Download the receipt")
    assert read(pressed.card) == read(complete.card or {})
    [ready] = pressed.received
    assert ready.method == "POST"
    raw = (await fetches(adam, Answer(200, None, [ready]))).body
    assert hashlib.sha256(raw).hexdigest() in read(pressed.card)


async def test_whoever_opens_a_request_that_waits_is_in_the_log(adam: Person, anna: Person, demo: Database) -> None:
    await asked(adam)
    [waits] = buttons((await anna.says("erasures")).card)
    opened = await anna.executes(waits["data"])
    assert heading(opened) == "Anonymise Dorain Gray?"
    assert (await demo.read(actions_of))[-1] == ("erasure.opened", "done")
