"""Does every measurement of `make bench` run to its end?"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import measure, plan, report
from benchmarks.load import NotAnswered, Wire
from benchmarks.rows import Row, judged, percentile

GROUPS = (
    "Turns a second",
    "Typeahead",
    "History page",
    "Over HTTP",
    "Start",
    "Resident memory",
    "Intake",
    "Reporting feed",
)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """PostgreSQL refuses to run as root, and its user must get in."""
    with tempfile.TemporaryDirectory(prefix="aftercall-bench-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.timeout(900)
@pytest.mark.timeout(1500)
async def test_a_quick_run_yields_every_row(open_folder: Path) -> None:
    rows = [row async for row in measure.everything(plan.quick(open_folder), measure.PARTS)]
    groups = {row.group for row in rows}
    assert all(any(group.startswith(wanted) for group in groups) for wanted in GROUPS)
    for kind in ("SQLite", "PostgreSQL"):
        assert any(kind in row.group and "History" in row.group for row in rows)
        assert any(f"customer card, {kind}" == row.what for row in rows)
    assert {row.met for row in rows if row.target} <= {True, False}


def test_the_results_are_a_table_a_group(tmp_path: Path) -> None:
    rows = [
        judged("Start", "demo", 2.0, "s", 2.5, "at most"),
        judged("Intake", "events", 1500, "events/s", 2000, "at least"),
        Row(group="Intake", what="loader", figure="9 interactions/s"),
    ]
    text = report.text(rows, seconds=60)
    assert "| demo | 2.00 s | at most 2.5 s | met |" in text
    assert "| events | 1,500 events/s | at least 2000 events/s | missed |" in text
    assert text.count("## Intake") == 1


def test_the_slowest_of_a_hundred_is_not_the_99th() -> None:
    assert percentile([*range(1, 100), 1000.0], 0.99) == 99
    assert percentile([7.0], 0.99) == 7.0


def test_a_rate_without_replies_is_no_rate() -> None:
    with pytest.raises(NotAnswered):
        Wire.checked("a bot", turns=100, errors=0, replies=99)
    with pytest.raises(NotAnswered):
        Wire.checked("a bot", turns=0, errors=0, replies=0)
    with pytest.raises(NotAnswered):
        Wire.checked("a bot", turns=100, errors=1, replies=100)
    Wire.checked("a bot", turns=100, errors=0, replies=116)


def test_the_full_plan_is_the_issue_s() -> None:
    full = plan.full(Path("anywhere"))
    assert (full.customers, full.interactions, full.rounds) == (1_000_000, 5_000_000, 5)
    assert full.memory_turns == 10_000
    assert full.peers
