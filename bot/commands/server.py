"""How does the process serve until it is told to stop?"""

import asyncio
import errno
import gc
import importlib.util
import logging
import socket
from collections.abc import Callable

from aiohttp import web

from bot import logs
from bot.app import create_app
from bot.commands.configuration import read_settings
from bot.commands.failure import Failed
from bot.commands.store import in_store
from bot.settings import Settings, problems
from storage import tenants

log = logging.getLogger(__name__)


def serve() -> None:
    settings = read_settings()
    if found := [*problems(settings), *_admin_problems(settings)]:
        raise Failed("\n".join(found))
    logs.start(settings.log_level, settings.log_format)
    for tenant in in_store(lambda db: db.write(tenants.make_admins, _admins(settings))):
        log.warning("AFTERCALL_ADMINS names tenant %s, which is not set up yet: run `aftercall setup`.", tenant)
    with listening(settings.host, settings.port) as place:
        run(create_app(settings), place, lambda: log.info("Serving on port %d.", place.getsockname()[1]))


def listening(host: str, port: int) -> socket.socket:
    """Takes the port at once, so that a taken one is told before anything else is done."""
    try:
        return socket.create_server((host, port), family=_family(host, port), backlog=128)
    except OSError as exc:
        if exc.errno == errno.EADDRINUSE:
            raise Failed(f"Port {port} is taken; stop what uses it or choose another one.") from None
        raise Failed(f"Port {port} of {host} cannot be opened.") from None


def run(app: web.Application, place: socket.socket, ready: Callable[[], None]) -> None:
    """Ends quietly on Ctrl-C or SIGTERM; `ready` is called once, when requests are answered."""
    gc.collect()
    gc.freeze()  # what is loaded by now stays: a turn need not wait while the collector walks it again
    web.run_app(app, sock=place, access_log=None, print=lambda *_: ready(), loop=_event_loop())


def _event_loop() -> asyncio.AbstractEventLoop:
    if importlib.util.find_spec("uvloop"):
        import uvloop

        return uvloop.new_event_loop()
    return asyncio.new_event_loop()


def _family(host: str, port: int) -> socket.AddressFamily:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]


def _admins(settings: Settings) -> list[tuple[str, str]]:
    return [(tenant, person) for tenant, _, person in (each.partition(":") for each in settings.admins)]


def _admin_problems(settings: Settings) -> list[str]:
    if all(tenant and person for tenant, person in _admins(settings)):
        return []
    return ["AFTERCALL_ADMINS is a list of tenant:object, each the id of Microsoft Entra, separated by commas."]
