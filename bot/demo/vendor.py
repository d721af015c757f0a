"""How does the page's third-party JavaScript come here? From npm, once, into `vendor/` beside this file."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE / "vendor"
RECIPE = ("package.json", "package-lock.json", "tokens.cjs", "vendor.py")
_TEAMS = "@microsoft/app-manifest/build/json-schemas/teams/v1.24"
WANTED = {
    "adaptivecards.min.js": "adaptivecards/dist/adaptivecards.min.js",
    "markdown-it.esm.min.mjs": "markdown-it/dist/browser/markdown-it.esm.min.mjs",
    "web-components-all.min.js": "@fluentui/web-components/dist/web-components-all.min.js",
    "axe.min.js": "axe-core/axe.min.js",
    "teams-manifest.schema.json": f"{_TEAMS}/MicrosoftTeams.schema.json",
    "teams-localization.schema.json": f"{_TEAMS}/MicrosoftTeams.Localization.schema.json",
}


def fingerprint() -> str:
    """Changes with the lock and with what is made of it."""
    digest = hashlib.sha256()
    for name in RECIPE:
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()


def tool(name: str) -> str:
    """The machine's `node` or `npm`; without one, the one that the virtual environment brings."""
    beside = Path(sys.executable).parent / name
    found = shutil.which(name) or (str(beside) if beside.exists() else None)
    if found is None:
        sys.exit(f"{name} was not found: install Node.js, or run `make install`, which brings it.")
    return found


def licences(modules: Path) -> str:
    """Name, version, licence and its text of every package that was fetched."""
    chapters = []
    for manifest in sorted(modules.glob("*/package.json")) + sorted(modules.glob("@*/*/package.json")):
        about = json.loads(manifest.read_text("utf-8"))
        texts = [file.read_text("utf-8") for file in sorted(manifest.parent.glob("LICEN[SC]E*"))]
        title = f"{about['name']} {about['version']} ({about.get('license', 'see below')})"
        chapters.append("\n\n".join([title, *texts]))
    return f"\n\n{'=' * 80}\n\n".join(chapters)


def trusting() -> dict[str, str]:
    """The environment, in which npm trusts whom this machine and pip trust: a company's own authority, too."""
    named = [os.environ.get(name) for name in ("NODE_EXTRA_CA_CERTS", "PIP_CERT", "SSL_CERT_FILE")]
    bundles = [*filter(None, named), "/etc/ssl/certs/ca-certificates.crt"]
    known = next((bundle for bundle in bundles if Path(bundle).is_file()), None)
    return {**os.environ, **({"NODE_EXTRA_CA_CERTS": known} if known else {})}


def fetch(work: Path) -> None:
    """`npm ci` by the lock into `work`, no package's script run; then what is needed of it into `work/out`."""
    for name in ("package.json", "package-lock.json", "tokens.cjs"):
        shutil.copy(HERE / name, work)
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    npm = [tool("npm"), "ci", *quiet]
    subprocess.run(npm, cwd=work, check=True, stdout=subprocess.DEVNULL, env=trusting())  # noqa: S603
    out = work / "out"
    out.mkdir()
    modules = work / "node_modules"
    for name, path in WANTED.items():
        shutil.copy(modules / path, out / name)
    (out / "LICENCES.txt").write_text(licences(modules), "utf-8")
    tokens = subprocess.run([tool("node"), "tokens.cjs"], cwd=work, check=True, capture_output=True)  # noqa: S603
    (out / "tokens.css").write_bytes(tokens.stdout)


def main() -> None:
    """Does nothing when what lies there was made from the same lock; otherwise replaces it as a whole."""
    mark = TARGET / "fingerprint"
    if mark.exists() and mark.read_text("ascii") == fingerprint():
        return
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        try:
            fetch(work)
        except subprocess.CalledProcessError as exc:
            sys.exit(f"The chat page's JavaScript could not be fetched: {Path(exc.cmd[0]).name} failed.")
        shutil.rmtree(TARGET, ignore_errors=True)
        shutil.copytree(work / "out", TARGET)
    mark.write_text(fingerprint(), "ascii")


if __name__ == "__main__":
    main()
