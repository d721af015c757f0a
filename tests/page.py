"""How does a test sit before the demo's chat page? In a real Chromium, over a real socket."""

import shutil
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from playwright.async_api import Browser, Page, async_playwright

from bot.demo.cast import CONTOSO
from bot.demo.channel import Channel

CARD = "application/vnd.microsoft.card.adaptive"
AXE = Path(__file__).parent.parent / "bot/demo/vendor/axe.min.js"
ALONE = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

Json = dict[str, Any]


@asynccontextmanager
async def serving(build: Callable[[str], web.Application], port: int = 0) -> AsyncIterator[str]:
    """The address of an app that has to know it beforehand."""
    with socket.create_server(("127.0.0.1", port)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        runner = web.AppRunner(build(url), access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await web.SockSite(runner, listener).start()
            yield url
        finally:
            await runner.cleanup()


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A browser, which takes a second to start: one is enough for a file of tests."""
    installed = shutil.which("chromium") or shutil.which("chromium-browser")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=installed, args=[*ALONE])
        yield browser
        await browser.close()


@asynccontextmanager
async def looking_at(browser: Browser, url: str, *, width: int = 1280, **more: Any) -> AsyncIterator[Page]:
    """A page that remembers nothing. At its end: its own policy has blocked nothing, no script of it has failed."""
    context = await browser.new_context(
        viewport={"width": width, "height": 860}, locale="en-US", timezone_id="Europe/Zurich", **more
    )
    page = await context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda said: trouble.append(said.text) if "Content Security" in said.text else None)
    await page.goto(url)
    yield page
    await context.close()
    assert trouble == []


async def says(page: Page, text: str) -> None:
    """Types and sends a message."""
    await page.locator("#typed").fill(text)
    await page.locator("#typed").press("Enter")


async def violations(page: Page) -> list[str]:
    """What axe-core finds serious or critical. It is put in from outside: the page's policy would not let it in."""
    await page.evaluate(AXE.read_text("utf-8"))
    found = await page.evaluate("axe.run().then((result) => result.violations)")
    return [
        f"{one['impact']} {one['id']}: {one['nodes'][0]['html']}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@dataclass
class Bot:
    """The other end of the demo's channel: answers as `script` says, by text or by the pressed action's name."""

    script: dict[str, Any] = field(default_factory=dict)
    received: list[Json] = field(default_factory=list)
    status: int = 200

    def app(self, url: str) -> web.Application:
        channel = Channel(url, {CONTOSO: "the key of Contoso"})
        app = web.Application()
        app.add_routes([web.post("/api/messages", self._take), web.post("/api/v1/events", self._note)])
        app.add_routes(channel.routes())
        app.on_shutdown.append(channel.hang_up)
        return app

    def of(self, kind: str) -> list[Json]:
        return [activity for activity in self.received if activity.get("type") == kind]

    async def says(self, content: Json, activity: Json | None = None, *, method: str = "POST") -> Json:
        """Sends to the conversation of `activity`, by default of the last one received."""
        about = activity or self.received[-1]
        conversation = about["conversation"]["id"].replace(":", "%3A")
        url = f"{about['serviceUrl']}/v3/conversations/{conversation}/activities"
        if method != "POST":
            url += f"/{content['id']}"
        async with aiohttp.ClientSession() as session, session.request(method, url, json=content) as answer:
            return {"status": answer.status, **(await answer.json() if method != "DELETE" else {})}

    async def _take(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.received.append(activity)
        if self.status != 200:
            return web.Response(status=self.status)
        value = activity.get("value") or {}
        asked = value.get("action", {}).get("data", value) if isinstance(value, dict) else {}
        answer = self.script.get(asked.get("action") or value.get("dataset") or activity.get("text", ""))
        if activity["type"] == "invoke":
            return web.json_response(answer)
        if answer is not None:
            await self.says(answer, activity)
        return web.json_response({})

    async def _note(self, request: web.Request) -> web.Response:
        self.received.append({"key": request.headers["Authorization"], "events": await request.json()})
        return web.json_response([])


def shown(card: Json, text: str = "") -> Json:
    """A message with a card."""
    return {"type": "message", "text": text, "attachments": [{"contentType": CARD, "content": card}]}


def card(*body: Json, actions: tuple[Json, ...] = ()) -> Json:
    return {"type": "AdaptiveCard", "version": "1.5", "body": [*body], "actions": [*actions]}


def text(words: str, **more: Any) -> Json:
    return {"type": "TextBlock", "text": words, "wrap": True, **more}


def execute(title: str, **data: Any) -> Json:
    return {"type": "Action.Execute", "title": title, "data": data}
