"""How does what the page asks for reach the bot? By HTTP, to its own routes, as anybody's would."""

from collections.abc import Mapping
from typing import Any

import orjson
from aiohttp import ClientError, ClientSession, ClientTimeout, web

PATIENCE = ClientTimeout(total=30)
JSON_BODY = {"Content-Type": "application/json"}

Json = dict[str, Any]


class Wire:
    """The bot's door for activities and its door for events, at one address."""

    def __init__(self, base_url: str, keys: Mapping[str, str]) -> None:
        self.base_url = base_url.rstrip("/")
        self._keys = keys

    async def deliver(self, activity: Json) -> Any:
        """Posts an activity; the body of an invoke's answer, None where there is none. A refusal is a 502."""
        return await self._post("/api/messages", activity, {})

    async def announce(self, tenant: str, events: list[Json]) -> Any:
        """Posts contact events with the tenant's key, which the browser never sees."""
        if tenant not in self._keys:
            raise problem(409, "This demo was started without an events key of the tenant.")
        return await self._post("/api/v1/events", events, {"Authorization": f"Bearer {self._keys[tenant]}"})

    async def _post(self, path: str, body: Any, headers: Mapping[str, str]) -> Any:
        # A session for each request: it is closed with it, and the demo has no start or end of its own to hook into.
        try:
            async with (
                ClientSession(timeout=PATIENCE) as session,
                session.post(self.base_url + path, data=orjson.dumps(body), headers={**JSON_BODY, **headers}) as answer,
            ):
                if answer.status >= 400:
                    raise problem(502, f"The bot answered {answer.status}.")
                text = await answer.read()
        except (ClientError, TimeoutError):
            raise problem(502, "The bot cannot be reached.") from None
        return orjson.loads(text) if text else None


def problem(status: int, detail: str) -> web.HTTPException:
    """An error that the page shows as it is."""
    kinds = {400: web.HTTPBadRequest, 404: web.HTTPNotFound, 409: web.HTTPConflict, 502: web.HTTPBadGateway}
    body = orjson.dumps({"status": status, "detail": detail}).decode()
    return kinds[status](text=body, content_type="application/problem+json")
