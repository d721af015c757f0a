"""How does a test get a sending process that it can kill?"""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.app import create_app
from bot.commands import server
from tests.conftest import configured
from tests.outgoing import SAID

_FORK = multiprocessing.get_context("forkserver")  # everything is imported once: a process starts in milliseconds
_FORK.set_forkserver_preload(["tests.sending"])


def serve(database_url: str, data_dir: Path) -> None:
    """As `aftercall serve` in the local mode, but for what it says by itself."""
    settings = configured(database_url=database_url, data_dir=data_dir, dangerously_allow_unauthenticated=True)
    server.run(create_app(settings, announcements=SAID), server.listening("127.0.0.1", 0), lambda: None)


@contextmanager
def serving(database_url: str, data_dir: Path) -> Iterator[BaseProcess]:
    """Ends with SIGKILL, whatever the process is doing."""
    process = _FORK.Process(target=serve, args=(database_url, data_dir), daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()
