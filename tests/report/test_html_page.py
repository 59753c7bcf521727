"""The page: the text as it is with its flags in place, and nothing that runs or loads."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from strange_items import FilesOf, files, texts

from mt_repair.corpus.items import Item
from mt_repair.corpus.text import LINE_END, paragraphs
from mt_repair.errors import Problem
from mt_repair.report import encoded
from mt_repair.report.html import page_of
from mt_repair.report.look import Look
from mt_repair.report.page import page
from mt_repair.report.style import seen
from mt_repair.types import Document, Edit, Flag, Repair, Segment, Span

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "h1", "h2", "h3", "p"),
    *("ul", "ol", "li", "div", "span", "mark", "a", "del", "ins", "b"),
}
EMPTY = {"meta"}
PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</p></div><svg onload=alert(1)>",
    '"><a href="javascript:alert(1)">x</a>',
    "</style><style>*{display:none}</style>",
    "{{constructor.constructor('alert(1)')()}}",
    "&lt;b&gt; &amp; &#60;",
    "<!-- --> ]]>",
]


class Read(HTMLParser):
    """The page as a browser takes it: its tags in order, words by flag, words of the lines."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.flags: dict[str, str] = {}
        self.lines = ""
        self.notes: list[str] = []
        self.style = ""
        self.all = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(self.tags[-1])
        if tag == "li":
            self.notes.append("")

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        self.all += data
        inside = [name for name, _ in self.open]
        if "style" in inside:
            self.style += data
        elif "li" in inside:
            self.notes[-1] += data
        elif any("dir" in attributes for _, attributes in self.open) and "a" not in inside:
            if data != "‸":
                self.lines += data
            for name, attributes in self.open:
                if name == "mark":
                    for number in (attributes["data-flag"] or "").split():
                        words = "" if data == "‸" else data
                        self.flags[number] = self.flags.get(number, "") + words


def read(found: FilesOf) -> Read:
    reader = Read()
    reader.feed(encoded("".join(page_of(found, Look()))).decode())
    reader.close()
    assert not reader.open
    return reader


def item(text: str, *words: str, source: str | None = None) -> Item:
    made = paragraphs(text) if source is None else Document((Segment(text, source),), ("", ""))
    flags, edits = [], []
    for number, segment in enumerate(made.segments):
        for word in words:
            for found in re.finditer(re.escape(word), segment.target):
                span = Span(*found.span())
                flags.append(
                    Flag(
                        number,
                        span,
                        word,
                        "literal",
                        "literal",
                        f"why {word}",
                        "拍拍",
                        (word,),
                        0.9,
                    )
                )
                edits.append(Edit(number, span, word, f"new {word}"))
    return Item("a.txt", b"", Repair(made, tuple(flags), tuple(edits), (), text))


def test_the_article_with_its_flags_and_the_reasons_beside_them() -> None:
    got = read([("a.txt", [item("on pat\n\n\n\nfine\nsaid pat & co\n", "pat")])])
    assert got.flags == {"1": "pat", "2": "pat"}
    assert got.lines == "on patfinesaid pat & co"
    assert [note.split("why")[0] for note in got.notes] == ["1pat → new pat"] * 1 + [
        "2pat → new pat"
    ]
    assert "2 doubtful names in 1 file: 2 safe to repair" in got.all
    links = {a["href"] for tag, a in got.tags if tag == "a"}
    ids = {a["id"] for _, a in got.tags if "id" in a}
    assert {str(link)[1:] for link in links} == ids == {"f1", "f2", "n1", "n2"}


def test_a_name_over_two_lines_is_marked_whole() -> None:
    got = read([("a.txt", [item("on flower\r\nstreet\r\nend", "flower\r\nstreet")])])
    assert got.flags == {"1": "flower\nstreet"}


def test_a_missing_name_has_its_place() -> None:
    flag = Flag(0, Span(2, 2), "", "source", "missing", "gone", "拍拍", ("Paipai",), 0.3)
    got = read([("a.txt", [Item("a.txt", b"", Repair(Document.of("on x"), (flag,), (), (), ""))])])
    assert got.flags == {"1": ""}
    assert got.lines == "on x"
    assert got.notes[0].startswith("1拍拍 → Paipai")


