"""How do the background jobs run in a process of their own?"""

import asyncio
import logging
import signal
from functools import partial

from bot import jobs, logs
from bot.channel.outward import outward
from bot.commands.configuration import read_settings
from bot.commands.failure import Failed
from bot.commands.store import in_store
from bot.settings import Settings, problems
from dialogs import router
from dialogs.links import Links
from storage.database import Database
from storage.erasure.beside import Beside
from storage.export_files import Folder

log = logging.getLogger(__name__)


def work() -> None:
    """Until Ctrl-C or SIGTERM. Several may run side by side, beside `serve` or without it."""
    settings = read_settings()
    if found := problems(settings):
        raise Failed("\n".join(found))
    logs.start(settings.log_level, settings.log_format)
    in_store(partial(_work, settings))


async def _work(settings: Settings, db: Database) -> None:
    told_to_stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, told_to_stop.set)
    files, beside = Folder(settings.data_dir / "exports"), Beside(settings.data_dir)
    async with outward(settings) as teams:
        links = Links(settings.public_url, settings.secret_key.get_secret_value())
        sender = teams.sender(db, links, router.ANNOUNCEMENTS, asyncio.Event())
        async with jobs.running(db, files, beside, sender):
            log.info("Working.")
            await told_to_stop.wait()
