import re
from functools import cache
from typing import Any

import microsoft_teams.cards as official
import pytest
from pydantic import BaseModel

from cards import blocks, customers
from cards.blocks import LARGEST, MOST_BUTTONS
from cards.words import words_for
from dialogs import router
from tests.samples import every_card
from tests.talk import elements
from tests.talk import words as read

LOCALES = ["en-US", "en-GB", "de-CH"]
NAMES = list(every_card(words_for("en-US", "UTC")))

every = pytest.mark.parametrize("locale", LOCALES)
each = pytest.mark.parametrize("name", NAMES)


@cache
def cards_in(locale: str) -> dict[str, dict[str, Any]]:
    return every_card(words_for(locale, "Europe/Zurich"))


def card(locale: str, name: str) -> dict[str, Any]:
    return cards_in(locale)[name]


def kinds() -> dict[str, type[BaseModel]]:
    """The official models by the `type` that they stand for."""
    models = [m for m in vars(official).values() if isinstance(m, type) and issubclass(m, BaseModel)]
    return {m.model_fields["type"].default: m for m in models if "type" in m.model_fields}


KINDS = kinds()


def modelled(piece: dict[str, Any]) -> BaseModel:
    """Built from the leaves up, each object by the model of its type, and no key that the model does not know."""
    made = {key: value if key == "data" else inside(value) for key, value in piece.items()}
    parsed = KINDS[piece["type"]].model_validate(made)
    assert not parsed.model_extra
    for field, value in parsed:
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, BaseModel) and field != "data" and not hasattr(inner, "type"):
                assert not inner.model_extra  # a choice, a fact, a column
    return parsed


def inside(value: Any) -> Any:
    if isinstance(value, list):
        return [inside(each) for each in value]
    return modelled(value) if isinstance(value, dict) and "type" in value else value


@every
@each
def test_a_card_is_valid_by_the_official_models(locale: str, name: str) -> None:
    modelled(card(locale, name))


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "TextBlok", "text": "x"},
        {"type": "TextBlock", "text": "x", "colour": "Accent"},
        {"type": "TextBlock", "text": "x", "size": "Huge"},
        {"type": "FactSet", "facts": [{"title": "x", "valu": "y"}]},
        {"type": "Container", "items": [{"type": "TextBlock", "text": "x", "bold": True}]},
        {"type": "Container", "items": [], "selectAction": {"type": "Action.Execute", "verbs": "x"}},
    ],
)
def test_the_official_models_find_a_mistake(wrong: dict[str, Any]) -> None:
    made = blocks.card(words_for("en", "UTC"), [wrong], fallback="x")
    with pytest.raises((AssertionError, KeyError, ValueError)):
        modelled(made)


@every
@each
def test_a_card_is_small_enough_and_reads_without_cards_too(locale: str, name: str) -> None:
    made = card(locale, name)
    assert blocks.size(made) <= LARGEST
    assert len(made.get("actions", [])) <= MOST_BUTTONS
    assert made["version"] == "1.5"
    assert made["fallbackText"]
    assert made["lang"] == locale[:2]


def test_size_counts_as_teams_does() -> None:
    assert blocks.size({"ä": "€"}) == 2 * 9
    assert blocks.size({"a": "😀"}) == 2 * 10


@every
@each
def test_the_fallback_text_names_nobody(locale: str, name: str) -> None:
    assert not re.search(r"Holt|Gray|\+41|bold|http", card(locale, name)["fallbackText"])


@each
def test_a_button_does_something_the_router_knows_and_falls_back_to_a_submit(name: str) -> None:
    pressed = [e for e in elements(card("en-US", name)) if e.get("type") == "Action.Execute"]
    for action in pressed:
        assert action["data"]["action"] in router.ACTIONS
        assert all(isinstance(value, str) for value in action["data"].values())
    for action in card("en-US", name).get("actions", []):
        if action["type"] == "Action.OpenUrl":
            assert action["url"].startswith("https://")
            continue
        assert action["verb"] == action["data"]["action"]
        assert action["fallback"]["type"] == "Action.Submit"
        assert action["fallback"]["data"] == action["data"]
        assert action["fallback"]["title"] == action["title"]


def test_no_behaviour_waits_for_a_button_that_no_card_has() -> None:
    asked = {e["data"]["action"] for n in NAMES for e in elements(card("en-US", n)) if isinstance(e.get("data"), dict)}
    nearest = {c.action for c in router.COMMANDS if c.action}
    assert asked | nearest == set(router.ACTIONS)


def test_a_form_asks_the_bot_while_somebody_types() -> None:
    field = customers.form(words_for("en", "UTC"), suggesting=True, then="customers.find")["body"][-1]
    assert field["style"] == "filtered"
    assert field["choices.data"] == {"type": "Data.Query", "dataset": "customers"}


def test_a_name_is_told_apart_from_a_number_that_stands_for_it() -> None:
    assert "No name known" in "".join(read(card("en-GB", "customer with a number only")))
    assert "No name known" not in "".join(read(card("en-GB", "customer")))
