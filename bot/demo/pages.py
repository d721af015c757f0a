"""How does the chat page reach the browser? Its own files and the fetched ones, under a strict policy."""

from pathlib import Path

from aiohttp import web

from bot.demo.doorkeeper import guarded

HERE = Path(__file__).parent
KINDS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types aftercall fast-element html adaptivecards#deprecatedExportedFunctionPolicy "
    "adaptivecards#markdownPassthroughPolicy adaptivecards#restoreContentsPolicy"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def routes() -> list[web.RouteDef]:
    """`/`, the page's parts, and the fetched JavaScript."""
    return [
        web.get("/", guarded(_index)),
        web.get("/demo/page/{name}", guarded(_page)),
        web.get("/demo/vendor/{name}", guarded(_vendor)),
    ]


async def _index(request: web.Request) -> web.StreamResponse:
    return _file("page", "index.html")


async def _page(request: web.Request) -> web.StreamResponse:
    return _file("page", request.match_info["name"])


async def _vendor(request: web.Request) -> web.StreamResponse:
    return _file("vendor", request.match_info["name"])


def _file(folder: str, name: str) -> web.StreamResponse:
    path = HERE / folder / name
    kind = KINDS.get(path.suffix)
    if kind is None or path.parent != HERE / folder or not path.is_file():
        raise web.HTTPNotFound(headers=HEADERS)
    return web.FileResponse(path, headers=HEADERS | {"Content-Type": f"{kind}; charset=utf-8"})
