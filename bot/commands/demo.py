"""How does a newcomer get a running bot with data, a page to chat on, and keys?"""

import secrets
import webbrowser
from pathlib import Path
from threading import Thread

from bot import logs
from bot.app import create_app
from bot.commands import demo_data, demo_keys, server
from bot.commands.configuration import read_settings
from bot.demo.cast import TENANT_NAMES
from bot.demo.channel import Channel
from bot.settings import Settings

HOST = "127.0.0.1"


def demo(port: int | None, data_dir: Path, customers: int | None, interactions: int | None) -> None:
    place = server.listening(HOST, read_settings().port if port is None else port)
    address = f"http://{HOST}:{place.getsockname()[1]}"
    database_url = demo_data.prepare(data_dir, customers, interactions)
    keys = demo_keys.of_demo(database_url, data_dir)
    settings = _settings(data_dir, database_url, address)
    logs.start(settings.log_level, "console")
    for (door, tenant), key in keys.items():
        _say(f"{door} key {TENANT_NAMES[tenant]} {key}")
    channel = Channel(address, {tenant: key for (door, tenant), key in keys.items() if door == "events"})
    app = create_app(settings, extra_routes=channel.routes())
    app.on_shutdown.append(channel.hang_up)
    server.run(app, place, lambda: _greet(address, settings))


def _settings(data_dir: Path, database_url: str, address: str) -> Settings:
    """Nothing of a production's settings reaches the demo, and nobody but this machine reaches it."""
    return read_settings(
        database_url=database_url,
        data_dir=data_dir,
        host=HOST,
        public_url=address,
        app_id="",
        app_password="",
        app_certificate_path=None,
        app_managed_identity=False,
        app_tenant_id="",
        allowed_tenants=(),
        admins=(),
        secret_key=secrets.token_urlsafe(32),
        dangerously_allow_unauthenticated=True,
    )


def _greet(address: str, settings: Settings) -> None:
    _say(f"Aftercall is ready: {address}/ (Ctrl-C ends it)")
    if settings.open_browser:
        Thread(target=webbrowser.open, args=(f"{address}/",), daemon=True).start()


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  (what the operator asked for)
