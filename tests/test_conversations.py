"""Is a person's chat remembered, whatever their client says about it?"""

from typing import Any

import pytest
from sqlalchemy import select

from bot.channel.activities import Malformed, incoming
from bot.channel.people import Acquaintances
from storage.access import Who
from storage.database import Database
from storage.delivery_tables import conversations
from tests.told import a_tenant

WHO = Who(tenant="contoso", person="somebody")


def posted(**more: Any) -> dict[str, Any]:
    chat = {"id": "c" * 400, "tenantId": "contoso", "conversationType": "personal"}
    return {
        "type": "message",
        "channelId": "msteams",
        "serviceUrl": "https://x/" + "y" * 390,
        "conversation": chat,
    } | more


@pytest.mark.parametrize("zone", ["Z" * 60, "Z" * 61, "Z" * 64])
@pytest.mark.parametrize("locale", ["abc-abcdefgh-abcdefg", "abc-abcdefgh-abcdefgh", "abc-abcdefgh-abcdefgh-abcdefgh"])
async def test_what_is_let_in_fits_the_store(store: Database, zone: str, locale: str) -> None:
    await a_tenant(store)
    activity = incoming(posted(localTimezone=zone, locale=locale))
    await Acquaintances(store).remember(WHO, activity)
    row = await store.read(lambda db: db.execute(select(conversations.c.conversation, conversations.c.kind)).one())
    assert tuple(row) == ("c" * 400, "personal")


@pytest.mark.parametrize(
    ("said", "kind"), [("channel", "channel"), ("groupChat", "groupChat"), ("k" * 400, "groupChat")]
)
async def test_an_unknown_kind_of_chat_is_a_group(store: Database, said: str, kind: str) -> None:
    await a_tenant(store)
    activity = incoming(posted(conversation={"id": "c", "tenantId": "contoso", "conversationType": said}))
    await Acquaintances(store).remember(WHO, activity)
    assert await store.read(lambda db: db.execute(select(conversations.c.kind)).scalar_one()) == kind


@pytest.mark.parametrize(
    "more",
    [
        {"conversation": {"id": "c" * 401, "tenantId": "contoso"}},
        {"serviceUrl": "https://x/" + "y" * 391},
        {"replyToId": "1" * 201},
    ],
)
def test_an_id_that_the_store_cannot_keep_is_not_let_in(more: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        incoming(posted(**more))
