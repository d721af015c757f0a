"""Is what somebody picked and wrote what the service takes?"""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection

from storage import offers, tags
from storage.codes import Code
from storage.glances import Glance
from storage.rules import Rules


class CodesOff(Exception):
    """The service's switch *Codes and Tags* is off."""


class CodesChanged(Exception):
    """What was picked is not, or no longer, among the codes of the service."""


class Unfit(Exception):
    """The choice has too many or too few of something: `limit` is how many there may or must be."""

    def __init__(self, limit: int) -> None:
        self.limit = limit


class TooFewPrimary(Unfit):
    """Fewer primary codes than the service wants."""


class TooManyPrimary(Unfit):
    """More primary codes than the service takes."""


class TooManySecondary(Unfit):
    """More secondary codes than the service takes."""


class TooManyTags(Unfit):
    """More tags than the service takes."""


class TagTooLong(Unfit):
    """A tag has more characters than a tag can have."""


class NothingChosen(Unfit):
    """Neither a code nor a tag, though there is something to choose."""


REFUSALS = (CodesOff, CodesChanged, Unfit)


def checked(
    db: Connection, tenant_id: int, glance: Glance, code_ids: Collection[int], tagged: Iterable[str]
) -> tuple[Sequence[Code], tuple[str, ...]]:
    """Against what the service offers now: its codes in the owner's order, and the tags as they are stored.

    Raises one of `REFUSALS`.
    """
    if glance.service_id is None or not glance.codes_on:
        raise CodesOff
    applied, wanted = offers.offered(db, tenant_id, glance.service_id)
    picked = [code for code in applied if code.id in code_ids]
    if len(picked) != len(set(code_ids)):
        raise CodesChanged
    normal = tags.normal(tagged)
    if any(len(tag) > tags.LONGEST for tag in normal):
        raise TagTooLong(tags.LONGEST)
    _fits(wanted, applied, picked, normal)
    return picked, normal


def _fits(wanted: Rules, applied: Collection[Code], picked: Sequence[Code], tagged: Sequence[str]) -> None:
    offered = sum(code.kind == "primary" for code in applied)
    primary = sum(code.kind == "primary" for code in picked)
    secondary = len(picked) - primary
    if primary < min(wanted.primary_least, offered):  # where none is offered, none is wanted: it must be no trap
        raise TooFewPrimary(wanted.primary_least)
    if primary > wanted.primary_most:
        raise TooManyPrimary(wanted.primary_most)
    if wanted.secondary_most is not None and secondary > wanted.secondary_most:
        raise TooManySecondary(wanted.secondary_most)
    if len(tagged) > wanted.tags_most:
        raise TooManyTags(wanted.tags_most)
    if applied and not picked and not tagged:
        raise NothingChosen(1)
