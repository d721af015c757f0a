"""How does it feel to ask the audit log?"""

import re
from datetime import UTC, datetime

import orjson
import pytest
from sqlalchemy import select

from cards.words import words_for
from dialogs import audit_sentences
from dialogs import export_jobs as making
from storage import tenants
from storage.database import Database
from storage.tables import audit_log, customers
from tests.conftest import MakePerson, StartBot
from tests.downloads import address_of, code_of, fetches, sends
from tests.talk import CONTOSO, Answer, Person, button, buttons
from tests.talk import words as words_of
from tests.test_erasure_talk import asked as asked_to_erase
from tests.test_erasure_talk import shown_to
from tests.test_export_formats import of_csv, of_sheet
from tests.test_export_talk import ready
from tests.test_privacy_talk import ADMINS_ONLY, NOT_FOUND, text
from tests.told import tell, told

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ONE_AT_A_TIME = "I am still preparing another file for you. Wait for it, or stop it; nothing new was started."
NOBODY = "Nothing of this kind stands in the log for this period."


def rows(answer: Answer) -> list[str]:
    """Who and what, the newest first."""
    lines = [b["items"][0]["text"] for b in answer.card["body"] if b["type"] == "Container"]
    return [re.sub(r"\*\*.* · (.*)\*\*\n\n", r"\1: ", line) for line in lines]


def titles(answer: Answer) -> list[str]:
    return [b["title"] for b in buttons(answer.card) if b["type"] == "Action.Execute"]


async def test_what_was_done_stands_there_in_words_the_newest_first_and_the_look_itself_on_top(
    adam: Person, alice: Person
) -> None:
    await alice.says("history Raymond Holt")
    await adam.says("privacy agents masked")
    await adam.says("roles give Ben owner of Sales")
    await adam.says("codes off Support")
    await adam.says("retention 12 months")
    assert rows(await adam.says("audit")) == [
        "Adam Admin: read the audit log",
        "Adam Admin: switched a feature: Support · Codes and tags: off",
        "Adam Admin: gave a role: Ben Agent, Owner of Sales",
        "Adam Admin: changed a privacy setting · Customers, for agents: masked",
        "Alice Agent: opened the history of a customer: Raymond Holt",
    ]


async def test_it_is_asked_by_person_kind_and_period_in_words(adam: Person, alice: Person) -> None:
    await alice.says("customer Raymond Holt")
    await alice.says("roles")
    await adam.says("privacy agents masked")
    of_alice = await adam.says("audit what did Alice do in the last 7 days")
    assert [line.partition(":")[0] for line in rows(of_alice)] == ["Alice Agent"] * 2
    assert "Alice Agent · " in text(of_alice)
    refused = await adam.says("audit refusals of Alice")
    assert rows(refused) == ["Alice Agent: was refused: roles"]
    assert "Alice Agent · refusals · " in text(refused)
    assert rows(await adam.says("audit settings")) == [
        "Adam Admin: changed a privacy setting · Customers, for agents: masked"
    ]
    assert NOBODY in text(await adam.says("audit Alice 2020"))


async def test_the_field_of_the_card_changes_what_it_says_and_keeps_the_rest(adam: Person, alice: Person) -> None:
    await alice.says("customer Raymond Holt")
    await alice.says("roles")
    of_alice = await adam.says("audit Alice")
    refused = await adam.presses(of_alice, "Show", typed="refusals")
    assert rows(refused) == ["Alice Agent: was refused: roles"]
    before = await adam.presses(refused, "Show", typed="March 2026")
    assert "Alice Agent · refusals · March 2026" in text(before)
    assert NOBODY in text(before)
    wrong = await adam.presses(before, "Show", typed="somebody unheard of")
    assert wrong.texts[0].startswith("I did not understand “somebody unheard”.")


async def test_it_is_asked_in_german_too(adam: Person, alice: Person) -> None:
    adam.locale = "de-CH"
    await alice.says("customer Raymond Holt")
    await alice.says("roles")
    assert rows(await adam.says("Protokoll Verweigerungen")) == ["Alice Agent: wurde verweigert: Rollen"]
    looked = await adam.says("protokoll wer hat Raymond Holt in den letzten 7 Tagen angesehen?")
    assert "Wer Raymond Holt angesehen hat" in text(looked)
    assert "2-mal in diesem Zeitraum, durch 2 Personen." in text(looked)


