import asyncio
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select

from cards.words import words_for
from dialogs import router
from storage.database import Database
from storage.tables import contacts, customers, memberships, people, services, tenants
from tests.talk import CONTOSO, FABRIKAM, Answer, Person, elements
from tests.talk import words as read
from tests.test_customers_talk import NOBODY, heading

NOT_FOUND = "I find nothing like that among what you may see. Nothing was changed."


def only_of(db: Connection, service: str) -> tuple[int, str]:
    """Somebody who has been in contact with this service of Contoso alone."""
    other = select(contacts.c.customer_id).join(services, services.c.id == contacts.c.service_id)
    query = (
        select(customers.c.id, customers.c.name)
        .join(tenants, tenants.c.id == customers.c.tenant_id)
        .where(tenants.c.entra_id == CONTOSO, customers.c.name.is_not(None))
        .where(customers.c.id.in_(other.where(services.c.name == service)))
        .where(customers.c.id.not_in(other.where(services.c.name != service)))
    )
    row = db.execute(query).first()
    assert row is not None
    return row.id, row.name


def of_tenant(db: Connection, entra_id: str) -> int:
    query = select(customers.c.id).join(tenants, tenants.c.id == customers.c.tenant_id)
    found: int = db.execute(query.where(tenants.c.entra_id == entra_id).limit(1)).scalar_one()
    return found


def named(db: Connection, name: str) -> int:
    found: int = db.execute(select(customers.c.id).where(customers.c.name == name)).scalar_one()
    return found


async def test_an_agent_sees_the_customers_of_their_services_alone(
    alice: Person, ben: Person, olga: Person, otto: Person, adam: Person, demo: Database
) -> None:
    customer_id, name = await demo.read(only_of, "Sales")
    button_data = {"action": "customers.open", "customer": str(customer_id)}
    for stranger in (alice, olga):
        assert (await stranger.says(f"customer {name}")).texts == [NOBODY.format(name)]
        assert (await stranger.executes(button_data)).texts == [NOT_FOUND]
        assert (await stranger.executes({**button_data, "action": "history.open"})).texts == [NOT_FOUND]
    for theirs in (ben, otto, adam):
        assert heading(await theirs.executes(button_data)) == name


async def test_an_agent_counts_what_they_may_see(alice: Person, adam: Person) -> None:
    def total(answer: Answer) -> int:
        return int(next(t for t in read(answer.card) if t.endswith(" interactions")).split()[0])

    assert 0 < total(await alice.says("customer Dorain Gray")) < total(await adam.says("customer Dorain Gray"))


async def test_no_tenant_finds_anything_of_another(fiona: Person, adam: Person, demo: Database) -> None:
    contoso, fabrikam = await demo.read(of_tenant, CONTOSO), await demo.read(of_tenant, FABRIKAM)
    assert (await fiona.says("customer Raymond")).texts == [NOBODY.format("Raymond")]
    assert await fiona.types(await fiona.says("customer"), "customers", "raymond") == []
    for action in ("customers.open", "history.open"):
        assert (await fiona.executes({"action": action, "customer": str(contoso)})).texts == [NOT_FOUND]
        assert (await adam.executes({"action": action, "customer": str(fabrikam)})).texts == [NOT_FOUND]
        assert (await fiona.executes({"action": action, "customer": str(fabrikam)})).card


async def test_a_partner_chooses_a_tenant_first_and_then_asks_again(petra: Person) -> None:
    choice = await petra.says("customer Raymond Holt")
    assert heading(choice) == "Which tenant?"
    answer = await petra.presses(choice, "Contoso")
    assert heading(answer) == "You are now looking at Contoso."
    form = await petra.presses(answer, "Look up a customer")
    assert heading(await petra.presses(form, "Look up", typed="Raymond Holt")) == "R••• H•••"


async def test_what_was_typed_before_a_tenant_is_chosen_travels_in_no_card(petra: Person) -> None:
    choice = await petra.says("customer Raymond Holt")
    answer = await petra.presses(choice, "Contoso")
    assert "Raymond" not in str(choice.card) + str(answer.card)


