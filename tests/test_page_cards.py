"""Does a card on the chat page work as in Teams: drawn, filled in, pressed, replaced?"""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.page import CARD, Bot, card, chromium, execute, looking_at, says, serving, shown, text

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHICH = {
    "type": "Input.ChoiceSet",
    "id": "customer",
    "label": "Customer",
    "style": "filtered",
    "isRequired": True,
    "choices": [],
    "choices.data": {"type": "Data.Query", "dataset": "customers"},
}
FOUND = {"value": {"results": [{"title": "Raymond Holt", "value": "7"}, {"title": "Dorain Gray", "value": "9"}]}}


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


async def test_markup_in_a_name_stays_text(bot: Bot, page: Page) -> None:
    hostile = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![p](http://example.com/p.png)"
    bot.script["evil"] = shown(card(text(hostile), text("**bold**")), text=hostile)
    await says(page, "evil")
    await expect(page.locator(".bot .card strong")).to_have_text("bold")
    for part in (page.locator(".bot .said"), page.locator(".bot .card")):
        await expect(part).to_contain_text("<img src=x onerror=alert(1)>")
        assert await part.locator("img, a[href^=javascript]").count() == 0


async def test_a_pressed_button_replaces_its_card_and_keeps_the_focus(bot: Bot, page: Page) -> None:
    first = card(text("page 1"), actions=(execute("Next", action="next"),))
    second = card(text("page 2"), actions=(execute("Next", action="next"),))
    bot.script |= {"list": shown(first), "next": {"statusCode": 200, "type": CARD, "value": second}}
    await says(page, "list")
    await page.get_by_role("button", name="Next").press("Enter")
    await expect(page.locator(".card")).to_contain_text("page 2")
    await expect(page.locator(".card")).to_have_count(1)
    await expect(page.get_by_role("button", name="Next")).to_be_focused()
    await page.reload()
    await expect(page.locator(".card")).to_contain_text("page 2")


async def test_a_button_that_fails_says_so_and_works_again(bot: Bot, page: Page) -> None:
    said = {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Noted."}
    bot.script |= {"ask": shown(card(text("Sure?"), actions=(execute("Yes", action="yes"),))), "yes": said}
    await says(page, "ask")
    button = page.get_by_role("button", name="Yes")
    await expect(button).to_be_visible()
    bot.status = 500
    await button.click()
    await expect(page.locator(".card .trouble")).to_have_text("The bot answered 500. Please try again.")
    bot.status = 200
    await button.click()
    await expect(page.locator(".bot .said").last).to_have_text("Noted.")
    await expect(page.locator(".card .trouble")).to_be_hidden()


async def test_a_submit_carries_the_fields_and_the_bot_replaces_the_card(bot: Bot, page: Page) -> None:
    field = {"type": "Input.Text", "id": "note", "label": "Note"}
    save = {"type": "Action.Submit", "title": "Save", "data": {"action": "save"}}
    bot.script["form"] = shown(card(field, actions=(save,)))
    await says(page, "form")
    await page.get_by_label("Note").fill("from the page")
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator(".card")).to_have_attribute("aria-busy", "false")
    submitted = bot.of("message")[-1]
    assert submitted["value"] == {"action": "save", "note": "from the page"}
    done = {**shown(card(text("Saved."))), "id": submitted["replyToId"]}
    assert (await bot.says(done, method="PUT"))["status"] == 200
    await expect(page.locator(".card")).to_have_text("Saved.")
    assert (await bot.says(done, method="DELETE"))["status"] == 200
    await expect(page.locator(".bot")).to_have_count(0)


async def test_the_ids_of_a_card_do_not_get_into_the_pages_way(bot: Bot, page: Page) -> None:
    field = {"type": "Input.Text", "id": "typed", "label": "Number"}
    save = {"type": "Action.Submit", "title": "Save", "data": {"action": "save"}}
    bot.script |= {"form": shown(card(field, actions=(save,))), "again": shown(card(field, actions=(save,)))}
    await says(page, "form")
    await page.get_by_label("Number").fill("+41")
    await says(page, "again")
    await expect(page.get_by_label("Number")).to_have_count(2)
    await page.get_by_role("button", name="Save").first.click()
    await expect(page.locator(".card").first).to_have_attribute("aria-busy", "false")
    assert bot.of("message")[-1]["value"] == {"action": "save", "typed": "+41"}


async def test_a_customer_is_found_with_the_keyboard_alone(bot: Bot, page: Page) -> None:
    bot.script |= {"customer": shown(card(WHICH, actions=(execute("Show", action="show"),))), "customers": FOUND}
    bot.script["show"] = {"statusCode": 200, "type": CARD, "value": card(text("Dorain Gray's card"))}
    await says(page, "customer")
    field = page.get_by_role("combobox", name="Customer")
    await expect(field).to_be_visible()
    await page.keyboard.press("Shift+Tab")
    while not await field.evaluate("(field) => field === document.activeElement"):
        await page.keyboard.press("Shift+Tab")
    await page.keyboard.type("ray")
    await expect(page.get_by_role("option")).to_have_count(2)
    await expect(field).to_have_attribute("aria-expanded", "true")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("option", selected=True)).to_have_text("Dorain Gray")
    await page.keyboard.press("Enter")
    await expect(field).to_have_value("Dorain Gray")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".card")).to_have_text("Dorain Gray's card")
    query, pressed = bot.of("invoke")
    assert query["value"]["queryText"] == "ray"
    assert pressed["value"]["action"]["data"] == {"action": "show", "customer": "9"}


