"""How does an administrator get a trace file in chat?"""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import orjson
import pytest
from sqlalchemy import select, update

from storage.database import Database
from storage.export_tables import exports
from storage.tables import audit_log, interactions
from tests.downloads import address_of, code_of, fetches, sends
from tests.talk import Answer, Person, buttons
from tests.test_audit_talk import rows
from tests.test_erasure_talk import TRACES, shown_to
from tests.test_erasure_talk import asked as asked_to_erase
from tests.test_export_upload import question
from tests.test_privacy_talk import ADMINS_ONLY, NOT_FOUND, text

AMONG = "among those you may see."
MASKED = "Here is the trace file. Customers are masked in it, as your privacy settings say."


async def document(person: Person, answer: Answer) -> dict[str, object]:
    made: dict[str, object] = orjson.loads((await fetches(person, answer)).body)
    return made


def selected(answer: Answer) -> list[dict[str, str]]:
    """What a press on each row sends."""
    return [e["selectAction"]["data"] for e in answer.card["body"] if "selectAction" in e]


async def newest(demo: Database) -> tuple[int, str, datetime]:
    i = interactions.c
    query = select(i.id, i.task_id, i.started_at).order_by(i.started_at.desc(), i.id.desc()).limit(1)
    row = (await demo.read(lambda db: db.execute(query).all()))[0]
    return row.id, row.task_id, row.started_at


async def test_a_press_on_a_row_of_the_history_leads_to_the_file_by_link_and_by_teams(
    adam: Person, demo: Database
) -> None:
    history = await adam.says("history Raymond Holt")
    row = next(b["data"] for b in buttons(history.card) if b["data"]["action"] == "details")
    opened = await adam.executes(row)
    made = await adam.presses(opened, "Trace file")
    assert MASKED in text(made)
    told = await document(adam, made)
    assert told["interaction"]["id"] == row["id"]  # type: ignore[index]
    assert not re.search("Raymond|Holt|79 ?123", orjson.dumps(told).decode())
    [attachment] = (await question(adam)).content["attachments"]
    assert attachment["name"] == f"trace-{row['id']}.json"
    listed = await adam.says("exports")
    assert f"trace-{row['id']}.json" in text(listed)
    assert "row" not in text(listed)
    again = next(b for b in selected(listed) if b["action"] == "exports.open")
    assert await document(adam, await adam.executes(again)) == told
    said = rows(await adam.says("audit exports"))
    assert any(line.startswith("Adam Admin: got a trace file of an interaction: Support, ") for line in said)
    looked = rows(await adam.says("audit who looked at Raymond Holt"))
    assert any("got a trace file of an interaction" in line for line in looked)


async def test_an_interaction_is_named_as_the_last_by_its_time_its_id_its_task_or_its_customer(
    adam: Person, demo: Database
) -> None:
    interaction_id, task_id, began = await newest(demo)
    for typed in ("trace last", "trace the last", f"trace {interaction_id}", f"trace {task_id}"):
        made = await adam.says(typed)
        assert MASKED in made.texts, typed
        assert f"trace-{interaction_id}.json" in text(made)
    clock = f"{began.astimezone(ZoneInfo(adam.zone)):%H:%M}"
    assert str(interaction_id) in str((await adam.says(f"trace {clock}")).card)
    choice = await adam.says("trace Raymond Holt")
    assert "Of which interaction?" in text(choice)
    pressed = next(b["data"] for b in buttons(choice.card) if b["data"]["action"] == "trace.make")
    assert f"trace-{pressed['id']}.json" in text(await adam.executes(pressed))
    several = await adam.says("trace ray")
    assert "Two customers fit “ray”." in text(several)
    one = next(b["data"] for b in buttons(several.card) if b["data"]["action"] == "trace.customer")
    assert "Of which interaction?" in text(await adam.executes(one))


async def test_without_a_name_it_is_asked_for_and_what_is_not_there_is_said(adam: Person) -> None:
    form = await adam.says("trace")
    assert "support case" in text(form)
    assert "trace-" in text(await adam.presses(form, "Make the file", typed="last"))
    assert (await adam.says("trace Nobody Known")).texts == [
        "I find no customer “Nobody Known” among those you may see."
    ]
    adam.locale = "de-CH"
    assert "Hier ist die Trace-Datei." in text(await adam.says("trace letzte"))


