from sqlalchemy import select

from storage.database import Database
from storage.tables import audit_log
from tests.talk import Answer, Person, button, buttons, elements, fields
from tests.test_privacy_talk import NOT_FOUND, text
from tests.test_roles_talk import service_id


async def test_an_agent_lists_what_their_service_had_and_opens_one_and_comes_back(alice: Person) -> None:
    listed = await alice.says("interactions Support last 90 days")
    assert "Interactions of Support" in text(listed)
    assert "1–10 of" in text(listed)
    later = await alice.presses(listed, "Next")
    assert "11–20 of" in text(later)
    row = next(b["data"] for b in buttons(later.card) if b["data"]["action"] == "details")
    opened = await alice.executes(row)
    back = await alice.presses(opened, "Back")
    assert "Interactions of Support" in text(back)
    assert "11–20 of" in text(await alice.presses(await alice.presses(later, "Next"), "Previous"))


async def test_a_masked_viewer_finds_by_service_time_and_result_and_reads_masks(
    adam: Person, alice: Person, petra: Person
) -> None:
    await adam.says("privacy agents masked")
    await petra.says("tenant Contoso")
    for person in (alice, petra):
        listed = await person.says("interactions support last 12 months hangup in queue")
        assert "Hangup in Queue" in text(listed)
        assert "+41 •• ••• •• " in text(listed)
        rows = [b["data"] for b in buttons(listed.card) if b["data"]["action"] == "details"]
        opened = await person.executes(rows[0])
        assert "•" in text(opened)
        assert "Raymond" not in text(listed) + text(opened)


async def test_it_is_said_in_german_too_and_the_field_changes_what_it_says(alice: Person) -> None:
    alice.locale = "de-CH"
    listed = await alice.says("Interaktionen letzte Woche")
    assert "Interaktionen von Support" in text(listed)
    other = await alice.presses(listed, "Zeigen", typed="letzte 90 Tage, accepted by user")
    assert "Von Benutzer angenommen" in text(other)
    wrong = await alice.presses(other, "Zeigen", typed="irgendwann")
    assert "«irgendwann» habe ich nicht verstanden." in wrong.texts[0]


async def test_of_several_services_one_is_pressed(ben: Person) -> None:
    choice = await ben.says("interactions last month")
    assert "Interactions of which service?" in text(choice)
    assert [t for t in ("Support", "Sales", "Billing") if t in text(choice)] == ["Support", "Sales"]
    sales = next(b["data"] for b in buttons(choice.card))
    assert "Interactions of Sales" in text(await ben.executes(sales))


async def test_anothers_service_reads_as_one_that_does_not_exist(alice: Person, fiona: Person, demo: Database) -> None:
    for typed in ("Sales", "Nowhere", "Hotline"):
        answer = await alice.says(f"interactions {typed} last week")
        assert answer.texts[0].startswith(f"I did not understand “{typed}”.")
    row = button((await alice.says("interactions Support last 90 days")).card, "Show")["data"]
    sales = await service_id(demo, "Sales")
    assert (await alice.executes({**row, "action": "interactions.show", "service": sales})).texts == [NOT_FOUND]
    assert (await fiona.executes({**row, "action": "interactions.show"})).texts == [NOT_FOUND]
    query = select(audit_log.c.action).where(audit_log.c.outcome == "refused")
    refused = await demo.read(lambda db: db.execute(query).scalars().all())
    assert refused.count("interactions.named") == 3
    assert "service_history.open_page" in refused


async def test_forged_data_finds_nothing(alice: Person) -> None:
    listed = await alice.says("interactions Support last 90 days")
    show = {**button(listed.card, "Show")["data"], **fields(listed.card), "action": "interactions.show"}
    for service in ("x", "1", ["7"], None):
        assert (await alice.executes({**show, "service": service})).texts == [NOT_FOUND], service
    for harmless in (
        {"after": "7"},
        {"before": ["7"]},
        {"first": "-1"},
        {"since": "2001-01-01"},
        {"result": "voicemail"},
    ):
        assert "Interactions of Support" in text(await alice.executes({**show, **harmless}))


async def test_what_is_said_next_changes_one_filter_and_keeps_the_others(alice: Person) -> None:
    listed = await alice.says("interactions Support last 90 days hangup in queue")
    assert "Filters: Hangup in Queue · " in text(listed)
    longer = await alice.presses(listed, "Show", typed="last 12 months")
    assert "Filters: Hangup in Queue · " in text(longer)
    assert period_of(listed) != period_of(longer)
    inbound = await alice.presses(longer, "Show", typed="voicemail, inbound")
    assert "Filters: Voicemail · " in text(inbound)
    assert text(inbound).count(" · Inbound") == 1
    assert period_of(inbound) == period_of(longer)


def period_of(answer: Answer) -> str:
    line = next(e["text"] for e in elements(answer.card) if str(e.get("text", "")).startswith("Filters: "))
    return str(line).split(" · ")[1]
