"""Does a code lead from its owner to an agent's conclusion and back into the owner's report? In three browsers."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Locator, Page, expect

from bot.app import create_app
from bot.demo.cast import CONTOSO
from bot.demo.channel import Channel
from storage import keys, tenants
from storage.database import open_database
from tests.conftest import configured
from tests.page import chromium, looking_at, says, serving, violations

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def address(demo_url: str) -> AsyncIterator[str]:
    db = open_database(demo_url)
    key = await db.write(keys.create, (await db.read(tenants.get, CONTOSO)).id, "events")
    await db.close()
    async with serving(_demo(demo_url, key)) as url:
        yield url


def _demo(database_url: str, key: str) -> Callable[[str], web.Application]:
    def build(url: str) -> web.Application:
        settings = configured(
            database_url=database_url,
            dangerously_allow_unauthenticated=True,
            public_url=url,
            secret_key="of-this-test-alone-0123456789",
        )
        channel = Channel(url, {CONTOSO: key})
        app = create_app(settings, extra_routes=channel.routes())
        app.on_shutdown.append(channel.hang_up)
        return app

    return build


def card_of(page: Page, words: str) -> Locator:
    """The last card that says so."""
    return page.locator(".bot .card", has_text=words).last


async def test_from_the_owners_idea_to_the_agents_call_and_into_the_report(browser: Browser, address: str) -> None:
    async with AsyncExitStack() as open_pages:
        olga, alice, ben = [
            await open_pages.enter_async_context(looking_at(browser, f"{address}/#{name}"))
            for name in ("olga", "alice", "ben")
        ]
        for page, name in ((olga, "Olga"), (alice, "Alice"), (ben, "Ben")):
            await expect(page.locator(".bot .card")).to_contain_text(f"Hello {name}")
        await _olga_defines_a_code_and_switches_codes_on(olga)
        await _alices_call_ends(alice)
        card = card_of(alice, "How did it go")
        await expect(card).to_contain_text("Raymond Holt")
        await _ben_opens_the_same_call(ben)
        await _alice_concludes(card)
        await expect(card_of(alice, "Final · by you")).to_contain_text("Resolved · Refund · #router")
        told = card_of(ben, "Final · by Alice Agent")
        await expect(told).to_contain_text("Resolved · Refund · #router")
        await expect(told.get_by_role("button", name="Submit")).to_have_count(0)
        await _olga_sees_it_in_the_report(olga)
        for page in (olga, alice, ben):
            assert await violations(page) == []


async def _olga_defines_a_code_and_switches_codes_on(olga: Page) -> None:
    await says(olga, "codes off Support")
    await expect(card_of(olga, "Codes and tags are off for Support")).to_contain_text("on → off")
    await says(olga, "codes create secondary Refund")
    made = card_of(olga, "Refund exists as a secondary code.")
    await made.get_by_role("button", name="Add to Support").click()
    await expect(card_of(olga, "Support now offers Refund")).to_contain_text("Upsell offered, Refund")
    await says(olga, "codes on Support")
    await expect(card_of(olga, "Codes and tags are on for Support")).to_contain_text("off → on")


async def _alices_call_ends(alice: Page) -> None:
    await alice.locator("#ring-button").click()
    await alice.locator("fluent-menu-item", has_text="Raymond Holt").click()
    await expect(alice.locator(".note .said")).to_contain_text("talked to Alice Agent")


async def _ben_opens_the_same_call(ben: Page) -> None:
    await says(ben, "history Raymond Holt")
    history = card_of(ben, "History of Raymond Holt")
    await history.get_by_role("row").nth(1).get_by_role("button").first.click()
    await card_of(ben, "Who was offered it").get_by_role("button", name="Conclude").click()
    await expect(card_of(ben, "How did it go").get_by_role("button", name="Submit")).to_be_visible()


async def _alice_concludes(card: Locator) -> None:
    await card.get_by_label("Resolved").check()
    await card.get_by_label("Refund").check()
    await card.get_by_label("Tags", exact=True).fill("router")
    await card.get_by_role("button", name="Submit").click()


async def _olga_sees_it_in_the_report(olga: Page) -> None:
    await says(olga, "report codes Support last 7 days")
    report = card_of(olga, "Codes · Support")
    await expect(report.get_by_role("row").filter(has_text="Refund").first).to_contain_text("1")
