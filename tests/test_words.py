import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from cards import words as module
from cards.words import LANGUAGES, WordsMissing, words_for
from storage import people
from storage.outcomes import GROUPS, RESULTS

ROOT = Path(module.__file__).parent.parent
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
NAMED_BY_VARIABLE = {"direction", "modality"}


class Arguments(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: Any) -> None:  # noqa: N802  the visitor's way
        self.names.add(node.id.name)


def messages(language: str) -> dict[str, set[str]]:
    """Key → names of its arguments; a line that cannot be parsed is none of them."""
    files = sorted((ROOT / "cards" / language).glob("*.ftl"))
    tree = FluentParser().parse("\n".join(file.read_text("utf-8") for file in files))
    assert not [entry for entry in tree.body if isinstance(entry, ast.Junk)]
    found = {}
    for entry in tree.body:
        if isinstance(entry, ast.Message):
            arguments = Arguments()
            arguments.visit(entry.value)
            assert entry.id.name not in found, f"{entry.id.name} is there twice"
            found[entry.id.name] = arguments.names
    return found


def sources() -> Iterator[str]:
    for layer in ("cards", "dialogs", "bot"):
        for file in (ROOT / layer).rglob("*.py"):
            yield file.read_text("utf-8")


def test_every_language_that_can_be_chosen_has_words() -> None:
    by_language = {folder.name: {f.name for f in folder.glob("*.ftl")} for folder in (ROOT / "cards").glob("*/")}
    spoken = {language: files for language, files in by_language.items() if files}
    assert set(LANGUAGES) == set(people.LANGUAGES) == set(spoken)
    assert len({frozenset(files) for files in spoken.values()}) == 1, "the languages have the same files"


def test_every_language_says_the_same_with_the_same_arguments() -> None:
    assert messages("de") == messages("en")


@pytest.mark.parametrize("locale", ["en-US", "en-GB", "de-CH", "de-DE"])
@pytest.mark.parametrize("number", [0, 1, 2, 10, 1204])
def test_every_message_renders_clean(locale: str, number: int) -> None:
    words = words_for(locale, "Europe/Zurich")
    for key, names in messages(words.language).items():
        text = words(key, **{name: number if name == "count" else f"<{name}>" for name in names})
        assert text.strip() == text
        assert text
        assert not re.search(r"[{}\u2068\u2069]", text), key
        assert not [name for name in names if name != "count" and f"<{name}>" not in text], key


def test_every_key_that_the_code_names_exists_and_every_message_is_said() -> None:
    known = set(messages("en"))
    text = "\n".join(sources())
    named = set(re.findall(r'words\(\s*"([^"]+)"', text))
    assert named <= known
    said = named | set(re.findall(r'"([a-z]+(?:-[a-z_]+)*)"', text))
    starts = {*re.findall(r'f"([a-z-]+)-\{', text), *NAMED_BY_VARIABLE}
    assert {key for key in known - said if not key.startswith(tuple(f"{start}-" for start in starts))} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_and_groups_have_words_of_their_own(language: str) -> None:
    known = messages(language)
    assert {f"result-{r.key}" for r in RESULTS} == {key for key in known if key.startswith("result-")}
    assert {f"group-{group}" for group in GROUPS} == {key for key in known if key.startswith("group-")}


def test_a_message_or_an_argument_that_is_missing_is_an_error() -> None:
    words = words_for("en-GB", "UTC")
    with pytest.raises(WordsMissing):
        words("no-such-message")
    with pytest.raises(WordsMissing):
        words("tenant-current")


@pytest.mark.parametrize(
    ("locale", "chosen", "language", "number"),
    [
        ("de-CH", None, "de", "1’204"),
        ("de-DE", None, "de", "1.204"),
        ("en-US", None, "en", "1,204"),
        ("en_GB", None, "en", "1,204"),
        ("fr-CH", None, "en", "1’204"),
        ("fr-CH", "de", "de", "1’204"),
        ("en-US", "de", "de", "1.204"),
        ("DE", None, "de", "1.204"),
        ("de-CH", "xx", "de", "1’204"),
        ("", None, "en", "1,204"),
        ("zz-ZZ-\udc80", None, "en", "1,204"),
        ("zh-Hant-TW", None, "en", "1,204"),
    ],
)
def test_the_chosen_language_wins_and_the_country_writes_the_numbers(
    locale: str, chosen: str | None, language: str, number: str
) -> None:
    words = words_for(locale, "UTC", chosen)
    assert (words.language, words.number(1204)) == (language, number)


def test_another_language_keeps_country_and_zone() -> None:
    words = words_for("en-CH", "Europe/Zurich").speaking("de")
    assert words("button-help") == "Hilfe"
    assert words.number(1204) == "1’204"
    assert words.short_moment(NOON) == "23.11.26, 12:00"
    assert words.speaking("tlh") is words


@pytest.mark.parametrize(
    ("zone", "hour"),
    [
        ("Europe/Zurich", "12:00"),
        ("W. Europe Standard Time", "12:00"),
        ("America/New_York", "06:00"),
        ("Nowhere/Land", "11:00"),
        ("Europe", "11:00"),
        ("../../etc/passwd", "11:00"),
        ("a\0b", "11:00"),
        ("x" * 300, "11:00"),
        ("\udc80", "11:00"),
        ("", "11:00"),
    ],
)
@time_machine.travel(NOON, tick=False)
def test_times_are_the_readers_own_and_an_unknown_zone_is_utc(zone: str, hour: str) -> None:
    assert words_for("en-GB", zone).moment(NOON) == f"today {hour}"


@pytest.mark.parametrize(
    ("at", "english", "german"),
    [
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "today 00:30", "heute 00:30"),
        (datetime(2026, 11, 22, 22, 30, tzinfo=UTC), "yesterday 23:30", "gestern 23:30"),
        (datetime(2026, 11, 16, 8, 41, tzinfo=UTC), "Mon, 16 Nov 2026, 09:41", "Mo., 16. Nov. 2026, 09:41"),
        (datetime(2026, 7, 1, 8, 41, tzinfo=UTC), "Wed, 1 Jul 2026, 10:41", "Mi., 1. Juli 2026, 10:41"),
    ],
)
@time_machine.travel(NOON, tick=False)
def test_a_moment_is_told_as_people_say_it(at: datetime, english: str, german: str) -> None:
    assert words_for("en-GB", "Europe/Zurich").moment(at) == english
    assert words_for("de-CH", "Europe/Zurich").moment(at) == german


def test_a_date_is_written_as_the_country_does() -> None:
    assert words_for("en-US", "UTC").date(NOON) == "Nov 23, 2026"
    assert words_for("de-CH", "UTC").date(NOON) == "23.11.2026"


@pytest.mark.parametrize(
    ("seconds", "told", "clock"),
    [
        (-5, "0 s", "0:00"),
        (0, "0 s", "0:00"),
        (59, "59 s", "0:59"),
        (60, "1 min", "1:00"),
        (252, "4 min 12 s", "4:12"),
        (3599, "59 min 59 s", "59:59"),
        (3600, "1 h 0 min", "1:00:00"),
        (4_500_000, "1,250 h 0 min", "1250:00:00"),
    ],
)
def test_a_duration_has_its_two_largest_units(seconds: int, told: str, clock: str) -> None:
    words = words_for("en-GB", "UTC")
    assert (words.duration(seconds), words.clock(seconds)) == (told, clock)


def test_the_same_client_gets_the_same_words_without_reading_them_again() -> None:
    assert words_for("de-CH", "Europe/Zurich") is words_for("de-CH", "Europe/Zurich")
