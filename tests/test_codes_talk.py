"""How does an owner look after codes, in words and by buttons?"""

from typing import Any

import pytest
from sqlalchemy import Connection, select

from storage import codes as codes_of
from storage import services, tenants
from storage.code_tables import codes
from storage.database import Database
from tests.talk import CONTOSO, Answer, Person, buttons, elements
from tests.talk import words as read
from tests.test_features_talk import ONLY_OWNERS, refusals, titles, told

PRIMARY = ["Resolved", "Callback needed", "Escalated", "Wrong number"]
SECONDARY = ["Billing question", "Outage", "Upsell offered"]


@pytest.fixture(autouse=True)
def in_europe(olga: Person, otto: Person, adam: Person) -> None:
    for person in (olga, otto, adam):
        person.locale = "en-GB"


async def offered(demo: Database, service: str = "Support") -> list[str]:
    def look(db: Connection) -> list[str]:
        tenant_id = tenants.get(db, CONTOSO).id
        return [c.name for c in codes_of.applied(db, tenant_id, services.get(db, tenant_id, service).id)]

    return await demo.read(look)


async def known(demo: Database) -> dict[str, tuple[str, str | None, bool]]:
    """Kind, description and whether retired, by name."""
    rows = await demo.read(lambda db: db.execute(select(codes)).all())
    return {r.name: (r.kind, r.description, r.retired_at is not None) for r in rows}


def rows(answer: Answer) -> list[str]:
    """The codes of the place, as numbered."""
    return [t.partition("\\. ")[2] for t in read(answer.card) if "\\. " in t]


def value_of(answer: Answer, field: str, title: str) -> str:
    """Of the choice with that title."""
    [found] = [e for e in elements(answer.card) if e.get("id") == field]
    [value] = [c["value"] for c in found["choices"] if title in c["title"]]
    return str(value)


async def test_the_place_of_a_service_lists_its_codes_in_the_agents_order(olga: Person) -> None:
    for typed in ("codes", "codes Support", "codes support", "Codes"):
        place = await olga.says(typed)
        assert "Codes of Support" in told(place)
        assert "Codes and tags are on." in told(place)
        assert rows(place) == [*PRIMARY, *SECONDARY]
        assert titles(place) == ["New code", "Add", "Order", "Take off", "All codes", "Features"]


async def test_of_several_services_one_is_chosen(otto: Person, adam: Person) -> None:
    which = await otto.says("codes")
    assert titles(which) == ["Billing", "Sales"]
    assert "Codes of Sales" in told(await otto.presses(which, "Sales"))
    assert titles(await adam.says("codes")) == ["Billing", "Sales", "Support"]


async def test_a_new_code_from_idea_to_use(olga: Person, demo: Database) -> None:
    asked = await olga.says("codes create Rimborso")
    assert "New code" in told(asked)
    made = await olga.presses(asked, "Save", kind="secondary", description="when money\nflows back")
    assert "Rimborso exists as a secondary code." in told(made)
    assert "Agents do not see it yet, because it is added to no service." in told(made)
    assert titles(made) == ["Add to Support", "Edit", "All codes"]
    assert (await known(demo))["Rimborso"] == ("secondary", "when money flows back", False)
    assert "Rimborso" not in await offered(demo)

    added = await olga.presses(made, "Add to Support")
    assert "Support now offers Rimborso." in told(added)
    assert "Billing question, Outage, Upsell offered → Billing question, Outage, Upsell offered, Rimborso" in told(
        added
    )
    assert "by you, today" in told(added)
    assert titles(added) == ["Undo", "Change the order", "Codes of Support"]
    assert await offered(demo) == [*PRIMARY, *SECONDARY, "Rimborso"]

    undone = await olga.presses(added, "Undo")
    assert "Rimborso can no longer be picked in Support." in told(undone)
    assert await offered(demo) == [*PRIMARY, *SECONDARY]
    again = await olga.presses(undone, "Undo")
    assert await offered(demo) == [*PRIMARY, *SECONDARY, "Rimborso"]

    order = await olga.presses(again, "Change the order")
    up = await olga.presses(order, "Up", code=value_of(order, "code", "Rimborso"))
    assert "Rimborso: place 4 → 3, by you, today" in told(up)
    up = await olga.presses(up, "Up")
    assert (await offered(demo))[4:] == ["Billing question", "Rimborso", "Outage", "Upsell offered"]
    first = await olga.presses(up, "To this place", place=1)
    assert (await offered(demo))[4:] == ["Rimborso", "Billing question", "Outage", "Upsell offered"]
    assert "unchanged" not in told(first)
    down = await olga.presses(first, "Down")
    assert (await offered(demo))[4:] == ["Billing question", "Rimborso", "Outage", "Upsell offered"]
    assert "Nothing was changed" in told(await olga.presses(down, "To this place", place="2"))