async def test_before_a_tenant_is_chosen_nothing_is_suggested_or_opened(petra: Person, demo: Database) -> None:
    value = {"queryText": "raymond", "queryOptions": {"skip": 0, "top": 15}, "dataset": "customers"}
    found = await petra.posts(petra.activity("invoke", name="application/search", value=value))
    assert found.body["value"]["results"] == []
    contoso = await demo.read(of_tenant, CONTOSO)
    assert heading(await petra.executes({"action": "customers.open", "customer": str(contoso)})) == "Which tenant?"


async def test_a_partner_sees_customers_masked_and_finds_them_by_the_whole_alone(petra: Person) -> None:
    await petra.says("tenant Contoso")
    assert (await petra.says("customer ray")).texts == [NOBODY.format("ray")]
    form = await petra.says("customer")
    assert not any(e.get("type") == "Data.Query" for e in elements(form.card))
    opened = await petra.presses(form, "Look up", typed="+41 79 123 45 67")
    everything = "".join(read(opened.card)) + "".join(read((await petra.presses(opened, "History")).card))
    assert "+41 •• ••• •• 67" in everything
    assert "Raymond" not in everything
    assert "123 45" not in everything
    value = {"queryText": "+41791234567", "queryOptions": {"skip": 0, "top": 15}, "dataset": "customers"}
    found = await petra.posts(petra.activity("invoke", name="application/search", value=value))
    assert found.body["value"]["results"] == []


async def test_a_role_that_is_taken_away_counts_from_the_next_press(alice: Person, demo: Database) -> None:
    def leave(db: Connection) -> None:
        db.execute(delete(memberships).where(memberships.c.person_id.in_(select(people.c.id).where(of_alice))))

    of_alice = people.c.object_id == alice.object_id
    opened = await alice.says("customer Raymond Holt")
    await demo.write(leave)
    assert (await alice.presses(opened, "History")).texts == [words_for("en-US", "UTC")("error-stranger")]
    value = {"queryText": "raymond", "queryOptions": {"skip": 0, "top": 15}, "dataset": "customers"}
    found = await alice.posts(alice.activity("invoke", name="application/search", value=value))
    assert found.body["value"]["results"] == []


NO_IDS = ["-1", "0", "9" * 19, "9" * 400, "1e3", " 1", "１", "1\n", "0x1", "' or 1=1", "null", "\x00"]

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(
    ["customer", "typed", "id", "tenant", "sort", "by", "after", "before", "first", "page", "language"]
)


async def test_what_is_no_id_is_nobodys(adam: Person) -> None:
    no_texts: list[Any] = [7, None, [], {}, True, 1.5]
    for wrong in [*NO_IDS, *no_texts]:
        for action, key in (("customers.open", "customer"), ("history.open", "customer"), ("details", "id")):
            assert (await adam.executes({"action": action, key: wrong})).texts == [NOT_FOUND]
        assert (await adam.executes({"action": "history.find", "customer": wrong})).status == 200


async def test_forged_data_of_any_kind_is_answered_and_shows_nothing_of_another_tenant(
    fiona: Person, demo: Database
) -> None:
    """Each behaviour, with data of any type; where an id is wanted, also real ones of the other tenant."""
    theirs = str(await demo.read(named, "Raymond Holt"))
    values = anything | st.sampled_from(NO_IDS) | st.just(theirs)
    loop = asyncio.get_running_loop()

    @settings(max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(action=st.sampled_from(sorted(router.ACTIONS)) | anything, data=st.dictionaries(keys, values, max_size=5))
    def forge(action: Any, data: dict[str, Any]) -> None:
        posted = fiona.executes({"action": action, **data})
        answer = asyncio.run_coroutine_threadsafe(posted, loop).result()
        assert answer.status == 200
        assert answer.body["statusCode"] == 200
        told = str(answer.body)
        assert "went wrong" not in told
        assert "schiefgegangen" not in told
        assert "Raymond" not in told

    await asyncio.to_thread(forge)