async def test_a_choice_that_the_card_brings_is_suggested_once(bot: Bot, page: Page) -> None:
    query = {"type": "Data.Query", "dataset": "tags"}
    brought = [{"title": "#router", "value": "router"}]
    field = {"type": "Input.ChoiceSet", "id": "tag", "label": "Tag", "style": "filtered", "choices": brought}
    found = {"results": [{"title": "#router", "value": "router"}, {"title": "#routes", "value": "routes"}]}
    bot.script |= {
        "ask": shown(card(field | {"choices.data": query})),
        "tags": {"statusCode": 200, "type": "application/vnd.microsoft.search.searchResponse", "value": found},
    }
    await says(page, "ask")
    await page.get_by_role("combobox", name="Tag").press_sequentially("rout")
    await expect(page.locator(".suggestions [role=option]")).to_have_text(["#router", "#routes"])


async def test_words_that_are_no_suggestion_are_not_sent(bot: Bot, page: Page) -> None:
    optional = WHICH | {"isRequired": False}
    bot.script |= {"customer": shown(card(optional, actions=(execute("Show", action="show"),)))}
    bot.script["customers"] = {"value": {"results": []}}
    await says(page, "customer")
    await page.get_by_role("combobox").press_sequentially("nobody")
    await expect(page.locator(".suggested")).to_have_text("Nothing fits.")
    await page.get_by_role("button", name="Show").click()
    await expect(page.locator(".card")).to_contain_text("Please choose one of the suggestions.")
    assert [a["name"] for a in bot.of("invoke")] == ["application/search"]


async def test_a_chart_falls_back_and_a_width_is_respected(bot: Bot, page: Page) -> None:
    chart = {"type": "Chart.Donut", "data": [], "fallback": text("31 and 10")}
    wide = text("the whole table", targetWidth="atLeast:wide")
    narrow = text("two lines", targetWidth="atMost:standard")
    newer = {**text("newer"), "requires": {"adaptiveCards": "9.0"}, "fallback": text("older")}
    bot.script["list"] = shown({**card(chart, wide, narrow, newer), "msteams": {"width": "Full"}})
    await says(page, "list")
    drawn = page.locator(".card")
    await expect(drawn.get_by_text("31 and 10")).to_be_visible()
    await expect(drawn.get_by_text("older")).to_be_visible()
    await expect(drawn.get_by_text("the whole table")).to_be_visible()
    await expect(drawn.get_by_text("two lines")).to_be_hidden()
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(drawn.get_by_text("the whole table")).to_be_hidden()
    await expect(drawn.get_by_text("two lines")).to_be_visible()


async def test_a_long_card_is_shown_from_its_top(bot: Bot, page: Page) -> None:
    lines = [text(f"line {number}") for number in range(80)]
    bot.script["long"] = shown(card(text("The beginning"), *lines, text("The end")))
    await says(page, "long")
    await expect(page.locator(".card").get_by_text("The end")).to_be_visible()
    await expect(page.locator(".card").get_by_text("The beginning")).to_be_in_viewport()
    await bot.says({"type": "message", "text": "And one more thing."})
    await expect(page.locator(".said").last).to_be_in_viewport()
