"""How do the interactions of a customer end, by outcome and by group?"""

from collections.abc import Iterable, Mapping, Sequence

from cards import blocks, charts
from cards.blocks import Piece
from cards.charts import Picture, Series
from cards.interactions import outcome
from cards.words import Words


def counted(
    words: Words, outcomes: Sequence[tuple[str | None, int]], groups: Mapping[str, str], picture: Picture
) -> Iterable[Piece]:
    """`outcomes` by result, None: still open; `groups` is the group of each result, in the order of the legend."""
    yield blocks.facts((words.number(count), outcome(words, key)) for key, count in outcomes)
    counts = dict(outcomes)
    by_group = dict.fromkeys(groups.values(), 0)
    for result, group in groups.items():
        by_group[group] += counts.get(result, 0)
    told = {words(f"group-{group}"): count for group, count in by_group.items() if count}
    if told:
        title = words("report-results")
        ring = charts.chart("ring", title, list(told), [Series(name=title, values=tuple(told.values()))])
        yield charts.element(words, ring, picture)
        yield blocks.facts((words.number(count), group) for group, count in told.items())
