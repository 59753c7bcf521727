"""The summary of a job: what was found in a sentence, and a table that no text gets out of."""

from __future__ import annotations

import re

from hypothesis import given, settings
from strange_items import FilesOf, files

from mt_repair.corpus.items import Item
from mt_repair.errors import Problem
from mt_repair.report import encoded
from mt_repair.report.look import Look
from mt_repair.report.markdown import MOST, summary
from mt_repair.types import Document, Edit, Flag, Repair, Silenced, Span

TAG = re.compile("</?(?:table|tr|th|td|code|em|ul|li)>")


def item(text: str, count: int = 1, confidence: float = 0.9, surface: str = "pat") -> Item:
    flags = [
        Flag(0, Span(0, 3), surface, "literal", "literal", "a <b>|name", "拍", ("x",), confidence)
        for _ in range(count)
    ]
    edits = (Edit(0, Span(0, 3), text[:3], "x"),) * bool(count)
    return Item("a.txt", b"", Repair(Document.of(text), tuple(flags), edits, (), text))


def shown(*found: tuple[str, list[Item]]) -> str:
    return encoded("".join(summary(found, Look()))).decode()


def test_a_table_of_the_flags() -> None:
    assert shown(("a.txt", [item("pat it")])) == (
        "### mt-repair\n\n"
        "**1 doubtful name in 1 file**: 1 safe to repair\n\n"
        "<table>\n"
        "<tr><th>Where</th><th>In the text</th><th>Better</th><th>Why</th></tr>\n"
        "<tr><td><code>a.txt:1:1</code></td><td><code>pat</code></td><td><code>x</code></td>"
        "<td>a &lt;b&gt;|name <em>literal, 0.90, safe to repair</em></td></tr>\n"
        "</table>\n"
    )


def test_nothing_found_is_a_sentence() -> None:
    files_ = [("a.txt", [item("fine", 0)]), ("b.txt", [item("fine", 0)])]
    assert shown(*files_) == "### mt-repair\n\n**No doubtful name in 2 files**\n"


def test_what_is_silent_and_what_is_bad_is_told() -> None:
    made = item("pat it").repair
    assert made is not None
    silent = Repair(made.document, (), (), (), "", (Silenced(made.flags[0], "dismissal"),))
    bad = Item("a.txt", b"", None, 3, Problem("a.txt", 3, "<broken>", "mend it"))
    text = shown(("a.txt", [Item("a.txt", b"", silent), bad]))
    assert "**No doubtful name in 1 file**: silent: 1 dismissed\n" in text
    assert "\n<ul>\n<li>a.txt:3: &lt;broken&gt;; mend it</li>\n</ul>\n" in text


def test_the_surest_are_listed_and_the_rest_is_counted() -> None:
    text = shown(("a.txt", [item("pat", 5, 0.1), item("pat", MOST, 0.9), item("pat", 2, 0.2)]))
    assert text.count("0.90") == MOST
    assert text.endswith("\n… and 7 more.\n")


def test_a_page_stays_under_the_megabyte_that_a_job_may_write() -> None:
    wide = '"' * 9999
    long = Flag(0, Span(0, 3), wide, "literal", "literal", wide, "", (wide,))
    many = Item(wide, b"", Repair(Document.of("pat"), (long,) * 999, (), (), ""))
    bad = [Item(wide, b"", problem=Problem(wide, 3, wide, wide))] * 999
    assert len(shown((wide, [many, *bad])).encode()) < 1 << 20


@settings(max_examples=100)
@given(files())
def test_nothing_of_a_text_ends_the_table(found: FilesOf) -> None:
    text = shown(*found)
    if "<table>" not in text:
        return
    table = text[text.index("<table>") : text.index("</table>")]
    assert "\n\n" not in table
    assert not re.search("[<>]", TAG.sub("", table))
    assert not re.search("\r|[\x00-\x08]", text)
