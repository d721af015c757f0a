"""Do owners get the figures that they ask for, in their own words, and nobody else any?"""

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, func, select

from dialogs.periods import last_days
from storage import services as services_of
from storage import tenants
from storage.code_tables import conclusion_codes, conclusions
from storage.database import Database
from storage.tables import audit_log, interactions
from tests.downloads import fetches
from tests.talk import CONTOSO, Answer, Person, buttons, elements, fields
from tests.talk import words as read
from tests.test_customers_talk import heading, rows_of
from tests.test_history_talk import titles

NOT_AN_OWNER = (
    "Only owners of a service and administrators can do that. Nothing was changed; please ask an owner of your service."
)
ZURICH = ZoneInfo("Europe/Zurich")
REFUSED = "I find nothing like that among what you may see. Nothing was changed."


def period(answer: Answer) -> str:
    """The line under the title."""
    return str(answer.card["body"][1]["text"])


def table(answer: Answer) -> list[list[str]]:
    """The cells of the card's table, row by row."""
    made = next(e for e in elements(answer.card) if e.get("type") == "Table")
    return [["".join(cell_text(item) for item in cell["items"]) for cell in row["cells"]] for row in made["rows"]]


def cell_text(item: dict[str, Any]) -> str:
    if item["type"] == "RichTextBlock":
        return "".join(i if isinstance(i, str) else i["text"] for i in item["inlines"])
    return str(item["text"])


def figures(answer: Answer) -> dict[str, list[str]]:
    """By what stands in the first column."""
    return {row[0]: row[1:] for row in table(answer)}


def chart(answer: Answer) -> dict[str, Any]:
    return next(e for e in elements(answer.card) if str(e.get("type", "")).startswith("Chart."))


def start_of(days: int) -> datetime:
    """Of the last so many days, today included, where Olga is."""
    return last_days(days, datetime.now(UTC), ZURICH).start


async def count_of_code(demo: Database, name: str, days: int) -> int:
    i, c, since = interactions.c, conclusion_codes.c, start_of(days)
    joined = (c.tenant_id == i.tenant_id) & (c.interaction_id == i.id)

    def count(db: Connection) -> int:
        query = select(func.count()).select_from(interactions.join(conclusion_codes, joined))
        return db.execute(query.where(c.name == name, i.started_at >= since)).scalar_one()

    return await demo.read(count)


async def test_an_owner_reads_how_her_codes_are_used(olga: Person, demo: Database) -> None:
    answer = await olga.says("report codes Support by month last 200 days")
    assert heading(answer) == "Codes · Support"
    assert period(answer).endswith(", by month")
    assert figures(answer)["Outage"][0] == f"{await count_of_code(demo, 'Outage', 200):,}"
    assert chart(answer)["type"] == "Chart.Line"
    assert re.search(r"% concluded: [\d,]+ of [\d,]+ that could be", "\n".join(read(answer.card)))
    assert titles(answer) == ["Results", "Key figures", "Other period", "Export"]


async def test_the_usual_period_is_the_last_thirty_days_by_week_of_all_her_services(olga: Person, otto: Person) -> None:
    answer = await olga.says("report codes")
    assert heading(answer) == "Codes · Support"
    assert period(answer).endswith(", by week")
    assert "This period is not over yet: these are the figures up to now." in read(answer.card)
    assert len(chart(answer)["data"][0]["values"]) in (5, 6)
    assert heading(await otto.says("report results")) == "Results · Billing, Sales"


async def test_by_month_or_year_there_are_so_many_that_they_can_be_compared(olga: Person) -> None:
    today = datetime.now(ZURICH).date()
    by_month = await olga.says("report codes Support by month")
    assert len(chart(by_month)["data"][0]["values"]) == 12
    assert f" 1, {today.year - (today.month < 12)} to " in period(by_month)
    by_year = await olga.says("report codes Support by year")
    assert len(chart(by_year)["data"][0]["values"]) == 5
    assert f"January 1, {today.year - 4} to " in period(by_year)


