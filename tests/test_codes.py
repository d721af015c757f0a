"""What becomes of codes and of the lists that services offer, on both databases?"""

import asyncio
from dataclasses import replace

import pytest

from storage import code_changes, code_lists, codes, promotion, rules, services
from storage.access import NotAnOwner, NotFound
from storage.code_changes import CodeExists, NotAtHome, Refused
from storage.code_lists import CodeRetired
from storage.code_names import UnusableName
from storage.codes import Code
from storage.database import Database
from storage.rules import Rules
from tests.owners import NOW, Owner, an_owner
from tests.told import a_tenant, admin_of


@pytest.fixture
async def owner(store: Database) -> Owner:
    return await an_owner(store)


async def test_a_code_shows_nowhere_until_it_is_added(owner: Owner) -> None:
    made = await owner.makes("Rimborso", "secondary", "  when money\nflows back ")
    assert (made.name, made.kind, made.description, made.retired) == (
        "Rimborso",
        "secondary",
        "when money flows back",
        False,
    )
    assert await owner.offers() == []
    change = await owner.adds(made)
    assert (change.before, change.after, change.came, change.went) == ((), (made,), (made,), ())
    assert await owner.offers() == ["Rimborso"]
    assert await owner.told() == ["code.created", "code.applied"]


@pytest.mark.parametrize("again", ["Refund", "REFUND", "refund", " Ｒefund  ", "re\u200bfund"])
async def test_a_name_is_given_once_without_case_and_once_per_kind(owner: Owner, again: str) -> None:
    first = await owner.makes("Refund")
    with pytest.raises(CodeExists) as raised:
        await owner.makes(again)
    assert raised.value.code == first
    assert (await owner.makes(again, "secondary")).kind == "secondary"
    assert await owner.told() == ["code.created", "code.created"]


async def test_of_two_who_give_the_same_name_at_once_one_wins_and_the_other_is_told(owner: Owner) -> None:
    for number in range(10):
        names = [f"Refund {number}", f"REFUND {number}", f"refund {number}"]
        results = await asyncio.gather(*(owner.makes(name) for name in names), return_exceptions=True)
        won = [r for r in results if isinstance(r, Code)]
        lost = [r for r in results if isinstance(r, CodeExists)]
        assert (len(won), len(lost)) == (1, 2)
        assert {r.code for r in lost} == set(won)


async def test_of_two_who_rename_to_the_same_at_once_one_wins(owner: Owner) -> None:
    pair = [await owner.makes("One"), await owner.makes("Two")]
    edits = (owner.does(code_changes.edit, c.id, name="Refund", description="") for c in pair)
    results = await asyncio.gather(*edits, return_exceptions=True)
    assert sorted(type(r).__name__ for r in results) == ["CodeExists", "Edit"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "empty"),
        (" \t\n\u3000\u200b ", "empty"),
        ("x" * 121, "long"),
        ("\ufdfa" * 100, "long"),
        ("a\x00b", "unreadable"),
        ("a\x1b[31mb", "unreadable"),
        ("\ud800x", "unreadable"),
        ("***", "unreadable"),
        ("👍", "unreadable"),
    ],
)
async def test_a_name_that_is_none_is_refused_and_nothing_is_there(owner: Owner, name: str, why: str) -> None:
    kept = await owner.makes("Kept")
    for attempt in (owner.makes(name), owner.does(code_changes.edit, kept.id, name=name, description="")):
        with pytest.raises(UnusableName) as raised:
            await attempt
        assert raised.value.why == why
    assert await owner.told() == ["code.created"]
    assert (await owner.store.read(codes.get, owner.scope.tenant_id, kept.id)) == kept


@pytest.mark.parametrize(
    "name", ["x" * 120, "**bold** [x](http://x)", "👍 fine", "日本語", "=1+1", "'; drop table codes;--", "7"]
)
async def test_a_strange_name_stays_as_it_was_written(owner: Owner, name: str) -> None:
    assert (await owner.makes(name)).name == name
    assert (await owner.store.read(codes.find, owner.scope.tenant_id, "primary", name.upper())) is not None


