"""Who gets a file, and what does anybody else learn?"""

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest
import time_machine
from sqlalchemy import Connection, delete, select, update

from bot import jobs
from dialogs import exports as export_dialog
from dialogs import router
from dialogs.links import Links
from dialogs.turn import Turn
from storage.access import NotAnOwner
from storage.database import Database
from storage.export_files import Folder
from storage.export_formats import Column
from storage.export_tables import exports
from storage.tables import audit_log, memberships, people
from tests.conftest import MakePerson, StartBot
from tests.downloads import address_of, code_of, fetches, opens, other_than, sends
from tests.talk import Answer, Person, elements
from tests.talk import words as read
from tests.wire import Connector

COLUMNS = (Column(key="code", title="Code"), Column(key="uses", title="Uses", kind="number"))
ROWS = (("Resolved", 12), ('=HYPERLINK("http://x")', 3))
NOTHING = "Nothing to fetch here"


async def deliver(turn: Turn) -> None:
    """`deliver csv`: a table that is shown, as a file; everything else as always."""
    word, _, file_format = turn.text.partition(" ")
    if word != "deliver":
        await router.route(turn)
        return
    table = export_dialog.Table(title="Codes of Support", columns=COLUMNS, rows=ROWS, filters="this month")
    await export_dialog.deliver(turn, table, file_format, None)


async def route(turn: Turn) -> None:
    try:
        await deliver(turn)
    except NotAnOwner:
        await turn.say(turn.words("error-not-an-owner"))


@pytest.fixture
async def bot_url(start_bot: StartBot) -> str:
    return await start_bot(parts={"route": route}, secret_key="k" * 32)


def audited(db: Connection) -> list[tuple[str, str]]:
    query = select(audit_log.c.action, audit_log.c.outcome).order_by(audit_log.c.position)
    return [(r.action, r.outcome) for r in db.execute(query) if r.action.startswith("export")]


async def test_a_file_is_fetched_with_the_link_and_the_code_of_the_chat(adam: Person, demo: Database) -> None:
    ready = await adam.says("deliver csv")
    page = await fetches(adam, ready)
    assert page.body.decode("utf-8-sig") == '"Code","Uses"\r\n"Resolved",12\r\n"\u00a0=HYPERLINK(""http://x"")",3\r\n'
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert page.headers["Content-Disposition"].startswith(f'attachment; filename="codes-of-support-{today}.csv"')
    assert page.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Cache-Control"] == "no-store"
    said = " ".join(read(ready.card))
    assert hashlib.sha256(page.body).hexdigest()[:16] in said
    assert await demo.read(audited) == [("export.created", "done"), ("export.downloaded", "done")]


async def test_the_manifest_says_what_the_file_is_and_who_wanted_it(adam: Person) -> None:
    ready = await adam.says("deliver csv")
    page = await fetches(adam, ready)
    manifest = orjson.loads((await fetches(adam, ready, part="manifest")).body)
    assert manifest["sha256"] == hashlib.sha256(page.body).hexdigest()
    assert (manifest["rows"], manifest["size"]) == (2, len(page.body))
    assert manifest["requestedBy"] == "Adam Admin"
    assert manifest["filters"] == "this month"
    assert manifest["tenant"] == "Contoso"
    assert manifest["timeZone"] == "Europe/Zurich"


async def test_looking_at_the_page_uses_nothing_up_and_shows_nothing(adam: Person) -> None:
    ready = await adam.says("deliver csv")
    pages = [await opens(adam, address_of(ready)) for _ in range(20)]
    assert {page.status for page in pages} == {200}
    assert "Resolved" not in pages[0].text
    assert "codes-of-support" not in pages[0].text
    assert '<input id="code" name="code"' in pages[0].text
    for header, value in {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}.items():
        assert pages[0].headers[header] == value
    assert "default-src 'none'" in pages[0].headers["Content-Security-Policy"]
    assert "<script" not in pages[0].text
    await fetches(adam, ready)


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("de-CH,de;q=0.9,en;q=0.5", "de"),
        ("en", "en"),
        ("fr,de;q=0.2,en;q=0.1", "de"),
        ("", "en"),
        ("x;q=y,;;q=,=", "en"),
    ],
)
async def test_the_page_speaks_the_language_of_the_browser(adam: Person, wanted: str, language: str) -> None:
    page = await opens(adam, address_of(await adam.says("deliver csv")), **{"Accept-Language": wanted})
    assert f'<html lang="{language}">' in page.text


