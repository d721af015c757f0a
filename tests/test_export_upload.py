"""Does a file get among the files of the person it was made for, when they want it, and nowhere else?"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from aiohttp import web
from sqlalchemy import select

from bot.channel import uploads
from bot.channel.uploads import Uploads
from storage.database import Database
from storage.tables import audit_log
from tests.downloads import fetches
from tests.talk import Answer, Person
from tests.wire import Received, served

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"


@dataclass
class Drive:
    """Somebody's OneDrive, as far as an upload session goes. `statuses` are given out first."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    content: bytes = b""
    headers: list[dict[str, str]] = field(default_factory=list)

    async def put(self, request: web.Request) -> web.Response:
        piece = await request.read()
        self.headers.append(dict(request.headers))
        status = self.statuses.pop(0) if self.statuses else 0
        if status:
            return web.Response(status=status, headers={"Location": f"{self.url}/elsewhere"})
        where, _, total = request.headers["Content-Range"].removeprefix("bytes ").partition("/")
        first, last = map(int, where.split("-"))
        assert (first, last) == (len(self.content), first + len(piece) - 1)
        self.content += piece
        return web.json_response({}, status=201 if last + 1 == int(total) else 202)


@pytest.fixture
async def drive(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Drive]:
    monkeypatch.setattr(uploads, "FIRST_WAIT", 0.0)
    made = Drive()
    async with served(web.put("/upload", made.put), web.put("/elsewhere", made.put)) as made.url:
        yield made


async def question(person: Person) -> Received:
    """Teams' question, which comes when the file is ready."""
    while True:
        for one in person.connector.received:
            if CONSENT in str(one.content):
                return one
        await person.connector.next()


def accepting(asked: Received, url: str, **more: Any) -> dict[str, Any]:
    info = {"contentUrl": "https://contoso-my.sharepoint.com/f", "name": "f.csv", "uploadUrl": url, "uniqueId": "u-1"}
    context = asked.content["attachments"][0]["content"]["acceptContext"]
    return {"type": "fileUpload", "action": "accept", "context": context, "uploadInfo": info} | more


async def answers(person: Person, asked: Received, value: Any) -> Answer:
    return await person.posts(
        person.activity("invoke", name="fileConsent/invoke", value=value, replyToId=asked.given_id)
    )


async def info(person: Person) -> Received:
    while True:
        for one in person.connector.received:
            if INFO in str(one.content):
                return one
        await person.connector.next()


async def test_teams_asks_and_the_file_goes_where_it_says(adam: Person, drive: Drive, demo: Database) -> None:
    await adam.says("export Raymond Holt as csv")
    asked = await question(adam)
    [attachment] = asked.content["attachments"]
    assert attachment["name"].endswith(".csv")
    ready = await adam.connector.until_card("Your file is ready")
    page = await fetches(adam, Answer(200, None, [ready]))
    assert attachment["content"]["sizeInBytes"] == len(page.body)
    answer = await answers(adam, asked, accepting(asked, f"{drive.url}/upload"))
    assert answer.status == 200
    told = await info(adam)
    assert (told.method, told.activity_id) == ("PUT", asked.given_id)
    assert told.content["attachments"] == [
        {
            "contentType": INFO,
            "name": "f.csv",
            "contentUrl": "https://contoso-my.sharepoint.com/f",
            "content": {"uniqueId": "u-1", "fileType": "csv"},
        }
    ]
    assert drive.content == page.body
    assert all("Authorization" not in headers for headers in drive.headers)
    query = select(audit_log.c.action).where(audit_log.c.action.like("export%")).order_by(audit_log.c.position.desc())
    assert (await demo.read(lambda db: db.execute(query).scalars().first())) == "export.uploaded"


async def test_a_large_file_goes_in_pieces(adam: Person, drive: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "PIECE", 1000)
    await adam.says("export Raymond Holt as json")
    asked = await question(adam)
    await answers(adam, asked, accepting(asked, f"{drive.url}/upload"))
    await info(adam)
    assert len(drive.headers) > 2
    assert len(drive.content) == asked.content["attachments"][0]["content"]["sizeInBytes"]


