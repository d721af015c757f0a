"""By which words and numbers is a customer found, and what counts as the same identifier?"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import phonenumbers
from anyascii import anyascii

SEPARATOR: Final = "\x1f"  # before and after each term in `search_text`
SHORTEST: Final = 3  # characters, from which suggestions start

_WORD = re.compile(r"[a-z0-9]+")
_NUMBER = re.compile(r"(?:tel:|sip:)?\+?[\d\s().\-/\u00a0]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_NOBODY = {
    "anonymous",
    "unknown",
    "restricted",
    "private",
    "unavailable",
    "withheld",
    "withheld number",
    "none",
    "null",
}


@dataclass(frozen=True)
class Identifier:
    """`value` as it came in, `key` its normal form: equal keys are the same identifier."""

    kind: str  # phone, upn, caller
    value: str
    key: str


def fold(text: str) -> str:
    """Without case and accents: *Zürich*, *zurich* and *ZÜRICH* fold to the same."""
    if text.isascii():
        return text.lower().strip()
    return anyascii(unicodedata.normalize("NFKC", text).casefold()).lower().strip()


def words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def identify(kind: str, value: str | None, region: str) -> Identifier | None:
    """None for a blank or withheld one. What reads as a number or an address is one, whatever field it came in."""
    plain = unicodedata.normalize("NFKC", value or "").strip()
    bare = re.sub(r"^(?:tel|sips?):", "", plain, flags=re.IGNORECASE).split(";")[0].strip()
    if _NUMBER.fullmatch(local := bare.partition("@")[0]):  # sip:+41791234567@sbc.example
        bare = local
    if not bare or bare.casefold().split("@")[0] in _NOBODY:
        return None
    if kind == "phone" or (bare.startswith(("+", "00")) and _NUMBER.fullmatch(bare)):
        digits = number(bare, region)
        return Identifier("phone", bare, f"phone:{digits}") if digits else None
    if "@" in bare:
        return Identifier("upn", bare, f"upn:{bare.casefold()}")
    return Identifier(kind, bare, f"{kind}:{bare.casefold()}")


@lru_cache(maxsize=20_000)
def number(text: str, region: str) -> str:
    """The digits of a number in international form; a number that no plan knows keeps its own digits."""
    try:
        parsed = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", text)
    if not phonenumbers.is_possible_number(parsed):
        return _international(text, region)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164).lstrip("+")


@lru_cache(maxsize=5_000)
def readable(key: str, value: str) -> str:
    """How an identifier is shown: numbers grouped as people write them."""
    kind, _, normal = key.partition(":")
    if kind != "phone":
        return value
    try:
        parsed = phonenumbers.parse(f"+{normal}")
    except phonenumbers.NumberParseException:
        return value
    if not phonenumbers.is_possible_number(parsed):
        return value
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def forget() -> None:
    """Nobody's number is kept in memory."""
    number.cache_clear()
    readable.cache_clear()


def terms_of(name: str | None, identifiers: list[Identifier]) -> list[str]:
    """Every word, address and number under which a customer is found, each once."""
    found: dict[str, None] = {}
    found |= dict.fromkeys(_variants(name or ""))
    for each in identifiers:
        match each.kind:
            case "phone":
                found[each.key.partition(":")[2]] = None
            case "upn":
                found |= dict.fromkeys([fold(each.value), *words(each.value.partition("@")[0])])
            case _:
                found |= dict.fromkeys(_variants(each.value))
    return list(found)


def whole_name(name: str | None) -> list[str]:
    """The terms that say a name from its first word to its last."""
    return [" ".join(words(each)) for each in spellings(name or "")]


def whole_identifier(key: str | None, value: str | None) -> list[str]:
    """The terms that say an identifier as a whole."""
    kind, _, normal = (key or "").partition(":")
    match kind:
        case "phone":
            return [normal]
        case "upn":
            return [fold(value or "")]
        case _:
            return whole_name(value)


def search_text(terms: list[str]) -> str:
    return SEPARATOR + SEPARATOR.join(terms) + SEPARATOR


def tenant_mark(tenant_id: int) -> str:
    """A tenant as one trigram: its number in base 4096 from U+E000, so that it bounds a search of them."""
    return "".join(chr(0xE000 + (tenant_id >> shift) % 4096) for shift in (24, 12, 0))


def typed_numbers(typed: str, region: str) -> list[str]:
    """The digits that a typed number or part of one may stand for, most likely first; empty if it is no number.

    "044 123", "0041 44 123" and "+4144123" all give 4144123 in Switzerland.
    """
    plain = unicodedata.normalize("NFKC", typed).strip()
    if not _NUMBER.fullmatch(plain) or not re.search(r"\d", plain):
        return []
    return list(dict.fromkeys([_international(plain, region), re.sub(r"\D", "", plain)]))


def _variants(text: str) -> list[str]:
    """The words of a text, the text as a whole, and both in the spelling of those who have no umlauts."""
    found: list[str] = []
    for each in spellings(text):
        parts = words(each)
        found += [*parts, " ".join(parts)] if len(parts) > 1 else parts
    return found


def spellings(text: str) -> list[str]:
    spelt = unicodedata.normalize("NFKC", text).casefold()
    return [spelt] if text.isascii() else list(dict.fromkeys([spelt, spelt.translate(_UMLAUTS)]))


def _international(text: str, region: str) -> str:
    """Also of half a number, which no numbering plan can read."""
    digits = re.sub(r"\D", "", re.sub(r"(?<=\d)\s*\(0\)", "", text))
    if "+" in text:
        return digits
    if digits.startswith("00"):
        return digits[2:]
    code = phonenumbers.country_code_for_region(region)
    trunk = phonenumbers.ndd_prefix_for_region(region, strip_non_digits=True)
    if trunk and digits.startswith(trunk) and code:
        return f"{code}{digits[len(trunk) :]}"
    return digits