async def test_what_the_tenant_shows_to_all_stands_there_in_full(adam: Person) -> None:
    await adam.says("privacy partners shown")
    made = await adam.says("trace Raymond Holt")
    pressed = next(b["data"] for b in buttons(made.card) if b["data"]["action"] == "trace.make")
    shown = await adam.executes(pressed)
    assert "It names the customer and colleagues" in text(shown)
    assert "Raymond Holt" in orjson.dumps(await document(adam, shown)).decode()
    await adam.says("privacy agents masked")
    await adam.says("privacy users masked")
    masked = await adam.executes(pressed)
    assert "Customers and colleagues are masked in it" in text(masked)
    said = orjson.dumps(await document(adam, masked)).decode()
    assert not re.search("Raymond|Holt|Alice|alice|Ben Agent", said)


@pytest.mark.parametrize("typed", ["trace last", "trace Raymond Holt", "trace Nobody Known", "trace"])
async def test_whoever_is_no_admin_reads_the_same_words_whatever_they_name(
    alice: Person, olga: Person, petra: Person, adam: Person, typed: str
) -> None:
    await petra.says("tenant Contoso")
    for person in (alice, olga, petra):
        assert (await person.says(typed)).texts == [ADMINS_ONLY]
    refused = rows(await adam.says("audit refusals"))
    assert refused == [f"{name}: was refused: trace files" for name in ("Petra Partner", "Olga Owner", "Alice Agent")]


async def test_no_button_of_it_is_shown_to_others_and_a_forged_one_finds_nothing(
    adam: Person, alice: Person, petra: Person, fiona: Person
) -> None:
    await petra.says("tenant Contoso")
    history = await alice.says("history Raymond Holt")
    opened = await alice.executes(next(b["data"] for b in buttons(history.card) if b["data"]["action"] == "details"))
    assert "Trace file" not in [b.get("title") for b in buttons(opened.card)]
    choice = await adam.says("trace Raymond Holt")
    pressed = next(b["data"] for b in buttons(choice.card) if b["data"]["action"] == "trace.make")
    for person in (alice, petra):
        for action in ("trace.make", "trace.customer", "trace.find", "trace"):
            forged = {**pressed, "action": action, "typed": "last", "customer": pressed["id"]}
            assert (await person.executes(forged)).texts == [ADMINS_ONLY], action
    assert (await fiona.executes(pressed)).texts == [NOT_FOUND]
    for wrong in ({**pressed, "id": "7"}, {**pressed, "id": ["x"]}, {"action": "trace.customer", "customer": "7"}):
        assert (await adam.executes(wrong)).texts == [NOT_FOUND]


async def test_it_is_there_for_a_day_and_only_as_long_as_one_is_an_admin(
    adam: Person, anna: Person, demo: Database
) -> None:
    await adam.says("privacy partners shown")
    made, again = await adam.says("trace last"), await adam.says("trace last")
    await anna.says("roles give Adam Admin partner admin")  # who may export what the tenant shows them, but no trace
    await anna.says("roles take Adam Admin tenant admin")
    assert "Nothing to fetch here" in (await sends(adam, address_of(made), code_of(made))).text
    await anna.says("roles give Adam Admin tenant admin")
    await fetches(adam, again)
    over = update(exports).values(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    await demo.write(lambda db: db.execute(over))
    assert "Nothing to fetch here" in (await sends(adam, address_of(again), code_of(again))).text


async def test_an_anonymisation_deletes_the_file_and_none_is_made_of_what_was_read_before_it(
    adam: Person, anna: Person, demo: Database
) -> None:
    await anna.says("hi")
    await adam.says("privacy partners shown")
    choice = await adam.says("trace Dorain Gray")
    pressed = next(b["data"] for b in buttons(choice.card) if b["data"]["action"] == "trace.make")
    before = await adam.executes(pressed)
    assert "Dorain Gray" in (await fetches(adam, before)).text
    await asked_to_erase(adam)
    request = await shown_to(anna, "Adam Admin asks to anonymise this customer for good")
    await anna.presses(Answer(200, None, [request]), "Approve", name="Dorain Gray")
    await shown_to(adam, "finds no trace of this customer")
    assert "Nothing to fetch here" in (await sends(adam, address_of(before), code_of(before))).text
    assert (await adam.says("trace Dorain Gray")).texts == [f"I find no customer “Dorain Gray” {AMONG}"]
    [at_once] = (await adam.executes(pressed)).texts
    assert at_once.startswith("A customer was anonymised while I made the file, so I have thrown it away.")
    kept = await demo.read(lambda db: str(db.execute(select(audit_log)).all()))
    assert not re.search("|".join(TRACES), kept)


async def test_asked_in_a_channel_it_comes_to_the_own_chat(adam: Person) -> None:
    await adam.says("hi")
    adam.chat = {"id": "19:team", "conversationType": "channel", "isGroup": True}
    answer = await adam.says("trace last")
    assert not any(r.card or "attachments" in r.content for r in answer.received if "19:team" in r.conversation)
    adam.chat = {}
    assert (await question(adam)).conversation == "a:adam"
