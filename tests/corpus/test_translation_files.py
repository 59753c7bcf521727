"""TMX and XLIFF: units, languages, inline codes, and what a changed target is told to be."""

from __future__ import annotations

import pytest
import toy
from formatted import items, pairs, written

from mt_repair.corpus.marked import OBJECT
from mt_repair.errors import InputError

TMX = '<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><body>{}</body></tmx>'
XLF = '<xliff version="1.2"><file source-language="{1}" target-language="{2}"><body>{0}</body></file></xliff>'
XLF2 = '<xliff xmlns="x:2" version="2.1" srcLang="zh" trgLang="en"><file id="f"><unit id="u">{}</unit></file></xliff>'


def tu(*variants: tuple[str, str], attributes: str = "") -> str:
    inner = "".join(f'<tuv xml:lang="{code}"><seg>{seg}</seg></tuv>' for code, seg in variants)
    return f"<tu{attributes}>{inner}</tu>"


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        (tu(("zh-CN", "拍"), ("en-US", "on pat")), [("on pat", "拍")]),
        (tu(("EN", "pat"), ("ZH_TW", "繁"), ("zh", "简"), ("de", "pat")), [("pat", "简")]),
        (tu(("en-US", "a"), ("en-GB", "b"), ("zh", "拍")), [("a", "拍"), ("b", "拍")]),
        (tu(("de", "pat"), ("zh", "拍")), []),
        ('<tu><tuv lang="EN"><seg>a</seg></tuv></tu>', [("a", None)]),
        (tu(("zh", "<hi>拍</hi>"), ("en", "a &amp; <![CDATA[<b>]]>&#x41;")), [("a & <b>A", "拍")]),
        (tu(("en", 'a<bpt i="1">pat</bpt>b<ept i="1">pat</ept><ph>pat<sub>x</sub></ph><it pos="begin"/>')), [(f"ab{OBJECT}{OBJECT}", None)]),
        (tu(("en", "<hi><hi>a</hi>b</hi>c")), [("abc", None)]),
        ("<tu><note>pat</note><prop>pat</prop></tu>", []),
        ("<!-- <tu> --><tu/>", []),
    ],
)  # fmt: skip
def test_what_of_a_memory_is_text(unit: str, found: list[tuple[str, str | None]]) -> None:
    assert pairs("tmx", TMX.format(unit)) == found


