"""Do the lists leave what a naive reading of the filters leaves, on both databases?"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from storage import customers, export_rows, filter_choices, history, listing, service_history
from storage import filters as filtering
from storage.access import NotFound, Scope
from storage.database import Database
from storage.filters import ALL, FIELDS, NAMES, Filters, NotFilters, packed, unpacked
from storage.interactions import Row
from storage.outcomes import GROUPS, RESULTS
from storage.sent_cards import Place
from storage.service_history import Wanted
from tests.team import Team, a_team, ended
from tests.told import a_tenant, admin_of, tell

HERE = Place("chat", None)
TAGS = ("vip", "Router", "ÄRGER")
CODES = ("Resolved", "Callback", "Outage")


@dataclass(frozen=True)
class Fact:
    """What a test knows of an interaction without asking the store."""

    id: int
    customer: str
    service: str
    started_at: datetime
    result: str | None
    user: str | None
    hours: str | None
    direction: str | None
    modality: str | None
    issues: int
    codes: frozenset[str]
    tags: frozenset[str]
    concluded: bool


@dataclass
class World:
    team: Team
    facts: list[Fact]
    services: dict[str, int]
    people: dict[str, int]

    def left(self, facts: Iterable[Fact], filters: Filters) -> list[int]:
        kept = [fact for fact in facts if self._holds(fact, filters)]
        return [f.id for f in sorted(kept, key=lambda f: (f.started_at, f.id), reverse=True)]

    def _holds(self, fact: Fact, f: Filters) -> bool:
        group = next((r.group for r in RESULTS if r.key == fact.result), None)
        name_of_code = {self.team.codes[name].id: name for name in CODES}
        said: list[bool] = [
            not f.results or (fact.result or "open") in f.results,
            f.group is None or group == f.group,
            f.service is None or self.services[fact.service] == f.service,
            f.user is None or (fact.user is not None and self.people[fact.user] == f.user),
            f.since is None or fact.started_at >= f.since,
            f.until is None or fact.started_at < f.until,
            f.hours is None or (fact.hours or "").lower() == f.hours,
            f.direction is None or (fact.direction or "").lower() == f.direction,
            f.modality is None or (fact.modality or "").lower() == f.modality,
            f.issue is None or (fact.issues > 0) == f.issue,
            f.concluded is None or fact.concluded == f.concluded,
            f.code is None or name_of_code[f.code] in fact.codes,
            f.tag is None or f.tag.casefold() in {tag.casefold() for tag in fact.tags},
        ]
        return all(said)


async def a_world(store: Database, chance: random.Random, count: int = 90) -> World:
    """Interactions of two customers with two services, in which everything differs, is missing and repeats."""
    team = await a_team(store)
    drawn: list[dict[str, Any]] = [_drawn(chance, n) for n in range(count)]
    await tell(store, team.tenant_id, *(each["event"] for each in drawn))
    facts = [await _fact(team, chance, each) for each in drawn]
    known = await store.read(filter_choices.every, team.admin)
    ids = {"ann": team.ann.person_id, "bob": team.bob.person_id}
    return World(team=team, facts=facts, services={name: i for i, name in known[0]}, people=ids)


def _drawn(chance: random.Random, n: int) -> dict[str, Any]:
    of = chance.choice
    said: dict[str, Any] = {
        "customerIdentifier": of(("K-1", "K-1", "K-2")),
        "serviceName": of(("Support", "Sales")),
        "result": of((None, *(r.key for r in RESULTS[:9]))),
        "openingHours": of((None, "Open", "closed", "Holiday", "Lunch")),
        "direction": of((None, "Inbound", "outbound")),
        "modality": of((None, "Audio", "InstantMessaging", "Email", "ExternalTask")),
        "issues": [{"reportedBy": "u", "text": "crackle", "at": "2026-01-01T00:00:00+00:00"}] * of((0, 0, 1)),
    }
    by, ago = of((None, "ann", "bob")), of((1, 60, 600, 6000)) + n // 3
    event = ended(f"t{n}", ago, by, customerName=None, callerTelNumber=None, **said)
    if said["result"] is None:
        event = replace(event, event="created", payload=event.payload | {"event": "created"})
    return {"event": event, "by": by, **said}


async def _fact(team: Team, chance: random.Random, drawn: dict[str, Any]) -> Fact:
    event = drawn["event"]
    started = datetime.fromisoformat(event.payload["created"])
    interaction_id = await team.id_of(event.task_id)
    names: list[str] = []
    tags: list[str] = []
    concluded = drawn["serviceName"] == "Support" and drawn["result"] is not None and chance.random() < 0.6
    if concluded:
        names = [chance.choice(CODES[:2]), *(["Outage"] * chance.randint(0, 1))]
        tags = chance.sample(TAGS, chance.randint(0, 2))
        await team.concludes(team.admin, interaction_id, *names, tags=tags)
    return Fact(
        id=interaction_id,
        customer=drawn["customerIdentifier"],
        service=drawn["serviceName"],
        started_at=started.replace(microsecond=started.microsecond // 1000 * 1000),  # as the store keeps it
        result=drawn["result"],
        user=drawn["by"],
        hours=drawn["openingHours"],
        direction=drawn["direction"],
        modality=drawn["modality"],
        issues=len(drawn["issues"]),
        codes=frozenset(names),
        tags=frozenset(tags),
        concluded=concluded,
    )


def a_filter(world: World, chance: random.Random) -> Filters:
    """Some of them, with a content that may leave something."""
    of = chance.choice
    moments = sorted(chance.sample([f.started_at for f in world.facts], 2))
    contents: dict[str, Callable[[], dict[str, Any]]] = {
        "result": lambda: {"results": frozenset(chance.sample(["open", *(r.key for r in RESULTS[:9])], 3))},
        "group": lambda: {"group": of(GROUPS)},
        "service": lambda: {"service": of(list(world.services.values()))},
        "user": lambda: {"user": of(list(world.people.values()))},
        "period": lambda: of(
            ({"since": moments[0]}, {"until": moments[1]}, {"since": moments[0], "until": moments[1]})
        ),
        "hours": lambda: {"hours": of(filtering.HOURS)},
        "direction": lambda: {"direction": of(filtering.DIRECTIONS)},
        "modality": lambda: {"modality": of(filtering.MODALITIES)},
        "issue": lambda: {"issue": of((True, False))},
        "concluded": lambda: {"concluded": of((True, False))},
        "code": lambda: {"code": world.team.codes[of(CODES)].id},
        "tag": lambda: {"tag": of((*TAGS, "VIP", "ärger"))},
    }
    assert tuple(contents) == NAMES
    chosen = chance.sample(NAMES, of((1, 1, 2, 2, 3)))
    return replace(ALL, **{key: value for name in chosen for key, value in contents[name]().items()})


async def walked(open_page: Callable[..., Any], **asked: Any) -> tuple[list[int], Any]:
    """Every row from page to page, and the last page."""
    page = await open_page(**asked)
    rows: list[Row] = list(page.rows)
    while len(rows) < page.total:
        page = await open_page(after=rows[-1].id, first=len(rows) + 1, **asked)
        assert page.rows
        rows += page.rows
    return [row.id for row in rows], page


async def customer_id(store: Database, scope: Scope, known_as: str) -> int:
    found = await store.write(customers.find, scope, known_as, HERE)
    assert found.customer is not None
    return found.customer.id


@pytest.mark.parametrize("seed", range(3))
async def test_both_lists_leave_what_a_naive_reading_leaves_whatever_is_combined(store: Database, seed: int) -> None:
    chance = random.Random(seed)
    world = await a_world(store, chance)
    admin = world.team.admin
    one, other = await customer_id(store, admin, "K-1"), world.services["Support"]

    async def of_customer(**asked: Any) -> Any:
        return (await store.write(history.open_page, admin, one, HERE, **asked))[0]

    async def of_service(filters: Filters, **asked: Any) -> Any:
        wanted = Wanted(service_id=other, filters=filters)
        return (await store.write(service_history.open_page, admin, wanted, HERE, **asked))[0]

    newest = world.left((f for f in world.facts if f.customer == "K-1"), ALL)[0]
    tried: set[str] = set()
    for _ in range(60):
        filters = a_filter(world, chance)
        tried |= set(filters.active)
        assert unpacked(packed(filters)) == filters
        rows, page = await walked(of_customer, filters=filters)
        assert rows == world.left((f for f in world.facts if f.customer == "K-1"), filters), filters
        assert page.last.id == newest
        rows, _ = await walked(of_service, filters=filters)
        assert rows == world.left((f for f in world.facts if f.service == "Support"), filters), filters
        for wanted in (_file(filters, customer_id=one), _file(filters, services=frozenset({other}))):
            held, _ = await store.read(export_rows.page, admin, wanted, None, 1000)
            assert await store.read(export_rows.count, admin, wanted) == len(held)
            of_list = "K-1" if wanted.customer_id else "Support"
            facts = [f for f in world.facts if of_list in (f.customer, f.service)]
            assert [h.id for h in held] == world.left(facts, filters)[::-1], filters
    assert tried == set(NAMES)


def _file(filters: Filters, **of: Any) -> export_rows.Wanted:
    """Of all that a list holds, as the menu asks for it."""
    usual: dict[str, Any] = {"customer_id": None, "services": None, "since": filters.since, "results": None}
    until = filters.until or datetime(2100, 1, 1, tzinfo=UTC)
    return export_rows.Wanted(**{**usual, **of}, until=until, filters=filters.without("period"))


async def test_a_filter_limits_every_order_and_no_row_is_lost(store: Database) -> None:
    chance = random.Random(7)
    world = await a_world(store, chance)
    admin = world.team.admin
    one = await customer_id(store, admin, "K-1")

    async def opened(**asked: Any) -> Any:
        return (await store.write(history.open_page, admin, one, HERE, **asked))[0]

    filters = Filters(issue=False)
    expected = world.left((f for f in world.facts if f.customer == "K-1"), filters)
    for sort in history.COLUMNS:
        rows, _ = await walked(opened, filters=filters, sort=sort, descending=bool(chance.getrandbits(1)))
        assert sorted(rows) == sorted(expected)
    third = await opened(filters=filters, after=expected[19], first=21)
    back = await opened(filters=filters, before=third.rows[0].id, first=11)
    assert [row.id for row in back.rows] == expected[10:20]


async def test_what_is_counted_has_an_end(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (filtering, listing):
        monkeypatch.setattr(module, "MOST_COUNTED", 20)
    filtering_counts = (history._count, service_history._count)
    for cached in filtering_counts:
        cached.cache_clear()
    world = await a_world(store, random.Random(3))
    admin = world.team.admin
    one = await customer_id(store, admin, "K-1")
    expected = world.left((f for f in world.facts if f.customer == "K-1"), ALL)
    seen: list[int] = []
    page = (await store.write(history.open_page, admin, one, HERE))[0]
    assert (page.exact, page.total) == (False, 21)
    while page.more:
        seen += [row.id for row in page.rows]
        page = (await store.write(history.open_page, admin, one, HERE, after=seen[-1], first=len(seen) + 1))[0]
    assert [*seen, *(row.id for row in page.rows)] == expected
    assert page.total == len(expected)
    for cached in filtering_counts:
        cached.cache_clear()


async def test_what_somebody_may_not_name_is_not_there(store: Database) -> None:
    team = await a_team(store)
    await team.call()
    one = await customer_id(store, team.admin, "Raymond Holt")
    sales = await team.call(serviceName="Sales")
    assert sales
    known = {name: i for i, name in await store.read(filter_choices.services, team.admin)}
    elsewhere = await admin_of(store, await a_tenant(store, "Fabrikam"))
    for filters in (
        Filters(service=known["Sales"]),
        Filters(service=1),
        Filters(user=elsewhere.person_id),
        Filters(code=1),
    ):
        with pytest.raises(NotFound):
            await store.write(history.open_page, team.ann, one, HERE, filters=filters)


async def test_who_sees_people_by_pseudonyms_filters_by_themselves_alone(store: Database) -> None:
    team = await a_team(store)
    masked = replace(team.ann, users_masked=True)
    assert [i for i, _name in await store.read(filter_choices.people, masked)] == [team.ann.person_id]
    assert len(await store.read(filter_choices.people, team.admin)) >= 2


async def test_codes_that_are_nowhere_on_offer_are_their_owners(store: Database) -> None:
    team = await a_team(store)
    other = replace(team.ann, services=frozenset())
    assert await store.read(filter_choices.codes, other) == []
    assert len(await store.read(filter_choices.codes, team.ann)) == 5
    owner = replace(other, owned=frozenset({team.support}))
    assert len(await store.read(filter_choices.codes, owner)) == 5


def test_a_filter_without_content_is_none_and_one_that_is_taken_away_leaves_the_others() -> None:
    full = Filters(
        results=frozenset({"voicemail"}), issue=False, since=datetime.fromisoformat("2026-01-01T00:00+00:00")
    )
    assert ALL.active == ()
    assert full.active == ("result", "period", "issue")
    for name in full.active:
        assert full.without(name).active == tuple(each for each in full.active if each != name)
    assert Filters(tag="vip").over(full) == replace(full, tag="vip")
    assert set(FIELDS) == set(NAMES)


@pytest.mark.parametrize(
    "said",
    [{"results": ["x"]}, {"group": "x"}, {"hours": "noon"}, {"service": "x"}, {"since": "x"}, {"modality": "fax"}],
)
def test_what_another_version_has_packed_is_not_guessed(said: dict[str, Any]) -> None:
    with pytest.raises(NotFilters):
        unpacked(said)
