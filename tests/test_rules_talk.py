"""How does an owner set the rules of a service's conclusions?"""

from typing import Any

import pytest

from storage.database import Database
from tests.talk import Person
from tests.test_codes_talk import value_of
from tests.test_features_talk import told


@pytest.fixture(autouse=True)
def in_europe(olga: Person, otto: Person) -> None:
    olga.locale = otto.locale = "en-GB"


async def test_rules_are_set_in_a_form(olga: Person, demo: Database) -> None:
    form = await olga.says("codes rules Support")
    resolved = value_of(form, "default_code_id", "Resolved")
    said = {"secondary_most": 2, "tags_most": "5", "shift_ends": "18:30", "default_code_id": resolved}
    changed = await olga.presses(form, "Save", **said, default_after_minutes=30)
    for pair in ("any number → 2", "10 → 5", "17:00 → 18:30", "no code is set by itself → Resolved", "none → 30"):
        assert pair in told(changed)
    assert "30 minutes after an interaction has ended without a conclusion, the timer concludes it with" in told(
        changed
    )
    assert "by you, today" in told(changed)
    again = await olga.presses(changed, "Rules")
    assert "Nothing was changed" in told(await olga.presses(again, "Save"))
    off = await olga.presses(again, "Save", default_code_id="0")
    assert "Resolved → no code is set by itself" in told(off)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("primary_most", "0", "Of primary codes"),
        ("primary_most", "x", "Of primary codes"),
        ("primary_least", 2, "At least as many primary codes"),
        ("primary_least", "", "At least as many primary codes"),
        ("secondary_most", "-1", "Of secondary codes"),
        ("secondary_most", 2.5, "Of secondary codes"),
        ("tags_most", 21, "Of tags"),
        ("tags_most", "9" * 30, "Of tags"),
        ("shift_ends", "25:00", "The end of the shift"),
        ("shift_ends", "", "The end of the shift"),
        ("default_code_id", "1", "The timer sets one primary code"),
        ("default_code_id", "", "The timer sets one primary code"),
        ("default_code_id", ["0"], "The timer sets one primary code"),
    ],
)
async def test_a_rule_that_nobody_could_keep_is_refused_in_one_sentence(
    olga: Person, demo: Database, field: str, value: Any, said: str
) -> None:
    [text] = (await olga.presses(await olga.says("codes rules"), "Save", **{field: value})).texts
    assert text.startswith(said)
    assert "Nothing was changed." in text
    form = await olga.says("codes rules")
    assert "Nothing was changed" in told(await olga.presses(form, "Save"))


async def test_the_timer_s_code_cannot_be_taken_off_unnoticed(olga: Person, demo: Database) -> None:
    form = await olga.says("codes rules")
    resolved = value_of(form, "default_code_id", "Resolved")
    await olga.presses(form, "Save", default_code_id=resolved, default_after_minutes="30")
    off = await olga.says("codes take off Resolved")
    assert "The timer sets no default code any more: it was this one." in told(off)
