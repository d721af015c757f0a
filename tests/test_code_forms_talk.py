"""What do the forms for codes take, and what do they refuse?"""

import pytest

from storage import code_lists
from storage.database import Database
from tests.talk import Person
from tests.test_codes_talk import PRIMARY, SECONDARY, known, offered, value_of
from tests.test_features_talk import titles, told


@pytest.fixture(autouse=True)
def in_europe(olga: Person, otto: Person) -> None:
    olga.locale = otto.locale = "en-GB"


async def test_a_pasted_list_makes_many_codes(olga: Person, demo: Database) -> None:
    form = await olga.presses(await olga.presses(await olga.says("codes"), "New code"), "Paste a list")
    lines = "Refund\tmoney back\r\nMoved house - to another town\n\nOUTAGE\n***\n" + "x" * 121
    pasted = await olga.presses(form, "Create them", kind="secondary", lines=lines)
    assert "2 codes were created." in told(pasted)
    assert "3 lines were left out" in told(pasted)
    assert "Line 4: a code of that name exists" in told(pasted)
    assert "Line 5: no letter or digit, or control characters" in told(pasted)
    assert "Line 6: longer than 120 characters" in told(pasted)
    found = await known(demo)
    assert found["Refund"][:2] == ("secondary", "money back")
    assert found["Moved house"][:2] == ("secondary", "to another town")
    added = await olga.presses(pasted, "Add all to Support")
    assert "Support now offers 2 more codes: Refund, Moved house." in told(added)
    assert (await offered(demo))[-2:] == ["Refund", "Moved house"]
    cut = await olga.presses(form, "Create them", kind="primary", lines="\n".join(f"Code {n}" for n in range(130)))
    assert "100 codes were created." in told(cut)
    assert "Only the first 100 lines were read." in told(cut)
    too_many = await olga.presses(cut, "Add all to Support")
    assert too_many.texts[0].startswith(
        f"A service offers up to {code_lists.MOST} codes of a kind. Nothing was changed;"
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "A code needs a name."),
        ("  \t\n ", "A code needs a name."),
        ("x" * 121, "That name is longer than 120 characters."),
        ("x" * 9000, "That name is longer than 120 characters."),
        ("a\x00b", "A name needs at least one letter or digit"),
        ("\x1b[0m x", "A name needs at least one letter or digit"),
        ("👍", "A name needs at least one letter or digit"),
        ("**", "A name needs at least one letter or digit"),
        ("[]()", "A name needs at least one letter or digit"),
    ],
)
async def test_a_name_that_is_none_changes_nothing(olga: Person, demo: Database, name: str, said: str) -> None:
    before = await known(demo)
    form = await olga.says("codes new")
    for answer in (
        await olga.presses(form, "Save", kind="primary", name=name),
        await olga.presses(await olga.says("codes edit Outage"), "Save", name=name),
    ):
        [text] = answer.texts
        assert text.startswith(said)
        assert "Nothing was changed" in text
    assert await known(demo) == before


@pytest.mark.parametrize("name", ["**bold** [x](http://x)", "👍 done", "=1+1", "x" * 120, "<b>x</b>", "Übergabe"])
async def test_a_strange_name_reads_everywhere_as_it_is_written(olga: Person, demo: Database, name: str) -> None:
    made = await olga.presses(await olga.says("codes new"), "Save", kind="primary", name=name)
    assert name in await known(demo)
    await olga.presses(made, "Add to Support")
    assert name in await offered(demo)
    assert "**bold**" not in told(await olga.says("codes"))


async def test_a_name_that_is_taken_leads_to_the_code_that_has_it(olga: Person, otto: Person, demo: Database) -> None:
    answer = await olga.says("codes create secondary OUTAGE")
    assert "Nothing was changed: a code called Outage exists already, perhaps in other case." in told(answer)
    assert "Billing question" not in told(await olga.presses(answer, "Open it"))
    await olga.says("codes retire Outage")
    retired = await otto.presses(await otto.says("codes"), "Sales")
    taken = await otto.presses(await otto.presses(retired, "New code"), "Save", kind="secondary", name="outage")
    assert "exists already, and is retired" in told(taken)
    renamed = await olga.presses(await olga.says("codes edit Resolved"), "Save", name="escalated")
    assert "a code called Escalated exists already" in told(renamed)
    assert sorted(await known(demo)) == sorted([*PRIMARY, *SECONDARY, "Complaint"])


async def test_the_kind_and_the_service_are_asked_where_they_are_open(otto: Person, demo: Database) -> None:
    form = await otto.says("codes create secondary Lead")
    sales = value_of(form, "service", "Sales")
    made = await otto.presses(form, "Save", service=sales)
    assert "Lead exists as a secondary code." in told(made)
    assert "Add to Sales" in titles(made)
    unkind = await otto.presses(await otto.says("codes new"), "Save", service=sales, name="Other")
    assert unkind.texts == [
        "Primary (agents pick one) or secondary (as many as fit)? Please choose. Nothing was changed yet."
    ]
    added = await otto.says("codes add Lead to Sales")
    assert "Sales now offers Lead." in told(added)
    which = await otto.says("codes take off Lead")
    assert titles(which) == ["Billing", "Sales"]
    assert "Lead can no longer be picked in Sales." in told(await otto.presses(which, "Sales"))
    missing = await otto.says("codes add Lead to Support")
    assert missing.texts[0].startswith("I find no service “Support” among yours.")
