"""May this request drive the demo? Only from this machine, and from no other web site open in its browser."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bot.settings import is_loopback

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guarded(handler: Handler) -> Handler:
    """Answers 403 instead of calling the handler when the request is not this machine's own page or bot."""

    async def checked(request: web.Request) -> web.StreamResponse:
        reason = refusal(request)
        if reason is not None:
            raise web.HTTPForbidden(text=reason)
        return await handler(request)

    return checked


def refusal(request: web.Request) -> str | None:
    """Why not, or None.

    The name in `Host` is checked because a foreign name can be made to point here (DNS rebinding), and `Origin`
    because a browser sends a form or a script's request of any site to a loopback address.
    """
    if not is_loopback(request.remote or ""):
        return "The demo answers this machine only."
    if not is_loopback(urlsplit(f"//{request.host}").hostname or ""):
        return "The demo answers to a loopback name only."
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        return "Another web site may not drive the demo."
    site = request.headers.get("Sec-Fetch-Site", "none")
    if site not in ("none", "same-origin") and request.headers.get("Sec-Fetch-Mode") != "navigate":
        return "Another web site may not drive the demo."
    return None
