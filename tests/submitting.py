"""How does a test get a whole bot that it can kill while people conclude?"""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from bot.app import create_app
from bot.commands import server
from tests.conftest import configured

_FORK = multiprocessing.get_context("forkserver")


def serve(database_url: str, data_dir: Path, port: Any) -> None:
    settings = configured(database_url=database_url, data_dir=data_dir, dangerously_allow_unauthenticated=True)
    with server.listening("127.0.0.1", 0) as place:
        server.run(create_app(settings), place, lambda: port.send(place.getsockname()[1]))


@contextmanager
def answering(database_url: str, data_dir: Path) -> Iterator[tuple[str, BaseProcess]]:
    """Its address, when it answers. It ends with SIGKILL, whatever it is doing."""
    ours, theirs = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=serve, args=(database_url, data_dir, theirs), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}", process
    finally:
        process.kill()
        process.join()
