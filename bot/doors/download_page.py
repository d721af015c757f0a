"""What does the page say that asks for the code of a file?

It names neither file nor person, and works without scripts.
"""

import base64
import hashlib
import re
from html import escape
from typing import Final

from aiohttp import web

from cards.words import LANGUAGES, Words, words_for

_STYLE: Final = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:28rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark}"
    "label{display:block}input{font:1.5rem monospace;width:8rem;margin:.25rem 0 1rem;padding:.25rem .5rem}"
    "button{font:inherit;padding:.5rem 1rem;margin-right:.5rem}"
)
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}


def words_of(request: web.Request) -> Words:
    """In the language that the browser would rather read."""
    wanted = request.headers.get("Accept-Language", "")[:200].lower()
    ranked = [(_weight(each), each.strip()[:2]) for each in wanted.split(",")]
    known = [language for weight, language in sorted(ranked, key=lambda r: -r[0]) if language in LANGUAGES and weight]
    return words_for(known[0] if known else LANGUAGES[0], "UTC")


def form(words: Words, *, wrong: bool = False) -> web.Response:
    text, code, button, manifest, mistake = (
        escape(words(key))
        for key in ("download-text", "download-code", "download-button", "download-manifest", "download-wrong")
    )
    told = f'<p role="alert"><strong>{mistake}</strong></p>' if wrong else ""
    content = (
        f'<p>{text}</p>{told}<form method="post"><label for="code">{code}</label>'
        '<input id="code" name="code" inputmode="numeric" autocomplete="off" pattern="[0-9 ]{6,7}" maxlength="7" '
        f'required autofocus><div><button>{button}</button><button name="part" value="manifest">{manifest}</button>'
        "</div></form>"
    )
    return _page(words, words("download-title"), content, 403 if wrong else 200)


def nothing(words: Words) -> web.Response:
    """The same for whatever cannot be had, whyever."""
    said = words("download-nothing")
    return _page(words, words("download-nothing-title"), f"<p>{escape(said)}</p>", 404)


def _page(words: Words, title: str, content: str, status: int) -> web.Response:
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    html = (
        f'<!DOCTYPE html><html lang="{words.language}"><head>{head}<style>{_STYLE}</style></head>'
        f"<body><main><h1>{escape(title)}</h1>{content}</main></body></html>"
    )
    return web.Response(status=status, text=html, content_type="text/html", headers=HEADERS)


def _weight(each: str) -> float:
    """`de;q=0.8`; 1 where none is named, 0 for what is no number."""
    found = re.search(r";\s*q\s*=\s*([^;]*)", each)
    if found is None:
        return 1.0
    return float(found[1]) if re.fullmatch(r"[01](\.[0-9]{1,3})?", found[1].strip()) else 0.0
