"""What is the address of a chart's picture?

It says all that is drawn, signed, so the door that draws needs no database, and nobody else can have it draw.
"""

from datetime import UTC, datetime
from typing import Final

from cards.charts import Chart, NoChart, Picture, packed, unpacked
from dialogs import links as signed
from dialogs.links import Links

PURPOSE: Final = "pictures"
_ALWAYS: Final = datetime(2100, 1, 1, tzinfo=UTC)  # a card may be looked at years later


def pictured(links: Links) -> Picture:
    """None for a chart where the outside does not reach this server, or where its description is too long."""

    def address(chart: Chart) -> str | None:
        if not links.reachable:
            return None
        url = links.to(PURPOSE, packed(chart), _ALWAYS)
        return f"{url}.png" if len(url.rpartition("/")[2]) <= signed.LONGEST else None

    return address


def chart_of(links: Links, token: str, now: datetime) -> Chart | None:
    """None for whatever this server has not signed."""
    said = links.opened(PURPOSE, token, now)
    try:
        return None if said is None else unpacked(said)
    except NoChart:  # signed by another version
        return None
