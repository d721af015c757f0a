"""Do the bytes on disk still say it, in whatever way they are written?"""

import base64
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from anyascii import anyascii


def written(text: str) -> Iterator[bytes]:
    """All the ways."""
    spelt = {text, text.lower(), text.upper(), text.casefold(), anyascii(text), anyascii(text).lower()}
    for each in spelt:
        yield each.encode()
        yield each.encode("utf-16-le")
        yield each.encode("utf-16-be")
        yield json.dumps(each)[1:-1].encode()
        for raw in (each.encode(), each.encode("utf-16-le"), each.encode("utf-16-be")):
            yield from _base64(raw)


def _base64(raw: bytes) -> Iterator[bytes]:
    """In each of the three places in which it can begin, without what depends on its neighbours."""
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + raw)
        whole = coded[4 if shift else 0 : -4]
        if len(whole) >= 8:
            yield whole


def found(traces: Iterable[str], *places: Path) -> list[tuple[str, str]]:
    """(trace, file name) for every file in these places that holds one."""
    files = [f for place in places for f in ([place] if place.is_file() else place.rglob("*")) if f.is_file()]
    wanted = {trace: set(written(trace)) for trace in traces}
    hits = []
    for file in files:
        content = file.read_bytes()
        hits += [(t, file.name) for t, forms in wanted.items() if any(form in content for form in forms)]
    return hits
