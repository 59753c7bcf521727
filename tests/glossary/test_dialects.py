"""Files as other tools write them: what becomes of them, and what is left of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mt_repair.errors import InputError
from mt_repair.glossary.exchange import import_terms
from mt_repair.glossary.load import read_terms
from mt_repair.types import Example, Term


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def martif(
    body: str,
    doctype: str = '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">',
    attributes: str = "",
) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}\n<martif type="TBX" xml:lang="en" {attributes}>'
        "<martifHeader><fileDesc><sourceDesc><p>a <hi>made</hi> one</p></sourceDesc></fileDesc></martifHeader>"
        f"<text><body>\n{body}\n</body></text></martif>"
    )  # fmt: skip


def tbx(body: str, style: str = "dca") -> str:
    return (
        f'<tbx type="TBX-Basic" style="{style}" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" '
        'xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">'
        "<tbxHeader><fileDesc><sourceDesc><p>made</p></sourceDesc></fileDesc></tbxHeader>"
        f"<text><body>{body}</body></text></tbx>"
    )


def tmx(body: str, head: str = '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">') -> str:
    return f'{head}<tmx version="1.4"><header srclang="zh"/><body>{body}</body></tmx>'


ZH = '<langSet xml:lang="zh-CN"><tig><term>花街网</term></tig></langSet>'
EN = '<langSet xml:lang="en-US"><tig><term>Huajie</term></tig></langSet>'
PAIR = f"<termEntry>{ZH}{EN}</termEntry>"
TERM = Term("花街网", "Huajie")
V2_FULL = martif(
    """<termEntry id="c1">
  <descrip type="subjectField">e-commerce</descrip>
  <descripGrp><descrip type="definition">A marketplace
      of the north.</descrip><admin type="source">made</admin></descripGrp>
  <transacGrp><transac type="transactionType">origination</transac><date>2020-01-01</date></transacGrp>
  <langSet xml:lang="en-US">
    <ntig><termGrp><term>Huajie.com</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termGrp></ntig>
    <ntig><termGrp><term>flower street</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
    <ntig><termGrp><term id="t3">Hua<hi type="bold">jie</hi></term>
      <termNote type="partOfSpeech">properNoun</termNote><termNote type="termType">shortForm</termNote>
      <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp>
      <descrip type="context">Huajie  opened its doors.</descrip></ntig>
    <ntig><termGrp><term>street net</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termGrp></ntig>
  </langSet>
  <langSet xml:lang="zh-TW"><ntig><termGrp><term>花街網</term></termGrp></ntig></langSet>
  <langSet xml:lang="zh-CN"><ntig><termGrp><term>花街网</term><termNote type="partOfSpeech">noun</termNote></termGrp></ntig></langSet>
  <langSet xml:lang="de"><ntig><termGrp><term>Blumenstraße</term></termGrp></ntig></langSet>
