"""Does the search find whom it should, first whom it should, and nobody else?"""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import customer_rows, search
from storage.access import Scope
from storage.customer_rows import CustomerRow
from storage.database import Database
from storage.ids import new_id
from storage.search import TooShort
from storage.terms import Identifier, identify
from tests.told import START, a_tenant, admin_of, tell, told

CALLERS = {
    "Raymond Holt": "+41791234567",
    "Dorain Gray": "+412345678910",
    "Zoë Müller-Łukasz": "+41441230101",
    "Zürich Versicherung AG": "+41446282828",
    "Søren Ærø": "+4531234567",
}


@pytest.fixture
async def tenant_id(store: Database) -> int:
    tenant_id = await a_tenant(store)
    for minute, (name, number) in enumerate(CALLERS.items()):
        said = {"callerTelNumber": number, "customerName": name, "serviceName": "Support"}
        await tell(store, tenant_id, told(f"call of {name}", minute=minute, **said))
    return tenant_id


@pytest.fixture
async def scope(store: Database, tenant_id: int) -> Scope:
    return await admin_of(store, tenant_id)


async def names(store: Database, scope: Scope, typed: str) -> list[str | None]:
    return [m.name for m in await store.read(search.search, scope, typed)]


async def many(store: Database, tenant_id: int, name: str, count: int) -> None:
    """So many customers of the name and a number, each later in touch than the one before."""
    rows = [
        CustomerRow(id=new_id(), name=f"{name} {n}", last_contact_at=START + timedelta(seconds=n)) for n in range(count)
    ]
    await store.write(customer_rows.add, tenant_id, rows)


@pytest.mark.parametrize(
    "typed", ["044 123 01", "0041 44 123 01", "+4144123 01", "+41 (0)44 123 01 01", "044/123.01-01", "44123"]
)
async def test_a_number_is_found_in_whatever_way_it_is_typed(store: Database, scope: Scope, typed: str) -> None:
    assert await names(store, scope, typed) == ["Zoë Müller-Łukasz"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ray", ["Raymond Holt", "Dorain Gray"]),
        ("RAY", ["Raymond Holt", "Dorain Gray"]),
        ("4567", ["Søren Ærø", "Dorain Gray", "Raymond Holt"]),
        ("45678", ["Dorain Gray"]),
        ("zurich", ["Zürich Versicherung AG"]),
        ("zuerich", ["Zürich Versicherung AG"]),
        ("ZÜRICH vers", ["Zürich Versicherung AG"]),
        ("muller lukasz", ["Zoë Müller-Łukasz"]),
        ("lukasz zoe", ["Zoë Müller-Łukasz"]),
        ("soren aero", ["Søren Ærø"]),
        ("holt ray", ["Raymond Holt"]),
        ("holt gray", []),
        ("nobody", []),
        ("%%%", []),
        ("___", []),
        ("olt", ["Raymond Holt"]),
    ],
)
async def test_words_are_found_inside_and_without_case_and_accents(
    store: Database, scope: Scope, typed: str, found: list[str]
) -> None:
    assert await names(store, scope, typed) == found


@pytest.mark.parametrize("typed", ["", "ra", " r a ", "\u200b\u200b\u200b"])
async def test_two_characters_are_too_few(store: Database, scope: Scope, typed: str) -> None:
    with pytest.raises(TooShort):
        await store.read(search.search, scope, typed)


async def test_whole_words_come_before_starts_before_parts_and_the_latest_contact_first(store: Database) -> None:
    tenant_id = await a_tenant(store)
    for minute, name in enumerate(["Anna Ott", "Hanna Vogt", "Annabel Roy", "Anna Roth", "Johanna Lang"]):
        said = {"callerUPN": f"{minute}@example.com", "customerName": name}
        await tell(store, tenant_id, told(name, minute=minute, **said))
    scope = await admin_of(store, tenant_id)
    assert await names(store, scope, "anna") == ["Anna Roth", "Anna Ott", "Annabel Roy", "Johanna Lang", "Hanna Vogt"]


@pytest.mark.parametrize("count", [search.SORTED + 100, search.SMALL + 500])
async def test_a_start_that_thousands_share_gives_the_latest_and_never_a_wrong_one(store: Database, count: int) -> None:
    tenant_id = await a_tenant(store)
    await many(store, tenant_id, "Meier", count)
    await many(store, tenant_id, "Obermeier", 50)
    found = await names(store, await admin_of(store, tenant_id), "mei")
    assert found == [f"Meier {n}" for n in range(count - 1, count - 16, -1)]


