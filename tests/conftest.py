"""Who and what is there when a test begins?"""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.settings import Settings
from storage.access import Who
from storage.database import Database, open_database
from storage.migrate import migrate
from tests.feed import FeedClient, build, opened
from tests.postgres import Cluster, cluster
from tests.talk import CONTOSO, FABRIKAM, Person, echo
from tests.wire import APP_ID, Connector, Login, listening

MakePerson = Callable[..., Person]
StartBot = Callable[..., Awaitable[str]]
Talking = Callable[..., Awaitable[Person]]
Sending = Callable[..., Awaitable[str]]

PUBLIC_URL = "https://bot.contoso.example"  # leads nowhere: tests go to the bot's own address

for name in [name for name in os.environ if name.startswith("AFTERCALL_") and "TEST" not in name]:
    del os.environ[name]  # a developer's settings are not the tests'


def configured(**said: Any) -> Settings:
    """Settings that no `.env` file of a developer reaches."""
    make: Any = Settings
    made: Settings = make(_env_file=None, **said)
    return made


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "migrated.db"
    migrate(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    with cluster() as own:
        yield own


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Cluster) -> Iterator[str]:
    url = asyncio.run(postgres.create())
    migrate(url)
    yield url
    asyncio.run(postgres.drop(url))


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        file = shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "store.db")
        yield f"sqlite+aiosqlite:///{file}"
    else:
        server: Cluster = request.getfixturevalue("postgres")
        url = asyncio.run(server.create(request.getfixturevalue("migrated_postgres")))
        yield url
        asyncio.run(server.drop(url))


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Database]:
    """Migrated and empty; each test runs on both databases."""
    db = open_database(store_url)
    yield db
    await db.close()


@pytest.fixture(scope="session")
def demo_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from storage import demo

    path = tmp_path_factory.mktemp("demo") / "demo.db"
    shutil.copy(migrated_file, path)

    async def fill() -> None:
        db = open_database(f"sqlite+aiosqlite:///{path}")
        await demo.seed(db)
        await db.close()

    asyncio.run(fill())
    return path


@pytest.fixture
def demo_url(demo_file: Path, tmp_path: Path) -> str:
    """A store of one's own with the demo's data."""
    return f"sqlite+aiosqlite:///{shutil.copy(demo_file, tmp_path / 'demo.db')}"


@pytest.fixture
async def demo(demo_url: str) -> AsyncIterator[Database]:
    db = open_database(demo_url)
    yield db
    await db.close()


@pytest.fixture
async def feed(store: Database, http: aiohttp.ClientSession) -> AsyncIterator[FeedClient]:
    """The reporting feed over a small world; each test runs on both databases."""
    async with opened(store, await store.write(build), http) as client:
        yield client


@pytest.fixture
async def connector() -> AsyncIterator[Connector]:
    async with Connector().running() as running:
        yield running


@pytest.fixture
async def login() -> AsyncIterator[Login]:
    async with Login().running() as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def start_bot(demo_url: str, tmp_path: Path) -> AsyncIterator[StartBot]:
    """Starts the real app on a real socket over the demo's data; what is not said is as in the demo."""
    from bot.app import create_app

    usual = {"database_url": demo_url, "dangerously_allow_unauthenticated": True, "public_url": PUBLIC_URL}
    async with AsyncExitStack() as running:

        async def start(*, parts: Mapping[str, Any] | None = None, **settings: Any) -> str:
            said = usual | {"data_dir": tmp_path} | settings
            app = create_app(configured(**said), **(parts or {}))
            return await running.enter_async_context(listening(app))

        yield start


@pytest.fixture
async def bot_url(start_bot: StartBot) -> str:
    return await start_bot()


@pytest.fixture
async def teams(start_bot: StartBot, login: Login, connector: Connector, http: aiohttp.ClientSession) -> Person:
    """Teams, delivering with a good token what Alice does to a bot as in production: signed activities only."""
    url = await start_bot(
        dangerously_allow_unauthenticated=False,
        app_id=APP_ID,
        app_password="secret",
        channel_openid_url=f"{login.url}/openid",
        login_url=login.url,
        service_url_hosts="127.0.0.1,smba.trafficmanager.net",
        allowed_tenants=CONTOSO,
        parts={"route": echo},
    )
    object_id = "a1000000-0000-4000-8000-000000000001"
    return Person("alice", object_id, CONTOSO, connector, http, url, token=login.token(connector.url))


@pytest.fixture
def person(connector: Connector, http: aiohttp.ClientSession, bot_url: str) -> MakePerson:
    def make(name: str, number: int, tenant: str = CONTOSO) -> Person:
        object_id = f"a1000000-0000-4000-8000-{number:012}"
        return Person(name, object_id, tenant, connector=connector, http=http, bot_url=bot_url)

    return make


@pytest.fixture
def talking(start_bot: StartBot, connector: Connector, http: aiohttp.ClientSession) -> Talking:
    """Starts Alice in front of a bot that behaves as the test says."""

    async def start(route: Any = None, **parts: Any) -> Person:
        url = await start_bot(parts={"route": route, **parts} if route else parts)
        object_id = "a1000000-0000-4000-8000-000000000001"
        return Person("alice", object_id, CONTOSO, connector=connector, http=http, bot_url=url)

    return start


@pytest.fixture
def alice(person: MakePerson) -> Person:
    """Agent of Support."""
    return person("alice", 1)


@pytest.fixture
def ben(person: MakePerson) -> Person:
    """Agent of Support and Sales."""
    return person("ben", 2)


@pytest.fixture
def olga(person: MakePerson) -> Person:
    """Owner of Support."""
    return person("olga", 3)


@pytest.fixture
def adam(person: MakePerson) -> Person:
    """Tenant admin."""
    return person("adam", 4)


@pytest.fixture
def petra(person: MakePerson) -> Person:
    """Partner admin of both tenants."""
    return person("petra", 5)


@pytest.fixture
def fiona(person: MakePerson) -> Person:
    """Tenant admin of Fabrikam."""
    return person("fiona", 6, FABRIKAM)


@pytest.fixture
def anna(person: MakePerson) -> Person:
    """Second tenant admin."""
    return person("anna", 7)


@pytest.fixture
def otto(person: MakePerson) -> Person:
    """Owner of Sales and Billing."""
    return person("otto", 8)


@pytest.fixture
def sending(start_bot: StartBot, store_url: str, monkeypatch: pytest.MonkeyPatch) -> Sending:
    """Starts a bot over the store that says what tests/outgoing.py puts, and waits little before it tries again."""
    from bot.channel import delivery
    from tests.outgoing import SAID

    monkeypatch.setattr(delivery, "FIRST_PAUSE", 0.01)

    async def start(**said: Any) -> str:
        return await start_bot(database_url=store_url, parts={"announcements": {**SAID, **said}})

    return start


@pytest.fixture
async def rita(store: Database, connector: Connector) -> Who:
    """A reader of the store, with the chat `a:rita`."""
    from tests.outgoing import a_reader

    return await a_reader(store, "rita", connector.url)
