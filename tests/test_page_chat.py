"""Can a person without Teams ask Aftercall about a customer? In a browser, with the real bot and the demo's data."""

import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

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

PICTURE = Path(__file__).parent.parent / "docs/pictures/chat.png"
LARGEST_PICTURE = 300_000
COLUMNS = ["Started", "Source", "Initial service", "First queued", "Last user", "Hours", "Issues", "Result", "Duration"]


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


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, address: str) -> AsyncIterator[Page]:
    """Adam's chat, once he has been welcomed: what is typed before that may be answered before it."""
    async with looking_at(browser, f"{address}/#adam") as page:
        await expect(page.locator(".bot .card")).to_contain_text("Hello Adam")
        yield page


def _demo(database_url: str, key: str) -> Callable[[str], web.Application]:
    def build(url: str) -> web.Application:
        settings = configured(database_url=database_url, dangerously_allow_unauthenticated=True)
        channel = Channel(url, {CONTOSO: key})
        app = create_app(settings, extra_routes=channel.routes())
        app.on_shutdown.append(channel.hang_up)
        return app

    return build


async def test_a_customer_is_looked_up_by_a_part_of_the_name(page: Page) -> None:
    await expect(page.locator(".bot .card")).to_contain_text("Hello Adam")
    await says(page, "customer")
    field = page.get_by_role("combobox", name="Customer")
    await field.press_sequentially("ray")
    suggestions = page.locator(".suggestions [role=option]")
    await expect(suggestions).to_have_text(["Raymond Holt · +41 79 123 45 67", "Dorain Gray · +412345678910"])
    await suggestions.first.click()
    await page.get_by_role("button", name="Look up", exact=True).click()
    card = page.locator(".bot .card").last
    await expect(card).to_contain_text("Last interaction")
    await expect(card.get_by_role("heading", name="Raymond Holt")).to_be_visible()
    await expect(page.locator(".bot .card")).to_have_count(2)