def test_inline_codes_stay_and_nothing_is_edited_across() -> None:
    unit = tu(
        ("zh", "拍"), ("en", 'on <bpt i="1">&lt;b></bpt>pat<ept i="1"/> and pat<ph/> network')
    )
    made = items("tmx", TMX.format(unit), toy.words)
    assert b"".join(i.output for i in made).decode() == TMX.format(
        unit.replace("</bpt>pat", "</bpt>Paipai").replace("and pat<", "and Paipai<")
    )
    unit = tu(("en", "on pat<ph/> network <hi>pat</hi> network"))
    (item,) = (i for i in items("tmx", TMX.format(unit), toy.words) if i.repair)
    assert [(e.old, e.new) for e in item.repair.held] == [("pat network", "Paipai")]


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le", "gb18030", "utf-8-sig"])
def test_a_memory_stays_in_its_encoding(codec: str) -> None:
    named = {"utf-16-le": "utf-16", "utf-8-sig": "utf-8"}.get(codec, codec)
    text = TMX.replace("?>", f' encoding="{named}"?>', 1)
    text = text.format(tu(("zh", "拍拍。"), ("en", "on pat")))
    made = items("tmx", text.encode(codec), toy.words)
    assert b"".join(i.output for i in made) == text.replace("on pat", "on Paipai").encode(codec)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "in.tmx:1: this is not XML: it is empty"),
        (
            "<tmx><body>",
            "in.tmx:1: this is not XML: it ends before its tags are closed; get the whole",
        ),
        ("<tmx>\n<a></b></tmx>", "in.tmx:2: this is not XML: mismatched tag"),
        (
            "<tmx>\nA & B</tmx>",
            "in.tmx:2: this is not XML: not well-formed (invalid token); write &amp;",
        ),
        ("<tmx>&nbsp;</tmx>", "in.tmx:1: this is not XML: undefined entity; write the character"),
        (
            '<!DOCTYPE tmx SYSTEM "x.dtd"><tmx>&x;</tmx>',
            'in.tmx:1: this is not XML: the entity "x" is',
        ),
        (
            "<!DOCTYPE tmx\n[<!ENTITY x 'y'>]><tmx/>",
            "in.tmx:2: the document type declares something",
        ),
        (
            "<xliff/>",
            'in.tmx:1: this is XML of another kind: its root is "xliff", not "tmx"; check',
        ),
        ("<tmx>" + "<a>" * 300, "in.tmx:1: elements are nested too deep"),
        ("<tmx>\n<!--" + "x" * 1_200_000, "in.tmx:2: a tag or comment does not end"),
        (b"<tmx>\n\xe9</tmx>", "in.tmx:2: this is not UTF-8; save"),
        (
            '<?xml version="1.0" encoding="rot13"?><tmx/>',
            "in.tmx:1: the encoding rot13 is not known",
        ),
    ],
)
def test_xml_that_cannot_be_used_is_told(data: str | bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        items("tmx", data, toy.words)
    assert str(caught.value).startswith(message)


def test_units_without_english_are_told_once() -> None:
    made = items("tmx", TMX.format("\n" + tu(("zh", "拍")) * 3), toy.words)
    assert [str(n) for i in made for n in i.notes] == [
        "in.tmx:4: a unit without English, and 2 more; left as it is"
    ]


def unit(target: str, attributes: str = "", source: str = "拍", more: str = "") -> str:
    return f"<trans-unit {attributes}><source>{source}</source>{target}{more}</trans-unit>"


@pytest.mark.parametrize(
    ("inner", "source", "target", "found"),
    [
        (unit("<target>on pat</target>"), "zh-CN", "en-US", [("on pat", "拍")]),
        (unit("<target>pat</target>"), "", "", [("pat", "拍")]),
        (unit("<target>pat</target>"), "en-US", "en", [("pat", "拍")]),
        (unit("<target>pat</target>", source="x"), "en-US", "en", [("pat", None)]),
        (unit("<target>pat</target>"), "ja", "en", [("pat", None)]),
        (unit("<target>pat</target>"), "zh", "de", []),
        (unit("<target>pat</target>", 'translate="no"'), "zh", "en", []),
        ('<group translate="no">' + unit("<target>pat</target>") + "</group>", "zh", "en", []),
        (unit("<target/>") + unit("<target></target>") + unit(""), "zh", "en", []),
        (unit("<target>a</target>", more="<alt-trans><target>pat</target></alt-trans>"), "zh", "en", [("a", "拍")]),
        (unit('<target>a<g id="1">b</g><x id="2"/><ph id="3">pat</ph></target>', source='<g id="1">拍</g>'), "zh", "en", [(f"ab{OBJECT}{OBJECT}", "拍")]),
        (
            unit('<seg-source><mrk mtype="seg" mid="1">甲</mrk><mrk mtype="seg" mid="2">乙</mrk></seg-source>'
                 '<target><mrk mtype="seg" mid="1">a</mrk> <mrk mtype="seg" mid="2">b</mrk></target>'),
            "zh", "en", [("a", "甲"), ("b", "乙")],
        ),
        (unit("<target>pat</target>", 'restype="x-gettext-domain-header"'), "zh", "en", []),
    ],
)  # fmt: skip
def test_what_of_xliff_1_is_text(
    inner: str, source: str, target: str, found: list[tuple[str, str | None]]
) -> None:
    assert pairs("xliff", XLF.format(inner, source, target)) == found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<target>", '<target state="needs-review-translation">'),
        ('<target state="final">', '<target state="needs-review-translation">'),
        ("<target state='translated' >", '<target state="needs-review-translation" >'),
        ('<target state="new">', '<target state="new">'),
    ],
)
def test_a_changed_target_of_xliff_1_is_to_be_reviewed_and_keeps_what_it_was(
    before: str, after: str
) -> None:
    note = "<note>pat</note>"
    data = XLF.format(unit(f"{before}on pat</target>", 'approved="yes"', more=note), "zh", "en")
    kept = f'<alt-trans alttranstype="previous-version" origin="mt-repair">{before}on pat</target></alt-trans>'
    new = unit(f"{after}on Paipai</target>{kept}", 'approved="no"', more=note)
    assert written("xliff", data, toy.words) == XLF.format(new, "zh", "en")


