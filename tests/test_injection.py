"""Does anything that people or senders wrote become markup, a mention, a formula or a line of the log?"""

import logging
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import aiohttp
import orjson
import pytest

from dialogs import export_jobs as making
from storage import export_jobs
from storage.database import open_database
from storage.export_files import Folder
from tests.conftest import StartBot
from tests.downloads import fetches
from tests.rights_pressed import PRESSED
from tests.rights_table import right
from tests.talk import Answer, elements
from tests.talk import words as read
from tests.test_cards_hostile import markdown
from tests.test_export_formats import of_csv, of_sheet
from tests.trial import Begin, Trial, trials
from tests.wire import Connector
from tests.world import World

WRITTEN: Final = (
    '=HYPERLINK("http://x")<at>everyone</at>',
    "**b** [x](http://x) ![p](http://x/p.png) `c` ~~d~~ <b>e</b> | f | @SUM(1+1)",
    "# g\r\n- h\r\n1. moc.elpmaxe\u202e\u2066\u200b\ufeff\u00ad\u0007evil",
)
FILES: Final = {
    "reports.file": PRESSED["reports.file"],
    "audit.file": PRESSED["audit.file"]._replace(sent=PRESSED["audit.export"].sent),  # of all, not of one customer
    "export.start": PRESSED["export.start"],
}
PLACES: Final = {  # where it stands: of customers, colleagues, services, codes, tags, notes, reasons
    "customers": "name",
    "identifiers": "value",
    "interactions": "source",
    "people": "name",
    "services": "name",
    "codes": "name",
    "conclusion_codes": "name",
    "conclusion_tags": "tag",
    "issues": "text",
    "legal_holds": "reason",
    "tenants": "name",
}
LONGEST: Final = {"conclusion_tags": 50}  # of a tag, which PostgreSQL holds to
ROLES: Final = {"alice": "agent", "olga": "owner", "adam": "admin", "petra": "partner"}
HIDING: Final = re.compile("[\u0000-\u001f\u200b\u202e\u2066\ufeff\u00ad]")
MARKUP: Final = re.compile(r"(?<!\\)[*\[\]`~<>|]")
OURS: Final = re.compile(r"\*\*(.*?)(?<!\\)\*\*|(?<![*\\])\*([a-z ]+)\*")  # our sentences set names and commands off
STARTS: Final = "=+-@\t\r\n\0＝＋－＠"  # of a formula


@pytest.fixture
async def begin(
    store_url: str, start_bot: StartBot, connector: Connector, http: aiohttp.ClientSession
) -> AsyncIterator[Begin]:
    async with trials(store_url, start_bot, connector, http) as beginning:
        yield beginning


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize("written", WRITTEN, ids=ascii)
async def test_whatever_is_called_so_is_shown_as_text_on_each_card_and_in_no_log(
    begin: Begin, name: str, written: str, caplog: pytest.LogCaptureFixture
) -> None:
    trial = await begin(name)
    caplog.set_level(logging.INFO)
    await name_all(trial.world, written)
    named = await trial.world.keep()
    faults = []
    for action, each in PRESSED.items():
        if right(each.line, ROLES[name], "own") != "yes":
            continue
        answer = await trial.does(f"[{action}]", each, trial.things("own"))
        await trial.world.put_back(named)
        cards = [r.card for r in answer.received if r.card]
        cards += [answer.card] if "card.adaptive" in str(answer.body) else []
        texts = [*answer.texts, *(text for card in cards for text in markdown(card))]
        faults += [f"{action}: {t}" for t in texts if MARKUP.search(OURS.sub("", t))]
        faults += [f"{action}: {t!r}" for card in cards for t in read(card) if HIDING.search(t.replace("\n", ""))]
    assert not faults, "\n".join(faults)
    assert written[:12] not in caplog.text


@pytest.mark.parametrize("written", WRITTEN, ids=ascii)
@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("action", FILES)
async def test_whatever_is_called_so_is_a_text_in_each_file(
    begin: Begin, action: str, file_format: str, written: str, tmp_path: Path
) -> None:
    trial = await begin("adam")
    await name_all(trial.world, written)
    each = FILES[action]._replace(sent={**FILES[action].sent, "format": file_format})
    answer = await trial.does(f"[{action}]", each, trial.things("own"))
    if action != "reports.file":
        answer = await made(trial, answer, Folder(tmp_path / "exports"))
    elif answer.received:
        answer = Answer(200, None, answer.received)  # the file's card comes below the one that was pressed
    raw = (await fetches(trial.person, answer)).body
    texts = list(TEXTS[file_format](raw))
    assert texts
    if file_format == "csv":
        assert [text for text in texts if text[:1] in STARTS and text] == []
    if file_format == "json":
        assert written in texts or action == "audit.file"  # which sets colleagues and customers into sentences
    else:
        assert [text for text in texts if HIDING.search(re.sub("[\r\n\u00ad]", "", text))] == []


async def made(trial: Trial, asked: Answer, files: Folder) -> Answer:
    """The card of the file when it is ready."""
    db = open_database(trial.world.url)
    job = await db.write(export_jobs.claim, datetime.now(UTC), files.new_name())
    assert job is not None
    await making.make(db, files, job)
    await db.close()
    export_id = next(e["data"]["export"] for e in elements(asked.card) if "export" in e.get("data", {}))
    return await trial.person.executes({"action": "exports.open", "export": export_id}, asked.activity_id)


async def name_all(world: World, written: str) -> None:
    for table, column in PLACES.items():
        quoted = written[: LONGEST.get(table)].replace("'", "''")
        await world.run(f"UPDATE {table} SET {column} = '{quoted}'")


def in_json(raw: bytes) -> Iterator[str]:
    for line in raw.splitlines():
        yield from (str(value) for value in orjson.loads(line).values())


TEXTS: Final[Mapping[str, Callable[[bytes], Iterable[str]]]] = {
    "csv": lambda raw: (cell for row in of_csv(raw) for cell in row),
    "xlsx": lambda raw: (str(cell) for row in of_sheet(raw) for cell in row.values()),
    "json": in_json,
}