async def test_who_looked_at_somebody_counts_cards_histories_interactions_and_files(
    adam: Person, alice: Person
) -> None:
    await alice.says("customer Raymond Holt")
    history = await alice.says("history Raymond Holt")
    await alice.executes(next(b["data"] for b in buttons(history.card) if b["data"]["action"] == "details"))
    await alice.says("customer Zürich")
    await adam.says("export Raymond Holt as csv")
    looked = await adam.says("audit who looked at Raymond Holt")
    assert "Who looked at Raymond Holt" in text(looked)
    assert "5 times in this period, by 2 people." in text(looked)
    said = rows(looked)
    assert said[0] == "Adam Admin: asked who looked at a customer: Raymond Holt"
    assert said[1] == "Adam Admin: asked for a file: Raymond Holt · CSV"
    assert re.fullmatch(r"Alice Agent: opened an interaction: Support, .* \(Raymond Holt\)", said[2])
    assert said[3] == "Alice Agent: opened the history of a customer: Raymond Holt"
    assert said[4] == "Alice Agent: opened the card of a customer: Raymond Holt"
    before = await adam.presses(looked, "Show", typed="March 2026")
    assert "Who looked at Raymond Holt" in text(before)
    assert "March 2026" in text(before)
    assert "0 times in this period, by 0 people." in text(before)


async def test_of_several_customers_one_is_pressed_and_the_period_is_kept(adam: Person) -> None:
    choice = await adam.says("audit who looked at ray in March 2026")
    assert "Two customers fit “ray”." in text(choice)
    pressed = next(b["data"] for b in buttons(choice.card) if b["data"]["action"] == "audit.show")
    looked = await adam.executes(pressed)
    assert "Who looked at " in text(looked)
    assert "March 2026" in text(looked)
    form = await adam.says("audit who looked at")
    [found, *_] = await adam.types(form, "customers", "Raymond")
    assert "Who looked at Raymond Holt" in text(await adam.presses(form, "Look up", customer=found[0]))
    nobody = await adam.says("audit who looked at Nobody Known")
    assert nobody.texts == ["I find no customer “Nobody Known” among those you may see."]


async def test_pages_follow_each_other_by_key_whatever_comes_meanwhile(adam: Person, alice: Person) -> None:
    for _ in range(12):
        await alice.says("customer Raymond Holt")
    first = await adam.says("audit looks")
    assert titles(first) == ["Show", "Next", "Export"]
    second = await adam.presses(first, "Next")
    assert len(rows(second)) == 3
    assert titles(second) == ["Show", "Previous", "Export"]
    await alice.says("customer Raymond Holt")
    back = await adam.presses(second, "Previous")
    assert rows(back) == rows(first)
    assert "Previous" in titles(back)  # what has come since stands before it


async def test_several_people_fit_and_one_is_pressed(adam: Person, alice: Person) -> None:
    await alice.says("roles")
    choice = await adam.says("audit refusals a")
    assert "Several people fit. Which one?" in text(choice)
    pressed = next(
        e["selectAction"]["data"] for e in choice.card["body"][1:] if "Alice Agent" in str(e["items"][0]["text"])
    )
    assert rows(await adam.executes(pressed)) == ["Alice Agent: was refused: roles"]


@pytest.mark.parametrize("file_format", ["CSV", "Excel", "JSON lines"])
async def test_what_is_shown_is_exported_in_full(adam: Person, alice: Person, file_format: str) -> None:
    for _ in range(12):
        await alice.says("customer Raymond Holt")
    formats = await adam.presses(await adam.says("audit Alice"), "Export")
    asked = await adam.presses(formats, file_format)
    assert asked.card["body"][0]["text"] == "I am preparing your file"
    assert any(line.startswith("Audit log · Alice Agent · ") for line in words_of(asked.card))
    made = await ready(adam)
    assert (made.received[0].method, made.received[0].activity_id) == ("PUT", asked.activity_id)
    fetched = await fetches(adam, made)
    if file_format == "CSV":
        head, *lines = of_csv(fetched.body)
        assert head == ["When", "Who", "Deed", "About", "In words", "Action", "Outcome", "Number"]
        assert {tuple(line[1:4]) for line in lines} == {
            ("Alice Agent", "opened the card of a customer", "Raymond Holt")
        }
    elif file_format == "Excel":
        _head, *sheet = of_sheet(fetched.body)
        lines = [list(row.values()) for row in sheet]
        assert {"A": "Filters", "B": "Alice Agent"}.items() <= {
            **{row["A"]: row.get("B", "")[:11] for row in of_sheet(fetched.body, 2)},
            "A": "Filters",
            "B": "Alice Agent",
        }.items()
    else:
        lines = [list(orjson.loads(line).values()) for line in fetched.body.splitlines()]
        assert orjson.loads(fetched.body.splitlines()[0])["action"] == "customer.opened"
    assert len(lines) == 12
    exported = rows(await adam.says("audit exports of Adam"))
    assert any("downloaded a file" in line for line in exported)
    assert any("got a file made" in line for line in exported)


