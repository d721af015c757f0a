"""Does an admin who is told *send me what you hold on me, then forget me* come to the end of it? In two browsers."""

import hashlib
import re
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import Any

import orjson
import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Download, Locator, Page, expect

from bot.app import create_app
from bot.demo.channel import Channel
from storage import tenants
from storage.database import open_database
from tests import scan
from tests.concluding import ALICE
from tests.conftest import configured
from tests.page import chromium, looking_at, says, serving, violations
from tests.talk import CONTOSO
from tests.team import ended
from tests.test_erasure_talk import TRACES
from tests.test_export_formats import of_csv
from tests.told import tell

pytestmark = pytest.mark.asyncio(loop_scope="module")

GRAY: Any = {"customerName": "Dorain Gray", "callerTelNumber": "+412345678910"}
PATIENCE = 30_000  # milliseconds, of what is done beside the turns


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


def _demo(database_url: str, folder: Path) -> Callable[[str], web.Application]:
    def build(url: str) -> web.Application:
        local = {"dangerously_allow_unauthenticated": True, "public_url": url, "data_dir": folder}
        channel = Channel(url, {})
        app = create_app(configured(database_url=database_url, **local), extra_routes=channel.routes())
        app.on_shutdown.append(channel.hang_up)
        return app

    return build


def card_of(page: Page, words: str) -> Locator:
    """The last card that says so."""
    return page.locator(".bot .card", has_text=words).last


async def test_what_is_held_on_a_customer_is_sent_and_then_forgotten(
    browser: Browser, demo_url: str, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "demo.db")) as db:
        assert db.execute("SELECT count(*) FROM customers WHERE name = 'Dorain Gray'").fetchone() == (1,)
    async with serving(_demo(demo_url, tmp_path)) as url, AsyncExitStack() as open_pages:
        adam, anna = [
            await open_pages.enter_async_context(looking_at(browser, f"{url}/#{name}")) for name in ("adam", "anna")
        ]
        for page, name in ((adam, "Adam"), (anna, "Anna")):
            await expect(page.locator(".bot .card")).to_contain_text(f"Hello {name}")
        await _adam_exports_everything(adam)
        await _it_is_refused_while_a_call_is_open(adam, demo_url)
        await _adam_asks(adam)
        await _anna_approves(anna)
        await _it_is_complete_and_proven(adam)
        await _nobody_is_named_any_more(adam, anna)
        assert scan.found(TRACES, tmp_path) == []
        for page in (adam, anna):
            assert await violations(page) == []
    assert scan.found(TRACES, tmp_path) == []


async def _adam_exports_everything(adam: Page) -> None:
    await says(adam, "customer Dorain Gray")
    await expect(card_of(adam, "Dorain Gray")).to_contain_text("2345678910")
    await says(adam, "export Dorain Gray as csv")
    file = await _downloaded(adam, "Your file is ready")
    assert {row[2] for row in of_csv((await file.path()).read_bytes())[1:]} == {"Dorain Gray"}
    await says(adam, "audit who looked at Dorain Gray")
    await expect(card_of(adam, "Who looked at Dorain Gray")).to_contain_text("Adam Admin")


async def _downloaded(page: Page, words: str) -> Download:
    """By the link and the code that stands beside it."""
    ready = card_of(page, words)
    await expect(ready).to_be_visible(timeout=PATIENCE)
    [digits] = [line for line in (await ready.inner_text()).splitlines() if line.isdecimal() and len(line) == 6]
    async with page.context.expect_page() as opening:
        await ready.get_by_text("Download", exact=True).click()
    opened = await opening.value
    await opened.get_by_label("Code").fill(digits)
    async with opened.expect_download() as loading:
        await opened.get_by_role("button", name="Download").click()
    file = await loading.value
    await file.path()
    await opened.close()
    return file


async def _it_is_refused_while_a_call_is_open(adam: Page, demo_url: str) -> None:
    store = open_database(demo_url)
    contoso = (await store.read(tenants.get, CONTOSO)).id
    await tell(store, contoso, ended("open-call", 1, ALICE, event="connected", **GRAY))
    await says(adam, "anonymize Dorain Gray")
    refused = card_of(adam, "Anonymise Dorain Gray?")
    await expect(refused).to_contain_text("Not yet: there is an open interaction (Support")
    await expect(refused.get_by_role("button", name="Ask for approval")).to_have_count(0)
    await tell(store, contoso, ended("open-call", 0.5, ALICE, **GRAY))
    await store.close()


async def _adam_asks(adam: Page) -> None:
    await says(adam, "anonymize Dorain Gray")
    preview = adam.locator(".bot .card", has_text="Nothing has been changed yet").last
    await expect(preview).to_contain_text("No other customer bears this name")
    await expect(preview).to_contain_text("export file deleted")
    await preview.get_by_role("button", name="Ask for approval").click()
    waiting = card_of(adam, "Nothing is changed until another administrator approves")
    await expect(waiting.get_by_role("button", name="Withdraw")).to_be_visible()


async def _anna_approves(anna: Page) -> None:
    request = card_of(anna, "Adam Admin asks to anonymise this customer for good")
    await expect(request).to_be_visible(timeout=PATIENCE)
    await request.get_by_role("textbox").fill("Dorian Gray")
    await request.get_by_role("button", name="Approve").click()
    await expect(anna.locator(".bot .said").last).to_contain_text("That is not the name on the card")
    await request.get_by_role("textbox").fill("Dorain Gray")
    await request.get_by_role("button", name="Approve").click()
    await expect(anna.locator(".bot .card", has_text="finds no trace of this customer")).to_be_visible(timeout=PATIENCE)


async def _it_is_complete_and_proven(adam: Page) -> None:
    receipt = card_of(adam, "finds no trace of this customer")
    await expect(receipt).to_be_visible(timeout=PATIENCE)
    await expect(receipt).to_contain_text("Anna Admin")
    [sha256] = re.findall(r"\b[0-9a-f]{64}\b", await receipt.inner_text())
    await receipt.get_by_role("button", name="Download the receipt").click()
    file = await _downloaded(adam, "anonymisation-")
    await expect(receipt).to_be_visible()
    raw = (await file.path()).read_bytes()
    assert hashlib.sha256(raw).hexdigest() == sha256
    said = orjson.loads(raw)
    assert (said["asked"]["by"]["name"], said["approved"]["by"]["name"]) == ("Adam Admin", "Anna Admin")
    assert (said["replaced"]["identifiers"], said["remains"]) == (3, ["backups"])
    assert said["cards"]["refused"] == 0 < said["cards"]["rewritten"]


async def _nobody_is_named_any_more(adam: Page, anna: Page) -> None:
    """Neither in what the bot said before, nor in what it says now."""
    for page in (adam, anna):
        assert "Dorain" not in "\n".join(await page.locator(".bot .card").all_inner_texts())
    await expect(adam.get_by_text("This card showed a customer whose data has been anonymised")).not_to_have_count(0)
    await says(adam, "customer Dorain Gray")
    await expect(adam.locator(".bot .said").last).to_contain_text("I find no customer")
    await says(adam, "audit last 7 days")
    log = card_of(adam, "Audit log")
    await expect(log).to_contain_text("Anna Admin")
    assert "Dorain" not in await log.inner_text()