async def test_german_words_and_another_order_are_understood(olga: Person) -> None:
    olga.locale = "de-CH"
    last_year = datetime.now(ZURICH).year - 1
    for typed in (
        "bericht codes Support nach Monat letztes Jahr",
        f"Bericht: im Jahr {last_year}, Support Codes, monatlich",
    ):
        answer = await olga.says(typed)
        assert heading(answer) == "Codes · Support"
        assert period(answer) == f"{last_year}, nach Monat"


async def test_the_key_figures_of_last_week_stand_by_day_with_their_formulas(olga: Person) -> None:
    answer = await olga.says("kpi last week per day")
    assert heading(answer) == "Key figures · Support"
    assert re.fullmatch(r"Monday, .* to Sunday, .*, by day", period(answer))
    assert len(table(answer)) == 8
    for name, formula in (
        ("Reachability", "queued and handled by a user ÷ queued"),
        ("Acceptance SLA", "accepted within the service’s SLA ÷ accepted"),
        ("Hangup SLA", "hung up in the queue before the SLA ÷ hung up in the queue"),
    ):
        assert f"**{name}**: {formula}" in read(answer.card)
    assert titles(answer) == ["Results", "Codes", "Other period", "Export"]


async def test_where_nobody_was_queued_it_says_so_and_never_zero(olga: Person) -> None:
    answer = await olga.says("kpi Support 3 May 2001")
    assert "n/a" in read(answer.card)
    assert not any("%" in text for text in read(answer.card) if "never 0 %" not in text)
    by_month = await olga.says("kpi Support by month 2001")
    assert {cell for row in table(by_month)[1:] for cell in row[1:]} == {"n/a"}
    assert all(series["values"] == [] for series in chart(by_month)["data"])


async def test_a_press_leads_from_one_report_to_the_others_of_the_same_period(olga: Person) -> None:
    codes = await olga.says("report codes Support last month by week")
    results = await olga.presses(codes, "Results")
    assert heading(results) == "Results · Support"
    assert period(results) == period(codes)
    kpis = await olga.presses(results, "Key figures")
    assert heading(kpis) == "Key figures · Support"
    assert period(kpis) == period(codes)
    assert heading(await olga.presses(kpis, "Codes")) == "Codes · Support"
    assert results.activity_id == codes.activity_id


async def test_the_interactions_behind_a_code_are_listed_and_open(olga: Person, demo: Database) -> None:
    first = await olga.says("report codes Support Upsell offered last 90 days")
    assert heading(first) == "Upsell offered · Support"
    used = await count_of_code(demo, "Upsell offered", 90)
    assert f"1–10 of {used}, newest first" in read(first.card)
    assert chart(first)["type"] == "Chart.VerticalBar"
    following = await olga.presses(first, "Next")
    assert any(text.startswith("11–") for text in read(following.card))
    assert not any(str(e.get("type", "")).startswith("Chart.") for e in elements(following.card))
    back = await olga.presses(following, "Previous")
    assert rows_of(back, "details") == rows_of(first, "details")
    details = await olga.executes({**rows_of(first, "details")[0], **fields(first.card)}, first.activity_id)
    assert heading(details).startswith("Support, ")
    assert rows_of(await olga.presses(details, "Back"), "details") == rows_of(first, "details")
    assert heading(await olga.presses(first, "All codes")) == "Codes · Support"


async def test_a_press_on_a_figure_lists_what_is_behind_it(olga: Person) -> None:
    results = await olga.says("report results Support last 60 days")
    tap = next(b for b in buttons(results.card) if b["data"].get("result") == "hangup_in_queue")
    page = await olga.executes({**tap["data"], **fields(results.card)}, results.activity_id)
    assert heading(page) == "Hangup in Queue · Support"
    total = figures(results)["Hangup in Queue"][0]
    assert any(text.startswith(f"{total} interactions, ") for text in read(page.card))
    typed = await olga.says("report results Support hangup in queue last 60 days")
    assert rows_of(typed, "details") == rows_of(page, "details")