async def test_a_description_has_its_length(owner: Owner) -> None:
    assert len((await owner.makes("Long", description="x" * 500)).description or "") == 500
    for wrong in ("x" * 501, "a\x00b"):
        with pytest.raises(UnusableName, match="description"):
            await owner.makes("Longer", description=wrong)


async def test_a_pasted_list_makes_what_it_can_and_tells_the_rest(owner: Owner) -> None:
    await owner.makes("Outage")
    lines = [
        "Refund\tmoney back",
        "",
        "Moved house - to another town - soon",
        "refund",
        "OUTAGE",
        "***",
        "x" * 121,
        " - ",
    ]
    made, refused = await owner.does(code_changes.create_many, owner.support, kind="primary", lines=lines, now=NOW)
    assert [(c.name, c.description) for c in made] == [
        ("Refund", "money back"),
        ("Moved house", "to another town - soon"),
    ]
    expected = [(4, "exists"), (5, "exists"), (6, "unreadable"), (7, "long"), (8, "empty")]
    assert refused == [Refused(line=line, why=why) for line, why in expected]


async def test_of_a_pasted_list_a_hundred_lines_are_read(owner: Owner) -> None:
    lines = [f"Code {n}" for n in range(130)]
    made, refused = await owner.does(code_changes.create_many, owner.support, kind="secondary", lines=lines, now=NOW)
    assert (len(made), made[-1].name, refused) == (100, "Code 99", [])


async def test_an_edit_is_told_before_and_after_and_the_same_again_is_none(owner: Owner) -> None:
    made = await owner.makes("Refund")
    edit = await owner.does(code_changes.edit, made.id, name="REFUND", description="back")
    assert (edit.before, edit.after) == (made, replace(made, name="REFUND", description="back"))
    again = await owner.does(code_changes.edit, made.id, name="REFUND", description="back")
    assert again.before == again.after
    assert await owner.told() == ["code.created", "code.edited"]
    await owner.makes("Other")
    with pytest.raises(CodeExists):
        await owner.does(code_changes.edit, made.id, name="other", description="")


async def test_a_retired_code_hides_keeps_its_place_and_its_name_and_comes_back(owner: Owner) -> None:
    one, two, three = [await owner.makes(name) for name in ("One", "Two", "Three")]
    await owner.adds(one, two, three)
    retired = await owner.does(code_changes.retire, two.id, NOW)
    assert (retired.before.retired, retired.after.retired) == (False, True)
    assert await owner.offers() == ["One", "Three"]
    with pytest.raises(CodeExists) as raised:
        await owner.makes("two")
    assert raised.value.code.retired
    with pytest.raises(CodeRetired):
        await owner.adds(two)
    assert (await owner.does(code_changes.retire, two.id, NOW)).before.retired
    await owner.does(code_lists.move, owner.support, three.id, 1)
    assert await owner.offers() == ["Three", "One"]
    await owner.does(code_changes.restore, two.id)
    assert await owner.offers() == ["Three", "One", "Two"]
    assert (await owner.told())[-3:] == ["code.retired", "code.moved", "code.restored"]


async def test_any_owner_may_offer_a_code_but_its_home_edits_and_retires_it(owner: Owner) -> None:
    made = await owner.makes("Refund")
    write = owner.store.write
    await write(code_lists.add, owner.otto, owner.sales, [made.id])
    for attempt in (
        write(code_changes.edit, owner.otto, made.id, name="Mine", description=""),
        write(code_changes.retire, owner.otto, made.id, NOW),
        write(code_changes.restore, owner.otto, made.id),
    ):
        with pytest.raises(NotAtHome):
            await attempt
    assert await owner.store.read(codes.get, owner.scope.tenant_id, made.id) == made
    seen = await owner.store.read(codes.look, owner.otto, made.id)
    assert (seen.services, seen.elsewhere, seen.own) == (("Sales",), 0, False)
    seen = await owner.store.read(codes.look, owner.scope, made.id)
    assert (seen.services, seen.elsewhere, seen.own) == ((), 1, True)


