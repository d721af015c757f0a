"""How is little memory kept by a process in which many threads work in turn?"""

import ctypes
import sys
from typing import Final

_ARENA_MAX: Final = -8  # of mallopt(3)


def share() -> None:
    """Before the first thread is made. The allocator of Linux would keep what is freed for each thread apart, so that
    the next one asks for the same again; the interpreter's lock lets one work at a time anyway."""
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:  # musl has none, and does not need it
            mallopt(_ARENA_MAX, 1)
