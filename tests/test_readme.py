"""Does the README say what is so?"""

import re
from pathlib import Path

import pytest

from bot.settings import Settings
from dialogs.commands import heard
from dialogs.router import COMMANDS
from storage.database import Database
from tests.talk import Person

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_every_setting_is_in_the_table_and_no_other() -> None:
    named = set(re.findall(r"`AFTERCALL_([A-Z_]+)`", README.split("| setting |")[1]))
    assert named == {name.upper() for name in Settings.model_fields}


def test_the_example_of_a_settings_file_names_settings_that_exist() -> None:
    named = set(re.findall(r"^AFTERCALL_([A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))
    assert named <= {name.upper() for name in Settings.model_fields}
    assert "SECRET_KEY" in named


def test_every_word_in_the_table_is_a_command() -> None:
    rows = re.findall(r"^\| (`.+?) \|", README.split("| you write |")[1].split("\n\n")[0], re.MULTILINE)
    codes = {code for row in rows for code in re.findall(r"`([^`]+)`", row)}
    assert [code for code in codes if heard(code, COMMANDS) is None] == []
    assert "customer <name, number or part>" in codes


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        word for page in PAGES for word in re.findall(r"(?:`|^)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE)
    }
    assert {"demo", "test"} <= named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_link_leads_nowhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


async def test_the_first_conversation_goes_as_told(adam: Person, demo: Database) -> None:
    said = re.findall(r"^> \*\*Adam:\*\* (.+)$", README, re.MULTILINE)
    choice, card, history = [str((await adam.says(text)).card) for text in said]
    assert "Raymond Holt" in choice
    assert "Dorain Gray" in choice
    assert "+41 79 123 45 67" in card
    assert "'title': 'History'" in card
    assert "1–10 of" in history