async def test_who_owns_no_service_can_do_none_of_it(owner: Owner) -> None:
    made = await owner.makes("Refund")
    agent = replace(owner.scope, roles=frozenset({"agent"}), owned=frozenset())
    write = owner.store.write
    for attempt in (
        write(code_changes.create, agent, owner.support, kind="primary", name="Mine", now=NOW),
        write(code_changes.create_many, agent, owner.support, kind="primary", lines=["Mine"], now=NOW),
        write(code_changes.edit, agent, made.id, name="Mine", description=""),
        write(code_changes.retire, agent, made.id, NOW),
        write(code_changes.restore, agent, made.id),
        write(code_lists.add, agent, owner.support, [made.id]),
        write(code_lists.take_off, agent, owner.support, [made.id]),
        write(code_lists.move, agent, owner.support, made.id, 1),
        write(promotion.promote, agent, owner.support, "vip", "secondary", NOW),
        write(rules.lay_down, agent, owner.support, Rules(tags_most=1), NOW),
        owner.store.read(codes.look, agent, made.id),
        owner.store.read(codes.named, agent, "Refund"),
        owner.store.read(codes.list_all, agent, 1, 10),
        owner.store.read(codes.list_addable, agent, owner.support, "", 10),
    ):
        with pytest.raises(NotAnOwner):
            await attempt
    assert await owner.told() == ["code.created"]
    assert await owner.store.read(rules.of_service, owner.scope.tenant_id, owner.support) == Rules()


async def test_another_tenants_codes_and_services_are_not_there(owner: Owner) -> None:
    made = await owner.makes("Refund")
    await owner.adds(made)
    fabrikam = await admin_of(owner.store, await a_tenant(owner.store, "Fabrikam", "DE"))
    hotline = (await owner.store.write(services.add, fabrikam.tenant_id, name="Hotline")).id
    write = owner.store.write
    for attempt in (
        write(code_changes.create, fabrikam, owner.support, kind="primary", name="Mine", now=NOW),
        write(code_changes.edit, fabrikam, made.id, name="Mine", description=""),
        write(code_changes.retire, fabrikam, made.id, NOW),
        write(code_lists.add, fabrikam, hotline, [made.id]),
        write(code_lists.add, fabrikam, owner.support, [made.id]),
        write(code_lists.take_off, fabrikam, hotline, [made.id]),
        write(code_lists.move, fabrikam, hotline, made.id, 1),
        owner.store.read(codes.look, fabrikam, made.id),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert await owner.store.read(codes.named, fabrikam, "Refund") == []
    assert await owner.offers() == ["Refund"]
    own = await write(code_changes.create, fabrikam, hotline, kind="primary", name="REFUND", now=NOW)
    assert own.name == "REFUND"


async def test_codes_are_listed_by_name_a_page_at_a_time_the_retired_last(owner: Owner) -> None:
    made = [await owner.makes(name) for name in ("beta", "Alpha", "Gamma", "100 %", "a_c")]
    await owner.does(code_changes.retire, made[1].id, NOW)
    await owner.adds(made[0])
    read = owner.store.read
    first, total = await read(codes.list_all, owner.scope, 1, 3)
    second, _ = await read(codes.list_all, owner.scope, 4, 3)
    assert [c.code.name for c in first + second] == ["100 %", "a_c", "beta", "Gamma", "Alpha"]
    assert total == 5
    addable, count = await read(codes.list_addable, owner.scope, owner.support, "", 2)
    assert ([c.code.name for c in addable], count) == (["100 %", "a_c"], 3)
    for part, names in (("%", ["100 %"]), ("_", ["a_c"]), ("AMM", ["Gamma"]), ("alpha", [])):
        assert [c.code.name for c in (await read(codes.list_addable, owner.scope, owner.support, part, 9))[0]] == names
    found = await read(codes.named, owner.scope, "ALPHA")
    assert [(c.code.name, c.code.retired) for c in found] == [("Alpha", True)]
