"""Is little memory kept by a process in which many threads work in turn?"""

import subprocess
import sys

import pytest

_THREADS = """
import ctypes, sys, threading
from bot import memory
if sys.argv[1:]:
    memory.share()
libc, meet = ctypes.CDLL(None), threading.Barrier(6)
libc.malloc.restype = libc.fdopen.restype = ctypes.c_void_p
def work():
    meet.wait()
    libc.malloc(5000)
    meet.wait()
threads = [threading.Thread(target=work) for _ in range(6)]
[t.start() for t in threads], [t.join() for t in threads]
out = ctypes.c_void_p(libc.fdopen(1, b"w"))
libc.malloc_info(0, out), libc.fflush(out)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the allocator of Linux")
def test_threads_take_their_memory_from_one_place() -> None:
    def places(*arguments: str) -> int:
        told = subprocess.run([sys.executable, "-c", _THREADS, *arguments], capture_output=True, check=True)
        return told.stdout.count(b"<heap nr=")

    assert places("share") == 1
    assert places() > 1