async def test_the_history_is_paged_in_place_and_is_still_there_after_a_reload(page: Page) -> None:
    await says(page, "history Raymond Holt")
    card = page.locator(".bot .card").last
    await expect(card).to_contain_text("1–10 of")
    headers = await card.get_by_role("row").first.locator("> *").all_inner_texts()
    assert [header.strip(" ↓\n") for header in headers] == COLUMNS
    shown = await page.locator(".line").count()
    await card.get_by_role("button", name="Next").click()
    await expect(card).to_contain_text("11–20 of")
    await expect(card.get_by_role("button", name="Next")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(card).to_contain_text("21–30 of")
    await card.get_by_role("button", name="Previous").click()
    await expect(card).to_contain_text("11–20 of")
    await expect(page.locator(".line")).to_have_count(shown)
    await page.reload()
    await expect(page.locator(".bot .card").last).to_contain_text("11–20 of")


async def test_a_new_call_arrives_in_the_history(page: Page) -> None:
    await says(page, "history Raymond Holt")
    before = page.locator(".bot .card").last
    await expect(before).to_contain_text("1–10 of")
    total = await _total(before.get_by_text("1–10 of"))
    await page.locator("#ring-button").click()
    await page.locator("fluent-menu-item", has_text="Raymond Holt").click()
    await expect(page.locator(".note .said")).to_contain_text("talked to Alice Agent")
    await page.locator(".note").get_by_role("button", name="customer Raymond Holt").click()
    await expect(page.locator(".bot .card")).to_have_count(3)
    await says(page, "history Raymond Holt")
    await expect(page.locator(".bot .card")).to_have_count(4)
    assert await _total(page.locator(".bot .card").last.get_by_text("1–10 of")) == total + 1


async def test_an_unknown_number_becomes_a_customer(page: Page) -> None:
    await page.locator("#ring-button").click()
    await page.locator("fluent-menu-item", has_text="Unknown number").click()
    note = page.locator(".note")
    await expect(note.locator(".said")).to_contain_text("a number nobody knows")
    await note.get_by_role("button").click()
    await expect(page.locator(".bot .card").last).to_contain_text("1 interaction")


async def test_the_keyboard_is_enough(page: Page) -> None:
    await expect(page.locator(".bot .card")).to_contain_text("Hello Adam")
    await expect(page.locator("#typed")).to_be_focused()
    await page.keyboard.type("customer")
    await page.keyboard.press("Enter")
    field = page.get_by_role("combobox", name="Customer")
    await expect(field).to_be_visible()
    await _tab_to(page, field.and_(page.locator(":focus")), back=True)
    await page.keyboard.type("gray")
    await expect(page.locator(".suggestions [role=option]")).to_have_count(1)
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    card = page.locator(".bot .card").last
    await expect(card.get_by_role("heading", name="Dorain Gray")).to_be_visible()
    await _tab_to(page, card.get_by_role("button", name="History").and_(page.locator(":focus")))
    await page.keyboard.press("Enter")
    await expect(card).to_contain_text("History of Dorain Gray")
    await _tab_to(page, page.locator("#typed:focus"))


async def test_a_phone_shows_two_lines_a_row(browser: Browser, address: str) -> None:
    async with looking_at(browser, f"{address}/#alice", width=390) as page:
        await expect(page.locator(".bot .card")).to_contain_text("Hello Alice")
        await says(page, "history Raymond Holt")
        card = page.locator(".bot .card").last
        await expect(card).to_contain_text("1–10 of")
        await expect(card.get_by_role("table")).to_be_hidden()
        row = card.get_by_role("button").filter(has_text="Alice Agent").first
        await expect(row).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") == 390
        await page.get_by_role("button", name="Choose a person").click()
        await page.get_by_role("navigation").get_by_role("button", name="Olga Owner").click()
        await expect(page.locator("#playing")).to_contain_text("Olga Owner")
        await expect(page.locator("#people")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
async def test_nothing_keeps_anybody_out(browser: Browser, address: str, scheme: str, width: int) -> None:
    async with looking_at(browser, f"{address}/#adam", width=width, color_scheme=scheme) as page:
        await expect(page.locator(".bot .card")).to_contain_text("Hello Adam")
        for words in ("customer Raymond Holt", "history Raymond Holt", "customer", "nonsense"):
            before = await page.locator(".bot").count()
            await says(page, words)
            await expect(page.locator(".bot")).not_to_have_count(before)
        await page.get_by_role("combobox", name="Customer").press_sequentially("ray")
        await expect(page.locator(".suggestions [role=option]")).to_have_count(2)
        assert await violations(page) == []


async def test_the_switch_turns_the_lights_and_is_remembered(page: Page) -> None:
    light = await _ground(page)
    await page.locator("#theme").click()
    dark = await _ground(page)
    assert dark != light
    await page.reload()
    assert await _ground(page) == dark


async def test_the_picture_of_the_readme(page: Page) -> None:
    """Written where there is none, or where AFTERCALL_TEST_PICTURES asks for a new one."""
    await page.set_viewport_size({"width": 1280, "height": 1080})
    await expect(page.locator(".bot .card")).to_contain_text("Hello Adam")
    await says(page, "history Raymond Holt")
    await expect(page.locator(".bot .card").last).to_contain_text("1–10 of")
    picture = await page.screenshot(animations="disabled", caret="hide")
    assert len(picture) < LARGEST_PICTURE
    if not PICTURE.exists() or os.environ.get("AFTERCALL_TEST_PICTURES"):
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_bytes(picture)


async def _total(line: Locator) -> int:
    words = await line.inner_text()
    return int(words.split(" of ")[1].split(",")[0])


async def _tab_to(page: Page, focused: Locator, *, back: bool = False) -> None:
    for _ in range(60):
        if await focused.count():
            return
        await page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError("The keyboard does not lead there.")


async def _ground(page: Page) -> str:
    colour: str = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour
