"""Markdown: what of a file is text, and what stays whatever stands there."""

from __future__ import annotations

import pytest
import toy
from formatted import items, targets, written

from mt_repair.corpus.marked import OBJECT


@pytest.mark.parametrize(
    ("file", "texts"),
    [
        ("on pat\n", ["on pat"]),
        ("# on pat #\n\nb\n===\n", ["on pat", "b"]),
        ("a\nb\n\nc", ["a\nb", "c"]),
        ("> a\n> b\n>> c\n", ["a\nb", "c"]),
        ("- a\n  b\n- [ ] c\n\n1. d\n", ["a\nb", "[ ] c", "d"]),
        ("a **b** _c_ ***d*** ~~e~~ snake_case 2 * 3", ["a b c d e snake_case 2 * 3"]),
        ("a `pat` ``p`at`` b", [f"a {OBJECT} {OBJECT} b"]),
        ("    pat\n\n```x\npat\n```\n\n~~~\npat\n~~~\n", []),
        ("[on pat](http://pat/a_(b) \"pat\") ![pat](pat.png) <http://pat> [Reuters]", [f"on pat pat {OBJECT} [Reuters]"]),
        ("[pat][x] [x] [x][] [y]\n\n[x]: http://pat\n", ["pat [x] [x][] [y]"]),
        ("a \\*b\\* &amp; <b class='pat'>c</b> d[^1]\n", ["a *b* & c d"]),
        ("| a | b\\|c |\n|---|---|\n| `x` | on pat |\n", ["a", "b|c", "on pat"]),
        ("<div class=pat>\n<p>on pat</p>\n</div>\n\na", ["on pat", "a"]),
        ("---\ntitle: on pat\nslug: pat\ntags: [pat]\n---\na\n", ["on pat", "a"]),
        ("---\ntitle: \"a \\\"b\\\"\"\ndescription: 'it''s'\n---\n", ['a "b"', "it's"]),
        ("+++\ntitle = \"on pat\"\nslug = \"pat\"\n+++\n\na\n", ["on pat", "a"]),
        ("* * *\n\na\n\n***\n", ["a"]),
        ("a  \nb\\\nc", ["a\nb\\\nc"]),
        ("[//]: # (pat)\n\na", ["a"]),
        ("a\r\nb\r\n\r\nc", ["a\nb", "c"]),
        ("\ttab pat\n\n-\ta\n", ["a"]),
    ],
)  # fmt: skip
def test_what_of_a_file_is_text(file: str, texts: list[str]) -> None:
    assert targets("markdown", file) == texts


@pytest.mark.parametrize(
    ("file", "repaired"),
    [
        ("on **pat** network", "on **Paipai**"),
        ("> on pat\n> network said", "> on Paipai said"),
        ("on [pat network](http://pat) x", "on [Paipai](http://pat) x"),
        ("see [pat] on pat\n\n[pat]: http://pat", "see [pat] on Paipai\n\n[pat]: http://pat"),
        ("on pat `x` network", "on Paipai `x` network"),
        ("| pat |\n|-----|\n| x pat network |", "| Paipai |\n|-----|\n| x Paipai |"),
        ("---\ntitle: On pat\n---\n# On pat", "---\ntitle: On Paipai\n---\n# On Paipai"),
    ],
)
def test_a_name_reaches_across_emphasis_and_lines(file: str, repaired: str) -> None:
    assert written("markdown", file, toy.words) == repaired


@pytest.mark.parametrize(
    ("file", "repaired"),
    [
        ("on pat", "on P\\*\\_A\\_: \\[B\\] &amp;lt; C|D"),
        ("| on pat |\n|--|", "| on P\\*\\_A\\_: \\[B\\] &amp;lt; C\\|D |\n|--|"),
        ("---\ntitle: on pat\n---\n", '---\ntitle: "on P*_A_: [B] &lt; C|D"\n---\n'),
        ("---\ntitle: 'on pat'\n---\n", "---\ntitle: 'on P*_A_: [B] &lt; C|D'\n---\n"),
    ],
)
def test_new_words_are_spelt_for_their_place(file: str, repaired: str) -> None:
    def renamed(document):  # type: ignore[no-untyped-def]
        from dataclasses import replace

        made = toy.words(document)
        return replace(made, edits=tuple(replace(e, new="P*_A_: [B] &lt; C|D") for e in made.edits))

    assert written("markdown", file, renamed) == repaired
    assert "".join(targets("markdown", repaired)) == "on P*_A_: [B] &lt; C|D"


def test_pragmas_of_a_file_stand_in_its_document() -> None:
    seen = []

    def look(document):  # type: ignore[no-untyped-def]
        seen.append(document.text)
        return toy.unchanged(document)

    file = "a <!-- mt-repair-disable-line -->\n\n[//]: # (mt-repair-disable)\n\n# b\n"
    items("markdown", file, look)
    assert seen == ["a <!-- mt-repair-disable-line -->\n\n[//]: # (mt-repair-disable)\n\nb\n"]