async def test_the_link_alone_is_useless(adam: Person) -> None:
    ready = await adam.says("deliver csv")
    for code in (None, "", "000 00", "x" * 100_000):
        page = await sends(adam, address_of(ready), code)
        assert page.status == 403
        assert "That is not the code" in page.text
    await fetches(adam, ready)


async def test_after_five_wrong_codes_the_link_is_dead_even_for_the_right_one(adam: Person, demo: Database) -> None:
    ready = await adam.says("deliver csv")
    path, code = address_of(ready), code_of(ready)
    statuses = [(await sends(adam, path, other_than(code))).status for _ in range(5)]
    assert statuses == [403, 403, 403, 403, 404]
    assert (await sends(adam, path, code)).status == 404
    assert (await opens(adam, path)).status == 404
    assert (await demo.read(audited))[1:] == [("export.downloaded", "refused")] * 5


async def test_right_codes_in_between_do_not_make_room_for_more_guesses(adam: Person) -> None:
    ready = await adam.says("deliver csv")
    path, code = address_of(ready), code_of(ready)
    for _ in range(4):
        await sends(adam, path, other_than(code))
        await fetches(adam, ready)
    assert (await sends(adam, path, other_than(code))).status == 404


async def test_several_downloads_are_allowed_until_the_file_expires(adam: Person) -> None:
    ready = await adam.says("deliver xlsx")
    first, again = await fetches(adam, ready), await fetches(adam, ready)
    assert first.body == again.body


async def test_an_expired_link_leads_nowhere(adam: Person) -> None:
    ready = await adam.says("deliver csv")
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=24, seconds=1)):
        assert (await opens(adam, address_of(ready))).status == 404
        assert (await sends(adam, address_of(ready), code_of(ready))).status == 404


async def test_everything_that_leads_nowhere_is_the_same_page(adam: Person, olga: Person) -> None:
    ready = await adam.says("deliver csv")
    path, code = address_of(ready), code_of(ready)
    other = await olga.says("deliver csv")
    name, _, signature = path.rpartition(".")
    stolen_signature = f"{address_of(other).rpartition('.')[0]}.{signature}"
    paths = [
        path[:-1] + ("A" if path[-1] != "A" else "B"),
        f"{name}.",
        name,
        stolen_signature,
        f"{path}x",
        "/downloads/x",
        "/downloads/" + "x" * 3000,
        "/downloads/%00.%ff",
        "/downloads/" + Links("", "k" * 32).token("pictures", "1 2 3", datetime.now(UTC) + timedelta(hours=1)),
        "/downloads/" + Links("", "j" * 32).token("downloads", "1 2 3", datetime.now(UTC) + timedelta(hours=1)),
        "/downloads/" + Links("", "k" * 32).token("downloads", "1 2 3", datetime.now(UTC) + timedelta(hours=1)),
    ]
    pages = [await opens(adam, each) for each in paths] + [await sends(adam, each, code) for each in paths]
    assert {(page.status, page.body) for page in pages} == {(404, pages[0].body)}
    assert NOTHING in pages[0].text
    await fetches(adam, ready)


async def test_the_code_of_one_file_opens_no_other(adam: Person) -> None:
    first, second = await adam.says("deliver csv"), await adam.says("deliver csv")
    page = await sends(adam, address_of(first), code_of(second))
    assert page.status == 403 or code_of(first) == code_of(second)


async def test_a_new_link_has_a_new_code_and_the_old_pair_is_dead(adam: Person) -> None:
    old = await adam.says("deliver csv")
    renewed = await renew(adam)
    assert address_of(renewed) != address_of(old)
    assert (await sends(adam, address_of(old), code_of(old))).status == 404
    assert (await sends(adam, address_of(old), code_of(renewed))).status == 404
    await fetches(adam, renewed)


async def renew(person: Person) -> Answer:
    listed = await person.says("exports")
    [pressed] = [e["selectAction"]["data"] for e in elements(listed.card) if "selectAction" in e]
    return await person.executes(pressed, listed.activity_id)


async def test_a_dead_link_is_replaced_by_a_living_one(adam: Person) -> None:
    ready = await adam.says("deliver csv")
    for _ in range(5):
        await sends(adam, address_of(ready), other_than(code_of(ready)))
    await fetches(adam, await renew(adam))