async def test_without_anything_a_form_asks(olga: Person, otto: Person) -> None:
    form = await otto.says("report")
    answer = await otto.presses(form, "Show", kind="results", period="month-last", by="day")
    assert heading(answer) == "Results · Billing, Sales"
    assert period(answer).endswith(("by day", "by week"))
    typed = await otto.presses(form, "Show", kind="kpi", typed="in 2024", by="month")
    assert period(typed) == "2024, by month"
    again = await otto.presses(form, "Show", typed="whenever")
    assert "I cannot read “whenever” as a period." in read(again.card)[0]
    form = await olga.presses(await olga.says("report kpi Support by day"), "Other period")
    shown = {e["id"]: e["value"] for e in elements(form.card) if e.get("type") == "Input.ChoiceSet"}
    assert (shown["kind"], shown["by"]) == ("kpi", "day")


async def test_a_period_that_cannot_be_read_is_asked_again(olga: Person) -> None:
    answer = await olga.says("report codes Support 30.2.")
    assert answer.texts == ["I cannot read “30\\.2.” as a period. Try “last month”, “since March” or “3–9 May”."]
    assert "Show" in titles(answer)


async def refusals(demo: Database) -> list[tuple[str, str]]:
    query = select(audit_log.c.action, audit_log.c.outcome).order_by(audit_log.c.position)
    return [tuple(row) for row in await demo.read(lambda db: db.execute(query).all())]


@pytest.mark.parametrize("typed", ["Suport", "Supprt last month"])
async def test_a_misspelt_service_is_offered_rightly(olga: Person, typed: str) -> None:
    answer = await olga.says(f"report results {typed}")
    assert "Nothing was changed." in answer.texts[0]
    assert titles(answer) == ["Support"]
    assert heading(await olga.presses(answer, "Support")) == "Results · Support"


async def test_what_is_not_hers_reads_as_what_is_not_there(olga: Person, demo: Database) -> None:
    not_hers, not_there = await olga.says("report results Sales"), await olga.says("report results Salem")
    assert not_hers.texts == [not_there.texts[0].replace("Salem", "Sales")]
    assert titles(not_hers) == titles(not_there)
    assert await refusals(demo) == [("reports.named", "refused")] * 2


@pytest.mark.parametrize("typed", ["report", "report codes Support", "kpi", "kpi Nowhere"])
async def test_agents_and_partners_are_told_who_may(alice: Person, petra: Person, demo: Database, typed: str) -> None:
    assert (await alice.says(typed)).texts == [NOT_AN_OWNER]
    await petra.presses(await petra.says("tenant"), "Contoso")
    assert (await petra.says(typed)).texts == [NOT_AN_OWNER]
    assert await refusals(demo) == [("reports.known", "refused")] * 2


async def sales(demo: Database) -> int:
    def find(db: Connection) -> int:
        return services_of.get(db, tenants.get(db, CONTOSO).id, "Sales").id

    return await demo.read(find)


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "codes",
        "codes||week|2026-11-01|2026-10-01",
        "codes||week|1926-11-01|2026-10-01",
        "codes||week|2026-11-01|9999-12-31",
        "codes||century|2026-10-01|2026-10-01",
        "rows||week|2026-10-01|2026-10-01",
        "codes|x|week|2026-10-01|2026-10-01",
        "codes|-1|week|2026-10-01|2026-10-01",
        "codes|" + ",".join(map(str, range(1, 40))) + "|week|2026-10-01|2026-10-01",
        "codes|99999999999999999999|week|2026-10-01|2026-10-01",
        "codes|12345|week|2026-10-01|2026-10-01",
        ["codes"],
        None,
    ],
)
async def test_what_a_card_never_asked_is_not_answered(olga: Person, asked: Any) -> None:
    for action in ("reports.show", "reports.file", "reports.other"):
        answer = await olga.executes({"action": action, "asked": asked, "service": "", "code": "x", "format": "exe"})
        if action != "reports.other" or answer.texts:
            assert answer.texts == [REFUSED]


