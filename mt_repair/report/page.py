"""The frame of every HTML report: one page that asks for nothing from outside and runs nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape

# Colours as variables, so that each report has a light and a dark side with the same names.
_CSS = """
:root { color-scheme: light dark;
  --page: #fdfcfa; --ink: #1f1d1a; --soft: #6b665e; --line: #ddd8cf; --card: #f4f1eb;
  --bad: #a3210f; --bad-tint: #fbe0d9; --ask: #7a5200; --ask-tint: #fdeeb5;
  --note: #3f5870; --note-tint: #e3ebf2; --good: #14652f; }
@media screen and (prefers-color-scheme: dark) { :root {
  --page: #191816; --ink: #e9e5dd; --soft: #a29c91; --line: #3a3733; --card: #23211e;
  --bad: #ff9d8a; --bad-tint: #4a211a; --ask: #f2c94c; --ask-tint: #413511;
  --note: #a9c3db; --note-tint: #22303d; --good: #7fd39a; } }
* { box-sizing: border-box; }
html { background: var(--page); color: var(--ink); line-height: 1.55;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans SC",
    "PingFang SC", "Microsoft YaHei", sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; max-width: 78rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 2rem 0 .5rem; color: var(--soft); overflow-wrap: anywhere; }
p { margin: 0; }
a { color: inherit; }
:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
@media print { html { background: none; color: #000; font-size: 10pt; }
  body { max-width: none; padding: 0; } h2, h3 { break-after: avoid; } }
"""


def page(title: str, css: str, body: Iterable[str]) -> Iterator[str]:
    """Yield an HTML page with a title, a report's own rules of style, and its body.

    `body` is HTML already; whoever makes it escapes what others wrote. The content policy
    allows this style and nothing else: no script, no request, no form, no style attribute.
    """
    style = _CSS + css
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )
    yield from body
    yield "</body>\n</html>\n"