async def test_a_deleted_file_is_gone_from_the_disk_and_its_link_is_dead(adam: Person, tmp_path: Path) -> None:
    ready = await adam.says("deliver csv")
    assert len(list((tmp_path / "exports").iterdir())) == 2
    listed = await adam.presses(ready, "Delete")
    assert list((tmp_path / "exports").iterdir()) == []
    assert "no longer available" in " ".join(read(listed.card))
    assert (await sends(adam, address_of(ready), code_of(ready))).status == 404


async def test_what_is_anothers_is_not_there(adam: Person, anna: Person, fiona: Person, demo: Database) -> None:
    ready = await adam.says("deliver csv")
    export_id = next(e["data"]["export"] for e in elements(ready.card) if "export" in e.get("data", {}))
    for stranger in (anna, fiona):
        assert "You have exported nothing lately." in read((await stranger.says("exports")).card)
        for action in ("exports.open", "exports.delete"):
            answer = await stranger.executes({"action": action, "export": export_id})
            assert answer.texts == ["I find nothing like that among what you may see. Nothing was changed."]
    await fetches(adam, ready)
    refusals = [each for each in await demo.read(audited) if each[1] == "refused"]
    assert sorted(refusals) == [("export_asking.open_card", "refused")] * 2 + [("exports.delete", "refused")] * 2


async def test_whoever_lost_the_right_gets_nothing_even_with_both(olga: Person, demo: Database) -> None:
    ready = await olga.says("deliver csv")

    def dismiss(db: Connection) -> None:
        person = select(people.c.id).where(people.c.object_id == olga.object_id).scalar_subquery()
        db.execute(delete(memberships).where(memberships.c.person_id == person, memberships.c.role == "owner"))

    await demo.write(dismiss)
    assert (await sends(olga, address_of(ready), code_of(ready))).status == 404
    assert (await demo.read(audited))[-1] == ("export.downloaded", "refused")


async def test_agents_and_partners_who_see_masked_are_refused(alice: Person, petra: Person, demo: Database) -> None:
    await petra.says("tenant contoso")
    for person in (alice, petra):
        answer = await person.says("deliver csv")
        assert answer.texts[0].startswith(
            "Only owners of a service and administrators can do that. Nothing was changed"
        )
    assert await demo.read(audited) == [("exports.check", "refused")] * 2


async def test_a_group_gets_no_link(adam: Person) -> None:
    adam.chat = {"id": "19:team", "conversationType": "channel"}
    answer = await adam.says("exports")
    assert "no private chat with you yet" in answer.texts[0]
    assert not any(r.card for r in answer.received)


async def test_without_an_address_of_its_own_the_bot_says_what_is_missing(
    start_bot: StartBot, person: MakePerson, connector: Connector, tmp_path: Path
) -> None:
    adam = person("adam", 4)
    adam.bot_url = await start_bot(parts={"route": route}, public_url="")
    answer = await adam.says("deliver csv")
    assert "AFTERCALL_PUBLIC_URL" in answer.texts[0]
    assert not (tmp_path / "exports").exists()


async def test_files_are_for_this_user_alone_and_do_not_tell_whose_they_are(adam: Person, tmp_path: Path) -> None:
    await adam.says("deliver csv")
    folder = tmp_path / "exports"
    assert folder.stat().st_mode & 0o777 == 0o700
    for file in folder.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600
        assert len(file.stem) == 32


async def test_what_has_expired_is_removed_and_so_is_what_nobody_knows(
    adam: Person, demo: Database, tmp_path: Path
) -> None:
    folder = Folder(tmp_path / "exports")
    ready = await adam.says("deliver csv")
    orphan = folder.data(folder.new_name())
    folder.open(orphan).close()
    await jobs.sweep(demo, folder)
    assert len(list((tmp_path / "exports").iterdir())) == 3  # an orphan may be somebody's who is still writing
    await demo.write(lambda db: db.execute(update(exports).values(expires_at=datetime.now(UTC))))
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=2)):
        await jobs.sweep(demo, folder)
    assert list((tmp_path / "exports").iterdir()) == []
    assert (await sends(adam, address_of(ready), code_of(ready))).status == 404
    assert "no longer available" in " ".join(read((await adam.says("exports")).card))


async def test_five_at_once_do_not_get_a_sixth_guess(adam: Person, demo: Database) -> None:
    ready = await adam.says("deliver csv")
    path, wrong = address_of(ready), other_than(code_of(ready))
    pages = await asyncio.gather(*(sends(adam, path, wrong) for _ in range(30)))
    assert sorted(page.status for page in pages) == [403] * 4 + [404] * 26
    assert (await demo.read(audited))[1:] == [("export.downloaded", "refused")] * 5
