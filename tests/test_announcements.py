"""With whose rights is a message made that nobody has asked for?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from cards.words import words_for
from dialogs.announcements import Notice
from dialogs.links import Links
from storage import people, sent_cards
from storage.access import NotFound, Scope, Stranger, Who, scope_of, scope_of_person
from storage.database import Database
from storage.sent_cards import NotYet, Place
from storage.tables import people as person_rows
from storage.tables import tenants
from tests.talk import CONTOSO, FABRIKAM

ALICE = Who(tenant=CONTOSO, person="a1000000-0000-4000-8000-000000000001")
PETRA = Who(tenant=CONTOSO, person="a1000000-0000-4000-8000-000000000005")


def ids_of(db: Connection, who: Who) -> tuple[int, int]:
    """(tenant, person)"""
    row = db.execute(
        select(tenants.c.id, person_rows.c.id.label("person"))
        .join(person_rows, person_rows.c.tenant_id == tenants.c.id)
        .where(tenants.c.entra_id == who.tenant, person_rows.c.object_id == who.person)
    ).one()
    return row.id, row.person


async def notice_for(demo: Database, who: Who, **content: Any) -> Notice:
    tenant_id, person_id = await demo.read(ids_of, who)
    words = words_for("en-GB", "UTC")
    return Notice(
        tenant_id=tenant_id,
        person_id=person_id,
        words=words,
        content=content,
        conversation="a:alice",
        db=demo,
        links=Links("", ""),
    )


def mine(_db: Connection, scope: Scope) -> Scope:
    return scope


async def test_a_reader_has_the_rights_that_they_would_have_when_asking(demo: Database) -> None:
    notice = await notice_for(demo, ALICE)
    assert await notice.read(mine) == await demo.read(scope_of, ALICE)
    assert notice.place == Place("a:alice", None)


async def test_whoever_has_no_role_any_more_is_a_stranger(demo: Database) -> None:
    tenant_id, _ = await demo.read(ids_of, ALICE)
    new = await demo.write(people.known, tenant_id, {"somebody": None})
    with pytest.raises(Stranger):
        await demo.read(scope_of_person, tenant_id, new["somebody"])
    with pytest.raises(Stranger):
        await demo.read(scope_of_person, tenant_id, 1)


async def test_a_partner_admin_hears_of_the_tenant_that_they_look_at_alone(demo: Database) -> None:
    here, there = await demo.read(ids_of, PETRA), await demo.read(ids_of, Who(tenant=FABRIKAM, person=PETRA.person))
    await demo.write(people.choose_tenant, PETRA, here[0])
    assert (await demo.read(scope_of_person, *here)).tenant_id == here[0]
    await demo.write(people.choose_tenant, PETRA, there[0])
    with pytest.raises(Stranger):
        await demo.read(scope_of_person, *here)


async def test_a_card_is_found_by_its_row_once_it_has_arrived(demo: Database) -> None:
    notice = await notice_for(demo, ALICE)
    card = await notice.write(sent_cards.record, notice.place, "wrapup")
    now = datetime.now(UTC)
    with pytest.raises(NotYet):
        await notice.read(sent_cards.standing, card.id, now)
    with pytest.raises(NotFound):
        await notice.read(sent_cards.standing, card.id, now + timedelta(minutes=2))
    await demo.write(sent_cards.delivered, card, "1:x")
    assert await notice.read(sent_cards.standing, card.id, now + timedelta(days=2)) == "1:x"
    with pytest.raises(NotFound):
        await notice.read(sent_cards.standing, card.id + 1, now)