async def test_a_hostile_name_is_a_name_in_the_card_and_a_text_in_the_file(adam: Person, demo: Database) -> None:
    name = '=HYPERLINK("http://x")\u202e **bold** <at>all</at>'
    tenant_id = (await demo.read(tenants.get, CONTOSO)).id
    await tell(demo, tenant_id, told("hostile", callerTelNumber="+41445556677", customerName=name))
    await adam.says("customer +41 44 555 66 77")
    looked = await adam.says("audit who looked at +41 44 555 66 77")
    assert "\u202e" not in str(looked.card)
    assert "\\*\\*bold\\*\\* \\<at\\>" in text(looked)
    await adam.presses(await adam.presses(looked, "Export"), "CSV")
    cells = [cell for line in of_csv((await fetches(adam, await ready(adam))).body) for cell in line]
    told_of = [cell for cell in cells if "HYPERLINK" in cell]
    assert told_of
    assert not [cell for cell in told_of if cell.startswith("=") or "\u202e" in cell]


async def test_who_compared_two_customers_has_looked_at_either(adam: Person, demo: Database) -> None:
    named = select(customers.c.name, customers.c.id).where(customers.c.name.in_(("Raymond Holt", "Dorain Gray")))
    ids = {r.name: str(r.id) for r in await demo.read(lambda db: db.execute(named).all())}
    await adam.executes({"action": "identities.compare", "one": ids["Raymond Holt"], "other": ids["Dorain Gray"]})
    for name in ("Raymond Holt", "Dorain Gray"):
        assert any("compared two customers" in row for row in rows(await adam.says(f"audit who looked at {name}")))


async def test_however_long_the_log_is_a_file_holds_it_and_is_among_the_exports(
    adam: Person, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "ROWS_A_READ", 2)
    for _ in range(5):
        await alice.says("customer Raymond Holt")
    await adam.presses(await adam.presses(await adam.says("audit Alice"), "Export"), "JSON lines")
    made = await ready(adam)
    lines = [orjson.loads(line) for line in (await fetches(adam, made)).body.splitlines()]
    assert len({line["position"] for line in lines}) == len(lines) == 5
    manifest = orjson.loads((await fetches(adam, made, part="manifest")).body)
    assert (manifest["title"], manifest["rows"]) == ("Audit log", 5)
    assert manifest["filters"].startswith("Alice Agent · ")
    listed = text(await adam.says("exports"))
    assert "audit-log-" in listed
    assert "5 rows" in listed


async def test_one_file_at_a_time_also_of_the_log_and_one_that_was_stopped_is_asked_for_again(
    start_bot: StartBot, person: MakePerson
) -> None:
    adam = person("adam", 4)
    adam.bot_url = await start_bot(worker=False)
    formats = await adam.presses(await adam.says("audit who looked at Raymond Holt"), "Export")
    asked = await adam.presses(formats, "CSV")
    assert (await adam.says("export Dorain Gray as csv")).texts == [ONE_AT_A_TIME]
    assert (await adam.presses(formats, "Excel")).texts == [ONE_AT_A_TIME]
    stopped = await adam.presses(asked, "Stop")
    assert stopped.card["body"][0]["text"] == "Stopped"
    begun = await adam.presses(stopped, "Run it again")
    assert begun.card["body"][0]["text"] == "I am preparing your file"
    assert any(line.startswith("Who looked at Raymond Holt · ") for line in words_of(begun.card))


@pytest.mark.parametrize("typed", ["audit", "audit who looked at Raymond Holt", "audit who looked at Nobody Known"])
async def test_whoever_is_no_admin_reads_the_same_words_as_elsewhere_and_that_is_audited(
    alice: Person, olga: Person, petra: Person, adam: Person, typed: str
) -> None:
    await petra.says("tenant Contoso")
    for person in (alice, olga, petra):
        assert (await person.says(typed)).texts == [ADMINS_ONLY]
    refused = rows(await adam.says("audit refusals"))
    assert refused == [f"{name}: was refused: the audit log" for name in ("Petra Partner", "Olga Owner", "Alice Agent")]


async def test_every_button_asks_for_the_rights_again(
    adam: Person, alice: Person, petra: Person, fiona: Person
) -> None:
    await petra.says("tenant Contoso")
    looked = await adam.says("audit who looked at Raymond Holt")
    show = button(looked.card, "Show")["data"]
    for action in ("audit.show", "audit.other", "audit.export", "audit.file", "audit.find", "audit"):
        pressed = {**show, "action": action, "typed": "who looked at Raymond Holt", "format": "csv"}
        for person in (alice, petra):
            assert (await person.executes(pressed)).texts == [ADMINS_ONLY], action
    assert (await fiona.executes({**show, "action": "audit.show"})).texts == [NOT_FOUND]


