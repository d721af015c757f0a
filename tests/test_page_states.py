"""Does the chat page show what is sent, what fails, and what comes late?"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.page import Bot, chromium, looking_at, says, serving

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest_asyncio.fixture(loop_scope="module")
async def address(bot: Bot) -> AsyncIterator[str]:
    async with serving(bot.app) as url:
        yield url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, address: str) -> AsyncIterator[Page]:
    async with looking_at(browser, address) as page:
        yield page


async def test_the_first_look_installs_the_bot_once(bot: Bot, page: Page) -> None:
    await expect(page.locator("#playing")).to_have_text("You are Alice Agent · agent, Support")
    await says(page, "hello")
    await page.reload()
    await expect(page.locator(".me .said")).to_have_text("hello")
    assert [a.get("action", a["type"]) for a in bot.received] == ["remove", "add", "conversationUpdate", "message"]


async def test_an_activity_is_what_teams_would_send(bot: Bot, page: Page) -> None:
    await says(page, "hello")
    await expect(page.locator(".me .state")).to_have_text("")
    sent = bot.of("message")[0]
    assert sent["from"]["aadObjectId"] == "a1000000-0000-4000-8000-000000000001"
    assert sent["channelId"] == "msteams"
    assert sent["channelData"]["tenant"]["id"] == sent["conversation"]["tenantId"]
    assert sent["locale"] == "en-US"
    assert sent["localTimezone"]


async def test_what_was_not_sent_can_be_sent_again_and_is_the_same_message(bot: Bot, page: Page) -> None:
    await says(page, "before")
    await expect(page.locator(".me")).to_have_attribute("data-state", "sent")
    bot.status = 503
    await says(page, "lost")
    last = page.locator(".me").last
    await expect(last.locator(".state")).to_contain_text("Not sent.")
    bot.status = 200
    await last.get_by_role("button", name="Try again").click()
    await expect(last).to_have_attribute("data-state", "sent")
    await expect(page.locator(".me")).to_have_count(2)
    first, second = bot.of("message")[1:]
    assert first["id"] == second["id"]


async def test_a_message_survives_that_the_demo_is_gone(bot: Bot, page: Page) -> None:
    await expect(page.locator("#offline")).to_be_hidden()
    await page.context.set_offline(True)
    await says(page, "are you there")
    await expect(page.locator(".me .state")).to_contain_text("Not sent.")
    await page.context.set_offline(False)
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator(".me")).to_have_attribute("data-state", "sent")


async def test_a_lost_connection_is_shown_until_it_is_back(bot: Bot, browser: Browser) -> None:
    async with AsyncExitStack() as first:
        address = await first.enter_async_context(serving(bot.app))
        port = int(address.rpartition(":")[2])
        async with looking_at(browser, address) as page:
            await expect(page.locator("#offline")).to_be_hidden()
            await first.aclose()
            await expect(page.locator("#offline")).to_be_visible()
            async with serving(bot.app, port):
                await expect(page.locator("#offline")).to_be_hidden()
                await says(page, "back again")
                await expect(page.locator(".me")).to_have_attribute("data-state", "sent")


async def test_typing_shows_until_the_answer_comes(bot: Bot, page: Page) -> None:
    await says(page, "slow")
    await expect(page.locator(".me")).to_have_attribute("data-state", "sent")
    await bot.says({"type": "typing"})
    await expect(page.locator("#typing")).to_be_visible()
    await bot.says({"type": "message", "text": "Here I am."})
    await expect(page.locator("#typing")).to_be_hidden()
    await expect(page.locator(".bot .said")).to_have_text("Here I am.")


async def test_what_another_person_is_told_waits_in_their_chat(bot: Bot, page: Page) -> None:
    await page.get_by_role("button", name="Ben Agent").click()
    await says(page, "hello")
    await expect(page.locator(".me")).to_have_attribute("data-state", "sent")
    of_ben = bot.of("message")[-1]
    await page.get_by_role("button", name="Alice Agent").click()
    await expect(page.locator(".me")).to_have_count(0)
    await bot.says({"type": "message", "text": "Your call has ended."}, of_ben)
    await page.get_by_role("button", name="New message").click()
    await expect(page.locator("#playing")).to_contain_text("Ben Agent")
    await expect(page.locator(".bot .said")).to_have_text("Your call has ended.")


async def test_a_simulated_call_is_four_events_with_a_key_the_browser_never_sees(bot: Bot, page: Page) -> None:
    answers: list[str] = []
    page.on("request", lambda request: answers.append(f"{request.headers} {request.post_data}"))
    await page.locator("#ring-button").click()
    await page.locator("fluent-menu-item", has_text="Raymond Holt").click()
    await expect(page.locator(".note .said")).to_contain_text("Raymond Holt, +41 79 123 45 67")
    rung = next(one for one in bot.received if "events" in one)
    assert rung["key"] == "Bearer the key of Contoso"
    assert [one["event"] for one in rung["events"]] == ["created", "queued", "connected", "terminated"]
    assert len({one["taskId"] for one in rung["events"]}) == 1
    assert not any("the key of Contoso" in one for one in answers)