async def test_a_code_that_is_taken_off_stays_in_the_reports_and_comes_back_where_it_was(
    olga: Person, demo: Database
) -> None:
    off = await olga.says("codes take off Outage")
    assert "Outage can no longer be picked in Support." in told(off)
    assert "Reports keep it, under the name it had." in told(off)
    assert await offered(demo) == [*PRIMARY, "Billing question", "Upsell offered"]
    assert "Outage" in await offered(demo, "Billing")
    await olga.presses(off, "Undo")
    assert await offered(demo) == [*PRIMARY, *SECONDARY]
    form = await olga.presses(await olga.says("codes"), "Take off")
    chosen = ",".join(value_of(form, "codes", name) for name in ("Outage", "Resolved"))
    off = await olga.presses(form, "Take off", codes=chosen)
    assert await offered(demo) == ["Callback needed", "Escalated", "Wrong number", "Billing question", "Upsell offered"]
    await olga.presses(off, "Undo")
    assert await offered(demo) == [*PRIMARY, *SECONDARY]


async def test_a_code_is_opened_edited_retired_and_brought_back(olga: Person, demo: Database) -> None:
    opened = await olga.executes(tap(await olga.says("codes"), "Escalated"))
    assert "Escalated" in told(opened)
    assert "interactions of your services have it." in told(opened)
    assert "Offered in Support and one other service." in told(opened)
    assert titles(opened) == ["Edit", "Take off", "Retire", "Codes of Support"]

    edited = await olga.presses(await olga.presses(opened, "Edit"), "Save", name="Passed on", description="to level 2")
    assert "Escalated → Passed on" in told(edited)
    assert "none → to level 2" in told(edited)
    assert (await known(demo))["Passed on"] == ("primary", "to level 2", False)

    retired = await olga.says("codes retire passed on")
    assert "Passed on is retired: nobody can pick it any more, in any service." in told(retired)
    assert "can be picked → retired" in told(retired)
    assert "Passed on" not in await offered(demo) + await offered(demo, "Billing")
    assert "Nothing was changed: Passed on is retired already." in told(await olga.says("codes retire Passed on"))
    back = await olga.presses(retired, "Bring back")
    assert "retired → can be picked" in told(back)
    assert (await offered(demo))[2] == "Passed on"


def tap(answer: Answer, title: str) -> dict[str, Any]:
    """The data of a row that can be pressed."""
    [row] = [e for e in elements(answer.card) if "selectAction" in e and title in "".join(read(e))]
    data: dict[str, Any] = row["selectAction"]["data"]
    return data


async def test_all_codes_of_the_tenant_show_where_each_is_offered(olga: Person, demo: Database) -> None:
    every = await olga.presses(await olga.says("codes"), "All codes")
    assert "1–8 of 8, by name" in told(every)
    assert "**Complaint** · primary" in told(every)
    assert "Offered in no service: no agent sees it." in told(every)
    opened = await olga.executes(tap(every, "Complaint"))
    await olga.presses(opened, "Add to Support")
    assert (await offered(demo))[4] == "Complaint"
    for n in range(9):
        await olga.says(f"codes create primary Code {n}")
    page = await olga.says("codes all")
    assert "1–12 of 17, by name" in told(page)
    page = await olga.presses(page, "Next")
    assert "13–17 of 17, by name" in told(page)
    assert "1–12 of 17" in told(await olga.presses(page, "Previous"))


async def test_codes_are_added_from_a_list_that_can_be_narrowed(olga: Person, demo: Database) -> None:
    for n in range(50):
        await olga.says(f"codes create primary X{n}")
    form = await olga.says("codes add")
    assert "40 of 51" in told(form)
    narrowed = await olga.presses(form, "Show these", part="compl")
    choice = value_of(narrowed, "codes", "Complaint")
    assert "Support now offers Complaint." in told(await olga.presses(narrowed, "Add", codes=choice))
    assert "There is no other code to add." in told(await olga.presses(form, "Show these", part="zzz"))


