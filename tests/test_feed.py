"""What does the reporting feed give, and to whom?"""

from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from storage.feed_sets import SETS
from storage.outcomes import RESULTS
from tests.feed import COUNT, FeedClient

EDM = "{http://docs.oasis-open.org/odata/ns/edm}"
JSON_OF = {"Edm.String": str, "Edm.Int32": int, "Edm.Boolean": bool, "Edm.DateTimeOffset": str, "Edm.Date": str}
PERSONAL = ("Holt", "Zoë", "HYPERLINK", "O'Neil", "791234567", "ray@", "Reception")


def address(entity_set: str, row: dict[str, Any]) -> str:
    """`Legs(interactionId='1',position=0)`, `Codes('1')`."""
    key = SETS[entity_set].key
    quoted = entity_set == "Dates"
    said = [row[name] if isinstance(row[name], int) or quoted else f"'{row[name]}'" for name in key]
    inner = f"{said[0]}" if len(key) == 1 else ",".join(f"{n}={v}" for n, v in zip(key, said, strict=True))
    return f"{entity_set}({inner})"


async def test_the_service_document_names_every_set(feed: FeedClient) -> None:
    said = await feed.get("")
    assert said.json["@odata.context"] == f"{feed.url}/odata/v4/$metadata"
    assert {each["url"] for each in said.json["value"]} == {
        *("Interactions", "Legs", "Conclusions", "ConclusionCodes", "ConclusionTags"),
        *("Codes", "Services", "Users", "Outcomes", "Dates"),
    }
    assert said.headers["OData-Version"] == "4.0"
    assert said.json == (await feed.get("/".rstrip("/"))).json


async def test_every_row_is_as_the_metadata_says(feed: FeedClient) -> None:
    schema = ElementTree.fromstring((await feed.get("$metadata")).body).find(f".//{EDM}Schema")
    assert schema is not None
    types = {each.get("Name"): each for each in schema.findall(f"{EDM}EntityType")}
    for each in schema.iterfind(f".//{EDM}EntitySet"):
        kind = types[(each.get("EntityType") or "").removeprefix("Aftercall.")]
        properties = {p.get("Name"): p for p in kind.findall(f"{EDM}Property")}
        rows = await feed.every(each.get("Name") or "")
        assert rows
        for row in rows:
            assert list(row) == list(properties)
            for name, value in row.items():
                said = properties[name]
                if value is None:
                    assert said.get("Nullable") is None
                    continue
                assert type(value) is JSON_OF[said.get("Type") or ""]
                assert len(str(value)) <= int(said.get("MaxLength", "99"))


@pytest.mark.parametrize("entity_set", SETS)
async def test_a_row_is_found_by_its_key_and_by_no_other(feed: FeedClient, entity_set: str) -> None:
    rows = await feed.every(entity_set)
    keys = [tuple(row[name] for name in SETS[entity_set].key) for row in rows]
    assert len(set(keys)) == len(keys)
    for row in rows[:3] + rows[-1:]:
        said = await feed.get(address(entity_set, row))
        assert {k: v for k, v in said.json.items() if not k.startswith("@")} == row
        assert said.json["@odata.context"].endswith(f"$metadata#{entity_set}/$entity")
    missing = dict.fromkeys(SETS[entity_set].key, "1999-01-01" if entity_set == "Dates" else "12")
    assert (await feed.get(address(entity_set, missing | {"position": 99}))).status == 404


@pytest.mark.parametrize("entity_set", SETS)
async def test_only_the_chosen_properties_come_and_every_row_has_modified_at(feed: FeedClient, entity_set: str) -> None:
    whole = await feed.every(entity_set)
    assert all(row["modifiedAt"] for row in whole)
    rows = await feed.every(f"{entity_set}?$select=modifiedAt,{SETS[entity_set].key[0]}")
    assert rows == [{"modifiedAt": r["modifiedAt"], SETS[entity_set].key[0]: r[SETS[entity_set].key[0]]} for r in whole]


