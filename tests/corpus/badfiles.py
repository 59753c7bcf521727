"""Files as bad as they come, made for each reader; run as a program it measures all of them.

    .venv/bin/python tests/corpus/badfiles.py

prints, for each kind and reader, seconds, megabytes more than the bare process takes and in
all, and whether it is read or how it is refused; at the end the worst of all. Linux only.
"""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from mt_repair.corpus import Settings, repaired
from mt_repair.corpus.formats import FORMATS
from mt_repair.errors import InputError
from mt_repair.types import Document, Repair

READERS = tuple(FORMATS)
ROOTS = {"tmx": "tmx", "xliff": "xliff", "docx": "w:document"}
NEWS = "拍拍网宣布，京东集团将在年内收购该公司。\n据新浪科技讯，腾讯没有回应。\n"

Make = Callable[[str, int], bytes]  # of a reader's name and a size in bytes


def docx(document: bytes, extra: dict[str, bytes] | None = None) -> bytes:
    """Return a Word file with this document in it."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
        'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", types)
        file.writestr("word/document.xml", document)
        for name, data in (extra or {}).items():
            file.writestr(name, data)
    return out.getvalue()


def xml(body: str, head: str = "") -> Make:
    """Return a maker of XML with a body in the root each reader wants, and a prolog before it."""

    def make(name: str, size: int) -> bytes:
        root = ROOTS.get(name, "x")
        space = ' xmlns:w="w"' if name == "docx" else ""
        made = f"{head.replace('ROOT', root)}<{root}{space}>{body.replace('SIZE', 'a' * size)}"
        data = f"{made}</{root}>".encode()
        return docx(data) if name == "docx" else data

    return make


def plain(text: str | bytes) -> Make:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return lambda name, size: docx(data) if name == "docx" else data


def raw(data: bytes) -> Make:
    return lambda name, size: data


def _zip_with(name: str, flags: int = 0, attributes: int = 0) -> bytes:
    info = zipfile.ZipInfo(name)
    info.external_attr = attributes << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", "x")
        file.writestr(info, "word/document.xml")
    data = bytearray(out.getvalue())
    if flags:
        at = data.rindex(b"PK\1\2")
        data[at + 8] |= flags
    return bytes(data)


def _bomb(name: str, size: int) -> bytes:
    return docx(b"<w:document>" + b"a" * max(size * 4, 4_000_000) + b"</w:document>")


def _overlapping(name: str, size: int) -> bytes:
    data = bytearray(docx(b"<w:document/>", {"a": b"a" * 99}))
    at = data.rindex(b"PK\1\2")
    data[at + 42 : at + 46] = (1).to_bytes(4, "little")
    return bytes(data)


def _lying(name: str, size: int) -> bytes:
    data = bytearray(docx(b"<w:document>" + b"a" * 5000 + b"</w:document>"))
    at = data.rindex(b"PK\1\2")
    data[at + 24 : at + 28] = (9).to_bytes(4, "little")
    return bytes(data)


def _twice(name: str, size: int) -> bytes:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return docx(b"<w:document/>", {"word/./x": b"", "word/document.xml": b"<w:document/>"})


def _gzip_bomb(name: str, size: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    parts = [packer.compress(b"\n" * 1_000_000) for _ in range(max(size // 250_000, 30))]
    return b"".join([*parts, packer.flush()])


def _columns(name: str, size: int) -> bytes:
    sign = "\t" if name == "tsv" else ","
    return (sign.join(["target"] * 1_000_000) + "\n").encode()


def _unclosed(name: str, size: int) -> bytes:
    if name == "jsonl":
        return b'{"target": "a\n'
    return b'target,x\n1,2\n3,"' + b"a\n" * (size // 2)


def _deep(name: str, size: int) -> bytes:
    if name == "jsonl":
        return b'{"target": "a", "x": ' + b"[" * 100_000
    if name in ("markdown", "text"):
        return b"> " * 100_000
    return xml("<w:p>" * 100_000)(name, size)


def _ids(name: str, size: int) -> bytes:
    if name == "jsonl":
        return b'{"id": 1, "target": "a"}\n' * 3
    if name == "xliff":
        unit = '<file><body><trans-unit id="1"><source>x</source><target>a</target></trans-unit></body></file>'
        return xml(unit * 3)(name, size)
    if name == "po":
        return b'msgid "a"\nmsgstr "b"\nmsgstr "c"\n'
    return xml('<tu tuid="1"><tuv xml:lang="en"><seg>a</seg></tuv></tu>' * 3)(name, size)


LAUGHS = "<!DOCTYPE ROOT [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)

KINDS: dict[str, Make] = {
    "empty": raw(b""),
    "mark only": plain("\ufeff"),
    "white space": plain(" \r\n\t\n"),
    "utf-16": plain(NEWS.encode("utf-16")),
    "utf-16 without mark": plain("plain text of a page\n".encode("utf-16-le") * 9),
    "utf-32": plain(NEWS.encode("utf-32")),
    "gb18030": plain(("<p>" + NEWS).encode("gb18030")),
    "latin-1": plain(b"target\ncaf\xe9 au lait"),
    "cut utf-8": plain(NEWS.encode()[:-2]),
    "overlong utf-8": plain(b"target\n\xc0\xaf\n"),
    "lone surrogate": plain("target\na\ud800b\n"),
    "mixed line ends": plain("target\r\na\rb\n\nc\r\n\rd"),
    "zeros": plain(bytes(5000)),
    "one zero": plain("target\na\0b and more words here\n"),
    "huge line": lambda name, size: plain(b"target " + b"a" * size)(name, size),
    "huge line of quotes": lambda name, size: plain(b'target\n"' + b'""' * (size // 2))(name, size),
    "million columns": _columns,
    "unclosed quote": _unclosed,
    "quote inside": plain('target,x\n"a" b,c\n'),
    "formulas": plain("target\n=1+1\n@SUM(A1)\n-2\n"),
    "document type": xml("a", "<!DOCTYPE ROOT [<!ELEMENT ROOT ANY>]>"),
    "entity bomb": xml("&j;", LAUGHS + "]>"),
    "long entity": xml("&a;" * 9999, f"<!DOCTYPE ROOT [<!ENTITY a '{'a' * 99999}'>]>"),
    "external entity": xml("&a;", "<!DOCTYPE ROOT [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"),
    "parameter entity": xml("a", "<!DOCTYPE ROOT [<!ENTITY % a SYSTEM 'http://a.invalid/'> %a;]>"),
    "unknown entity": xml("<w:p>&nbsp;</w:p>", "<!DOCTYPE ROOT SYSTEM 'http://a.invalid/x.dtd'>"),
    "unknown encoding": plain('<?xml version="1.0" encoding="rot13"?><tmx/>'),
    "depth 100,000": _deep,
    "huge attribute": xml('<tu x="SIZE"/>'),
    "attribute without end": lambda name, size: plain(f'<{ROOTS.get(name, "x")} x="{"a" * size}')(name, size),
    "comment without end": xml("<!-- SIZE"),
    "section without end": xml("<![CDATA[ SIZE"),
    "tags that cross": xml("<tu><tuv></tu></tuv>"),
    "control character": xml("<tu>\1</tu>"),
    "only angle brackets": lambda name, size: plain(b"<" * (size // 4))(name, size),
    "only ampersands": lambda name, size: plain(b"&" * (size // 4))(name, size),
    "zip 1000:1": _bomb,
    "zip in a zip": lambda name, size: docx(docx(b"<w:document/>")),
    "overlapping zip": _overlapping,
    "lying zip": _lying,
    "zip with ../": raw(_zip_with("../../etc/passwd")),
    "zip with a link": raw(_zip_with("word/document.xml", attributes=0o120777)),
    "encrypted zip": raw(_zip_with("word/document.xml", flags=1)),
    "macros": lambda name, size: docx(b"<w:document xmlns:w='w'/>", {"word/vbaProject.bin": b"Sub"}),
    "name twice in a zip": _twice,
    "cut zip": raw(docx(b"<w:document/>")[:-30]),
    "old Word": raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "PDF": raw(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "picture": raw(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    "program": raw(b"\x7fELF\2\1\1" + bytes(90)),
    "gzip bomb": _gzip_bomb,
    "cut gzip": raw(gzip.compress(NEWS.encode() * 99)[:-12]),
    "no gzip": raw(b"target\nplain\n"),
    "ids twice": _ids,
    "huge numbers": plain('{"id": ' + "9" * 5000 + ', "target": "a", "n": 1e99999}\n'),
    "twice the same column": plain("target,target\na,b\n"),
}  # fmt: skip

PACKED = ("gzip bomb", "cut gzip", "no gzip")


def path_of(folder: Path, kind: str, reader: str, size: int) -> Path:
    """Write a bad file for a reader; return where."""
    path = folder / f"bad{FORMATS[reader].suffixes[0]}{'.gz' if kind in PACKED else ''}"
    path.write_bytes(KINDS[kind](reader, size))
    return path


def read(path: Path, reader: str) -> bytes:
    """Return what a file is written back as when nothing is edited."""

    def unchanged(document: Document) -> Repair:
        return Repair(document, (), (), (), document.text)

    settings = Settings(reader)
    return b"".join(i.output for i in repaired(str(path), lambda: unchanged, settings=settings))


def _peak() -> float:
    """Return the most megabytes this process ever took; what its parent took is not in it."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _measure(path: str, reader: str) -> None:
    before, begin = _peak(), time.perf_counter()
    try:
        read(Path(path), reader)
        said = "read"
    except InputError as error:
        said = str(error)
    print(json.dumps([said, time.perf_counter() - begin, _peak() - before, _peak()]))


def _main() -> None:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            for reader in READERS:
                path = path_of(Path(folder), kind, reader, 20_000_000)
                done = subprocess.run([sys.executable, __file__, str(path), reader], check=False, capture_output=True, text=True)  # fmt: skip
                said, seconds, more, peak = json.loads(
                    done.stdout or f'["{done.stderr[-99:]!r}",0,0,0]'
                )
                rows.append((seconds, peak, kind, reader))
                print(
                    f"{seconds:6.2f} s {more:6.0f} MB {peak:6.0f} MB  {kind:24} {reader:9} {said[:110]}",
                    flush=True,
                )
    print("slowest:", sorted(rows)[-5:])
    print("largest:", sorted(rows, key=lambda row: row[1])[-5:])


if __name__ == "__main__":
    if len(sys.argv) > 2:
        _measure(sys.argv[1], sys.argv[2])
    else:
        _main()
