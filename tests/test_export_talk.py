"""How does it feel to ask for a file?"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from sqlalchemy import select, update

from storage import sent_cards
from storage.database import Database
from storage.export_tables import exports
from storage.tables import audit_log, tenants
from tests.conftest import MakePerson, StartBot
from tests.downloads import fetches
from tests.talk import CONTOSO, FABRIKAM, Answer, Person, button, buttons, elements
from tests.talk import words as read
from tests.test_export_formats import of_csv, of_sheet
from tests.wire import Received

READY = "Your file is ready"
NOT_ALLOWED = "Only owners of a service and administrators can do that. Nothing was changed"


def heading(answer: Answer) -> str:
    return str(answer.card["body"][0]["text"])


async def ready(person: Person) -> Answer:
    """The card that the file is ready on."""
    one: Received = await person.connector.until_card(READY, f"a:{person.name}")
    return Answer(200, None, [one])


@pytest.fixture
async def idle(start_bot: StartBot, person: MakePerson) -> Callable[[str, int], Person]:
    """People in front of a bot that makes no files."""
    url = await start_bot(worker=False)

    def of(name: str, number: int) -> Person:
        found = person(name, number, FABRIKAM if name == "fiona" else CONTOSO)
        found.bot_url = url
        return found

    return of


async def test_a_customer_is_exported_and_the_card_that_showed_the_progress_says_that_it_is_ready(adam: Person) -> None:
    asked = await adam.says("export Raymond Holt as csv")
    assert heading(asked) == "I am preparing your file"
    assert "Everything held on Raymond Holt" in read(asked.card)
    done = await ready(adam)
    assert (done.received[0].method, done.received[0].activity_id) == ("PUT", asked.activity_id)
    rows = of_csv((await fetches(adam, done)).body)
    history = await adam.says("history Raymond Holt")
    assert f"of {len(rows) - 1}" in str(history.card)
    assert {row[2] for row in rows[1:]} == {"Raymond Holt"}
    assert {row[3].strip() for row in rows[1:]} >= {"+41791234567"}
    assert {row[26] for row in rows[1:]} == {"\u00a0+41 79 123 45 67"}


async def test_excel_is_what_one_gets_without_saying(adam: Person) -> None:
    await adam.says("export raymond holt")
    done = await ready(adam)
    rows = of_sheet((await fetches(adam, done)).body)
    assert rows[0]["A"] == "Started"
    about = of_sheet((await fetches(adam, done)).body, 2)
    assert {"A": "Customer", "B": "Raymond Holt"} in about
    assert {"A": "Exported by", "B": "Adam Admin"} in about


async def test_in_german_the_file_is_german(adam: Person) -> None:
    adam.locale = "de-CH"
    asked = await adam.says("exportiere raymond holt als csv")
    assert heading(asked) == "Ihre Datei entsteht"
    one = await adam.connector.until_card("Ihre Datei ist bereit")
    rows = of_csv((await fetches(adam, Answer(200, None, [one]))).body)
    assert rows[0][:2] == ["Begonnen", "Beendet"]
    assert {row[11] for row in rows[1:]} & {"Von Benutzer angenommen", "Aufgelegt in Warteschlange"}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("export support hangup in queue as csv", "Interactions · Support · Hangup in Queue"),
        ("export all as csv", "Interactions"),
        ("export hangup by customer as csv", "Interactions · Hangup before Accept, Hangup in IVR, Hangup in Queue"),
    ],
)
async def test_filters_are_read_from_words_and_said_back(
    idle: Callable[[str, int], Person], typed: str, shown: str
) -> None:
    asked = await idle("adam", 4).says(typed)
    assert any(line.startswith(shown) for line in read(asked.card)), read(asked.card)


async def test_a_filtered_export_holds_what_the_filters_say(olga: Person) -> None:
    await olga.says("export hangup in queue last year as json")
    done = await ready(olga)
    rows = [orjson.loads(line) for line in (await fetches(olga, done)).body.splitlines()]
    assert rows
    assert {(row["result"], row["service"]) for row in rows} == {("hangup_in_queue", "Support")}
    years = {row["startedAt"][:4] for row in rows}
    assert len(years) == 1
    manifest = orjson.loads((await fetches(olga, done, part="manifest")).body)
    assert manifest["filters"].startswith("Support · ")


async def test_a_hostile_name_harms_no_spreadsheet(adam: Person) -> None:
    await adam.says("export HYPERLINK as xlsx")
    rows = of_sheet((await fetches(adam, await ready(adam))).body)
    assert rows[1]["C"] == '=HYPERLINK("http://x")'


async def test_several_that_fit_are_offered_and_a_kind_of_file_is_chosen(adam: Person) -> None:
    offered = await adam.says("export ray")
    first = next(e["selectAction"]["data"] for e in elements(offered.card) if "selectAction" in e)
    choice = await adam.executes(first, offered.activity_id)
    assert heading(choice) == "As which kind of file?"
    assert "Everything held on Raymond Holt" in read(choice.card)
    asked = await adam.presses(choice, "CSV")
    assert heading(asked) == "I am preparing your file"
    done = await ready(adam)
    assert done.received[0].activity_id == offered.activity_id
    assert of_csv((await fetches(adam, done)).body)[0][2] == "Customer"


async def test_without_words_a_field_asks_for_the_customer(adam: Person) -> None:
    form = await adam.says("export")
    [(value, _title)] = await adam.types(form, "customers", "raymond")
    assert heading(await adam.presses(form, "Look up", customer=value)) == "As which kind of file?"


async def test_the_customer_s_card_offers_the_export_to_those_who_may(
    adam: Person, olga: Person, alice: Person
) -> None:
    for person, offered in ((adam, True), (olga, True), (alice, False)):
        card = (await person.says("customer Raymond Holt")).card
        assert ("Export" in [b.get("title") for b in buttons(card)]) is offered
    opened = await adam.says("customer Raymond Holt")
    assert heading(await adam.presses(opened, "Export")) == "As which kind of file?"


async def test_who_may_not_export_is_told_so_and_nothing_is_begun(alice: Person, petra: Person, demo: Database) -> None:
    await petra.says("tenant contoso")
    for person in (alice, petra):
        for text in ("export Raymond Holt as csv", "export support as csv", "export"):
            assert (await person.says(text)).texts[0].startswith(NOT_ALLOWED)
        for action in ("export.start", "export.customer"):
            refused = await person.executes({"action": action, "customer": "1", "format": "csv"})
            assert refused.texts[0].startswith(NOT_ALLOWED)
    assert await demo.read(lambda db: db.execute(select(exports.c.id)).all()) == []
    query = select(audit_log.c.outcome).where(audit_log.c.action.like("export%"))
    assert {r.outcome for r in await demo.read(lambda db: db.execute(query).all())} == {"refused"}


async def test_a_partner_exports_if_the_tenant_lets_partners_see_its_customers(petra: Person, demo: Database) -> None:
    await demo.write(lambda db: db.execute(update(tenants).values(partners_see_customers=True)) and None)
    await petra.says("tenant contoso")
    await petra.says("export Raymond Holt as csv")
    rows = of_csv((await fetches(petra, await ready(petra))).body)
    assert {row[2] for row in rows[1:]} == {"Raymond Holt"}


async def test_what_is_another_tenant_s_is_not_there(fiona: Person, adam: Person, demo: Database) -> None:
    said = (await fiona.says("export Raymond Holt as csv")).texts
    assert said == ["I find no customer “Raymond Holt” among those you may see."]
    opened = await adam.says("customer Raymond Holt")
    customer = button(opened.card, "History")["data"]["customer"]
    for action in ("export.start", "export.customer"):
        answer = await fiona.executes({"action": action, "customer": customer, "format": "csv"})
        assert answer.texts == ["I find nothing like that among what you may see. Nothing was changed."]


async def test_one_at_a_time_stopped_and_begun_again(
    idle: Callable[[str, int], Person], demo: Database, tmp_path: Path
) -> None:
    adam = idle("adam", 4)
    asked = await adam.says("export Raymond Holt as csv")
    second = await adam.says("export Dorain Gray as csv")
    assert second.texts == [
        "I am still preparing another file for you. Wait for it, or stop it; nothing new was started."
    ]
    stopped = await adam.presses(asked, "Stop")
    assert heading(stopped) == "Stopped"
    assert stopped.received == []
    begun = await adam.presses(stopped, "Run it again")
    assert heading(begun) == "I am preparing your file"
    assert "Everything held on Raymond Holt" in read(begun.card)
    states = select(exports.c.state).order_by(exports.c.id)
    assert [r.state for r in await demo.read(lambda db: db.execute(states).all())] == ["cancelled", "waiting"]


async def test_a_stop_that_comes_too_late_shows_the_file(adam: Person) -> None:
    asked = await adam.says("export Raymond Holt as csv")
    await ready(adam)
    late = await adam.presses(asked, "Stop")
    assert heading(late) == READY
    await fetches(adam, late)


async def test_somebody_else_s_export_can_neither_be_stopped_nor_run_again(idle: Callable[[str, int], Person]) -> None:
    adam, anna, fiona = idle("adam", 4), idle("anna", 7), idle("fiona", 6)
    asked = await adam.says("export Raymond Holt as csv")
    data = button(asked.card, "Stop")["data"]
    for other in (anna, fiona):
        for action in ("export.stop", "export.again", "exports.open", "exports.delete"):
            answer = await other.executes({**data, "action": action})
            assert answer.texts == ["I find nothing like that among what you may see. Nothing was changed."]


@pytest.mark.parametrize(
    "data",
    [
        {"action": "export.start", "customer": "1", "format": "exe"},
        {"action": "export.start", "customer": "x", "format": "csv"},
        {"action": "export.start", "format": ["csv"]},
        {"action": "export.stop", "export": "-1"},
        {"action": "export.stop", "export": {"id": 1}},
        {"action": "export.again"},
        {"action": "exports.open", "export": "9" * 30},
        {"action": "exports.delete", "export": None},
    ],
)
async def test_what_a_client_makes_up_changes_nothing(adam: Person, data: dict[str, object]) -> None:
    answer = await adam.executes(data)
    assert answer.texts == ["I find nothing like that among what you may see. Nothing was changed."]


async def test_a_failure_says_why_and_can_be_run_again(idle: Callable[[str, int], Person], demo: Database) -> None:
    adam = idle("adam", 4)
    await adam.says("export Raymond Holt as csv")
    over = {"state": "failed", "error": "disk_full", "under_way": None}
    await demo.write(lambda db: db.execute(update(exports).values(**over)) and None)
    listed = await adam.says("exports")
    pressed = next(e["selectAction"]["data"] for e in elements(listed.card) if "selectAction" in e)
    failed = await adam.executes(pressed, listed.activity_id)
    assert heading(failed) == "Your file could not be made"
    assert "there is no room left on my disk" in " ".join(read(failed.card))
    assert heading(await adam.presses(failed, "Run it again")) == "I am preparing your file"


async def test_a_card_that_never_arrived_is_no_reason_to_be_silent(
    adam: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sent_cards, "UNNAMED", timedelta(seconds=-1))
    adam.connector.statuses = [500]
    await adam.says("export Raymond Holt as csv")
    done = await ready(adam)
    await fetches(adam, done)
