"""What does a door answer when it cannot?"""

import aiohttp
import pytest
from aiohttp import web

from tests.conftest import StartBot


async def fail(_request: web.Request) -> web.Response:
    raise ValueError("Raymond Holt +41791234567")


async def test_an_unexpected_error_is_a_problem_without_its_text(
    start_bot: StartBot, http: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    url = await start_bot(parts={"extra_routes": [web.get("/fails", fail)]})
    async with http.get(f"{url}/fails") as response:
        assert response.status == 500
        assert response.content_type == "application/problem+json"
        told = await response.json(content_type=None)
    assert told == {"type": "about:blank", "title": "Internal Server Error", "status": 500}
    assert "error=ValueError at test_problems.py" in caplog.text
    assert "Holt" not in caplog.text


async def test_a_wrong_path_or_method_is_a_problem_too(bot_url: str, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{bot_url}/nowhere") as response:
        assert (response.status, response.content_type) == (404, "application/problem+json")
    async with http.get(f"{bot_url}/api/messages") as response:
        assert (response.status, response.headers["Allow"]) == (405, "POST")
