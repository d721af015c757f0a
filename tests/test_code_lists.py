"""How does the list that a service offers change, on both databases?"""

import asyncio

import pytest

from storage import code_changes, code_lists, rules
from storage.code_lists import TooManyCodes
from storage.database import Database
from storage.rules import Rules
from tests.owners import NOW, Owner, an_owner


@pytest.fixture
async def owner(store: Database) -> Owner:
    return await an_owner(store)


async def test_codes_are_moved_among_their_kind(owner: Owner) -> None:
    made = [await owner.makes(name) for name in "ABCD"]
    other = await owner.makes("Z", "secondary")
    await owner.adds(*made, other)
    for code, place, order in ((3, 1, "DABC"), (3, 3, "ABDC"), (0, 2, "BADC"), (1, 99, "ADCB"), (1, 1, "BADC")):
        change = await owner.does(code_lists.move, owner.support, made[code].id, place)
        assert "".join(c.name for c in change.after) == order + "Z"
        assert await owner.offers() == [*order, "Z"]
    same = await owner.does(code_lists.move, owner.support, made[1].id, 1)
    assert same.before == same.after
    assert (await owner.told()).count("code.moved") == 5
    (moved, was) = (await owner.does(code_lists.move, owner.support, made[2].id, 1)).places[0]
    back = await owner.does(code_lists.move, owner.support, moved, was)
    assert "".join(c.name for c in back.after) == "BADCZ"


async def test_what_is_taken_off_can_be_put_back_where_it_was(owner: Owner) -> None:
    made = [await owner.makes(name) for name in "ABCDE"]
    await owner.adds(*made)
    off = await owner.does(code_lists.take_off, owner.support, [made[3].id, made[0].id, made[1].id])
    assert [c.name for c in off.went] == ["A", "B", "D"]
    assert await owner.offers() == ["C", "E"]
    back = await owner.does(code_lists.put_back, owner.support, off.places)
    assert back.after == off.before
    assert await owner.offers() == list("ABCDE")


async def test_what_is_there_already_is_not_added_again_nor_what_is_not_taken_off(owner: Owner) -> None:
    one, two = await owner.makes("One"), await owner.makes("Two")
    await owner.adds(one)
    assert (await owner.adds(one, two)).came == (two,)
    same = await owner.adds(two, one)
    assert (same.before, same.came) == (same.after, ())
    await owner.does(code_lists.take_off, owner.support, [one.id])
    assert (await owner.does(code_lists.take_off, owner.support, [one.id])).went == ()
    assert await owner.told() == ["code.created"] * 2 + ["code.applied"] * 2 + ["code.taken_off"]


async def test_a_list_has_an_end(owner: Owner) -> None:
    made = [await owner.makes(f"Code {n}") for n in range(code_lists.MOST + 1)]
    with pytest.raises(TooManyCodes):
        await owner.adds(*made)
    assert await owner.offers() == []
    await owner.adds(*made[:-1])
    with pytest.raises(TooManyCodes):
        await owner.adds(made[-1])
    assert len((await owner.adds(await owner.makes("Other kind", "secondary"))).after) == code_lists.MOST + 1


async def test_two_who_add_at_once_lose_nothing(owner: Owner) -> None:
    made = [await owner.makes(f"Code {n}") for n in range(8)]
    await asyncio.gather(*(owner.adds(code) for code in made))
    assert sorted(await owner.offers()) == [c.name for c in made]
    assert len(await owner.offers()) == 8


async def test_the_timer_sets_no_code_that_is_gone(owner: Owner) -> None:
    made = [await owner.makes(name) for name in "AB"]
    timed = Rules(default_code_id=made[0].id, default_after_minutes=30)

    async def default() -> int | None:
        return (await owner.store.read(rules.of_service, owner.scope.tenant_id, owner.support)).default_code_id

    await owner.adds(*made)
    await owner.does(rules.lay_down, owner.support, timed, NOW)
    assert not (await owner.does(code_lists.take_off, owner.support, [made[1].id])).default_off
    assert await default() == made[0].id
    assert (await owner.does(code_lists.take_off, owner.support, [made[0].id])).default_off
    assert await default() is None
    await owner.adds(*made)
    await owner.does(rules.lay_down, owner.support, timed, NOW)
    assert (await owner.does(code_changes.retire, made[0].id, NOW)).default_off
    assert await default() is None