async def test_a_start_that_only_earlier_customers_share_is_found_completely(
    store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("WALKED", "GLANCED"):
        monkeypatch.setattr(search, name, 410)  # so few of them are met that the walk is given up
    tenant_id, count = await a_tenant(store), search.SORTED + 100
    await many(store, tenant_id, "Meier", count)
    await many(store, tenant_id, "Obermann", count + 400)
    found = await names(store, await admin_of(store, tenant_id), "mei")
    assert found == [f"Meier {n}" for n in range(count - 1, count - 16, -1)]


async def test_a_rare_start_among_thousands_is_found_completely(store: Database) -> None:
    tenant_id = await a_tenant(store)
    await many(store, tenant_id, "Meier", search.SMALL + 500)
    await many(store, tenant_id, "Meinrad", 9)
    scope = await admin_of(store, tenant_id)
    assert await names(store, scope, "mein") == [f"Meinrad {n}" for n in range(8, -1, -1)]
    assert await names(store, scope, "meier 2041") == ["Meier 2041"]


async def test_a_small_tenant_beside_a_large_one_finds_all_of_its_own(store: Database) -> None:
    large, small = await a_tenant(store, "Large"), await a_tenant(store, "Small")
    await many(store, large, "Obermeier", 3 * search.SUBSTRINGS)
    await many(store, small, "Niedermeier", 9)
    scope = await admin_of(store, small)
    assert await names(store, scope, "meier") == [f"Niedermeier {n}" for n in range(8, -1, -1)]


async def test_an_agent_finds_only_customers_of_their_services(store: Database, tenant_id: int) -> None:
    said = {"callerTelNumber": "+41791112233", "customerName": "Ray Sales", "serviceName": "Sales"}
    await tell(store, tenant_id, told("sale", minute=30, **said))
    agent = await admin_of(store, tenant_id, services=["Support"])
    assert await names(store, agent, "ray") == ["Raymond Holt", "Dorain Gray"]
    assert await names(store, agent, "+41 79 111 22 33") == []
    nobody = await admin_of(store, tenant_id, services=[])
    assert await names(store, nobody, "ray") == []


async def test_what_an_agent_reads_as_last_contact_is_that_of_their_services(store: Database, tenant_id: int) -> None:
    said = {"callerTelNumber": CALLERS["Raymond Holt"], "serviceName": "Sales"}
    await tell(store, tenant_id, told("later", minute=50, **said))
    agent = await admin_of(store, tenant_id, services=["Support"])
    (seen,) = await store.read(search.search, agent, "Raymond Holt")
    (all_seen,) = await store.read(search.search, await admin_of(store, tenant_id), "Raymond Holt")
    assert seen.last_contact_at == START
    assert all_seen.last_contact_at == START + timedelta(minutes=50)


async def test_nobody_searches_their_way_around_the_mask(store: Database, tenant_id: int) -> None:
    masked = await admin_of(store, tenant_id, masked=True)
    assert await names(store, masked, "ray") == []
    for part in ("079 123", "raymond", "holt", "Zürich", "4567", "müller"):
        assert await names(store, masked, part) == [], part
    (by_number,) = await store.read(search.search, masked, "079 123 45 67")
    (by_name,) = await store.read(search.search, masked, "raymond holt")
    assert by_number == by_name
    assert (by_name.name, by_name.identifiers) == ("R••• H•••", ("+41 •• ••• •• 67",))


async def test_a_masked_viewer_finds_by_any_whole_identifier(store: Database, tenant_id: int) -> None:
    said = {"callerUPN": "Ute.Bär@example.com", "customerIdentifier": "K-20 417", "customerName": "Bär"}
    await tell(store, tenant_id, told("one", minute=30, **said))
    masked = await admin_of(store, tenant_id, masked=True)
    for whole in ("bär", "Baer", "ute.bar@example.com", "k-20 417", "zuerich versicherung ag"):
        assert len(await names(store, masked, whole)) == 1, whole
    for part in ("ute", "20 417", "417", "ute.bar", "versicherung ag"):
        assert await names(store, masked, part) == [], part


async def test_a_new_name_is_found_and_the_old_one_no_longer(store: Database, tenant_id: int, scope: Scope) -> None:
    said = {"callerTelNumber": CALLERS["Raymond Holt"], "customerName": "Rosa Diaz"}
    await tell(store, tenant_id, told("renamed", minute=40, **said))
    assert await names(store, scope, "diaz") == ["Rosa Diaz"]
    assert await names(store, scope, "osa") == ["Rosa Diaz"]
    assert await names(store, scope, "raymond") == []
    assert await names(store, scope, "aymond") == []
    assert await names(store, scope, "079 123 45 67") == ["Rosa Diaz"]


@given(typed=st.text(max_size=40) | st.text("@\x00\"'%_\\*^:()-+0a. \n\ud800é", min_size=3, max_size=12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_nothing_typed_breaks_the_search(store: Database, scope: Scope, typed: str) -> None:
    try:
        found = await names(store, scope, typed)
    except TooShort:
        found = []
    assert set(found) <= set(CALLERS)


async def test_a_full_name_or_number_that_is_one_customers_means_that_one(store: Database, tenant_id: int) -> None:
    said = {"callerTelNumber": "+417912345670", "customerName": "Raymond Holtz"}
    await tell(store, tenant_id, told("namesake", minute=60, **said))
    scope = await admin_of(store, tenant_id)
    for typed in ("Raymond Holt", "079 123 45 67"):
        (match,) = await store.read(search.meant, scope, typed, 10)
        assert match.name == "Raymond Holt"
    assert len(await store.read(search.meant, scope, "raymond", 10)) == 2


@pytest.mark.parametrize(
    ("kind", "value", "key"),
    [
        ("phone", "079 123 45 67", "phone:41791234567"),
        ("caller", "+41 79 123 45 67", "phone:41791234567"),
        ("phone", "sip:+41791234567@sbc.example.com;user=phone", "phone:41791234567"),
        ("phone", "tel:0041791234567", "phone:41791234567"),
        ("upn", "Ray.Holt@Example.com", "upn:ray.holt@example.com"),
        ("caller", "K-20417", "caller:k-20417"),
    ],
)
def test_one_identifier_in_many_spellings_is_one(kind: str, value: str, key: str) -> None:
    known = identify(kind, value, "CH")
    assert isinstance(known, Identifier)
    assert known.key == key


@pytest.mark.parametrize("value", [None, "", "  ", "anonymous", "Anonymous@anonymous.invalid", "sip:restricted"])
def test_a_withheld_identifier_is_none(value: str | None) -> None:
    assert identify("phone", value, "CH") is None
