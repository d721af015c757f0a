"""How does a test fetch a file, as a person does who has the chat before them?"""

import re
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.conftest import PUBLIC_URL
from tests.talk import Answer, Person, elements
from tests.talk import words as read


@dataclass(frozen=True)
class Page:
    status: int
    headers: Any
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def address_of(answer: Answer) -> str:
    """Where the card's link leads, as a path."""
    [link] = [e["url"] for e in elements(answer.card) if e.get("type") == "Action.OpenUrl"]
    assert link.startswith(f"{PUBLIC_URL}/downloads/")
    return str(link.removeprefix(PUBLIC_URL))


def code_of(answer: Answer) -> str:
    [code] = [text for text in read(answer.card) if re.fullmatch("[0-9]{6}", text)]
    return code


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


async def opens(person: Person, path: str, **headers: str) -> Page:
    async with person.http.get(person.bot_url + path, headers=headers) as response:
        return await _page(response)


async def sends(person: Person, path: str, code: str | None, **more: str) -> Page:
    form = ({} if code is None else {"code": code}) | more
    async with person.http.post(person.bot_url + path, data=form) as response:
        return await _page(response)


async def fetches(person: Person, answer: Answer, **more: str) -> Page:
    """With the link and the code of a card."""
    page = await sends(person, address_of(answer), code_of(answer), **more)
    assert page.status == 200, page.text
    return page


async def _page(response: aiohttp.ClientResponse) -> Page:
    return Page(response.status, response.headers, await response.read())