async def test_a_forged_button_shows_no_service_and_no_code_of_others(
    olga: Person, demo: Database, alice: Person
) -> None:
    here = {"asked": "results||week|2026-10-01|2026-10-31"}
    theirs = {"action": "reports.show", **here, "service": str(await sales(demo))}
    assert (await olga.executes(theirs)).texts == [REFUSED]
    assert (await olga.executes({"action": "reports.show", **here, "code": "77"})).texts == [REFUSED]
    assert (await alice.executes({"action": "reports.show", **here})).texts == [NOT_AN_OWNER]


@pytest.mark.parametrize(("title", "suffix"), [("CSV", "csv"), ("Excel", "xlsx"), ("JSON lines", "jsonl")])
async def test_what_is_shown_leaves_as_a_file(olga: Person, title: str, suffix: str) -> None:
    report = await olga.says("report results Support last month by week")
    chosen = await olga.presses(await olga.presses(report, "Export"), title)
    assert chosen.card["body"][0]["text"] == report.card["body"][0]["text"]  # the report is back in its place
    ready = Answer(chosen.status, None, chosen.received)
    assert any(re.search(rf"results-support-[\d-]+\.{suffix}$", text.replace("\\", "")) for text in read(ready.card))
    page = await fetches(olga, ready)
    assert page.status == 200
    if suffix == "csv":
        lines = page.body.decode("utf-8-sig").splitlines()
        assert lines[0].startswith('"Group","Result",')
        assert lines[0].endswith(',"Total"')


async def test_the_file_of_a_codes_report_has_every_code_and_every_part(olga: Person) -> None:
    report = await olga.says("report codes Support last 300 days by month")
    chosen = await olga.presses(await olga.presses(report, "Export"), "CSV")
    page = await fetches(olga, Answer(chosen.status, None, chosen.received))
    lines = [line.split(",") for line in page.body.decode("utf-8-sig").splitlines()]
    assert {line[1].strip('"') for line in lines[1:]} >= {"Resolved", "Outage", "Concluded", "Could be concluded"}
    assert len(lines[0]) in (13, 14)  # kind, name, ten or eleven months, total
    total = figures(report)["Outage"][0].replace(",", "")
    assert next(line for line in lines if line[1] == '"Outage"')[-1] == total


@pytest.mark.parametrize(
    "typed",
    [
        "report " + "1/1 " * 40,
        "report codes **bold** [x](http://x)",
        "report codes \u202e",
        "kpi ÷",
        "report codes Support by month by week by day",
        "report Support Support Support",
        "kpi 2099",
        "report results since 2000",
    ],
)
async def test_whatever_is_asked_is_answered(adam: Person, typed: str) -> None:
    answer = await adam.says(typed)
    assert answer.status == 200
    assert answer.texts or answer.card
    assert "Something went wrong" not in "".join(answer.texts)


async def test_an_admin_reads_of_all_services_and_of_one(adam: Person, demo: Database) -> None:
    every = await adam.says("report results last 60 days")
    assert heading(every) == "Results · Billing, Sales, Support"
    one = await adam.says("report results of Sales last 60 days, please")
    assert heading(one) == "Results · Sales"
    both = await adam.says("report results Sales and Billing last 60 days")
    assert heading(both) == "Results · Billing, Sales"


async def test_what_waits_is_what_coverage_lacks(olga: Person, demo: Database) -> None:
    def waiting(db: Connection) -> int:
        c, i = conclusions.c, interactions.c
        joined = (c.tenant_id == i.tenant_id) & (c.interaction_id == i.id)
        query = select(func.count()).select_from(interactions.outerjoin(conclusions, joined))
        service = services_of.get(db, tenants.get(db, CONTOSO).id, "Support").id
        could = (i.service_id == service, i.last_user_id.is_not(None), i.terminated_at.is_not(None))
        return db.execute(query.where(*could, c.interaction_id.is_(None), i.started_at >= start_of(200))).scalar_one()

    answer = await olga.says("report codes Support last 200 days")
    said = re.search(r"concluded: ([\d,]+) of ([\d,]+) that", "\n".join(read(answer.card)))
    assert said
    concluded, could = (int(part.replace(",", "")) for part in said.groups())
    assert could - concluded == await demo.read(waiting) > 0
