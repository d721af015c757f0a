"""Are the figures of a report those that somebody would count by hand?"""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import reports
from storage.access import NotAnOwner, NotFound, Scope
from storage.database import Database
from storage.figures import Codes, Kpi, Kpis, Results
from storage.outcomes import BY_KEY
from storage.reports import Question
from tests.figures import DAY, Call, Centre, a_centre

SLAS = {"Support": (10, 15), "Sales": (20, 20)}
EDGES = tuple(DAY + timedelta(hours=h) for h in (-14, 10, 35, 59))  # three days in Zurich; the second has 25 hours
WHOLE = Question(services=None, edges=EDGES)
CALLS = st.lists(
    st.builds(
        Call,
        service=st.sampled_from(["Support", "Sales"]),
        minute=st.sampled_from([-841, -840, -1, 0, 599, 600, 601, 2099, 2100, 3539, 3540]),
        result=st.sampled_from(["accepted_by_user", "transferred_by_user", "hangup_in_queue", "voicemail", None]),
        queued=st.booleans(),
        queue_seconds=st.sampled_from([None, 9, 10, 11, 14, 15, 16, 20, 21]),
        agent=st.sampled_from([None, "ann", "ben"]),
        codes=st.sampled_from([None, (), ("Sale",), ("Lost", "Upsell"), ("Sale", "Upsell")]),
        tags=st.sampled_from([(), ("vip",), ("VIP", "router"), ("079 123 45 67", "ray@holt.example")]),
    ),
    max_size=25,
)


def part_of(call: Call) -> int | None:
    return next((n for n, (a, b) in enumerate(pairwise(EDGES)) if a <= call.at < b), None)


def parts(calls: list[Call]) -> list[list[Call]]:
    return [[c for c in calls if part_of(c) == n] for n in range(len(EDGES) - 1)]


def kpi_by_hand(calls: list[Call]) -> Kpi:
    queued = [c for c in calls if c.queued and c.result]
    handled = [c for c in queued if c.result and BY_KEY[c.result].group == "handled_by_user"]
    accepted = [(c.queue_seconds, SLAS[c.service][0]) for c in handled if c.queue_seconds is not None]
    left = [c for c in calls if c.result == "hangup_in_queue" and c.queue_seconds is not None]
    return Kpi(
        queued=len(queued),
        handled=len(handled),
        accepted=len(accepted),
        accepted_in_time=sum(seconds <= sla for seconds, sla in accepted),
        hung_up=len(left),
        hung_up_early=sum((c.queue_seconds or 0) < SLAS[c.service][1] for c in left),
    )


def could(call: Call) -> bool:
    return bool(call.result and call.agent)


