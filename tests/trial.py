"""What comes of it when one person presses or says something before the world of tests/world.py?"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import aiohttp

from cards.words import words_for
from tests.conftest import StartBot
from tests.rights_table import Try, fill
from tests.talk import CONTOSO, Answer, Person
from tests.wire import Connector
from tests.world import SECRET_KEY, SECRETS, SERIES, STAFF, World, a_world

PLACES: Final = {"nowhere": "Nowhere", "own": "Helpdesk", "other": "Bookings", "elsewhere": "Hotline"}
UNDER_WAY: Final = "UPDATE exports SET under_way = true, state = 'waiting' WHERE id = {file}"
WORDS: Final = words_for("en-US", "Europe/Zurich")
SENTENCES: Final = {
    WORDS("error-not-found"): "hidden",
    WORDS("error-not-an-owner"): "owners",
    WORDS("error-not-an-admin"): "admins",
    WORDS("error-not-for-partners"): "partners",
    WORDS("error-stranger"): "stranger",
    WORDS("not-at-home"): "home",
    WORDS("error-unexpected"): "an error",
    WORDS("error-not-understood"): "not understood",
}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """`unnamed`: all that was said, without the names of what it was about."""

    status: int
    said: str
    unnamed: str
    changed: set[str]  # tables
    audited: list[tuple[Any, ...]]

    def reads_as(self, other: "Seen") -> bool:
        """For the person, and in the audit log."""
        return self.unnamed == other.unnamed and len(self.audited) == len(other.audited)


@dataclass(kw_only=True)
class Trial:
    """`files_of`: whose files are `own`. `setting`: a statement that makes the world as it is meant to be for them."""

    person: Person
    world: World
    files_of: str
    setting: str = ""

    async def renew(self) -> None:
        await self.world.put_back()
        if self.setting:
            await self.world.run(self.setting)

    async def tries(self, written: str, each: Try, place: str) -> Seen:
        """The name of an action in brackets is pressed, anything else is said. What it changes is put back."""
        things = self.things(place)
        if written == "[export.stop]":
            await self.world.run(UNDER_WAY.format(file=things["file"]))
        before = await self.world.rows()
        answer = await self.does(written, each, things)
        after = await self.world.rows()
        changed = {table for table in after if after[table] != before[table]} - {"conversations"}
        if changed:
            await self.renew()
        text = answer.texts[0] if answer.texts else ""
        cards = [r.card for r in answer.received if r.card]
        return Seen(
            status=answer.status,
            said=SENTENCES.get(text, "yes"),
            unnamed=_unnamed(f"{answer.texts} {answer.body} {cards}", written, things),
            changed=changed,
            audited=[row[3:] for row in after["audit_log"] - before["audit_log"]],
        )

    async def does(self, written: str, each: Try, things: dict[str, str]) -> Answer:
        if not written.startswith("["):
            return await self.person.says(fill(written, things))
        sent = {fill(key, things): fill(value, things) for key, value in each.sent.items()}
        return await self.person.executes({"action": written.strip("[]"), **sent})

    def things(self, place: str) -> dict[str, str]:
        """What the placeholders of the table stand for; what is not there has ids as long as any."""
        files, here, now = self.world.files, self.world.things["Helpdesk"], datetime.now(UTC)
        none = {what: str(7 * 10**17 + n) for n, what in enumerate(here)} | {"seen": here["seen"]}
        whose = {"own": self.files_of, "other": "otto", "elsewhere": "fiona"}
        return {
            **self.world.things.get(PLACES[place], none),
            "place": PLACES[place],
            "series": SERIES.get(PLACES[place], "Delta"),
            "secret": SECRETS.get(PLACES[place], "Nobodyson"),
            "file": files[whose[place]] if place in whose else "7" * 18,
            "hidden": here["hidden"],
            "long_ago": f"{now - timedelta(days=60):%Y-%m-%d}",
            "today": f"{now:%Y-%m-%d}",
            "tomorrow": f"{now + timedelta(days=2):%Y-%m-%d}",
            "now": f"{now.timestamp():.0f}",
        }


Begin = Callable[..., Awaitable[Trial]]


@asynccontextmanager
async def trials(
    store_url: str, start_bot: StartBot, connector: Connector, http: aiohttp.ClientSession
) -> AsyncIterator[Begin]:
    """Starts a bot over the world for somebody who has talked with it already."""
    async with AsyncExitStack() as stack:

        async def begin(name: str, setting: str = "") -> Trial:
            world = await stack.enter_async_context(a_world(store_url))
            url = await start_bot(database_url=world.url, worker=False, secret_key=SECRET_KEY)
            employee = STAFF.get(name, STAFF["mona"]._replace(number=99))
            person = Person(name, employee.object_id, employee.tenant, connector=connector, http=http, bot_url=url)
            files_of = name if name in STAFF and employee.tenant == CONTOSO else "adam"
            trial = Trial(person=person, world=world, files_of=files_of, setting=setting)
            await trial.renew()
            await person.says("help")
            return trial

        yield begin


def _unnamed(text: str, written: str, things: dict[str, str]) -> str:
    for name in re.findall("<(place|secret|series)>", written):
        text = text.replace(things[name], f"<{name}>")
    return text