def test_a_target_that_does_not_change_says_nothing() -> None:
    data = XLF.format(unit("<target>fine</target>", 'approved="yes"'), "zh", "en")
    assert written("xliff", data, toy.words) == data


def test_a_changed_segment_of_xliff_2_is_translated_and_keeps_what_it_was() -> None:
    data = XLF2.format(
        '<notes><note>pat</note></notes><originalData><data id="d">pat</data></originalData>'
        '<segment><source>拍</source><target>on <ph id="1" dataRef="d"/>pat</target></segment>'
        "<ignorable><source>pat</source><target>pat</target></ignorable>"
        '<segment id="s" state="final" subState="x:y"><source>乙</source><target>b</target></segment>'
        '<segment id="t" state="final" subState="x:y"><source>丙</source><target><pc id="2">pat</pc></target></segment>'
    )
    assert pairs("xliff", data) == [(f"on {OBJECT}pat", "拍"), ("b", "乙"), ("pat", "丙")]
    made = written("xliff", data, toy.words)
    state = ' state="translated" subState="mt-repair:repaired"'
    number = made.split('id="mtr')[1].split('"')[0]
    assert (
        f'<segment{state} id="mtr{number}"><source>拍</source><target>on <ph id="1" dataRef="d"/>Paipai<'
        in made
    )
    assert '<segment id="s" state="final" subState="x:y"><source>乙</source><target>b<' in made
    assert f'<segment id="t"{state}><source>丙</source><target><pc id="2">Paipai</pc>' in made
    assert (
        '<unit id="u"><mtc:matches xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0">'
        f'<mtc:match ref="#mtr{number}" origin="mt-repair" type="mt">'
        '<originalData><data id="d">pat</data></originalData><source>拍</source>'
        '<target>on <ph id="1" dataRef="d"/>pat</target></mtc:match>'
        '<mtc:match ref="#t" origin="mt-repair" type="mt"><source>丙</source>'
        '<target><pc id="2">pat</pc></target></mtc:match></mtc:matches><notes>'
    ) in made


def test_old_candidates_of_xliff_2_stay_behind_the_new_one() -> None:
    old = '<m:matches xmlns:m="y"><m:match ref="#s"><source>拍</source><target>pat</target></m:match></m:matches>'
    data = XLF2.format(f'{old}<segment id="s"><source>拍</source><target>pat</target></segment>')
    made = written("xliff", data, toy.words)
    new = '<m:match ref="#s" origin="mt-repair" type="mt"><source>拍</source><target>pat</target></m:match>'
    assert f'<m:matches xmlns:m="y">{new}<m:match ref="#s"><source>' in made


def test_prefixes_of_a_file_are_its_own() -> None:
    data = '<x:xliff xmlns:x="u" version="1.2"><x:file><x:trans-unit><x:source>拍</x:source><x:target>pat</x:target></x:trans-unit></x:file></x:xliff>'
    made = written("xliff", data, toy.words)
    assert '<x:target state="needs-review-translation">Paipai</x:target><x:alt-trans ' in made
    assert "<x:target>pat</x:target></x:alt-trans></x:trans-unit>" in made


def test_units_of_one_file_are_one_document() -> None:
    seen: list[int] = []

    def look(document):  # type: ignore[no-untyped-def]
        seen.append(len(document.segments))
        return toy.unchanged(document)

    two = f"{unit('<target>a</target>') * 3}</body></file><file><body>{unit('<target>b</target>')}"
    items("xliff", XLF.format(two, "", ""), look)
    assert seen == [3, 1]
    seen.clear()
    items("xliff", XLF.format(unit("<target>a</target>") * 1100, "", ""), look)
    assert seen == [500, 500, 100]
