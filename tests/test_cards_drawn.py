from typing import Any

import pytest

from cards.words import words_for
from tests.page import AXE
from tests.pictures import DESK, PHONE, drawn, easel
from tests.samples import every_card
from tests.talk import elements

MARKUP = "a, img, code, s, b, i, em, ul, ol, h3, h4, h5, h6, script, iframe"
FINDINGS = """async () => (await axe.run(".card", {resultTypes: ["violations"]})).violations
    .filter((found) => ["serious", "critical"].includes(found.impact))
    .map((found) => `${found.id}: ${found.nodes[0].html}`)"""


def cards(locale: str) -> dict[str, dict[str, Any]]:
    return every_card(words_for(locale, "Europe/Zurich"))


@pytest.mark.parametrize(("width", "locale", "theme"), [(PHONE, "de-CH", "dark"), (DESK, "en-GB", "light")])
async def test_every_card_fits_its_width_and_can_be_read_by_everybody(width: int, locale: str, theme: str) -> None:
    async with easel(width) as page:
        await page.add_script_tag(path=AXE)
        for name, card in cards(locale).items():
            await drawn(page, card, theme)
            assert await page.evaluate("document.documentElement.scrollWidth") <= width, name
            assert await page.evaluate(FINDINGS) == [], name


async def test_hostile_names_draw_as_text() -> None:
    async with easel(DESK) as page:
        for name, card in cards("en-GB").items():
            if "hostile" not in name:
                continue
            await drawn(page, card)
            found = await page.locator(f".card :is({MARKUP})").all_inner_texts()
            own = sum(each.get("type") == "Image" for each in elements(card))  # pictures of charts
            assert found == [""] * own, name
            assert "http://x" in await page.locator(".card").inner_text()


@pytest.mark.parametrize(("width", "table", "lines"), [(PHONE, False, True), (DESK, True, False)])
async def test_one_form_of_the_history_is_seen(width: int, table: bool, lines: bool) -> None:
    async with easel(width) as page:
        await drawn(page, cards("en-GB")["history"])
        assert await page.get_by_role("table").is_visible() is table
        assert await page.get_by_text("Transferred by User").first.is_visible() is table
        assert await page.get_by_text("Transferred by User").last.is_visible() is lines
