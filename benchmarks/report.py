"""How are the figures written down?"""

import time
from collections.abc import Sequence
from itertools import groupby

from benchmarks import machine
from benchmarks.rows import Row


def line(row: Row) -> str:
    verdict = f"   {row.target}: {row.verdict}" if row.target else ""
    return f"{row.group} · {row.what}: {row.figure}{verdict}"


def text(rows: Sequence[Row], *, seconds: float) -> str:
    """A table for each group, under what all were measured on and with."""
    parts = [
        "# Results of the benchmarks",
        f"`{machine.command()}` on {time.strftime('%Y-%m-%d')}, in {seconds / 60:.0f} minutes. "
        "Rates are medians of five rounds (lowest to highest), taken in turn, with `wrk -t1 -c16` and a connector on "
        "loopback; every reply was counted. Ours verifies the token, the peers run without. "
        "What `benchmarks/` holds says how each figure comes about.",
        "\n".join(f"- {each}" for each in machine.described()),
    ]
    for group, members in groupby(rows, lambda row: row.group):
        parts.append(f"## {group}\n\n" + _table(list(members)))
    return "\n\n".join(parts) + "\n"


def _table(rows: Sequence[Row]) -> str:
    head = ["| | measured | target | |", "|---|---|---|---|"]
    return "\n".join(head + [f"| {row.what} | {row.figure} | {row.target} | {row.verdict} |" for row in rows])