async def test_forged_data_finds_nothing(adam: Person, demo: Database) -> None:
    show = {**button((await adam.says("audit")).card, "Show")["data"], "action": "audit.show"}
    for data in (
        {**show, "since": "x"},
        {**show, "until": "2001-01-01"},
        {**show, "since": "0001-01-01"},
        {**show, "until": None},
        {**show, "person": "7"},
        {**show, "customer": "7"},
        {**show, "action": "audit.file", "format": "exe"},
    ):
        assert (await adam.executes(data)).texts == [NOT_FOUND], data
    for harmless in ({**show, "kind": "x"}, {**show, "after": "7"}, {**show, "before": ["7"]}, {**show, "person": "x"}):
        assert "Audit log" in text(await adam.executes(harmless))


async def test_of_whoever_was_anonymised_nothing_shows_and_the_card_that_named_them_is_rewritten(
    adam: Person, anna: Person, alice: Person, demo: Database
) -> None:
    await anna.says("hi")
    await alice.says("customer Dorain Gray")
    formats = await adam.presses(await adam.says("audit who looked at Dorain Gray"), "Export")
    asked = await adam.presses(formats, "CSV")
    assert any(line.startswith("Who looked at Dorain Gray · ") for line in words_of(asked.card))
    file = await ready(adam)
    assert "Dorain Gray" in (await fetches(adam, file)).body.decode()
    named = await adam.says("audit Alice")
    assert "Dorain Gray" in text(named)
    await asked_to_erase(adam)
    request = await shown_to(anna, "Adam Admin asks to anonymise this customer for good")
    await anna.presses(Answer(200, None, [request]), "Approve", name="Dorain Gray")
    await shown_to(adam, "finds no trace of this customer")
    later = text(await adam.says("audit")) + text(await adam.says("audit Alice"))
    assert "Anonymized on Request" in later
    assert not re.search("Dorain|Gray|2345678910|K-20417", later)
    assert "Nothing to fetch here" in (await sends(adam, address_of(file), code_of(file))).text
    rewritten = [r for r in adam.connector.received if r.activity_id == named.activity_id and r.method == "PUT"]
    assert rewritten
    assert "Gray" not in str(rewritten[-1].card)
    kept = await demo.read(lambda db: str(db.execute(select(audit_log)).all()))
    assert not re.search("Dorain|Gray|2345678910", kept)


@pytest.mark.parametrize(
    ("typed", "customer", "days"),
    [
        ("who looked at Raymond Holt", "Raymond Holt", None),
        ("Who has looked at Raymond Holt in the last 7 days?", "Raymond Holt", 7),
        ("who looked at +41 79 123 45 67 last week", "+41 79 123 45 67", 7),
        ("who looked at 4567 last week", "4567", 7),
        ("who opened 3M Switzerland yesterday", "3M Switzerland", 1),
        ("who looked at April May", "April May", None),
        ("wer hat Raymond Holt angeschaut", "Raymond Holt", None),
        ("wer hat letzte Woche Raymond Holt angesehen?", "Raymond Holt", 7),
        ("wer hat +41 79 123 45 67 angesehen letzte Woche", "+41 79 123 45 67", 7),
        ("qui a regardé Dorain Gray la semaine dernière ?", "Dorain Gray", 7),
        ("chi ha guardato Dorain Gray ieri", "Dorain Gray", 1),
        ("who looked at", "", None),
    ],
)
def test_a_customer_and_a_period_are_told_apart(typed: str, customer: str, days: int | None) -> None:
    found = audit_sentences.looked_at(typed, words_for("en-GB", "UTC"), MONDAY)
    assert found is not None
    said, period = found
    assert said == customer
    assert (period and (period.last - period.first).days + 1) == days


@pytest.mark.parametrize("typed", ["", "Alice last week", "who", "who gave roles", "refusals", "looks yesterday"])
def test_what_asks_for_no_customer_is_no_such_question(typed: str) -> None:
    assert audit_sentences.looked_at(typed, words_for("en-GB", "UTC"), MONDAY) is None


async def test_nothing_of_it_is_said_in_a_channel(adam: Person, person: MakePerson) -> None:
    await adam.says("hi")
    adam.chat = {"id": "19:team", "conversationType": "channel", "isGroup": True}
    answer = await adam.says("audit who looked at Raymond Holt")
    assert "Raymond" not in "".join(answer.texts)
    assert not any(r.card for r in answer.received)
