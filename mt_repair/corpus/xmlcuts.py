"""XML files cut into elements and what stands between, with every byte of both kept.

expat checks the file as it streams by and says where elements begin; lxml, which `safexml`
reads trees with, does not. A document type that declares anything, depth and tokens without
end are refused, and nothing is fetched.
"""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO
from xml.parsers import expat

from mt_repair.corpus.encodings import not_given_back
from mt_repair.corpus.limits import allowed, remedy
from mt_repair.corpus.read import read_block
from mt_repair.corpus.safexml import declares_something, encoding_of, not_xml
from mt_repair.errors import InputError

DEEPEST = 256
LARGEST_ELEMENT = 16_000_000
LARGEST_TOKEN = 1_000_000

_CHUNK = 1 << 16
_PASSED_ON = 1 << 20
_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")

Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Opened:
    """An element that stands around another: its name without a prefix, and its attributes."""

    name: str
    attributes: Attributes
    number: int  # which of the file's elements it is


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a file: an element that was asked for, or what stands between two.

    `inside` are the elements around it, the root first; empty where it is no element.
    """

    raw: str
    line: int
    column: int
    codec: str
    element: bool = False
    inside: tuple[Opened, ...] = ()

    @property
    def size(self) -> int:
        return len(self.raw)


def cuts(file: BinaryIO, path: str, root: str, names: Collection[str]) -> Iterator[Cut]:
    """Yield an XML file as elements of these names, not nested, and what stands between.

    Raises InputError with the line where it is not XML or has another root, declares
    something, is nested too deep or holds too much at once.
    """
    scan = _Scan(path, root, names)
    head = read_block(file, path, _CHUNK)
    codec = encoding_of(head, path)
    decoder = _Decoder(path, codec)
    chunk = head
    while True:
        yield from scan.feed(decoder.utf8(chunk, final=not chunk), codec, final=not chunk)
        if not chunk:
            return
        chunk = read_block(file, path, _CHUNK)


class _Decoder:
    """Turns a file's bytes into UTF-8, and sees to it that they can be had back."""

    def __init__(self, path: str, codec: str) -> None:
        self._path, self._codec = path, codec
        self._decoder = codecs.getincrementaldecoder(codec)()
        self._pending = b""
        self._lines = 1

    def utf8(self, chunk: bytes, final: bool) -> bytes:
        data = self._pending + chunk
        try:
            text = self._decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            line = self._lines + error.object.count(b"\n", 0, error.start)
            what = f"this is not {self._codec.upper()}"
            raise InputError.one(self._path, line, what, "save the file as UTF-8") from None
        self._pending = self._decoder.getstate()[0]
        self._lines += text.count("\n")
        if self._codec == "utf-8":
            return data[: len(data) - len(self._pending)]
        if text.encode(self._codec) != data[: len(data) - len(self._pending)]:
            raise not_given_back(self._path, self._codec)
        return text.encode("utf-8")


class _Scan:
    """The state of a file that is cut up; its places are bytes of UTF-8 from the begin."""

    def __init__(self, path: str, root: str, names: Collection[str]) -> None:
        self._path, self._root, self._names = path, root, frozenset(names)
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.SkippedEntityHandler = self._entity
        self._buffer = b""
        self._base = 0  # where the buffer begins
        self._place = (1, 1)  # line and column of that
        self._open: list[Opened] = []
        self._count = 0
        self._begun: tuple[int, int, int, int | None] | None = None  # of an element asked for
        self._found: deque[tuple[int, int, tuple[int, int], tuple[Opened, ...]]] = deque()

    def feed(self, data: bytes, codec: str, final: bool) -> Iterator[Cut]:
        """Take in more of the file; yield what is complete."""
        self._buffer += data
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError as error:
            message = expat.errors.messages.get(error.code, "damaged")
            if final and self._count:
                message = "it ends before its tags are closed"
            elif final:
                message = "it is empty"
            raise not_xml(self._path, error.lineno, message, message) from None
        self._check_sizes(final)
        done = 0  # of the buffer
        while self._found:
            start, end, place, inside = self._found.popleft()
            start, end = start - self._base, end - self._base
            if start > done:
                yield self._cut(done, start, codec)
            self._place = place
            yield self._cut(start, end, codec, inside)
            done = end
        safe = self._parser.CurrentByteIndex if self._begun is None else self._begun[0]
        rest = len(self._buffer) if final else safe - self._base
        if rest - done > (0 if final else _PASSED_ON):
            yield self._cut(done, rest, codec)
            done = rest
        self._buffer = self._buffer[done:]
        self._base += done

    def _cut(self, start: int, end: int, codec: str, inside: tuple[Opened, ...] = ()) -> Cut:
        raw = self._buffer[start:end].decode("utf-8")
        return Cut(raw, *self._place, codec, bool(inside), inside)

    def _check_sizes(self, final: bool) -> None:
        rest = self._base + len(self._buffer)
        if not final and rest - self._parser.CurrentByteIndex > allowed(LARGEST_TOKEN):
            what, line = "a tag or comment does not end", self._parser.CurrentLineNumber
            raise InputError.one(self._path, line, what, remedy("export the file again"))
        if self._begun is not None and rest - self._begun[0] > allowed(LARGEST_ELEMENT):
            what = f"one unit is larger than {allowed(LARGEST_ELEMENT) // 1_000_000} MB"
            raise InputError.one(self._path, self._begun[1], what, remedy("export the file again"))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) == DEEPEST:
            line = self._parser.CurrentLineNumber
            what, advice = "elements are nested too deep", "export the file again"
            raise InputError.one(self._path, line, what, advice)
        own = name.rpartition(":")[2]
        if self._count == 1 and own != self._root:
            what = f'this is XML of another kind: its root is "{own}", not "{self._root}"'
            advice = "check its suffix, or say with --input-format what it is"
            raise InputError.one(self._path, self._parser.CurrentLineNumber, what, advice)
        self._open.append(Opened(own, attributes, self._count))
        if own not in self._names or self._begun is not None:
            return
        at = self._parser.CurrentByteIndex
        tag = _TAG.match(self._buffer, at - self._base)
        closed = tag is not None and tag[0].endswith(b"/>")
        end = self._base + tag.end() if tag is not None and closed else None
        place = (self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)
        self._begun = (at, *place, end)
        self._depth = len(self._open)

    def _end(self, name: str) -> None:
        if self._begun is not None and len(self._open) == self._depth:
            start, line, column, end = self._begun
            if end is None:
                at = self._parser.CurrentByteIndex - self._base
                end = self._base + self._buffer.index(b">", at) + 1
            self._found.append((start, end, (line, column), tuple(self._open)))
            self._begun = None
        self._open.pop()

    def _doctype(self, name: str, system: str | None, public: str | None, declares: int) -> None:
        if declares:
            raise declares_something(self._path, self._parser.CurrentLineNumber)

    def _entity(self, name: str, is_parameter: int) -> None:
        line = self._parser.CurrentLineNumber
        message = f'the entity "{name}" is not known'
        raise not_xml(self._path, line, message, "Entity")
