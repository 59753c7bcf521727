"""What is written as TBX and TMX against the structure that the standards demand.

The grammars are the test's own words for the part of a standard that a glossary needs: TBX 3
after TBXcoreStructV03_TBX-Basic_integrated.rng, TBX-Basic_DCA.sch, Min.rng and Basic.rng
(github.com/LTAC-Global/TBX-Basic_dialect), TBX 2 after ISO 30042:2008 with the picklists of
TBX-Basic, TMX after tmx14.dtd.
"""

from __future__ import annotations

import io

import pytest
from lxml import etree

from mt_repair.glossary.exchange import export_terms
from mt_repair.types import Example, Term

TERMS = (
    Term("花街网", "Huajie"),
    Term(
        "元宝",
        "Yuanbao <&> Co",
        "ORG",
        accept=("Yuanbao.com", "YB"),
        wrong=("gold ingot", "ingot"),
        aliases=("元寶", "YB"),
        domain='mint & "bank"',
        note="One.\nTwo.",
        examples=(Example("An ingot fell.", "A Yuanbao <&> Co fell."), Example("An ingot.")),
    ),
)

_STATUS = "".join(
    f"<value>{word}Term-admn-sts</value>"
    for word in ("preferred", "admitted", "deprecated", "superseded")
)
_SPEECH = "".join(f"<value>{w}</value>" for w in ("noun", "verb", "adjective", "adverb", "other"))


def _dca(element: str, kind: str, content: str) -> str:
    return f'<element name="{element}"><attribute name="type"><value>{kind}</value></attribute>{content}</element>'


def _dct(module: str, kind: str, content: str) -> str:
    return f'<element name="{kind}" ns="http://www.tbxinfo.net/ns/{module}">{content}</element>'


STYLES = {
    "dca": (
        _dca("descrip", "subjectField", "<text/>"),
        f"<zeroOrMore><choice>{_dca('termNote', 'partOfSpeech', f'<choice>{_SPEECH}</choice>')}"
        f"{_dca('termNote', 'administrativeStatus', f'<choice>{_STATUS}</choice>')}</choice></zeroOrMore>",
        _dca("descrip", "context", "<text/>"),
    ),
    "dct": (
        _dct("min", "subjectField", "<text/>"),
        f"<zeroOrMore><choice>{_dct('min', 'partOfSpeech', f'<choice>{_SPEECH}</choice>')}"
        f"{_dct('min', 'administrativeStatus', f'<choice>{_STATUS}</choice>')}</choice></zeroOrMore>",
        _dct("basic", "context", "<text/>"),
    ),
}


def rng(style: str) -> etree.RelaxNG:
    """Return the grammar of TBX-Basic 3 in a style."""
    subject, notes, context = STYLES[style]
    language = '<attribute name="xml:lang"><data type="language"/></attribute>'
    text = f"""
<element name="tbx" xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:iso:std:iso:30042:ed-2"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <attribute name="type"><value>TBX-Basic</value></attribute>
  <attribute name="style"><value>{style}</value></attribute>{language}
  <element name="tbxHeader"><element name="fileDesc">
    <oneOrMore><element name="sourceDesc"><oneOrMore><element name="p"><text/></element></oneOrMore></element></oneOrMore>
  </element></element>
  <element name="text"><element name="body"><oneOrMore>
    <element name="conceptEntry"><optional><attribute name="id"><data type="ID"/></attribute></optional>
      <zeroOrMore><choice>{subject}<element name="note"><text/></element></choice></zeroOrMore>
      <oneOrMore><element name="langSec">{language}
        <oneOrMore><element name="termSec">
          <element name="term"><text/></element>{notes}
          <zeroOrMore><choice>{context}<element name="note"><text/></element></choice></zeroOrMore>
        </element></oneOrMore>
      </element></oneOrMore>
    </element>
  </oneOrMore></element></element>
</element>"""
    return etree.RelaxNG(etree.fromstring(text))


