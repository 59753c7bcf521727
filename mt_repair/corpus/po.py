"""GNU gettext catalogues (.po): a msgstr is a segment, its msgid the Chinese.

Every plural form is one. Escapes and strings over several lines are read, and stay where
nothing is edited. Left as they are: the header, comments, references, msgctxt, msgid,
obsolete entries (#~) and what is not translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mt_repair.corpus import whole
from mt_repair.corpus.given import Given
from mt_repair.corpus.items import Item
from mt_repair.corpus.languages import EN, language
from mt_repair.corpus.marked import Marked, Piece
from mt_repair.corpus.parts import Run
from mt_repair.corpus.text import line_spans
from mt_repair.corpus.whole import Found
from mt_repair.errors import InputError

_STRING = r'[ \t]*"(?P<text>(?:[^"\\]|\\.)*+)"[ \t]*'
_KEYED = re.compile(rf"[ \t]*(?P<key>msgctxt|msgid_plural|msgid|msgstr(?:\[\d{{1,3}}\])?){_STRING}")
_MORE = re.compile(_STRING)
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a"}
_HEADER = re.compile(r"^(Language|Content-Type):[ \t]*(.*)$", re.MULTILINE)
_CHARSET = re.compile(r"charset=([\w-]+)", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


def repaired(given: Given, run: Run) -> Iterator[Item]:
    """Repair a catalogue; raises InputError where it cannot be used."""
    return whole.repaired(given, run, _find)


@dataclass(slots=True)
class _String:
    """A keyword's string, over the lines it takes: where its pieces stand in the file."""

    key: str
    line: int
    spans: list[tuple[int, int]] = field(default_factory=list)


def _find(text: str, path: str) -> Found:
    around: list[str] = []
    texts: list[Marked] = []
    sources: list[str | None] = []
    written = 0
    for entry in _entries(text, path):
        said = {string.key: _marked(text, string) for string in entry}
        original = said["msgid"].text if "msgid" in said else ""
        if not original and "msgctxt" not in said:
            _check_header(said, path, entry[0].line)
            continue
        plural = said["msgid_plural"].text if "msgid_plural" in said else original
        for string in entry:
            marked = said[string.key]
            if string.key.startswith("msgstr") and _LETTER.search(marked.text):
                start, end = string.spans[0][0], string.spans[-1][1]
                around.append(text[written:start])
                texts.append(marked)
                sources.append(original if string.key in ("msgstr", "msgstr[0]") else plural)
                written = end
    around.append(text[written:])
    between = ("", *("\n" for _ in texts[1:]), "") if texts else ("",)
    return Found(tuple(around), tuple(texts), between, tuple(sources))


def _entries(text: str, path: str) -> Iterator[list[_String]]:
    """Yield the strings of each entry."""
    entry: list[_String] = []
    for number, (start, end) in enumerate(line_spans(text), 1):
        line = text[start:end]
        bare = line.strip()
        if not bare or bare.startswith("#"):
            if entry and entry[-1].key.startswith("msgstr"):
                yield entry
                entry = []
            continue
        keyed = _KEYED.fullmatch(text, start, end)
        found = keyed or _MORE.fullmatch(text, start, end)
        if found is None or (keyed is None and not entry):
            raise _unreadable(path, number, bare)
        if keyed is not None:
            key = keyed["key"]
            if entry and entry[-1].key.startswith("msgstr") and not key.startswith("msgstr"):
                yield entry
                entry = []
            if any(string.key == key for string in entry):
                what = f"there are two of {key} in one entry"
                raise InputError.one(path, number, what, "take one out")
            entry.append(_String(key, number))
        entry[-1].spans.append(found.span("text"))
    if entry:
        yield entry


def _marked(text: str, string: _String) -> Marked:
    pieces: list[Piece] = []
    for n, (start, end) in enumerate(string.spans):
        if n:
            pieces.append(Piece(text[string.spans[n - 1][1] : start], ""))
        pieces += _pieces(text[start:end])
    return Marked(tuple(pieces))


def _pieces(raw: str) -> Iterator[Piece]:
    at = 0
    for escape in _ESCAPE.finditer(raw):
        plain = raw[at : escape.start()]
        yield Piece(plain, plain, _escaped)
        yield Piece(escape[0], _unescaped(escape[0][1:]), _escaped)
        at = escape.end()
    yield Piece(raw[at:], raw[at:], _escaped)


def _unescaped(escape: str) -> str:
    if escape[0] == "x" and len(escape) > 1:
        return chr(int(escape[1:], 16))
    if escape[0] in "01234567":
        return chr(int(escape, 8))
    return _ESCAPES.get(escape, escape)


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    for letter, sign in _ESCAPES.items():
        text = text.replace(sign, f"\\{letter}")
    return text


def _check_header(said: dict[str, Marked], path: str, line: int) -> None:
    """Raise InputError where a catalogue's header says that it is not what is repaired here."""
    header = said["msgstr"].text if "msgstr" in said else ""
    fields = dict(_HEADER.findall(header))
    code = language(fields.get("Language", ""))
    if code and code != EN:
        what = f"the translations are in {fields['Language'].strip()}, not in English"
        raise InputError.one(path, line, what, "give a catalogue with English translations")
    charset = _CHARSET.search(fields.get("Content-Type", ""))
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii", "ascii", "charset"):
        what = f"the header says {charset[1]}, and only UTF-8 is read"
        remedy = "save the file as UTF-8 (msgconv -t UTF-8) and say so in its header"
        raise InputError.one(path, line, what, remedy)


def _unreadable(path: str, number: int, line: str) -> InputError:
    if line.startswith('"') or line.startswith("msg"):
        what = "a string does not end, or begins without its keyword"
    else:
        what = "this is no line of a gettext catalogue"
    return InputError.one(
        path, number, what, "check the quotation marks here (msgfmt -c tells more)"
    )
