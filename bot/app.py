"""Where is everything built?"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import nullcontext
from time import perf_counter
from typing import Final

from aiohttp import web

from bot import jobs
from bot.channel.adapter import GuardedAuthentication, TeamsAdapter
from bot.channel.guard import Guard
from bot.channel.keys import Keys
from bot.channel.outward import outward
from bot.channel.teams import AftercallBot, Behaviour, Suggest
from bot.channel.uploads import Uploads
from bot.doors import downloads, events, health, metrics, odata, pictures
from bot.errors import problems
from bot.settings import Settings
from dialogs import export_upload, router
from dialogs import help as help_dialog
from dialogs.announcements import Announcements
from dialogs.links import Links
from storage.database import Database, open_database
from storage.erasure.beside import Beside
from storage.export_files import Folder

DATABASE: Final = web.AppKey("database", Database)
_ADAPTER: Final = web.AppKey("adapter", TeamsAdapter)
_WOKEN: Final = web.AppKey("woken", asyncio.Event)


def create_app(
    settings: Settings,
    *,
    extra_routes: Iterable[web.RouteDef] = (),
    route: Behaviour = router.route,
    suggest: Suggest = router.suggest,
    welcome: Behaviour = help_dialog.welcome,
    consent: Behaviour = export_upload.answer,
    announcements: Announcements = router.ANNOUNCEMENTS,
) -> web.Application:
    """The whole process. What varies is an argument."""
    db = open_database(settings.database_url)
    links = Links(settings.public_url, settings.secret_key.get_secret_value())
    files, beside = Folder(settings.data_dir / "exports"), Beside(settings.data_dir)
    uploads = Uploads(local=settings.local)
    bot = AftercallBot(
        db, links, files, beside, route=route, suggest=suggest, welcome=welcome, consent=consent, uploads=uploads
    )
    woken = asyncio.Event()

    async def running(app: web.Application) -> AsyncIterator[None]:
        async with outward(settings) as teams:
            keys = Keys(teams.session, settings.channel_openid_url)
            authentication = GuardedAuthentication(settings.app_id, teams.connectors())
            app[_ADAPTER] = TeamsAdapter(Guard(settings, keys, teams.addresses), authentication, bot)
            sender = teams.sender(db, links, announcements, woken)
            working = jobs.running(db, files, beside, sender) if settings.worker else nullcontext()
            async with uploads.working(teams.session), working:
                yield
            await keys.close()
        await db.close()

    app = web.Application(middlewares=[problems])
    app[DATABASE] = db
    app[_WOKEN] = woken
    app.cleanup_ctx.append(running)
    app.add_routes([web.post("/api/messages", messages), *events.routes(db, woken), *health.routes(db), *extra_routes])
    app.add_routes([*downloads.routes(db, links, files), *pictures.routes(links)])
    app.add_routes(odata.routes(db, settings.public_url))
    return app


async def messages(request: web.Request) -> web.Response:
    arrived = perf_counter()
    answer = await request.app[_ADAPTER].answer(request)
    metrics.turn_taken(answer.status, perf_counter() - arrived)
    request.app[_WOKEN].set()
    return answer
