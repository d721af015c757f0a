"""Are PostgreSQL, Chromium and wrk, which the tests need from Debian, installed? Run by `make test`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def missing() -> list[str]:
    """The packages to install."""
    packages = []
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        packages.append("postgresql")
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        packages.append("chromium")
    if not shutil.which("wrk"):
        packages.append("wrk")
    return packages


def main() -> int:
    packages = missing()
    if not packages:
        return 0
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if shutil.which("apt-get") and (prefix := _as_root()) is not None:
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([*prefix, "apt-get", "update", "--quiet"], check=False, env=environment)
        subprocess.run([*prefix, *command], check=False, env=environment)
        packages = missing()
    if packages:
        sys.stderr.write(f"The tests need {' and '.join(packages)}. Please run: sudo {' '.join(command)}\n")
    return 1 if packages else 0


def _as_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


if __name__ == "__main__":
    sys.exit(main())
