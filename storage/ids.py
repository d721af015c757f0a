"""Where does the number of a new row come from?"""

import time
from datetime import datetime
from random import getrandbits
from threading import Lock

_EPOCH_MS = 1_704_067_200_000  # 2024-01-01; 41 bits of milliseconds reach to 2093
_LOW_BITS = 21


class _Ids:
    def __init__(self) -> None:
        self._last = 0
        self._lock = Lock()

    def take(self, count: int) -> range:
        now = int(time.time() * 1000) - _EPOCH_MS
        with self._lock:
            # The random part keeps two processes apart; should they meet, the primary key refuses.
            first = max(self._last + 1, (now << _LOW_BITS) | getrandbits(_LOW_BITS - 1))
            self._last = first + count - 1
            return range(first, first + count)


_ids = _Ids()


def new_id() -> int:
    """A 62-bit number, rising with time within a process. Outside Python as a string: JavaScript keeps 53 bits."""
    return _ids.take(1)[0]


def first_of(moment: datetime) -> int:
    """What was made before is less; give or take how far apart the clocks of two machines are."""
    return (int(moment.timestamp() * 1000) - _EPOCH_MS) << _LOW_BITS


def new_ids(count: int) -> range:
    """Many at once."""
    return _ids.take(count)
