"""How soon may the next message be sent?"""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from typing import Final

Window = tuple[int, float]
"""At most so many within so many seconds."""

# https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
OF_CONVERSATION: Final[tuple[Window, ...]] = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
OF_TENANT: Final[tuple[Window, ...]] = ((50, 1.0),)


class Limits:
    """Sliding windows, each key by itself. What is forgotten is older than the longest window."""

    def __init__(self, windows: tuple[Window, ...], clock: Callable[[], float] = time.monotonic) -> None:
        self._windows = windows
        self._clock = clock
        self._most = max(count for count, _ in windows)
        self._longest = max(seconds for _, seconds in windows)
        self._sent: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._sent)

    def wait(self, key: Hashable) -> float:
        """Seconds, 0 for at once."""
        sent = self._sent.get(key)
        if not sent:
            return 0.0
        now = self._clock()
        full = [sent[-count] + seconds - now for count, seconds in self._windows if len(sent) >= count]
        return max(0.0, *full) if full else 0.0

    def note(self, key: Hashable) -> None:
        """One has been sent."""
        now = self._clock()
        self._sent.setdefault(key, deque(maxlen=self._most)).append(now)
        self._sent.move_to_end(key)
        while (oldest := next(iter(self._sent))) != key and self._sent[oldest][-1] + self._longest < now:
            del self._sent[oldest]
