"""PO: strings over lines, escapes, plurals, and what a catalogue says of itself."""

from __future__ import annotations

import pytest
import toy
from formatted import items, pairs, written

from mt_repair.errors import InputError

HEADER = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ('msgid "拍"\nmsgstr "on pat"\n', [("on pat", "拍")]),
        ('msgid "拍"\nmsgstr ""\n"on "\n  "pat"\n', [("on pat", "拍")]),
        (r'msgid "拍"' "\n" r'msgstr "a\t\"b\"\\n\n\x41\101"' "\n", [('a\t"b"\\n\nAA', "拍")]),
        ('msgid "拍"\nmsgid_plural "拍们"\nmsgstr[0] "pat"\nmsgstr[1] "pats"\n', [("pat", "拍"), ("pats", "拍们")]),
        ('msgctxt "pat"\nmsgid ""\nmsgstr "pat"\n', [("pat", "")]),
        ('msgid "拍"\nmsgstr ""\n', []),
        ('msgid "拍"\nmsgstr "42 %"\n', []),
        ('#~ msgid "拍"\n#~ msgstr "pat"\n', []),
        ('# pat\n#: pat\n#, fuzzy\n#| msgid "pat"\nmsgid "拍"\nmsgstr "pat"\n', [("pat", "拍")]),
        ('msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n', [("b", "a"), ("d", "c")]),
    ],
)  # fmt: skip
def test_what_of_an_entry_is_text(entry: str, found: list[tuple[str, str | None]]) -> None:
    assert pairs("po", HEADER + entry) == found


def test_a_name_over_two_strings_goes_where_it_begins() -> None:
    entry = 'msgid "拍"\nmsgstr ""\n"\\"on\\" pat "\n"network \\\\ said\\n"\n'
    assert written("po", HEADER + entry, toy.words) == HEADER + entry.replace(
        "pat ", "Paipai"
    ).replace('"network ', '" ')


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (HEADER + 'msgid "a"\nmsgstr "b\n', "in.po:7: a string does not end, or begins without"),
        (HEADER + "nonsense\n", "in.po:6: this is no line of a gettext catalogue; check"),
        ('"a"\n', "in.po:1: a string does not end, or begins without its keyword"),
        (HEADER + 'msgid "a"\nmsgid "b"\n', "in.po:7: there are two of msgid in one entry"),
        (
            HEADER.replace(": en", ": zh_CN"),
            "in.po:1: the translations are in zh_CN, not in English",
        ),
        (HEADER.replace("UTF-8", "GB2312"), "in.po:1: the header says GB2312, and only UTF-8"),
    ],
)
def test_a_catalogue_that_cannot_be_used_is_told(data: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        items("po", data, toy.words)
    assert str(caught.value).startswith(message)


def test_its_own_language_may_be_left_out() -> None:
    assert pairs("po", HEADER.replace("Language: en\\n", "") + 'msgid "拍"\nmsgstr "a"\n')
