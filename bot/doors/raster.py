"""How does an SVG become a PNG? In a process of its own: the library holds the interpreter while it draws.

Run as a script, SVG in, PNG out. A hundred milliseconds of drawing would otherwise keep every turn waiting.
"""

import asyncio
import sys
from pathlib import Path
from typing import Final

ZOOM: Final = 2
_PATIENCE_SECONDS: Final = 10.0


class NotDrawn(Exception):
    """The drawing process failed, or took too long."""


async def png(svg: str) -> bytes:
    """Raises `NotDrawn`."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", str(Path(__file__)), stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            drawn, _ = await process.communicate(svg.encode())
    except TimeoutError as exc:
        raise NotDrawn from exc
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode or not drawn:
        raise NotDrawn
    return drawn


def _draw() -> None:
    import resvg_py

    svg = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, zoom=ZOOM))


if __name__ == "__main__":
    _draw()
