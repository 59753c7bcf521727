"""The front matter of a Markdown file: YAML between lines of dashes, or TOML between +++.

Of its values only those are text that a reader sees: they are edited as their quotation marks
ask for. Everything else, keys above all, is for a program and stays.
"""

from __future__ import annotations

import re

from mt_repair.corpus.gather import Gather
from mt_repair.corpus.marked import Piece, as_it_is

_FRONT = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?\n(?:.*\r?\n)*?(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_SEEN = (
    "title subtitle headline subheadline description summary excerpt abstract lead intro caption"
)
_AMBIGUOUS = re.compile(r":(?:\s|\Z)|\s#|\A[\s\"'\[\]{}>|*&!%#`@,?:-]")
_VALUE = re.compile(
    rf"^(?:{_SEEN.replace(' ', '|')})[ \t]*[:=][ \t]+"
    r"""(?:"(?P<double>(?:[^"\\\r\n]|\\.)*)"|'(?P<single>(?:[^'\r\n]|'')*)'"""
    r"""|(?P<plain>[^\s"'\[\]{}>|*&!%#`@,?:-][^\r\n#:]*[^\s#:]))[ \t]*\r?$""",
    re.MULTILINE,
)


def gather_front_matter(gather: Gather, text: str) -> int:
    """Gather what of a file's front matter is text; return where its body begins."""
    front = _FRONT.match(text)
    if front is None:
        mark = text[: text.startswith("\ufeff")]
        gather.skip(mark)
        return len(mark)
    at = 0
    for found in _VALUE.finditer(text, 0, front.end()):
        kind = str(found.lastgroup)
        if front[1] == "+++" and kind != "double":
            continue  # TOML
        start, end = found.span(kind)
        gather.skip(text[at:start])
        gather.add(*_pieces(found[kind], kind))
        gather.end(_quoted if kind == "plain" else as_it_is)
        at = end
    gather.skip(text[at : front.end()])
    return front.end()


def _pieces(raw: str, kind: str) -> list[Piece]:
    if kind == "double":
        parts = re.findall(r"\\.|[^\\]+", raw)
        return [
            Piece(p, p, wall=True)
            if p[0] == "\\" and p[1] not in '"\\'
            else Piece(p, p[1:] if p[0] == "\\" else p, _double)
            for p in parts
        ]
    if kind == "single":
        parts = re.findall("''|[^']+", raw)
        return [Piece(p, "'" if p == "''" else p, _single) for p in parts]
    return [Piece(raw, raw, as_it_is)]


def _double(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _single(text: str) -> str:
    return text.replace("'", "''")


def _quoted(value: str) -> str:
    """Return an edited value that had no quotation marks, with them where it needs them now."""
    return f'"{_double(value)}"' if _AMBIGUOUS.search(value) else value
