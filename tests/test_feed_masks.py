"""What does the feed show of a customer, and can the mask be asked around?"""

import pytest
from sqlalchemy import Connection, delete, select, update

from storage.code_tables import conclusion_tags
from storage.database import Database
from storage.tables import audit_log, customers, interactions, tenants
from tests.feed import FeedClient

KNOWN_BY = ("Holt", "Müller", "HYPERLINK", "Neil", "1234567", "5550100", "423123", "ray@", "example.com", "Reception")


def show_customers(db: Connection) -> None:
    db.execute(update(tenants).values(feed_shows_customers=True))


async def test_customers_are_masked_unless_the_tenant_shows_them(feed: FeedClient, store: Database) -> None:
    masked = (await feed.get("Interactions")).body.decode()
    assert [word for word in KNOWN_BY if word in masked] == []
    rows = (await feed.get("Interactions")).rows
    assert {row["source"] for row in rows} == {"+41 ••• 67", "+1 ••• 00", "+•••", "r•••@•••", "R•••", None}
    assert {row["customerName"] for row in rows} == {"R•••", "Z•••", "=•••", "O•••", None}
    await store.write(show_customers)
    shown = (await feed.get("Interactions")).rows
    assert {row["source"] for row in shown} >= {"+41791234567", "ray@example.com", "Reception"}
    assert {row["customerName"] for row in shown} >= {"Raymond Holt", "Zoë Müller-Łukasz"}
    hidden = ("source", "customerName")
    for one, other in zip(rows, shown, strict=True):
        assert {**one, **dict.fromkeys(hidden)} == {**other, **dict.fromkeys(hidden)}


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("+4179123456", "+41 ••• 56"),
        ("+79161234567", "+7 ••• 67"),
        ("+35312345678", "+353 ••• 78"),
        ("+123456", "+•••"),
        ("+41 79 123 45 67", "+•••"),
        ("+41@example.com", "+•••@•••"),
        ("@", "@•••@•••"),
        ("日本", "日•••"),
    ],
)
async def test_a_mask_is_short_whatever_it_covers(feed: FeedClient, store: Database, source: str, shown: str) -> None:
    await store.write(lambda db: db.execute(update(interactions).values(source=source)))
    assert {row["source"] for row in (await feed.get("Interactions?$select=source")).rows} == {shown}


async def test_a_mask_is_all_that_filters_and_sorting_see(feed: FeedClient) -> None:
    for condition in (
        "source eq '+41791234567'",
        "contains(source,'791234')",
        "startswith(customerName,'Ray')",
        "customerName gt 'R•••' and customerName lt 'S'",
    ):
        assert (await feed.ask("Interactions", filter=condition)).rows == []
    found = (await feed.ask("Interactions", filter="source eq '+41 ••• 67'")).rows
    assert len(found) == 10
    link = (await feed.get("Interactions?$orderby=source desc", Prefer="odata.maxpagesize=2")).json["@odata.nextLink"]
    assert (await feed.get(link)).status == 200


def put_tag(db: Connection, tenant_id: int, tag: str) -> None:
    """On every conclusion, and Raymond Holt is the customer of every interaction."""
    holt = select(customers.c.id).where(customers.c.name == "Raymond Holt").scalar_subquery()
    db.execute(update(interactions).where(interactions.c.tenant_id == tenant_id).values(customer_id=holt))
    db.execute(delete(conclusion_tags).where(conclusion_tags.c.position > 0))
    db.execute(update(conclusion_tags).values(tag=tag, tag_key=tag.lower()))


@pytest.mark.parametrize("tag", ["ray@x.example", "079 12 34", "+41791", "holt", "mr holt", "Raymond", "raymond holt"])
async def test_a_tag_that_tells_who_called_is_dots(feed: FeedClient, store: Database, tag: str) -> None:
    await store.write(put_tag, feed.world.tenant, tag)
    assert {row["tag"] for row in (await feed.get("ConclusionTags")).rows} == {"•••"}
    assert (await feed.ask("ConclusionTags", filter=f"tag eq '{tag}'")).rows == []
    await store.write(show_customers)
    assert {row["tag"] for row in (await feed.get("ConclusionTags")).rows} == {tag}


@pytest.mark.parametrize(
    "tag", ["vip", "4 eyes", "line 2024", "holtz", 'a "quoted" one', "back\\slash", "tab\there", "r"]
)
async def test_a_tag_that_tells_no_more_than_a_word_is_shown(feed: FeedClient, store: Database, tag: str) -> None:
    await store.write(put_tag, feed.world.tenant, tag)
    assert {row["tag"] for row in (await feed.get("ConclusionTags")).rows} == {tag}


async def test_the_audit_log_has_who_read_customers_and_not_who_read_masks(feed: FeedClient, store: Database) -> None:
    def noted(db: Connection) -> list[str]:
        rows = db.execute(select(audit_log).where(audit_log.c.action == "feed.read"))
        return [row.detail["of"] for row in rows]

    await feed.every("Interactions", Prefer="odata.maxpagesize=20")
    assert await store.read(noted) == []
    await store.write(show_customers)
    rows = await feed.every("Interactions", Prefer="odata.maxpagesize=20")
    assert await store.read(noted) == ["Interactions"]
    await feed.get("Interactions?$select=id,result")
    await feed.get("Services")
    assert await store.read(noted) == ["Interactions"]
    await feed.get(f"Interactions('{rows[0]['id']}')")
    await feed.get("ConclusionTags")
    assert await store.read(noted) == ["Interactions", "Interactions", "ConclusionTags"]
