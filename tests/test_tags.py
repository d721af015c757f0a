"""What is one tag and what are several; which may be suggested?"""

import pytest

from storage import tags


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (["vip"], ("vip",)),
        (["#vip"], ("vip",)),
        (["## vip "], ("vip",)),
        (["vip, second call #router;x"], ("vip", "second call", "router", "x")),
        (["VIP", "vip", "Vip"], ("VIP",)),
        (["Straße", "STRASSE"], ("Straße",)),
        (["Zu\u0308rich", "Zürich"], ("Zürich",)),
        (["a\tb\r\nc"], ("a b", "c")),
        (["a\u202eb\u200b\u0000c"], ("abc",)),
        ([" ", "#", ",", "\u200b"], ()),
        (["x" * 60], ("x" * 60,)),
        (["e-mail", "C++", "50 %"], ("e-mail", "C++", "50 %")),
    ],
)
def test_tags_are_stored_as_one_line_each_once(typed: list[str], stored: tuple[str, ...]) -> None:
    assert tags.normal(typed) == stored
    assert tags.normal(stored) == stored


@pytest.mark.parametrize("length", [0, 1, 50])
def test_a_key_fits_its_column_however_it_is_written_out(length: int) -> None:
    for letter in "aßŉΐﬃ😀İ":
        assert len(tags.key(letter * length)) <= 200


@pytest.mark.parametrize("tag", ["vip", "second call", "1234", "12 34", "level 3", "2026"])
def test_an_ordinary_tag_may_be_suggested(tag: str) -> None:
    assert tags.is_suggestable(tag)


@pytest.mark.parametrize(
    "tag", ["12345", "079 123 45 67", "+41791234567", "044-123-45", "(0)44/1234", "ray@holt", "@ray", "order 1.2.3.4.5"]
)
def test_what_may_be_somebodys_number_or_address_is_not(tag: str) -> None:
    assert not tags.is_suggestable(tag)
