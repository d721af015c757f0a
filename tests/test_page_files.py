"""Does a file reach somebody who sits before the page: by the link and its code, and as Teams hands it over?"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Page, expect

from bot.app import create_app
from bot.demo.channel import Channel
from tests.conftest import configured
from tests.page import chromium, looking_at, says, serving, violations
from tests.test_export_formats import of_csv

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, demo_url: str, tmp_path: Path) -> AsyncIterator[Page]:
    """Adam's chat, in which a file of Raymond Holt has been asked for."""

    def demo(url: str) -> web.Application:
        local = {"dangerously_allow_unauthenticated": True, "public_url": url, "data_dir": tmp_path}
        channel = Channel(url, {})
        app = create_app(configured(database_url=demo_url, **local), extra_routes=channel.routes())
        app.on_shutdown.append(channel.hang_up)
        return app

    async with serving(demo) as url, looking_at(browser, f"{url}/#adam") as page:
        await expect(page.locator(".bot .card")).to_contain_text("Hello Adam")
        await says(page, "export raymond holt as csv")
        await expect(page.locator(".card", has_text="Your file is ready")).to_be_visible(timeout=20_000)
        yield page


def names_in(file: Path) -> set[str]:
    return {row[2] for row in of_csv(file.read_bytes())[1:]}


async def test_the_link_asks_for_the_code_that_stands_beside_it(page: Page) -> None:
    card = page.locator(".card", has_text="Your file is ready")
    [digits] = [line for line in (await card.inner_text()).splitlines() if line.isdecimal() and len(line) == 6]
    async with page.context.expect_page() as opening:
        await card.get_by_text("Download", exact=True).click()
    download_page = await opening.value
    await expect(download_page.locator("h1")).to_have_text("Download")
    assert await violations(download_page) == []
    await download_page.get_by_label("Code").fill("000000" if digits != "000000" else "111111")
    await download_page.get_by_role("button", name="Download").click()
    await expect(download_page.get_by_role("alert")).to_contain_text("That is not the code")
    await download_page.get_by_label("Code").fill(digits)
    async with download_page.expect_download() as loading:
        await download_page.get_by_role("button", name="Download").click()
    file = await loading.value
    assert file.suggested_filename.endswith(".csv")
    assert names_in(await file.path()) == {"Raymond Holt"}


async def test_an_accepted_file_opens_from_where_teams_put_it(page: Page) -> None:
    asked = page.locator(".file", has_text="Allow")
    await expect(asked).to_contain_text("It comes into your own OneDrive")
    assert await violations(page) == []
    await asked.get_by_role("button", name="Allow").click()
    opened = page.get_by_role("link", name="Open")
    async with page.expect_download() as loading:
        await opened.evaluate("a => { a.target = ''; a.click(); }")
    file = await loading.value
    assert names_in(await file.path()) == {"Raymond Holt"}


async def test_a_declined_file_stays_behind_its_link(page: Page) -> None:
    await page.locator(".file").get_by_role("button", name="Decline").click()
    await expect(page.locator(".bot .said").last).to_contain_text("The link above leads to the same file.")