async def test_ids_of_one_set_lead_to_rows_of_another(feed: FeedClient) -> None:
    ids = {
        name: {row["id"] for row in await feed.every(name)} for name in ("Interactions", "Services", "Users", "Codes")
    }
    for name in ("Legs", "Conclusions", "ConclusionCodes", "ConclusionTags"):
        assert {row["interactionId"] for row in await feed.every(name)} <= ids["Interactions"]
    assert {row["codeId"] for row in await feed.every("ConclusionCodes")} <= ids["Codes"]
    for row in await feed.every("Interactions"):
        assert row["lastUserId"] is None or row["lastUserId"] in ids["Users"]
        assert row["serviceId"] is None or row["serviceId"] in ids["Services"]


async def test_a_code_keeps_the_name_it_had_and_a_retired_one_stays(feed: FeedClient) -> None:
    assert {row["name"] for row in await feed.every("ConclusionCodes")} == {"Outage, as it was", "Resolved, as it was"}
    codes = {row["name"]: row for row in await feed.every("Codes")}
    assert codes["Old"]["retiredAt"] is not None
    assert codes["Outage"]["retiredAt"] is None


async def test_the_results_have_their_names_and_the_calendar_is_whole(feed: FeedClient) -> None:
    outcomes = {row["result"]: row for row in await feed.every("Outcomes")}
    assert set(outcomes) == {r.key for r in RESULTS}
    assert outcomes["hangup_in_ivr"]["label"] == "Hangup in IVR"
    assert outcomes["hangup_in_ivr"]["groupLabel"] == "Hangup by customer"
    days = {row["date"]: row for row in await feed.every("Dates")}
    assert len(days) == 365
    assert {row["startedOn"] for row in await feed.every("Interactions")} <= set(days)
    for said, row in days.items():
        day = date.fromisoformat(said)
        assert (row["year"], row["month"], row["day"]) == (day.year, day.month, day.day)
        assert (row["isoYear"], row["isoWeek"], row["weekday"]) == tuple(day.isocalendar())
        assert row["quarter"] == (day.month - 1) // 3 + 1


async def test_a_tenant_sees_nothing_of_another(feed: FeedClient) -> None:
    rows = await feed.every("Interactions", key="fabrikam")
    assert [row["taskId"] for row in rows] == ["foreign"]
    assert len(await feed.every("Interactions")) == COUNT
    for entity_set in ("Legs", "Conclusions", "ConclusionCodes", "ConclusionTags", "Codes", "Users"):
        assert await feed.every(entity_set, key="fabrikam") == []
        for row in (await feed.every(entity_set))[:1]:
            assert (await feed.get(address(entity_set, row), key="fabrikam")).status == 404


async def test_a_key_of_one_service_sees_that_service_only(feed: FeedClient) -> None:
    world = feed.world
    support, sales = str(world.services["Support"]), str(world.services["Sales"])
    mine = await feed.every("Interactions", key="support")
    assert {row["serviceId"] for row in mine} == {support}
    assert len(mine) == sum(row["serviceId"] == support for row in await feed.every("Interactions"))
    ids = {row["id"] for row in mine}
    assert {row["interactionId"] for row in await feed.every("Legs", key="support")} <= ids
    concluded = await feed.every("Conclusions", key="support")
    assert {row["serviceId"] for row in concluded} == {support}
    for entity_set in ("ConclusionCodes", "ConclusionTags"):
        own = {row["interactionId"] for row in await feed.every(entity_set, key="support")}
        assert own
        assert own <= {row["interactionId"] for row in concluded}
    assert [row["id"] for row in await feed.every("Services", key="support")] == [support]
    other = next(row for row in await feed.every("Interactions") if row["serviceId"] == sales)
    assert (await feed.get(f"Interactions('{other['id']}')", key="support")).status == 404
    assert (await feed.get("Interactions/$count", key="support")).body == str(len(mine)).encode()


async def test_a_key_of_one_service_sees_its_codes_and_its_people(feed: FeedClient) -> None:
    async def named(entity_set: str, key: str) -> set[str]:
        return {row["name"].split()[0] for row in await feed.every(entity_set, key=key)}

    assert await named("Codes", "support") == {"Resolved", "Outage"}
    assert await named("Codes", "sales") == {"Resolved"}
    assert await named("Users", "support") == {"Ben", "Olga"}
    assert await named("Users", "sales") == {"Alice", "Ben", "Olga"}
    assert await named("Users", "contoso") == {"Alice", "Ben", "Olga", "Nobody"}
