"""Does every interaction behind a figure stand on one page, once, and are they found by an index?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from storage import access, report_pages, reports
from storage.access import NotAnOwner, NotFound, Scope, Who
from storage.code_tables import codes
from storage.database import Database
from storage.delivery_tables import card_subjects
from storage.report_pages import Behind, Page
from storage.reports import Question
from storage.sent_cards import Place
from storage.services import Service
from storage.tables import audit_log
from tests.figures import Call, Centre, a_centre
from tests.test_plans import ADAM, WHOLE_TENANT, plans_of
from tests.test_reports import WHOLE, owner_of

HERE = Place("chat", None)
NOW = datetime.now(UTC)
RECENT = Question(services=None, edges=(NOW - timedelta(days=60), NOW - timedelta(days=30), NOW))  # of the demo


@pytest.fixture
async def centre(store: Database) -> Centre:
    """47 sales of two services, three of them at the same moment, between others."""
    centre = await a_centre(store)
    sales = [Call(service=("Support", "Sales")[n % 2], minute=n // 3, codes=("Sale",)) for n in range(47)]
    await centre.has(*reversed(sales), *(Call(minute=n, codes=("Upsell",), result="voicemail") for n in range(5)))
    return centre


async def opened(centre: Centre, scope: Scope, behind: Behind, **more: Any) -> Page:
    page, _sent = await centre.store.write(
        report_pages.open_page, scope, more.pop("question", WHOLE), behind, HERE, **more
    )
    return page


async def walked(centre: Centre, scope: Scope, behind: Behind) -> list[Page]:
    pages = [await opened(centre, scope, behind)]
    while len(pages[-1].rows) and pages[-1].first - 1 + len(pages[-1].rows) < pages[-1].total:
        last = pages[-1]
        pages.append(await opened(centre, scope, behind, after=last.rows[-1].id, first=last.first + len(last.rows)))
    return pages


async def test_each_interaction_stands_on_one_page_the_newest_first(centre: Centre) -> None:
    behind = Behind(code_id=centre.codes["Sale"].id)
    pages = await walked(centre, centre.admin, behind)
    rows = [row for page in pages for row in page.rows]
    assert [len(page.rows) for page in pages] == [10, 10, 10, 10, 7]
    assert [page.total for page in pages] == [47] * 5
    assert rows == sorted(rows, key=lambda row: (row.started_at, row.id), reverse=True)
    assert len({row.id for row in rows}) == 47
    back = await opened(centre, centre.admin, behind, before=pages[2].rows[0].id, first=11)
    assert (back.rows, back.first) == (pages[1].rows, 11)


async def test_a_result_has_its_interactions_too(centre: Centre) -> None:
    [page] = await walked(centre, centre.admin, Behind(result="voicemail"))
    assert [row.result for row in page.rows] == ["voicemail"] * 5
    assert (await opened(centre, centre.admin, Behind(result="error"))).rows == ()


async def test_an_owner_sees_those_of_their_services_alone(centre: Centre) -> None:
    behind = Behind(code_id=centre.codes["Sale"].id)
    pages = await walked(centre, owner_of(centre, "Support"), behind)
    assert {row.service for page in pages for row in page.rows} == {"Support"}
    assert pages[0].total == 24
    theirs = replace(WHOLE, services=frozenset({centre.services["Sales"]}))
    with pytest.raises(NotFound):
        await opened(centre, owner_of(centre, "Support"), behind, question=theirs)
    with pytest.raises(NotAnOwner):
        await opened(centre, replace(centre.admin, roles=frozenset({"agent"})), behind)
    with pytest.raises(NotFound):
        await opened(centre, centre.admin, Behind(code_id=1))


async def test_who_sees_customers_masked_sees_them_masked_here(centre: Centre) -> None:
    masked = replace(centre.admin, masked=True)
    assert {row.source for row in (await opened(centre, masked, Behind(result="voicemail"))).rows} == {
        "+41 •• ••• •• 67"
    }


async def test_a_look_is_audited_and_in_the_ledger_of_cards(centre: Centre) -> None:
    page = await opened(centre, centre.admin, Behind(code_id=centre.codes["Sale"].id))

    def told(db: Connection) -> tuple[Any, set[int]]:
        log = select(audit_log.c.action, audit_log.c.subject_kind, audit_log.c.subject_id, audit_log.c.detail)
        last = db.execute(log.order_by(audit_log.c.position.desc())).first()
        return last, set(db.execute(select(card_subjects.c.subject_id)).scalars())

    last, subjects = await centre.store.read(told)
    assert tuple(last) == ("interactions.listed", "code", centre.codes["Sale"].id, {"rows": 10})
    assert subjects == {row.id for row in page.rows}


def asks(work: Callable[[Connection, Scope, tuple[Service, ...]], object]) -> Callable[[Connection], object]:
    def run(db: Connection) -> object:
        db.exec_driver_sql("PRAGMA query_only=OFF")
        scope = access.scope_of(db, Who(tenant=ADAM.tenant, person=ADAM.person))
        return work(db, scope, reports.own_services(db, scope, RECENT))

    return run


def test_every_figure_reads_its_period_alone(demo_file: Path) -> None:
    def read(db: Connection, scope: Scope, own: tuple[Service, ...]) -> None:
        reports.of_codes(db, scope, RECENT, NOW)
        reports.of_results(db, scope, RECENT)
        reports.of_kpis(db, scope, RECENT)
        some = replace(RECENT, services=frozenset({own[0].id}))
        reports.of_results(db, scope, some)

    plans = plans_of(demo_file, asks(read))
    told = [line for line in plans if " interactions " in f"{line} "]
    assert told
    assert {line for line in told if "ix_interactions_service" not in line} == set()
    assert all("started_at>? AND started_at<?" in line for line in told)
    small = ("services", "codes", "service_codes", "service_features")
    assert [line for line in plans if line.endswith(WHOLE_TENANT) and line.split()[1] not in small] == []


def test_a_page_walks_along_the_index_and_sorts_nothing(demo_file: Path) -> None:
    def read(db: Connection, scope: Scope, own: tuple[Service, ...]) -> None:
        first, _sent = report_pages.open_page(db, scope, RECENT, Behind(result="accepted_by_user"), HERE)
        some = db.execute(select(codes.c.id).limit(1)).scalar_one()
        report_pages.open_page(db, scope, RECENT, Behind(code_id=some), HERE)
        report_pages.open_page(db, scope, RECENT, Behind(code_id=some), HERE, after=first.rows[0].id)

    plans = plans_of(demo_file, asks(read))
    told = [line for line in plans if " interactions " in f"{line} " and "(tenant_id=? AND id=?)" not in line]
    assert told
    assert {line for line in told if "ix_interactions_service" not in line} == set()
    assert [line for line in plans if "TEMP B-TREE FOR ORDER BY" in line] == []
