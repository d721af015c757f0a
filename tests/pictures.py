"""What do the cards look like? `python -m tests.pictures FOLDER` draws each, light and dark, for a phone and a desk.

With the demo page's own renderer and styles, in a real Chromium.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web
from playwright.async_api import Page

from bot.demo import pages
from cards.words import words_for
from tests.page import chromium, looking_at, serving
from tests.samples import every_card

PHONE = 360
DESK = 800
FRAME = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Cards</title>
<link rel="stylesheet" href="/demo/vendor/tokens.css"><link rel="stylesheet" href="/demo/page/chat.css">
<link rel="stylesheet" href="/demo/page/lines.css"><link rel="stylesheet" href="/demo/page/cards.css">
<style>body { display: block; height: auto; overflow: auto; padding: 12px }</style>
<script src="/demo/vendor/adaptivecards.min.js"></script>
<script type="module">
  import { Card } from "/demo/page/cards.js";
  import { teachRenderer } from "/demo/page/elements.js";
  teachRenderer(async () => []);
  globalThis.draw = (payload, theme) => {
    document.documentElement.dataset.theme = theme;
    document.body.replaceChildren(new Card(payload, {}).element);
  };
</script><body></body></html>"""


@asynccontextmanager
async def easel(width: int) -> AsyncIterator[Page]:
    """A browser page as wide as that, for `drawn`."""

    def build(_url: str) -> web.Application:
        app = web.Application()
        app.add_routes([*pages.routes(), web.get("/cards", _frame)])
        return app

    async with serving(build) as url, chromium() as browser, looking_at(browser, f"{url}/cards", width=width) as page:
        await page.wait_for_function("() => Boolean(globalThis.draw)")
        yield page


async def drawn(page: Page, card: dict[str, Any], theme: str = "light") -> None:
    await page.evaluate("([card, theme]) => draw(card, theme)", [card, theme])


async def _frame(_request: web.Request) -> web.Response:
    return web.Response(text=FRAME, content_type="text/html")


async def _draw_all(folder: Path) -> None:
    for width in (PHONE, DESK):
        async with easel(width) as page:
            for locale in ("en-GB", "de-CH"):
                for name, card in every_card(words_for(locale, "Europe/Zurich")).items():
                    for theme in ("light", "dark"):
                        await drawn(page, card, theme)
                        file = f"{name.replace(' ', '-')}.{locale[:2]}.{width}.{theme}.png"
                        await page.screenshot(path=folder / file, full_page=True)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    asyncio.run(_draw_all(target))