async def test_of_two_codes_of_one_name_the_kind_is_asked(olga: Person, demo: Database) -> None:
    await olga.says("codes create primary Outage")
    which = await olga.says("codes retire Outage")
    assert "There are two codes called “Outage”. Which one?" in told(which)
    await olga.presses(which, "primary")
    assert "Outage" in await offered(demo)
    both = await olga.says("codes take off Outage")
    assert "Outage can no longer be picked in Support." in told(await olga.presses(both, "secondary"))


async def test_a_code_that_nobody_knows_changes_nothing(olga: Person, demo: Database) -> None:
    before = await known(demo)
    for typed in ("edit", "retire", "bring back", "take off", "add"):
        answer = await olga.says(f"codes {typed} Nonsense to Nowhere")
        assert answer.texts == ["I find no code “Nonsense to Nowhere”. Nothing was changed."]
        assert titles(answer) == ["Codes of Support", "All codes"]
    assert await known(demo) == before


async def test_codes_of_others_may_be_offered_but_not_edited_or_retired(
    olga: Person, otto: Person, adam: Person, demo: Database
) -> None:
    before = await known(demo)
    not_theirs = "Only owners of the service where it was made, and administrators, edit or retire that code."
    assert "Sales now offers Complaint." in told(await otto.says("codes add Complaint to Sales"))
    for answer in (
        await otto.says("codes retire Complaint"),
        await otto.presses(await otto.says("codes edit Complaint"), "Save", name="Mine"),
    ):
        assert answer.texts[0].startswith(not_theirs)
    assert await known(demo) == before
    assert await refusals(demo) == ["code_changes._retire_or_restore", "code_changes._edit"]
    assert "Complaint is retired" in told(await adam.says("codes retire Complaint"))
    assert await offered(demo, "Sales") == []


async def test_whoever_owns_no_service_neither_sees_nor_changes_a_code(
    alice: Person, ben: Person, petra: Person, olga: Person, demo: Database
) -> None:
    before, list_before = await known(demo), await offered(demo)
    place = await olga.says("codes Support")
    pressed = [b["data"] for b in buttons(place.card)] + [tap(place, "Outage")]
    await petra.says("tenant Contoso")
    typed = ["", " Support", " new", " create primary X", " retire Outage", " take off Outage", " add Outage", " order"]
    typed += [" paste", " all", " edit Outage", " bring back Outage", " rules", " on", " Nowhere"]
    for person in (alice, ben, petra):
        for each in typed:
            assert (await person.says(f"codes{each}")).texts == [ONLY_OWNERS], each
        for data in pressed:
            assert (await person.executes(data)).texts == [ONLY_OWNERS], data
        assert "**codes**" not in "".join(read((await person.says("help")).card))
    assert (await known(demo), await offered(demo)) == (before, list_before)
    assert len(await refusals(demo)) >= 3 * (len(typed) + len(pressed))


async def test_owners_are_told_of_their_commands(olga: Person, alice: Person) -> None:
    helped = await olga.says("help")
    assert "**codes** _service_" in told(helped)
    assert {"Codes", "Features"} <= set(titles(helped))
    assert "Codes" in titles(await olga.says("codess"))
    assert "Codes" not in titles(await alice.says("codess"))


async def test_in_german_too(olga: Person, demo: Database) -> None:
    olga.locale = "de-CH"
    made = await olga.says("codes neu sekundär Rückerstattung")
    assert "Rückerstattung besteht als sekundärer Code." in told(made)
    added = await olga.says("codes zuweisen Rückerstattung zu Support")
    assert "Support bietet jetzt Rückerstattung an." in told(added)
    assert "Rückerstattung ist stillgelegt" in told(await olga.says("codes stilllegen Rückerstattung"))
    assert "Rückerstattung ist zurück" in told(await olga.says("codes zurückholen Rückerstattung"))
    off = await olga.says("codes entfernen Rückerstattung")
    assert "Rückerstattung lässt sich in Support nicht mehr wählen." in told(off)
    assert "Reihenfolge der Codes von Support" in told(await olga.says("codes reihenfolge"))