async def test_who_declines_keeps_the_link(adam: Person, drive: Drive) -> None:
    await adam.says("export Raymond Holt as csv")
    asked = await question(adam)
    answer = await answers(adam, asked, accepting(asked, f"{drive.url}/upload", action="decline"))
    assert answer.texts == ["All right, it stays here. The link above leads to the same file."]
    assert drive.headers == []


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_piece_that_was_not_taken_comes_again(adam: Person, drive: Drive, status: int) -> None:
    drive.statuses = [status, status]
    await adam.says("export Raymond Holt as csv")
    asked = await question(adam)
    await answers(adam, asked, accepting(asked, f"{drive.url}/upload"))
    await info(adam)
    assert len(drive.headers) == 3


@pytest.mark.parametrize("statuses", [[404], [302], [403], [503] * 9])
async def test_what_does_not_get_there_is_said_so(adam: Person, drive: Drive, statuses: list[int]) -> None:
    drive.statuses = list(statuses)
    await adam.says("export Raymond Holt as csv")
    asked = await question(adam)
    before = len(adam.connector.texts())
    await answers(adam, asked, accepting(asked, f"{drive.url}/upload"))
    said = await adam.connector.until_texts(before + 1)
    assert said[-1] == "The file did not get into your OneDrive. The link above leads to the same file."
    assert drive.content == b""


@pytest.mark.parametrize(
    "url",
    [
        "http://contoso-my.sharepoint.com/upload",
        "https://evil.example/upload",
        "https://sharepoint.com.evil.example/",
        "https://evilsharepoint.com/",
        "https://contoso.sharepoint.com@evil.example/",
        "https://contoso.sharepoint.com:8443/upload",
        "https://contoso.sharepoint.com\\@evil.example/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/upload",
        "file:///etc/passwd",
        "ftp://contoso.sharepoint.com/",
        "",
        None,
        {"url": 1},
        "https://contoso.sharepoint.com/" + "x" * 5000,
    ],
)
async def test_it_goes_to_no_other_place(adam: Person, url: Any) -> None:
    await adam.says("export Raymond Holt as csv")
    asked = await question(adam)
    answer = await answers(adam, asked, accepting(asked, url))
    assert answer.texts == ["I cannot put the file there. The link above leads to the same file."]


@pytest.mark.parametrize(
    ("url", "local", "allowed"),
    [
        (
            "https://contoso-my.sharepoint.com/personal/a_b/_api/v2.0/drive/items/01A!x/uploadSession?guid='1'",
            False,
            True,
        ),
        ("https://contoso.sharepoint.us/x", False, True),
        ("https://CONTOSO.SharePoint.com:443/x?a=b%20c", False, True),
        ("http://127.0.0.1:8080/upload", True, True),
        ("http://127.0.0.1:8080/upload", False, False),
        ("https://localhost/upload", False, False),
        ("http://contoso.sharepoint.com/x", True, False),
    ],
)
def test_only_the_clouds_of_microsoft_are_such_places(url: str, local: bool, allowed: bool) -> None:
    assert Uploads(local=local).allows(url) is allowed


async def test_nobody_else_can_accept_it(adam: Person, anna: Person, fiona: Person, drive: Drive) -> None:
    await adam.says("export Raymond Holt as csv")
    asked = await question(adam)
    for other in (anna, fiona):
        answer = await answers(other, asked, accepting(asked, f"{drive.url}/upload"))
        assert answer.texts == ["I find nothing like that among what you may see. Nothing was changed."]
    assert drive.headers == []


@pytest.mark.parametrize(
    "value",
    [
        None,
        "accept",
        {"action": "accept"},
        {"action": "accept", "context": "x", "uploadInfo": 1},
        {"action": "accept", "context": {"export": "-5"}, "uploadInfo": {"uploadUrl": "https://a.sharepoint.com/"}},
        {"action": ["accept"], "context": {"export": "1"}},
    ],
)
async def test_what_a_client_makes_up_gets_no_file(adam: Person, value: Any) -> None:
    answer = await adam.posts(adam.activity("invoke", name="fileConsent/invoke", value=value))
    assert answer.status == (400 if not isinstance(value, dict) else 200)
    assert [text for text in answer.texts if "OneDrive" in text] == []


async def test_an_expired_file_is_not_sent(adam: Person, drive: Drive) -> None:
    await adam.says("export Raymond Holt as csv")
    asked = await question(adam)
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=25)):
        answer = await answers(adam, asked, accepting(asked, f"{drive.url}/upload"))
    assert answer.texts == ["I find nothing like that among what you may see. Nothing was changed."]
    assert drive.headers == []
