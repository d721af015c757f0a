"""What does the bot hear when somebody types?"""

from typing import Any

import pytest

from tests.conftest import Talking
from tests.talk import echo


@pytest.mark.parametrize(
    ("text", "entities", "heard"),
    [
        ("<at>Bot</at> Bottom line", [("28:bot", "<at>Bot</at>")], "Bottom line"),
        ("<at>Aftercall</at>&nbsp;help\r\n", [("28:bot", "<at>Aftercall</at>")], "help"),
        ("help <at>Aftercall</at>", [("28:bot", "<at>Aftercall</at>")], "help"),
        ("<at>Ben</at> help", [("29:ben", "<at>Ben</at>")], "<at>Ben</at> help"),
        ("customer Aftercall AG", [("28:bot", "Aftercall")], "customer Aftercall AG"),
        ("<at>.*</at> customer", [("28:bot", "<at>.*</at>")], "customer"),
        ("\u00a0 customer\u2003 \t+41\u00a079 ", [], "customer +41 79"),
        ("customer \u202a+41 79 123 45 67\u202c", [], "customer +41 79 123 45 67"),
        ("\uff28\uff25\uff2c\uff30", [], "HELP"),
        ("Zu\u0308rich\u0000", [], "Zürich"),
        ("", [], ""),
    ],
)
async def test_a_text_is_heard_as_the_person_meant_it(
    talking: Talking, text: str, entities: list[tuple[str, str]], heard: str
) -> None:
    alice = await talking(echo)
    mentions = [{"type": "mention", "mentioned": {"id": who}, "text": mention} for who, mention in entities]
    assert (await alice.says(text, entities=mentions)).texts == [f"<{heard}>"]


@pytest.mark.parametrize(
    "entity",
    [
        {"type": "mention"},
        {"type": "mention", "mentioned": None, "text": None},
        {"type": "mention", "mentioned": "28:bot", "text": ["<at>x</at>"]},
        {"type": "mention", "mentioned": {"id": ["28:bot"]}, "text": ""},
        {"type": None},
        {},
        "mention",
        None,
        7,
    ],
)
async def test_an_odd_entity_is_passed_over(talking: Talking, entity: Any) -> None:
    alice = await talking(echo)
    assert (await alice.says("hi", entities=[entity])).texts == ["<hi>"]
