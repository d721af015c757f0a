"""How do the icons' drawings become the pictures that Teams takes? Run by hand after a drawing was changed."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent


def main(chromium: str) -> None:
    """`chromium` is the browser's program."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, size in (("color", 192), ("outline", 32)):
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{(HERE / f'{name}.svg').read_text()}")
            page.screenshot(path=HERE / f"{name}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
