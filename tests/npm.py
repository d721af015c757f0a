"""Which clients in JavaScript is the feed tried with? They come from npm by their lock, at first use, and are kept."""

import asyncio
import fcntl
import json
import subprocess
from pathlib import Path
from typing import Any

from bot.demo import vendor

HERE = Path(__file__).parent / "odata_clients"
_MARK = HERE / "node_modules" / "fingerprint"


def installed() -> None:
    """One process installs, the others wait for it; no package's script is run."""
    lock = (HERE / "package-lock.json").read_text("utf-8")
    with (HERE / "package.json").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if _MARK.exists() and _MARK.read_text("utf-8") == lock:
            return
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run([vendor.tool("npm"), "ci", *quiet], cwd=HERE, check=True, env=vendor.trusting())
        _MARK.write_text(lock, "utf-8")


async def run(script: str, said: bytes) -> Any:
    """What a script of the folder prints, as JSON."""
    node = await asyncio.create_subprocess_exec(
        vendor.tool("node"), script, cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    out, errors = await node.communicate(said)
    assert node.returncode == 0, errors.decode()
    return json.loads(out)
