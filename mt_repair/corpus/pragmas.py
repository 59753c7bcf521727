"""Where a text holds pragmas: comments that ask for silence, and that no reader sees.

`<!-- mt-repair-disable-line literal: he does pat the horse -->` anywhere in a line, or a line
of its own in one of the comments that other markup drops: `[//]: # (mt-repair-...)` in
Markdown, `// mt-repair-...` in AsciiDoc, `.. mt-repair-...` in reStructuredText, `%
mt-repair-...` in LaTeX. After the directive stand names, and after a colon why. What they
mean is for `silence/pragmas.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = "mt-repair-"
# Bounded, so that comments which never end cost no more than their length.
_BODY = r"(mt-repair-[\w-]*)([^\r\n]{0,500}"
_INLINE = re.compile(rf"<!--[ \t]*{_BODY}?)-->")
_LINE = re.compile(
    rf"(?<![^\r\n\ufeff])[ \t]*(?:\[//\]:[ \t]*#[ \t]*\(|//|%|\.\.)[ \t]*{_BODY})(?=[\r\n]|\Z)"
)


@dataclass(frozen=True, slots=True)
class Pragma:
    """A pragma as it stands in a text: its span there, directive, names and reason."""

    start: int
    end: int
    directive: str
    names: tuple[str, ...]
    why: str


def pragmas_in(text: str) -> list[Pragma]:
    """Return the pragmas of a text in order, unknown directives too."""
    if _MARK not in text:
        return []
    found = [*_INLINE.finditer(text), *_LINE.finditer(text)]
    return [_read(f) for f in sorted(found, key=re.Match.start)]


def is_pragma(line: str) -> bool:
    """Tell whether a line, given without its end, holds a pragma and nothing else."""
    if _MARK not in line:
        return False
    return any(pattern.fullmatch(line.strip()) for pattern in (_INLINE, _LINE))


def _read(found: re.Match[str]) -> Pragma:
    directive, body = found[1].removeprefix(_MARK), found[2].strip()
    if found[0].lstrip().startswith("["):
        body = body.removesuffix(")")
    names, _, why = body.partition(":")
    return Pragma(*found.span(), directive, tuple(re.findall(r"[^\s,]+", names)), why.strip())
