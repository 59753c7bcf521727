"""HTML: what of a page is text, and what stays whatever stands there."""

from __future__ import annotations

from pathlib import Path

import pytest
import toy
from formatted import items, pairs, targets, written

from mt_repair.corpus.marked import OBJECT
from mt_repair.errors import InputError


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<p>on pat", ["on pat"]),
        ("on pat", ["on pat"]),
        ("<P CLASS=x>on <B>pat</B> net</P>a", ["on pat net", "a"]),
        ("<p>a<br>b</p>", ["a\nb"]),
        ("<td>a</td><td>b</td>", ["a", "b"]),
        ("<p>a &amp; b &lt; c&nbsp;d &#39;e&#x27; &copy &unknown; &", ["a & b < c\xa0d 'e' © &unknown; &"]),
        ("<p>a <code>pat</code> b <kbd>x</kbd>", [f"a {OBJECT} b "]),
        ("<pre>pat</pre><script>pat<b>'</script><style>pat</style><textarea>pat</textarea>", []),
        ("<title>on pat</title><meta content=pat>", ["on pat"]),
        ("<p translate='no'>pat<p>a<span class='x notranslate'>pat</span>b", [f"a{OBJECT}b"]),
        ("<html lang=zh><body lang=zh>a<q lang='zh-CN'>拍</q><q lang=en>b</q>", [f"a{OBJECT}b"]),
        ('<p><img src=pat alt="the pat&#39;s" title=\'a "b"\'>', ["the pat's", 'a "b"']),
        ("<p>see <a href=pat title=pat>pat</a> now", ["see pat now"]),
        ("<p>a<!-- pat -->b<!-- <p> -->c", ["abc"]),
        ("<p>1 < 2 and a<b", ["1 < 2 and a<b"]),
        ("<p a=\"x>y\" b='z>' c>a</p>", ["a"]),
        ("<p x=it's>a</p><p>it's</p>", ["a", "it's"]),
        ("<!DOCTYPE html><?xml pat?></p>a", ["a"]),
        ("<custom-tag>a</custom-tag>b", ["a", "b"]),
        ("<p>12.5 %</p><p>…</p>", []),
    ],
)  # fmt: skip
def test_what_of_a_page_is_text(page: str, texts: list[str]) -> None:
    assert targets("html", page) == texts


@pytest.mark.parametrize(
    ("page", "repaired"),
    [
        ("<p>on <b>pat</b>\n  network", "<p>on <b>Paipai</b>"),
        ("<p>on <b>pat <i>network</i></b>", "<p>on <b>Paipai<i></i></b>"),
        ("<p>on pat<br>network", "<p>on pat<br>network"),
        ("<p>on pat<!-- x --> network", "<p>on pat<!-- x --> network"),
        ("<img alt='pat'>", "<img alt='Paipai'>"),
    ],
)
def test_a_name_reaches_across_what_only_formats(page: str, repaired: str) -> None:
    assert written("html", page, toy.words) == repaired


def test_new_words_are_spelt_for_their_place() -> None:
    def renamed(document):  # type: ignore[no-untyped-def]
        from dataclasses import replace

        made = toy.words(document)
        return replace(made, edits=tuple(replace(e, new="<P&'\">") for e in made.edits))

    page = "<p>pat</p><img alt=\"pat\"><img alt='pat'>"
    assert written("html", page, renamed) == (
        "<p>&lt;P&amp;'\"&gt;</p><img alt=\"&lt;P&amp;'&quot;&gt;\"><img alt='&lt;P&amp;&#39;\"&gt;'>"
    )


@pytest.mark.parametrize("codec", ["gb2312", "big5", "iso-8859-1", "utf-16", "utf-8"])
def test_a_page_stays_in_its_encoding(codec: str) -> None:
    page = f'<meta charset="{codec}"><p>on pat, 1.5 \u00b0 '
    data = page.encode("gb18030" if codec == "gb2312" else codec)

    def renamed(document):  # type: ignore[no-untyped-def]
        from dataclasses import replace

        made = toy.words(document)
        return replace(made, edits=tuple(replace(e, new="Pải") for e in made.edits))

    out = b"".join(i.output for i in items("html", data, renamed))
    new = "Pải" if codec.startswith(("utf", "gb")) else "P&#7843;i"
    assert out == page.replace("pat", new).encode("gb18030" if codec == "gb2312" else codec)


def test_a_page_that_is_not_what_it_says_is_told() -> None:
    with pytest.raises(
        InputError, match=r"in.html:2: this is not BIG5HKSCS, as the file says; save"
    ):
        items("html", b'<meta charset="big5">\n<p>caf\xff\xff x', toy.words)
    with pytest.raises(InputError, match=r"in.html:1: the byte 0xE9 is not UTF-8"):
        items("html", b"<p>caf\xe9 x", toy.words)


def test_a_source_page_belongs_to_it_text_by_text(tmp_path: Path) -> None:
    source = tmp_path / "zh.html"
    source.write_text("<h1>甲</h1><p>乙")
    assert pairs("html", "<h1>a</h1><p>b", str(source)) == [("a", "甲"), ("b", "乙")]
    source.write_text("<h1>甲乙")
    assert pairs("html", "<h1>a</h1>\n<p>b", str(source)) == [("a\nb", "甲乙")]
    made = items("html", "<h1>a</h1>\n<p>on pat", toy.words, str(source))
    assert made[0].output == b"<h1>a</h1>\n<p>on Paipai"
    assert str(made[0].notes[0]).startswith(f"in.html: the text has 2 texts, its source {source} 1")


def test_pragmas_of_a_page_stand_in_its_document() -> None:
    seen = []

    def look(document):  # type: ignore[no-untyped-def]
        seen.append(document.text)
        return toy.unchanged(document)

    mark = "<!-- mt-repair-disable-line -->"
    items("html", f"<p>a {mark}</p>\n{mark}\n<hr>\n<p>b</p>\n", look)
    assert seen == [f"a {mark}\n{mark}\n\nb\n"]