</termEntry>"""
)
V2_TERM = Term(
    "花街网",
    "Huajie",
    accept=("Huajie.com",),
    wrong=("flower street", "street net"),
    aliases=("花街網",),
    domain="e-commerce",
    note="A marketplace of the north.",
    examples=(Example("Huajie  opened its doors."),),
)
V2_LEFT = [
    'no place for "source" in a glossary',
    'no place for "transactionType" in a glossary',
    'no place for "termType" in a glossary',
    'no place for the language "de" in a glossary',
]
DCA = tbx(
    '<conceptEntry id="c1"><descrip type="subjectField">e-commerce</descrip><note>One.</note><note>Two.</note>'
    '<langSec xml:lang="zh"><termSec><term>花街网</term></termSec></langSec>'
    '<langSec xml:lang="en"><termSec><term>Huajie</term><termNoteGrp><termNote type="administrativeStatus">'
    "preferredTerm-admn-sts</termNote></termNoteGrp></termSec>"
    '<termSec><term>flower net</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>'
    '<descripGrp><descrip type="context">On flower net.</descrip></descripGrp></termSec></langSec></conceptEntry>'
)
DCT = tbx(
    '<conceptEntry id="c1"><basic:subjectField>e-commerce</basic:subjectField><note>One.</note><note>Two.</note>'
    '<langSec xml:lang="zh"><termSec><term>花街网</term><min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec>'
    '<langSec xml:lang="en"><termSec><term>Huajie</term><min:administrativeStatus>preferredTerm-admn-sts'
    "</min:administrativeStatus></termSec><termSec><term>flower net</term><min:administrativeStatus>"
    "deprecatedTerm-admn-sts</min:administrativeStatus><descripGrp><basic:context>On flower net.</basic:context>"
    "</descripGrp></termSec></langSec></conceptEntry>",
    "dct",
)
V3_TERM = Term("花街网", "Huajie", wrong=("flower net",), domain="e-commerce", note="One.\nTwo.")
V3_LEFT = ["no place for the context of a wrong form in a glossary"]
LATIN = '<langSet xml:lang="zh"><tig><term>KOL</term></tig></langSet>'

# File name, content, the terms, what is left.
READS: dict[str, tuple[str, str | bytes, list[Term], list[str]]] = {
    "tbx 2: all of it": ("t.tbx", V2_FULL, [V2_TERM], V2_LEFT),
    "tbx 3, dca": ("t.tbx", DCA, [V3_TERM], V3_LEFT),
    "tbx 3, dct": ("t.tbx", DCT, [V3_TERM], V3_LEFT),
    "tbx as .xml": ("t.xml", DCT, [V3_TERM], V3_LEFT),
    "tbx 2 with a namespace": ("t.tbx", martif(PAIR, "", 'xmlns="urn:iso:std:iso:30042:ed-2"'), [TERM], []),
    "tbx 2 with a public document type": (
        "t.tbx", martif(PAIR, '<!DOCTYPE martif PUBLIC "ISO 12200:1999A//DTD MARTIF core (DXFcdV04)//EN" "TBXcdv04.dtd">'), [TERM], [],
    ),
    "tbx with a blank line and a comment before all": ("t.tbx", "\n \n<!-- made -->" + DCA, [V3_TERM], V3_LEFT),
    "tbx: gettext's codes and a translator's note": (
        "t.tbx", martif(f'<termEntry>{ZH.replace("zh-CN", "zh_CN")}{EN.replace("en-US", "en_US")}<note from="translator">Well.</note></termEntry>'),
        [Term("花街网", "Huajie", note="Well.")], [],
    ),
    "tbx: three-letter codes, tags in small letters, no header": (
        "t.tbx", '<martif><text><body><termentry><langset lang="zho"><tig><term>花街网</term></tig></langset>'
        '<langset xml:lang="ENG"><tig><term>Huajie</term></tig></langset></termentry></body></text></martif>', [TERM], [],
    ),
    "tbx: the words of Weblate": (
        "t.tbx", martif(f'<termEntry>{ZH}<langSet xml:lang="en"><tig><term>Huajie</term></tig><tig><term>flower</term><termNote type="administrativeStatus">'
        'forbidden</termNote></tig><tig><term>street</term><termNote type="administrativeStatus">obsolete</termNote></tig>'
        '<tig><term>HJ</term><termNote type="administrativeStatus">proposed</termNote></tig></langSet></termEntry>'),
        [Term("花街网", "Huajie", accept=("HJ",), wrong=("flower", "street"))], ['no place for the status "proposed" in a glossary'],
    ),
    "tbx: only a wrong English term": (
        "t.tbx", martif(f'{PAIR}<termEntry><langSet xml:lang="zh"><tig><term>元宝</term></tig></langSet><langSet xml:lang="en"><tig><term>ingot</term>'
        '<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet></termEntry>'), [TERM], ["no English name, left out"],
    ),
    "tbx: a deprecated Chinese name still stands in sources": (
        "t.tbx", martif(f'<termEntry><langSet xml:lang="zh"><tig><term>旧街</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>'
        f'<tig><term>花街网</term></tig></langSet>{EN}</termEntry>'), [Term("花街网", "Huajie", aliases=("旧街",))], [],
    ),
    "tbx: no Chinese, no English, neither": (
        "t.tbx", martif(f'{PAIR}<termEntry>{ZH}</termEntry><termEntry>{EN}</termEntry><termEntry id="c9"/>'),
        [TERM], ["no English name, left out", "no Chinese name, left out", "no English name, left out"],
    ),
    "tbx: one name in two concepts": (
        "t.tbx", martif(PAIR + PAIR.replace("Huajie", "Flower Street")), [Term("花街网", "Huajie", accept=("Flower Street",))], ["given more than once, made one entry"],
    ),
    "tbx: Latin letters as an alias, not as a name": (
        "t.tbx", martif(f"<termEntry>{LATIN}{ZH}{EN}</termEntry><termEntry>{LATIN}{EN}</termEntry>"),
        [Term("花街网", "Huajie", aliases=("KOL",))],
        ["a Chinese name without Chinese characters, left out", "no Chinese name, left out"],
    ),
    "tbx: what a glossary refuses costs no entry": (
        "t.tbx", martif(f'<termEntry>{ZH}<langSet xml:lang="en"><tig><term>Huajie</term></tig><tig><term>花街 Net</term></tig><tig><term>{"x" * 201}</term></tig>'
        '<tig><term> </term></tig><tig><term>HUAJIE</term><termNote type="administrativeStatus">forbidden</termNote></tig></langSet></termEntry>'),
        [TERM], ["English names that a glossary refuses, left out", "English names that a glossary refuses, left out",
                 "wrong forms that are also right, capitals apart, left out"],
    ),
    "tbx: entities of XML and character references": (
        "t.tbx", martif(PAIR.replace("Huajie", "H &amp; &#x48;<![CDATA[<&nbsp;>]]>")), [Term("花街网", "H & H<&nbsp;>")], [],
    ),
    "tmx: plain": ("t.tmx", tmx('<tu><tuv xml:lang="zh-CN"><seg>花街网</seg></tuv><tuv xml:lang="en-US"><seg>Huajie</seg></tuv></tu>'), [TERM], []),
    "tmx: utf-16 with its mark": (
        "t.tmx", tmx('<tu><tuv xml:lang="ZH-CN"><seg>花街网</seg></tuv><tuv xml:lang="EN-US"><seg>Huajie</seg></tuv></tu>',
                     '<?xml version="1.0" encoding="utf-16"?>').encode("utf-16"), [TERM], [],
    ),
    "tmx: utf-16, big-endian, without": (
        "t.tmx", tmx('<tu><tuv xml:lang="zh"><seg>花街网</seg></tuv><tuv xml:lang="en"><seg>Huajie</seg></tuv></tu>',
                     '<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16-be"), [TERM], [],
    ),
    "tmx: gbk": (
        "t.tmx", tmx('<tu><tuv xml:lang="zh"><seg>花街网</seg></tuv><tuv xml:lang="en"><seg>Huajie</seg></tuv></tu>',
                     '<?xml version="1.0" encoding="GBK"?>\r\n').encode("gbk"), [TERM], [],
    ),
    "tmx: a byte order mark, lang without xml, a namespace": (
        "t.tmx", "\ufeff" + '<tmx xmlns="http://www.lisa.org/tmx14" version="1.1"><body><tu><tuv lang="ZH"><seg>花街网</seg></tuv><tuv lang="EN"><seg>Huajie</seg></tuv></tu></body></tmx>',
        [TERM], [],
    ),
    "tmx: markup of the document's own format": (
        "t.tmx", tmx('<tu><tuv xml:lang="zh"><seg>花街<ph x="1">&lt;br/&gt;</ph>网</seg></tuv><tuv xml:lang="en"><seg><bpt i="1">&lt;b&gt;</bpt>Hua<hi>jie</hi><ept i="1">&lt;/b&gt;</ept></seg></tuv></tu>'),
        [TERM], [],
    ),
    "tmx: notes, properties, another language": (
        "t.tmx", tmx('<tu tuid="1"><note>Well.</note><prop type="domain">trade</prop><prop type="client">Us</prop><prop type="project"> </prop><prop type="x-type">SHOP</prop>'
                     '<tuv xml:lang="zh"><seg>花街网</seg></tuv><tuv xml:lang="en"><seg>Huajie</seg></tuv><tuv xml:lang="fr"><seg>Rue</seg></tuv></tu>'),
        [Term("花街网", "Huajie", domain="trade", note="Well.")],
        ['no place for "client" in a glossary', 'no place for the language "fr" in a glossary', "types that a glossary does not know, left out"],
    ),
    "google: sets of several languages": (
        "t.csv", "en,zh-TW,zh-CN,fr,pos,description\nHuajie,花街網,花街网,Rue,noun,A shop.\n,,元宝,,,\n,,,Trois,,\n",
        [Term("花街网", "Huajie", aliases=("花街網",), note="A shop.")],
        ['no place for "fr" in a glossary', 'no place for "pos" in a glossary', "no English name, left out",
         'no place for "fr" in a glossary', "no English name, left out"],
    ),
    "amazon: another target": ("t.tsv", "zh\ten\tes\n花街网\tHuajie\tCalle\n", [TERM], ['no place for "es" in a glossary']),
    "deepl: a relevance": ("t.csv", "花街网,Huajie,ZH,EN,0.9\n元宝,Yuanbao,ZH,EN,0.1\n", [TERM, Term("元宝", "Yuanbao")], []),
    "prh": (
        "t.yml",
        "version: 1\nimports: [other.yml]\nrules:\n- expected: Huajie\n  patterns: [flower net, /\\bstreet nets?\\b/i, /flower.*net/]\n"
        "  specs: [{from: On flower net., to: On Huajie.}, {from: A net., to: A net.}]\n  options: {wordBoundary: true}\n  prh: 'zh: 花街网'\n"
        "- expected: 元 Yuanbao\n  pattern: ingot\n- Yuanbao\n- {expected: $1 Co, pattern: /(a|b) company/}\n"
        "- {expected: Yuanbao, pattern: /(x)?gold/, regexpMustEmpty: $1}\n- {expected: Huajie, pattern: net street, prh: 'zh: 花街网', url: x}\n",
        [Term("花街网", "Huajie", wrong=("flower net", "street nets", "street net", "net street"),
              examples=(Example("On flower net.", "On Huajie."), Example("A net.")))],
        ['files under "imports" are not read', "patterns that are no list of wrong forms, left out", "English names that a glossary refuses, left out",
         "no English name, left out", "no wrong forms, left out", "a rule that replaces by groups, without its wrong forms", "no wrong forms, left out",
         "a rule that replaces by groups, without its wrong forms", "no wrong forms, left out", 'no place for "url" in a glossary'],
    ),
    "vale": (
        "t.yml",
        "extends: substitution\nmessage: Use '%s'.\nlevel: error\nignorecase: true\nexceptions: [x]\nswap:\n  flower net: Huajie # zh: 花街网\n"
        "  '(?:street|lane) net':   'Huajie|Huajie.com'  # zh: 花街网\n  'flower \\w+ net': Huajie  # zh: 花街网\n  \"# zh: a\": 'A$$1 \\| B' #zh:元宝\n",
        [Term("花街网", "Huajie", accept=("Huajie.com",), wrong=("flower net", "street net", "lane net")), Term("元宝", "A$1 | B", wrong=("# zh: a",))],
        ["patterns that are no list of wrong forms, left out", 'no place for "exceptions" in a glossary'],
    ),
    "vale: swaps in a list": ("t.yml", "extends: substitution\nmessage: x\nswap:\n- flower net: Huajie # zh: 花街网\n", [Term("花街网", "Huajie", wrong=("flower net",))], []),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "terms", "left"), READS.values(), ids=READS)
def test_reads(tmp_path, name, content, terms, left):
    path = written(tmp_path, name, content)
    imported = import_terms(path)
    bare = [
        Term(t.zh, t.en, t.type, t.accept, t.wrong, t.aliases, t.domain, t.note,
             tuple(Example(e.before, e.after) for e in t.examples), off=t.off)
        for t in imported.terms
    ]  # fmt: skip
    assert bare == terms
    assert [item.what for item in imported.left] == left
    assert read_terms(path) == imported.terms  # what is imported and what is used are one


def test_lines_are_those_of_the_file(tmp_path):
    path = written(
        tmp_path, "t.tbx", martif("\n\n" + PAIR + "\n" * 70_000 + PAIR.replace("花街网", "元宝"))
    )
    assert [term.origin for term in read_terms(path)] == ["t.tbx:6", "t.tbx:70006"]


# File name, content, and how the message begins after the path.
FAULTS: dict[str, tuple[str, str | bytes, str]] = {
    "another xml": ("t.xml", "<html/>", ': "html" is no termbase that is read here; give a TBX or TMX file'),
    "not xml": ("t.tbx", "zh,en\n", ":1: this is not XML: Start tag expected"),
    "an unclosed tag": ("t.tbx", martif(PAIR)[:-9] + ">", ":5: this is not XML: "),
    "an ampersand": ("t.tmx", tmx("<tu>\n<note>a & b</note></tu>"), ":2: this is not XML: "),
    "an unknown entity": ("t.tbx", martif(PAIR.replace("Huajie", "Hua&nbsp;jie")), ":4: this is not XML: Entity 'nbsp' not defined; write the character itself"),
    "a control character": ("t.tbx", martif(PAIR.replace("Huajie", "\x01")), ":4: this is not XML: PCDATA invalid Char value 1; delete the character"),
    "declared utf-8, is not": ("t.tbx", martif("\n" + PAIR).encode("gb18030"), ":5: this is not UTF-8; save the file as UTF-8"),
    "an encoding that is none": ("t.tbx", '<?xml version="1.0" encoding="rot13"?><tbx/>', ":1: the encoding rot13 is not known here; save the file as UTF-8"),
    "cut utf-16": ("t.tmx", tmx("").encode("utf-16")[:-1], ":1: this is not UTF-16-LE; "),
    "empty": ("t.tbx", b"", ": the file is empty; "),
    "only a byte order mark": ("t.tmx", b"\xff\xfe", ": the file is empty; "),
    "no terms": ("t.tbx", martif(""), ": the file holds no term; "),
    "only other languages": ("t.tbx", martif(f"<termEntry>{EN}</termEntry>"), ": the file holds no term; "),
    "a document type with an entity": ("t.tbx", martif(PAIR, '<!DOCTYPE martif [\n<!ENTITY a "b">]>'), ":2: the document type declares something; delete it, "),
    "a document type without an end": ("t.tbx", "<!DOCTYPE martif SYSTEM 'a", ":1: the document type declares something; "),
    "a second document type": ("t.tbx", '<!DOCTYPE a SYSTEM "b">\n<!DOCTYPE a [<!ENTITY b "c">]><a/>', ":2: the document type declares something; "),
    "a document type inside": ("t.tmx", tmx('\n<!DOCTYPE a [<!ENTITY b "c">]>'), ":2: this is not XML: "),
    "nested too deep": ("t.tbx", martif("<termEntry>" + "<a>" * 70 + "</a>" * 70 + "</termEntry>"), ":4: elements are nested too deep; "),
    "nested a hundred thousand deep": ("t.tbx", "<tbx>" + "<a>" * 100_000, ":1: "),
    "a concept of eleven thousand elements": ("t.tbx", martif(f"<termEntry>{'<a/>' * 11_000}</termEntry>"), ":4: one entry holds more than 10,000 elements; "),
    "five million tags": ("t.tbx", "<tbx>" + "<a/>" * 5_000_000, ": there are more than 4,000,000 tags; split it into several files"),
    "a tag of a hundred thousand attributes": ("t.tbx", "<tbx>\n<a " + "".join(f"a{i}='' " for i in range(100_000)) + "/></tbx>", ":2: a tag does not end; "),
    "a text of 11 MB": ("t.tbx", martif(f"<termEntry><note>{'a' * 11_000_000}</note></termEntry>"), ":4: this is not XML: "),
    "an attribute of 11 MB": ("t.tbx", martif(f"<termEntry id='{'a' * 11_000_000}'/>"), ":4: a tag does not end; "),
    "a rule that is none of ours": ("t.yml", "extends: existence\nmessage: x\ntokens: [a]\n", ":1: this rule of Vale's is no substitution (existence); "),
    "rules without Chinese": ("t.yml", "version: 1\nrules:\n- {expected: Huajie, pattern: x}\n- {expected: B, pattern: y}\n", ":3: 2 rules of the file name no Chinese; run mt-repair glossary import"),
    "rules that are no list": ("t.yml", "version: 1\nrules: {a: b}\n", ":2: rules is not a list; begin each rule with - expected:"),
    "a rule that is a list": ("t.yml", "version: 1\nrules: [[a]]\n", ":2: a list is not a rule; begin it with - expected:"),
    "google: one column twice": ("t.csv", "zh,en,fr,zh\n花街网,Huajie,Rue,花街\n", ":1: there are two columns for zh; keep one of the two"),
    "google: too many cells": ("t.csv", "zh,en,fr\n花街网,Huajie,Rue,x\n", ":2: the row has 4 cells where 3 belong; "),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "beginning"), FAULTS.values(), ids=FAULTS)
def test_faults(tmp_path, name, content, beginning):
    path = written(tmp_path, name, content)
    with pytest.raises(InputError) as caught:
        read_terms(path)
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"{path}{beginning}")
    assert "\n" not in str(problem)


BOMBS = {
    "laughs": '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY a{i} "&a{i - 1 or ""};&a{i - 1 or ""};">' for i in range(1, 40)) + "]>",
    "one entity, long": f'<!DOCTYPE a [<!ENTITY a "{"a" * 100_000}">]>',
    "a file of the machine": '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    "an address": '<!DOCTYPE a [<!ENTITY a SYSTEM "http://127.0.0.1:9/a">]>',
    "a parameter entity": '<!DOCTYPE a [<!ENTITY % a SYSTEM "file:///etc/hostname"> %a;]>',
    "an attribute's default": '<!DOCTYPE a [<!ATTLIST term x CDATA "y">]>',
    "in capitals of its own": "<!DOCTYPE a\n\n [ ]>",
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("doctype", BOMBS.values(), ids=BOMBS)
def test_a_document_type_that_declares_is_refused_unread(tmp_path, doctype, encoding):
    content = martif(PAIR.replace("Huajie", "&a39;&a;"), doctype).replace('encoding="UTF-8"', "")
    path = written(tmp_path, "t.tbx", content.encode(encoding))
    with pytest.raises(InputError, match="the document type declares something"):
        read_terms(path)


def test_a_named_dtd_is_never_opened(tmp_path, monkeypatch):
    dtd = written(tmp_path, "core.dtd", '<!ENTITY a "stolen">')
    monkeypatch.chdir(tmp_path)
    for place in ("core.dtd", dtd.as_uri(), "http://127.0.0.1:9/core.dtd"):
        path = written(tmp_path, "t.tbx", martif(PAIR, f'<!DOCTYPE martif SYSTEM "{place}">'))
        assert [term.en for term in read_terms(path)] == ["Huajie"]
        path = written(
            tmp_path,
            "t.tbx",
            martif(PAIR.replace("Huajie", "&a;"), f'<!DOCTYPE martif SYSTEM "{place}">'),
        )
        with pytest.raises(InputError, match="Entity 'a' not defined"):
            read_terms(path)


WHOLE = {
    "tbx 2": ("g.tbx", V2_FULL),
    "tbx 3": ("g.tbx", DCT),
    "tmx": ("g.tmx", READS["tmx: notes, properties, another language"][1]),
    "google": ("g.csv", READS["google: sets of several languages"][1]),
    "prh": ("g.yml", READS["prh"][1]),
    "vale": ("g.yml", READS["vale"][1]),
}


@pytest.mark.parametrize(("name", "content"), WHOLE.values(), ids=WHOLE)
@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_damaged_file_reads_or_says_why(tmp_path, name, content, data):
    whole = content.encode()
    at = data.draw(st.integers(0, len(whole)))
    upto = data.draw(st.integers(at, min(at + 6, len(whole))))
    damage = data.draw(
        st.binary(max_size=4)
        | st.sampled_from(
            [
                b"<",
                b"</tig>",
                b"]]>",
                b"&",
                b"<!DOCTYPE a [",
                b'"',
                b"\n",
                b"|",
                b": ",
                b"\0",
                b"<a>" * 99,
            ]
        )
    )
    path = written(tmp_path, name, whole[:at] + damage + whole[upto:])
    for read in (read_terms, lambda path: import_terms(path).terms):
        try:
            found = [term.origin for term in read(path)]
        except InputError as error:
            found = [str(problem).removeprefix(f"{tmp_path}/") for problem in error.problems]
        assert found
        for message in found:
            assert message.startswith(f"{name}:")
            assert "\n" not in message
