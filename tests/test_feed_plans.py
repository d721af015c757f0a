"""Does a page of the feed cost the same wherever it begins, on SQLite, whose planner must be held to it?"""

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from storage import feed, keys, services, tenants
from storage.embedded import open_engine
from storage.feed import Question
from storage.feed_sets import SETS
from storage.outcomes import GROUPS, RESULTS
from tests.test_plans import plans_of

LABELS = dict.fromkeys([*GROUPS, *(r.key for r in RESULTS)], "")
STORED = [name for name, each in SETS.items() if each.tenant is not None]
SOME_ID = 191_851_328_422_479_781


@pytest.fixture(scope="module")
def store_file(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy: the demo's own file is every test's, and here keys are added."""
    return Path(shutil.copy(demo_file, tmp_path_factory.mktemp("feed") / "demo.db"))


@pytest.fixture(scope="module")
def feed_keys(store_file: Path) -> dict[str, str]:
    engine = open_engine(str(store_file), "BEGIN IMMEDIATE", 1)
    with engine.begin() as db:
        contoso = tenants.get(db, "Contoso").id
        support = services.get(db, contoso, "Support").id
        made = {"contoso": keys.create(db, contoso, "odata"), "support": keys.create(db, contoso, "odata", support)}
    engine.dispose()
    return made


def plan(file: Path, key: str, question: Question, place: list[Any] | None) -> list[str]:
    """Of the statement that reads the rows."""

    def read(db: Connection) -> None:
        feed.rows(db, key, question, place, limit=10, labels=LABELS)

    return plans_of(file, read)


@pytest.mark.parametrize("who", ["contoso", "support"])
@pytest.mark.parametrize("entity_set", STORED)
def test_a_later_page_begins_at_its_key_and_nothing_is_sorted(
    store_file: Path, feed_keys: dict[str, str], entity_set: str, who: str
) -> None:
    key = SETS[entity_set].key
    lines = plan(store_file, feed_keys[who], Question(entity_set), [SOME_ID, 1][: len(key)])
    first = next(line for line in lines if line.startswith("SEARCH") and ">?" in line)
    assert "USING PRIMARY KEY" in first
    assert [line for line in lines if line == "USE TEMP B-TREE FOR ORDER BY"] == []


@pytest.mark.parametrize("who", ["contoso", "support"])
@pytest.mark.parametrize(
    "condition",
    [
        "startedAt ge 2026-01-01T00:00:00Z and startedAt lt 2026-02-01T00:00:00Z",
        "serviceId eq '5' and startedAt gt 2026-01-01T00:00:00Z",
        "customerId eq '5'",
        "lastUserId in ('5','6')",
        "modifiedAt lt 2020-01-01T00:00:00Z",
        "modifiedAt ge 2020-01-01T00:00:00Z or queued",
    ],
)
def test_whatever_is_filtered_all_pages_together_read_the_table_once(
    store_file: Path, feed_keys: dict[str, str], condition: str, who: str
) -> None:
    lines = plan(store_file, feed_keys[who], Question("Interactions", condition=condition), [SOME_ID])
    assert any("SEARCH interactions USING PRIMARY KEY (tenant_id=? AND id>?" in line for line in lines)
    assert [line for line in lines if "TEMP B-TREE" in line] == []


def test_the_few_rows_that_were_modified_lately_are_found_by_that_index(
    store_file: Path, feed_keys: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    question = Question("Interactions", condition="queued and modifiedAt ge 2020-01-01T00:00:00Z")
    by_index = "SEARCH interactions USING INDEX ix_interactions_modified (tenant_id=? AND modified_at>?)"
    assert by_index in plan(store_file, feed_keys["contoso"], question, None)
    monkeypatch.setattr(feed, "FEW", 100)
    assert by_index not in plan(store_file, feed_keys["contoso"], question, None)


@pytest.mark.parametrize("order", ["modifiedAt", "modifiedAt desc"])
def test_the_order_of_modification_is_that_of_an_index(store_file: Path, feed_keys: dict[str, str], order: str) -> None:
    question = Question("Interactions", order=order, chosen="id")
    lines = plan(store_file, feed_keys["contoso"], question, [1_795_549_002_989, SOME_ID])
    inner = lines[lines.index("MATERIALIZE chosen") : lines.index("SCAN chosen")]
    assert any("ix_interactions_modified" in line for line in inner)
    assert [line for line in inner if "TEMP B-TREE" in line] == []


@pytest.mark.parametrize("entity_set", ["Interactions", "Legs", "Conclusions", "ConclusionCodes", "ConclusionTags"])
def test_the_rows_of_one_interaction_are_found_by_it(
    store_file: Path, feed_keys: dict[str, str], entity_set: str
) -> None:
    name = SETS[entity_set].key[0]
    lines = plan(store_file, feed_keys["contoso"], Question(entity_set, condition=f"{name} eq '5'"), None)
    column = "id" if name == "id" else "interaction_id"
    assert any(line.startswith("SEARCH") and f"(tenant_id=? AND {column}=?" in line for line in lines)