def test_the_chinese_beside_a_flag() -> None:
    flag = Flag(0, Span(3, 6), "pat", "source", "literal", "", "拍拍", (), 0.9, Span(1, 3))
    made = Document((Segment("on pat", "在拍拍上"),), ("", ""))
    got = read([("a.txt", [Item("a.txt", b"", Repair(made, (flag,), (), (), ""))])])
    assert "…在拍拍上…" in got.notes[0]
    assert ("p", {"class": "zh", "lang": "zh"}) in got.tags


def test_of_json_lines_the_rows_with_flags_are_shown() -> None:
    rows = [
        Item("a.jsonl", b"", item("on pat", "pat").repair, 4),
        Item("a.jsonl", b"", item("fine").repair, 5),
        Item("a.jsonl", b"", None, 6, Problem("a.jsonl", 6, "broken", "mend it")),
    ]
    got = read([("a.jsonl", rows)])
    assert "Row 4" in got.all
    assert "Row 5" not in got.all
    assert got.notes[0] == "a.jsonl:6: broken; mend it"


def test_of_several_files_each_has_its_heading() -> None:
    got = read([("a.txt", [item("on pat", "pat")]), ("b.txt", [item("fine")])])
    assert [tag for tag, _ in got.tags].count("h2") == 2
    assert "1 doubtful name in 1 of 2 files" in got.all


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_of_a_text_becomes_a_tag(payload: str) -> None:
    made = item(f"on {payload} end", payload, source=payload).repair
    assert made is not None
    flag = Flag(
        0, Span(0, 2), "on", "literal", "literal", payload, payload, (payload, payload), 0.5,
        Span(0, len(payload)),
    )  # fmt: skip
    found = Item(payload, b"", Repair(made.document, (flag, *made.flags), made.edits, (), ""), 3)
    bad = Item(payload, b"", problem=Problem(payload, 3, payload, payload))
    got = read([(payload, [found, bad]), (payload, [])])
    assert {tag for tag, _ in got.tags} <= TAGS
    assert payload in got.lines
    assert got.flags["2"] == payload


def test_the_page_runs_and_loads_nothing() -> None:
    got = read([("a.txt", [item("on pat", "pat")])])
    digest = base64.b64encode(hashlib.sha256(got.style.encode()).digest()).decode()
    policy = next(a for tag, a in got.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    for tag, attributes in got.tags:
        assert not [
            name for name in attributes if name.startswith("on") or name in ("style", "src")
        ]
        assert tag != "a" or str(attributes["href"]).startswith("#")
    assert not re.search("url\\(|@import|http", got.style)


def test_the_frame_serves_other_reports_too() -> None:
    text = "".join(page("a < b", ".x { color: red }", ["<p>x</p>\n"]))
    assert "<title>a &lt; b</title>" in text
    assert ".x { color: red }</style>" in text
    assert text.endswith("<body>\n<p>x</p>\n</body>\n</html>\n")


@settings(max_examples=150)
@given(texts())
def test_the_lines_are_the_text_and_each_mark_is_its_flag(found: Item) -> None:
    got = read([(found.path, [found])])
    assert found.repair is not None
    text = found.repair.document.text

    def plain(words: str) -> str:
        return "".join(map(seen, LINE_END.split(words)))

    shown = re.sub("\n", "", got.lines)
    full = [line for line in LINE_END.split(text) if not line.isspace()]
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", "".join(map(seen, full)))
    flags = sorted(found.repair.flags, key=lambda f: (f.segment, f.span))
    assert set(got.flags) == {str(n) for n in range(1, len(flags) + 1)}
    for number, flag in enumerate(flags, 1):
        assert got.flags[str(number)].replace("\n", "") == plain(flag.surface)


@settings(max_examples=100)
@given(files())
def test_every_page_is_made_of_its_own_tags(found: FilesOf) -> None:
    assert {tag for tag, _ in read(found).tags} <= TAGS
