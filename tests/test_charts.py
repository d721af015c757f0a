"""Does Teams take our charts, and has every other client a picture of the same?"""

from typing import Any

import microsoft_teams.cards as official
import pytest
from pydantic import BaseModel

from cards import charts
from cards.charts import Chart, Series
from cards.words import words_for

MODELS: dict[str, type[BaseModel]] = {
    "bars": official.VerticalBarChart,
    "stacked": official.GroupedVerticalBarChart,
    "lines": official.LineChart,
    "ring": official.DonutChart,
}
LABELS = ["16 Nov", "17 Nov", "**18** Nov"]
SHARES = [Series(name="Reachability", values=(98.5, None, 0)), Series(name="<b>x</b>", values=(None, None, None))]


def made(kind: charts.Kind, **more: Any) -> Chart:
    return charts.chart(kind, "Codes", LABELS, SHARES[:1] if kind in ("bars", "ring") else SHARES, **more)


def element(chart: Chart, address: str | None = "https://x/pictures/y.png") -> dict[str, Any]:
    return charts.element(words_for("en", "UTC"), chart, lambda _chart: address)


def unknown(model: BaseModel) -> list[str]:
    """Keys that a model of Teams, or one inside it, does not know."""
    found = list(model.model_extra or {})
    for _name, value in model:
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, BaseModel):
                found += unknown(inner)
    return found


@pytest.mark.parametrize("kind", charts.KINDS)
def test_a_chart_is_valid_by_the_official_models_down_to_its_points(kind: charts.Kind) -> None:
    piece = {**element(made(kind, percent=True)), "fallback": "drop"}
    assert unknown(MODELS[kind].model_validate(piece)) == []
    assert MODELS[kind].model_fields["type"].default == piece["type"]


def test_the_official_models_find_a_mistake_in_a_point() -> None:
    piece = element(made("lines"), None)
    piece["data"][0]["values"][0]["z"] = 1
    assert unknown(official.LineChart.model_validate(piece)) == ["z"]


def test_where_there_is_no_value_there_is_no_point() -> None:
    reachability, nothing = element(made("lines", percent=True))["data"]
    assert reachability["values"] == [{"x": "16 Nov", "y": 98.5}, {"x": "**18** Nov", "y": 0}]
    assert nothing["values"] == []


def test_a_client_without_charts_shows_the_picture_which_says_what_it_is() -> None:
    picture = element(made("ring"))["fallback"]
    assert (picture["type"], picture["url"]) == ("Image", "https://x/pictures/y.png")
    assert picture["altText"] == "Chart: Codes. The table below it tells the same."
    assert element(made("ring"), None)["fallback"] == "drop"


def test_a_chart_is_of_a_bounded_size() -> None:
    series = [Series(name="x" * 100 + "\u202e", values=tuple(range(99)))] * 9
    chart = charts.chart("stacked", "t" * 500, [f"label {n}" for n in range(99)], series)
    assert (len(chart.labels), len(chart.series), len(chart.series[0].values)) == (31, 7, 31)
    assert chart.labels[-1] == "label 98"
    assert chart.series[0].values[-1] == 98
    assert len(chart.title) <= 80
    assert len(chart.series[0].name) <= 32