TBX_2 = """
<!ELEMENT martif (martifHeader, text)><!ATTLIST martif type CDATA #REQUIRED xml:lang CDATA #REQUIRED>
<!ELEMENT martifHeader (fileDesc, encodingDesc?, revisionDesc?)>
<!ELEMENT fileDesc (titleStmt?, publicationStmt?, sourceDesc+)>
<!ELEMENT titleStmt (#PCDATA)><!ELEMENT publicationStmt (p+)><!ELEMENT revisionDesc (#PCDATA)>
<!ELEMENT sourceDesc (p+)><!ELEMENT encodingDesc (p+)>
<!ELEMENT p (#PCDATA)><!ATTLIST p type (XCSURI|XCSContent|DCSName) #IMPLIED>
<!ELEMENT text (body, back?)><!ELEMENT body (termEntry+)><!ELEMENT back (#PCDATA)>
<!ELEMENT termEntry ((descrip|descripGrp|admin|transacGrp|note|ref|xref)*, langSet+)><!ATTLIST termEntry id ID #IMPLIED>
<!ELEMENT langSet ((descrip|descripGrp|admin|transacGrp|note|ref|xref)*, (tig|ntig)+)><!ATTLIST langSet xml:lang CDATA #REQUIRED>
<!ELEMENT tig (term, termNote*, (descrip|descripGrp|admin|transacGrp|note|ref|xref)*)><!ELEMENT ntig (#PCDATA)>
<!ELEMENT term (#PCDATA)><!ELEMENT termNote (#PCDATA)><!ATTLIST termNote type (partOfSpeech|administrativeStatus|termType) #REQUIRED>
<!ELEMENT descrip (#PCDATA)><!ATTLIST descrip type (subjectField|context|definition) #REQUIRED>
<!ELEMENT note (#PCDATA)><!ELEMENT descripGrp (descrip)><!ELEMENT admin (#PCDATA)><!ELEMENT transacGrp (#PCDATA)>
<!ELEMENT ref (#PCDATA)><!ELEMENT xref (#PCDATA)>
"""
TMX = """
<!ELEMENT tmx (header, body)><!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header (note|prop)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED segtype (block|paragraph|sentence|phrase) #REQUIRED
  o-tmf CDATA #REQUIRED adminlang CDATA #REQUIRED srclang CDATA #REQUIRED datatype CDATA #REQUIRED>
<!ELEMENT body (tu*)><!ELEMENT tu ((note|prop)*, tuv+)><!ELEMENT tuv ((note|prop)*, seg)><!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT seg (#PCDATA)><!ELEMENT note (#PCDATA)><!ELEMENT prop (#PCDATA)><!ATTLIST prop type CDATA #REQUIRED>
"""


def grammar(format: str) -> etree.RelaxNG | etree.DTD:
    if format in ("tbx", "tbx-dct"):
        return rng("dct" if format == "tbx-dct" else "dca")
    return etree.DTD(io.StringIO(TBX_2 if format == "tbx-2" else TMX))


@pytest.mark.parametrize("format", ["tbx", "tbx-dct", "tbx-2", "tmx"])
def test_what_is_written_is_valid(format):
    data = export_terms(TERMS, format).data
    schema = grammar(format)
    assert schema.validate(etree.fromstring(data)), schema.error_log


# What would not be: a change to the file, and the grammar that must see it.
BROKEN = {
    "a status that is none": ("tbx", b"preferredTerm-admn-sts", b"preferred"),
    "a note of the term behind its context": ("tbx", b"</term>", b"</term><descrip type='context'>x</descrip>"),
    "no name": ("tbx-dct", b"<term>YB</term>", b""),
    "dca in dct": ("tbx-dct", b"min:subjectField", b"descrip"),
    "a part of speech of version 2": ("tbx-dct", b">noun<", b">properNoun<"),
    "a note after the terms": ("tbx-2", b"</langSet>", b"<note>x</note></langSet>"),
    "no language": ("tbx-2", b'<langSet xml:lang="en"', b"<langSet"),
    "a property behind the variants": ("tmx", b"</tu>", b"<prop type='x'>y</prop></tu>"),
    "no source language": ("tmx", b'srclang="zh"', b""),
}  # fmt: skip


@pytest.mark.parametrize(("format", "old", "new"), BROKEN.values(), ids=BROKEN)
def test_the_grammars_see_what_is_wrong(format, old, new):
    data = export_terms(TERMS, format).data
    assert old in data
    assert not grammar(format).validate(etree.fromstring(data.replace(old, new)))


@pytest.mark.parametrize("format", ["tbx", "tbx-dct", "tbx-2", "tmx"])
def test_an_id_is_given_once(format):
    ids = etree.fromstring(export_terms(TERMS, format).data).xpath("//@id")
    assert len(ids) == len(set(ids)) == (0 if format == "tmx" else len(TERMS))
