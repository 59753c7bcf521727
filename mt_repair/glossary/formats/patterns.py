"""Names as regular expressions, and the few expressions that stand for a list of names.

prh and Vale match with regular expressions. Theirs are never run here: they are taken apart,
and those that match a few texts only become these texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST = 64  # texts one pattern may stand for

_SPECIAL = re.compile(r"[\\^$.*+?()\[\]{}|]")
_LITERAL = re.compile(r"(?:\\b)?((?:[^\\^$.*+?()\[\]{}|]|\\[^a-zA-Z0-9])*)(?:\\b)?", re.DOTALL)
_DEEPEST = 20
_BLANKS = {r"\s": (" ",), r"\s+": (" ",), r"\s*": ("", " ")}
_TOKEN = re.compile(
    r"""(?P<blank>\\s[+*]?) | \\(?P<edge>[bB]) | \\(?P<escaped>[^a-zA-Z0-9])
    | (?P<open>\((?:\?:)?(?!\?)) | (?P<close>\)) | (?P<bar>\|) | (?P<maybe>\?)
    | \[(?P<class>[^\]\[\\^-](?:[^\]\[\\-])*)\] | (?P<plain>[^\\^$.*+?()\[\]{}|])""",
    re.VERBOSE,
)


def escaped(name: str) -> str:
    """Return the pattern of a name as it is, for every engine with the syntax of Perl's."""
    return _SPECIAL.sub(r"\\\g<0>", name)


def bounded(name: str, word: str) -> str:
    r"""Return the pattern of a name as a whole word: \b where it begins or ends in a `word` character."""
    start = r"\b" if re.match(word, name) else ""
    end = r"\b" if re.match(word, name[-1:]) else ""
    return f"{start}{escaped(name)}{end}"


def names_of(pattern: str) -> tuple[str, ...] | None:
    r"""Return the texts that a pattern matches, capitals apart, or None where they are not a few.

    Known are literals, escapes, \b, \s, groups, alternatives, sets of characters and `?`.
    A mark for ignoring capitals at the beginning says nothing a glossary does not do.
    """
    body = pattern.removeprefix("(?i)")
    literal = _LITERAL.fullmatch(body)
    if literal:  # nearly all of them; the rest is thirty times slower
        name = re.sub(r"\\(.)", r"\1", literal[1]).strip()
        return (name,) if name else None
    tokens = []
    at = 0
    while at < len(body):
        found = _TOKEN.match(body, at)
        if not found:
            return None
        tokens.append(found)
        at = found.end()
    try:
        texts, rest = _alternatives(tokens, 0, 0)
    except _Many:
        return None
    if rest < len(tokens):
        return None
    names: dict[str, str] = {}
    for text in texts:
        if text.strip():
            names.setdefault(text.strip().casefold(), text.strip())
    return tuple(names.values()) or None


class _Many(Exception):
    """A pattern that is no list of a few texts."""


def _alternatives(
    tokens: Sequence[re.Match[str]], at: int, depth: int
) -> tuple[tuple[str, ...], int]:
    """Return the texts of alternatives that begin at a token, and the token after them."""
    if depth > _DEEPEST:
        raise _Many
    done: tuple[str, ...] = ()
    texts: tuple[str, ...] = ("",)
    while at < len(tokens):
        token = tokens[at]
        kind = token.lastgroup
        at += 1
        if kind == "close":
            at -= 1
            break
        if kind == "bar":
            done, texts = done + texts, ("",)
            continue
        if kind == "maybe":
            raise _Many
        if kind == "open":
            atom, at = _alternatives(tokens, at, depth + 1)
            if at == len(tokens):
                raise _Many
            at += 1
        else:
            atom = _atom(token)
        if at < len(tokens) and tokens[at].lastgroup == "maybe":
            atom = (*atom, "")
            at += 1
        texts = tuple(before + after for before in texts for after in atom)
        if len(texts) + len(done) > MOST:
            raise _Many
    return tuple(dict.fromkeys(done + texts)), at


def _atom(token: re.Match[str]) -> tuple[str, ...]:
    if token["blank"]:
        return _BLANKS[token["blank"]]
    if token["edge"]:
        return ("",)
    if token["class"]:
        return tuple(dict.fromkeys(token["class"]))
    return (token["escaped"] or token["plain"],)