@given(calls=CALLS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_the_figures_are_those_of_a_count_by_hand(store: Database, calls: list[Call]) -> None:
    centre = await a_centre(store)
    await centre.has(*calls)
    await assert_codes(centre, calls)
    kpis: Kpis = await store.read(reports.of_kpis, centre.admin, WHOLE)
    assert list(kpis.parts) == [kpi_by_hand(part) for part in parts(calls)]
    assert kpis.whole == kpi_by_hand([c for c in calls if part_of(c) is not None])
    results: Results = await store.read(reports.of_results, centre.admin, WHOLE)
    by_hand = [Counter(c.result for c in part) for part in parts(calls)]
    assert {r: list(counts) for r, counts in results.counts.items()} == {
        result: [counted[result] for counted in by_hand] for result in set().union(*by_hand)
    }


async def assert_codes(centre: Centre, calls: list[Call]) -> None:
    report: Codes = await centre.store.read(reports.of_codes, centre.admin, WHOLE, DAY)
    used = [Counter(name for c in part for name in c.codes or ()) for part in parts(calls)]
    offered = {"Sale", "Vain", "Upsell"}
    assert {u.code.name: list(u.counts) for u in report.uses} == {
        name: [counted[name] for counted in used] for name in offered.union(*used)
    }
    inside = [c for part in parts(calls) for c in part]
    concluding = {"Support"} | {c.service for c in inside if c.codes is not None}
    counting = [[c for c in part if could(c) and c.service in concluding] for part in parts(calls)]
    waiting = [[c for c in part if c.codes is None] for part in counting]
    assert [c.could for c in report.coverage] == [len(part) for part in counting]
    assert [c.could - c.concluded for c in report.coverage] == [len(part) for part in waiting]
    assert [c.unreachable for c in report.coverage] == [sum(c.agent == "ben" for c in part) for part in waiting]
    assert report.covered.conclusions == sum(c.codes is not None for c in inside)


@pytest.fixture
async def centre(store: Database) -> Centre:
    return await a_centre(store)


async def test_a_fraction_without_a_denominator_is_none_and_never_zero(store: Database, centre: Centre) -> None:
    await centre.has(Call(queued=False, agent=None, result="voicemail"))
    kpis = await store.read(reports.of_kpis, centre.admin, WHOLE)
    assert [(p.reachability, p.acceptance, p.hangup) for p in kpis.parts] == [(None, None, None)] * 3
    codes = await store.read(reports.of_codes, centre.admin, WHOLE, DAY)
    assert codes.covered.share is None
    await centre.has(Call(result="lost_in_queue"))
    assert (await store.read(reports.of_kpis, centre.admin, WHOLE)).whole.reachability == 0


async def test_a_retired_code_is_reported_under_its_name_and_an_unused_one_is_named(
    store: Database, centre: Centre
) -> None:
    await centre.has(Call(codes=("Lost",)), Call(codes=("Sale",)), Call(codes=("Sale", "Upsell")))
    report = await store.read(reports.of_codes, centre.admin, WHOLE, DAY)
    told = [(u.code.name, u.code.retired, u.applied, u.total) for u in report.uses]
    assert told == [
        ("Sale", False, True, 2),
        ("Lost", True, False, 1),
        ("Vain", False, True, 0),
        ("Upsell", False, True, 1),
    ]
    assert [c.name for c in report.unused] == ["Vain"]


async def test_a_service_that_does_not_conclude_lowers_no_coverage(store: Database, centre: Centre) -> None:
    await centre.has(Call(codes=("Sale",)), Call(service="Sales"))
    assert (await store.read(reports.of_codes, centre.admin, WHOLE, DAY)).covered.share == 1
    await centre.has(Call(service="Sales", codes=()))
    assert (await store.read(reports.of_codes, centre.admin, WHOLE, DAY)).covered.share == 2 / 3


async def test_the_day_on_which_the_clocks_go_back_has_25_hours(store: Database, centre: Centre) -> None:
    await centre.has(*(Call(minute=60 * hour, result="voicemail") for hour in range(-20, 72)))
    results = await store.read(reports.of_results, centre.admin, WHOLE)
    assert results.counts == {"voicemail": (24, 25, 24)}


def owner_of(centre: Centre, *names: str) -> Scope:
    own = frozenset(centre.services[name] for name in names)
    return replace(
        centre.admin, roles=frozenset({"owner", "agent"}), owned=own, services=frozenset(centre.services.values())
    )


async def test_an_owner_sees_their_own_services_and_an_admin_all(store: Database, centre: Centre) -> None:
    await centre.has(Call(), Call(service="Sales"), Call(service="Sales"))

    async def count(scope: Scope, *names: str) -> int:
        wanted = frozenset(centre.services[n] for n in names) if names else None
        found = await store.read(reports.of_results, scope, replace(WHOLE, services=wanted))
        return sum(found.counts.get("accepted_by_user", ()))

    assert await count(centre.admin) == 3
    assert await count(centre.admin, "Sales") == 2
    assert await count(owner_of(centre, "Support")) == 1
    assert await count(owner_of(centre, "Support", "Sales"), "Sales") == 2
    with pytest.raises(NotFound):
        await count(owner_of(centre, "Support"), "Sales")
    for roles in ({"agent"}, {"partner_admin"}, set[str]()):
        with pytest.raises(NotAnOwner):
            await count(replace(owner_of(centre), roles=frozenset(roles)))


async def test_another_tenants_calls_are_in_no_figure(store: Database, centre: Centre) -> None:
    elsewhere = await a_centre(store)
    await elsewhere.has(Call(codes=("Sale",), tags=("vip",)))
    assert (await store.read(reports.of_results, centre.admin, WHOLE)).counts == {}
    assert (await store.read(reports.of_codes, centre.admin, WHOLE, DAY)).covered.conclusions == 0
    theirs = frozenset(elsewhere.services.values())
    with pytest.raises(NotFound):
        await store.read(reports.of_results, centre.admin, replace(WHOLE, services=theirs))


async def test_a_period_that_has_not_begun_has_no_parts(store: Database, centre: Centre) -> None:
    nothing = Question(services=None, edges=())
    assert (await store.read(reports.of_kpis, centre.admin, nothing)).parts == ()
    assert (await store.read(reports.of_codes, centre.admin, nothing, datetime.now(UTC))).coverage == ()
