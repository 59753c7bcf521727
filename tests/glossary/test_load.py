"""Glossary files: what reads, and every way they go wrong, in the words an editor sees."""

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import rtoml
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mt_repair.errors import InputError
from mt_repair.glossary import load
from mt_repair.glossary.formats.table import COLUMNS, join_names, split_names
from mt_repair.glossary.load import read_terms
from mt_repair.language.chinese import has_han
from mt_repair.types import ENTITY_TYPES, Example, Term


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_terms(path)
    return [str(problem) for problem in caught.value.problems]


PAIPAI = Term("拍拍", "Paipai", origin="g:1")
FULL = Term(
    zh="拍拍",
    en="Paipai",
    type="ORG",
    accept=("Paipai.com",),
    wrong=("pat", "pat network"),
    aliases=("拍拍网",),
    domain="e-commerce",
    note="Tencent's",
    examples=(
        Example("On pat, shops", "On Paipai, shops", 3),
        Example("A pat on the back", None, 4),
    ),
)
FULL_TOML = """[[term]]
zh = "拍拍"
en = "Paipai"
type = "ORG"
accept = ["Paipai.com"]
wrong = ["pat", "pat network"]
aliases = ["拍拍网"]
domain = "e-commerce"
note = "Tencent's"
examples = [
  { before = "On pat, shops", after = "On Paipai, shops" },
  { keep = "A pat on the back" },
]
"""
FULL_YAML = """# a comment
terms:
  - zh: 拍拍
    en: Paipai
    type: ORG
    accept: [Paipai.com]
    wrong:
      - pat
      - pat network
    aliases: [拍拍网]
    domain: e-commerce
    note: Tencent's
    examples:
      - before: On pat, shops
        after: On Paipai, shops
      - keep: A pat on the back
"""
FULL_CSV = """zh,en,type,accept,wrong,aliases,domain,note
拍拍,Paipai,ORG,Paipai.com,pat|pat network,拍拍网,e-commerce,Tencent's
"""


@pytest.mark.parametrize(
    ("name", "content", "line", "example_lines"),
    [
        ("g.toml", FULL_TOML, 1, (11, 12)),
        ("g.TOML", "\ufeff\n" + FULL_TOML.replace("\n", "\r\n"), 2, (12, 13)),
        ("g.yaml", FULL_YAML, 3, (14, 16)),
        ("g.yml", "\ufeff" + FULL_YAML.replace("\n", "\r\n"), 3, (14, 16)),
        ("g.csv", FULL_CSV, 2, ()),
        ("g.csv", "\ufeff" + FULL_CSV.replace(",", ";").replace("\n", "\r\n"), 2, ()),
        ("g.tsv", FULL_CSV.replace(",", "\t"), 2, ()),
    ],
)
def test_a_full_term_reads_the_same_from_every_format(tmp_path, name, content, line, example_lines):
    (term,) = read_terms(written(tmp_path, name, content))
    examples = tuple(
        replace(example, line=at) for example, at in zip(FULL.examples, example_lines, strict=False)
    )
    assert term == replace(FULL, examples=examples, origin=f"{name}:{line}")


READS = {
    "toml: a header inside a multi-line string is text": (
        "g.toml",
        "# [[term]]\n"
        '[[term]]\nzh = "拍拍"\nen = "Paipai"\nnote = """\n[[term]]\nzh = "x"\n"""\n'
        "[[ term ]] # two\nzh = '京东'\nen = 'JD'\nnote = '''\n[[term]]\n'''\n"
        '[["term"]]\nzh="美团"\nen="Meituan"',
        [("拍拍", "Paipai", 2), ("京东", "JD", 9), ("美团", "Meituan", 15)],
    ),
    "toml: brackets, hashes and escaped quotes in strings": (
        "g.toml",
        '[[term]]\nzh = "拍拍[[term]]"\nen = "a \\" # [ {"\nwrong = [\n  "[",\n  "]]",\n]\n'
        '\n[[term]]\nzh = "京东" # [[term]]\nen = "JD"\n',
        [("拍拍[[term]]", 'a " # [ {', 1), ("京东", "JD", 9)],
    ),
    "yaml: names are the text as written": (
        "g.yaml",
        "terms:\n- {zh: 双十二, en: 12.12}\n- {zh: 不, en: no}\n- {zh: 元旦, en: 2024-01-01}\n"
        "- {zh: 空, en: null}\n- {zh: 八进制, en: 0o17, accept: [1e3, on]}\n",
        [
            ("双十二", "12.12", 2),
            ("不", "no", 3),
            ("元旦", "2024-01-01", 4),
            ("空", "null", 5),
            ("八进制", "0o17", 6),
        ],
    ),
    "yaml: a key without a value says nothing": (
        "g.yaml",
        "terms:\n- zh: 拍拍\n  en: Paipai\n  accept:\n  off:\n  examples:\n",
        [("拍拍", "Paipai", 2)],
    ),
    "yaml: json is yaml": (
        "g.yaml",
        json.dumps({"terms": [{"zh": "拍拍", "en": "Paipai"}]}),
        [("拍拍", "Paipai", 1)],
    ),
    "csv: no header": (
        "g.csv",
        "拍拍,Paipai\n京东,JD\n",
        [("拍拍", "Paipai", 1), ("京东", "JD", 2)],
    ),
    "csv: english first": (
        "g.csv",
        "Paipai,拍拍\nJD,京东\n",
        [("拍拍", "Paipai", 1), ("京东", "JD", 2)],
    ),
    "csv: deepl's four columns": (
        "g.csv",
        "拍拍,Paipai,zh,en\n京东,JD,zh,en\n",
        [("拍拍", "Paipai", 1), ("京东", "JD", 2)],
    ),
    "csv: google's header": ("g.csv", "en-US,zh-CN\nPaipai,拍拍\n", [("拍拍", "Paipai", 2)]),
    "csv: columns in any order, capitals, empty columns at the end": (
        "g.csv",
        "Note,EN,ZH,,\nx,Paipai,拍拍,,\n,,,,\n,JD,京东\n",
        [("拍拍", "Paipai", 2), ("京东", "JD", 4)],
    ),
    "csv: lines count through quoted line breaks and blank lines": (
        "g.csv",
        'zh,en,note\n\n拍拍,Paipai,"one\ntwo\n\nthree"\n京东,"JD, Inc. ""x""",\u2028\n美团, "M, N"\n',
        [("拍拍", "Paipai", 3), ("京东", 'JD, Inc. "x"', 7), ("美团", "M, N", 8)],
    ),
    "tsv: a quotation mark is a character": (
        "g.tsv",
        '拍拍\t"Paipai\n京东\tJD "x"\n',
        [("拍拍", '"Paipai', 1), ("京东", 'JD "x"', 2)],
    ),
    "csv: old line ends": (
        "g.csv",
        "zh,en\r拍拍,Paipai\r京东,JD\r",
        [("拍拍", "Paipai", 2), ("京东", "JD", 3)],
    ),
    "spaces around names": (
        "g.toml",
        '[[term]]\nzh = " 拍拍\u3000"\nen = "\tPaipai "',
        [("拍拍", "Paipai", 1)],
    ),
}


@pytest.mark.parametrize(("name", "content", "expected"), READS.values(), ids=READS)
def test_reads(tmp_path, name, content, expected):
    terms = read_terms(written(tmp_path, name, content))
    assert [(t.zh, t.en, t.origin) for t in terms] == [
        (zh, en, f"{name}:{line}") for zh, en, line in expected
    ]


def test_values_of_a_table(tmp_path):
    content = "zh,en,accept,off\n拍拍,a|b,a\\|b|c\\\\d | e,\n京东,,,TRUE\n美团,Meituan,,no\n"
    paipai, jd, meituan = read_terms(written(tmp_path, "g.csv", content))
    assert (paipai.en, paipai.accept, paipai.off) == ("a|b", ("a|b", "c\\d", "e"), False)
    assert (jd.en, jd.off, meituan.off) == ("", True, False)


@pytest.mark.parametrize("value", ["true", "True", "yes", "on"])
def test_off_needs_only_zh(tmp_path, value):
    (term,) = read_terms(written(tmp_path, "g.yaml", f"terms:\n- zh: 拍拍\n  off: {value}\n"))
    assert term == Term("拍拍", "", off=True, origin="g.yaml:2")
    (term,) = read_terms(written(tmp_path, "g.toml", '[[term]]\nzh = "拍拍"\noff = true\n'))
    assert term == Term("拍拍", "", off=True, origin="g.toml:1")


def test_examples_as_tables_of_their_own(tmp_path):
    content = (
        '[[term]]\nzh = "拍拍"\nen = "Paipai"\n[[term.examples]]\nbefore = "a"\nafter = "b"\n\n'
        '[[term.examples]]\nkeep = "c"\n[[term]]\nzh = "京东"\nen = "JD"\n'
        'examples = [{ keep = "[{" },\n # {\n {keep = "d"}]\n'
    )
    first, second = read_terms(written(tmp_path, "g.toml", content))
    assert first.examples == (Example("a", "b", 4), Example("c", None, 8))
    assert second.examples == (Example("[{", None, 13), Example("d", None, 15))


HEAD = '[[term]]\nzh = "拍拍"\nen = "Paipai"\n'
YHEAD = "terms:\n- zh: 拍拍\n  en: Paipai\n"
LONG = "x" * 201

# file name, content, and how each message begins after the path.
FAULTS: dict[str, tuple[str, str | bytes, list[str]]] = {
    # what a term may hold, in both formats with keys
    "unknown key, toml": ("g.toml", HEAD + "exampels = []", [':4: unknown key "exampels"; write "examples"']),
    "unknown key, yaml": ("g.yaml", YHEAD + "  Wrongs: [x]", [':4: unknown key "Wrongs"; write "wrong"']),
    "unknown key, nothing near": ("g.toml", HEAD + "qqq = 1", [':4: unknown key "qqq"; use one of zh, en,']),
    "zh missing": ("g.toml", '[[term]]\nen = "x"', [":1: zh is missing; write the Chinese name"]),
    "en missing": ("g.yaml", "terms:\n- zh: 拍拍", [":2: en is missing; write the English name"]),
    "zh empty": ("g.toml", '[[term]]\nen = "x"\nzh = " "', [":3: zh is empty; "]),
    "en empty, yaml": ("g.yaml", "terms:\n- zh: 拍拍\n  en:\n", [":3: en is empty; "]),
    "off = false needs en": ("g.toml", '[[term]]\nzh = "拍拍"\noff = false', [":1: en is missing; "]),
    "list wanted, toml": ("g.toml", HEAD + 'wrong = "pat"', [':4: wrong is a text, not a list; write wrong = ["pat"]']),
    "list wanted, yaml": ("g.yaml", YHEAD + "  wrong: pat", [':4: wrong is a text, not a list; write wrong: ["pat"]']),
    "text wanted, number": ("g.toml", '[[term]]\nzh = "双十二"\nen = 12.12', [':3: en is a number, not a text; write en = "12.12"']),
    "text wanted, date": ("g.toml", '[[term]]\nzh = "元旦"\nen = 2024-01-01', [":3: en is a date or time, not a text; "]),
    "text wanted, list": ("g.yaml", "terms:\n- zh: 拍拍\n  en: [a]", [":3: en is a list, not a text; "]),
    "list of numbers": ("g.toml", HEAD + "accept = [12]", [":4: accept holds a number where a text belongs; put"]),
    "list of keys": ("g.yaml", YHEAD + "  wrong:\n  - a: b", [":4: wrong holds a group of keys where a text belongs; put"]),
    "off is a number": ("g.toml", HEAD + "off = 1", [":4: off is a number, not true or false; write off = true"]),
    "off in quotation marks": ("g.yaml", YHEAD + '  off: "true"', [":4: off is a text, not true or false; write off: true"]),
    "off in a table": ("g.csv", "zh,en,off\n拍拍,Paipai,maybe", [":2: off is a text, not true or false; write true,"]),
    "unknown type": ("g.toml", HEAD + 'type = "Org"', [':4: unknown type "Org"; write "ORG"']),
    "unknown type, table": ("g.csv", "zh,en,type\n拍拍,Paipai,SHOP", [':2: unknown type "SHOP"; use one of PER, ORG,']),
    "twice, toml": ("g.toml", HEAD + HEAD, [':5: "拍拍" has an entry in line 1 already; ']),
    "twice by nfkc": ("g.yaml", "terms:\n- {zh: TCL集团, en: TCL}\n- {zh: ＴＣＬ集团, en: TCL}", [':3: "ＴＣＬ集团" has an entry in line 2']),
    "twice on a line": ("g.yaml", "terms: [{zh: 拍拍, en: a}, {zh: 拍拍, en: a}]", [':1: "拍拍" has an entry in line 1']),
    "twice, table": ("g.csv", "拍拍,a\n京东,JD\n拍拍,b", [':3: "拍拍" has an entry in line 1']),
    "no Chinese in zh": ("g.csv", "zh,en\nPaipai,Paipai", [':2: zh holds no Chinese: "Paipai"; ']),
    "Chinese in en": ("g.toml", '[[term]]\nzh = "拍拍"\nen = "拍 x"', [':3: en holds Chinese: "拍 x"; ']),
    "Chinese in accept": ("g.csv", "zh,en,accept\n拍拍,Paipai,拍", [":2: accept holds Chinese: "]),
    "columns swapped under a header": (
        "g.csv", "zh,en\nPaipai,拍拍", [":2: zh holds no Chinese: ", ":2: en holds Chinese: "],
    ),
    "control character": ("g.toml", '[[term]]\nzh = "拍\\u0007拍"\nen = "x"', [":2: zh holds a control or invisible character (U+0007)"]),
    "invisible character": ("g.csv", "拍拍,Pai\u200bpai", [":1: en holds a control or invisible character (U+200B)"]),
    "nul by escape": ("g.yaml", 'terms:\n- zh: 拍拍\n  en: "a\\0b"', [":3: en holds a control or invisible character (U+0000)"]),
    "control character in a note": ("g.toml", HEAD + 'note = "a\\u0000\\n"', [":4: note holds a control character (U+0000)"]),
    "line break": ("g.toml", '[[term]]\nzh = "拍拍"\nen = "Pai\\npai"', [":3: en holds a line break; write the name on one line"]),
    "line break, table": ("g.csv", '拍拍,"Pai\nPai"', [":1: en holds a line break; "]),
    "line separator in a list": ("g.yaml", YHEAD + '  wrong: ["a\\Lb"]', [":4: wrong holds a line break; "]),
    "wrong is en": ("g.toml", HEAD + 'wrong = ["paiPAI"]', [':4: the wrong form "paiPAI" is also right (it is in en); ']),
    "wrong is accepted": ("g.csv", "zh,en,accept,wrong\n拍拍,P,a|b,x|B", [':2: the wrong form "B" is also right (it is in accept); ']),
    "too long": ("g.toml", HEAD + f'accept = ["{LONG}"]', [":4: accept is 201 characters long, a name has at most 200; "]),
    "empty name in a list": ("g.toml", HEAD + 'wrong = [""]', [":4: wrong holds an empty name; remove it"]),
    "empty name in a cell": ("g.csv", "zh,en,wrong\n拍拍,P,a||b", [":2: wrong holds an empty name; remove it"]),
    # examples
    "examples is no list": ("g.toml", HEAD + 'examples = "x"', [":4: examples is a text, not a list; write a list of { before"]),
    "example is no table": ("g.toml", HEAD + 'examples = [\n"x",\n]', [":4: an example is a text, not a group of keys; "]),
    "example is no mapping": ("g.yaml", YHEAD + "  examples:\n  - x", [":5: an example is a text, not a group of keys; write { before:"]),
    "only before": ("g.toml", HEAD + 'examples = [\n{ before = "x" },\n]', [":5: an example has before; write { before"]),
    "after and keep": ("g.yaml", YHEAD + "  examples:\n  - after: x\n    keep: y", [":5: an example has after and keep; "]),
    "unknown key in an example": ("g.yaml", YHEAD + "  examples:\n  - keeps: x", [':5: unknown key "keeps" in an example; write "keep"']),
    "empty sentence": ("g.toml", HEAD + 'examples = [{ keep = "" }]', [":4: keep is empty; "]),
    "number for a sentence": ("g.toml", HEAD + "examples = [{ keep = 1 }]", [":4: keep is a number, not a text; "]),
    "same before and after": ("g.toml", HEAD + '[[term.examples]]\nbefore = "a"\nafter = "a"', [":4: before and after are the same; "]),
    # the syntax and shape of TOML
    "toml: unquoted": ("g.toml", "[[term]]\nzh = 拍拍", [":2: this is not TOML: "]),
    "toml: curly quotes": ("g.toml", "[[term]]\nzh = “拍拍”", [":2: this is not TOML: string values must be quoted"]),
    "toml: unclosed": ("g.toml", '[[term]]\nzh = "拍拍\nen = "x"', [":2: a quotation mark is not closed; "]),
    "toml: key twice": ("g.toml", HEAD + 'en = "x"', [":4: this is not TOML: duplicate key; "]),
    "toml: too deep": ("g.toml", "a = " + "[" * 100_000, [":1: lists are nested too deep; "]),
    "toml: impossible date": ("g.toml", HEAD + "note = 2024-02-30", [":4: this is not TOML: invalid date"]),
    "toml: [term]": ("g.toml", "\n[term]\nzh = '拍'", [":2: a term is not in a block of its own; begin each one with [[term]]"]),
    "toml: terms in a list": ("g.toml", "term = [{ zh = '拍', en = 'x' }]", [":1: a term is not in a block of its own; "]),
    "toml: stray keys": ("g.toml", 'title = "x"\n' + HEAD + "[[terms]]\n", [':1: "title" stands outside a term; ', ':5: "terms" stands outside a term; ']),
    # the syntax and shape of YAML
    "yaml: tab": ("g.yaml", "terms:\n\t- zh: 拍拍", [":2: a tab or a character with a meaning of its own"]),
    "yaml: unclosed": ("g.yaml", 'terms:\n- zh: 拍拍\n  en: "x\n\n\n', [":3: a quotation mark is not closed; "]),
    "yaml: colon": ("g.yaml", "terms:\n- zh: 拍拍\n  en: x: y", [":3: a colon stands where no key is due; "]),
    "yaml: control character": ("g.yaml", "terms:\n- zh: 拍拍\n  en: x\x01", [":3: a control character (U+0001) stands here; "]),
    "yaml: bad indent": ("g.yaml", "terms:\n- zh: 拍拍\n en: x", [":3: this is not YAML: "]),
    "yaml: alias and anchor": (
        "g.yaml", "terms:\n- zh: 拍拍\n  en: &A\n  accept: [*A]\n  domain: !x y",
        [':3: "&A" is an anchor, alias or tag', ':4: "*A" is an anchor, alias or tag', ':5: "!x" is an anchor, alias or tag'],
    ),
    "yaml: too deep": ("g.yaml", "terms: " + "[" * 100_000, [":1: lists and keys are nested too deep; "]),
    "yaml: too deep by dashes": ("g.yaml", "- " * 100_000, [":1: lists and keys are nested too deep; "]),
    "yaml: no heading": ("g.yaml", "- zh: 拍拍\n  en: x", [":1: the terms have no heading; begin the file with terms:"]),
    "yaml: no list": ("g.yaml", "terms:\n  zh: 拍拍", [":2: terms is not a list; begin each term with - zh:"]),
    "yaml: no term": ("g.yaml", "terms:\n- 拍拍\n- [x]\n- zh：拍", [':2: "拍拍" is not a term; begin', ":3: a list is not a term; ", ':4: "zh：拍" is not a term; use the colon']),
    "yaml: key twice": ("g.yaml", YHEAD + "  zh: 京东", [":4: zh is given twice; keep one of the two"]),
    "yaml: key is a list": ("g.yaml", YHEAD + "  ? [a]\n  : b", [":4: a key is not a word; "]),
    "yaml: stray key": ("g.yaml", "term: []\n" + YHEAD, [':1: "term" stands outside a term; ']),
    "yaml: two documents": ("g.yaml", YHEAD + "---\na: b", [":5: a second document begins; remove the line ---"]),
    # tables
    "csv: unknown columns": (
        "g.csv", "zh,en,wrnog,examples,zh-TW\n拍拍,x,a,b,c",
        [':1: unknown column "wrnog"; write "wrong"', ":1: a table cannot hold examples; ", ":1: there are two columns for zh; "],
    ),
    "csv: no column of ours": ("g.csv", "Chinese,English\n拍拍,Paipai", [":1: the first row is neither a header nor a term; name the columns: zh,en"]),
    "csv: too many cells": ("g.csv", "zh,en\n拍拍,Pai,pai\n京东,JD", [":2: the row has 3 cells where 2 belong; put a text with a comma"]),
    "csv: too many semicolons": ("g.csv", "zh;en\n拍拍;Pai;pai", [":2: the row has 3 cells where 2 belong; put a text with a semicolon"]),
    "csv: too many without a header": ("g.csv", "拍拍,Paipai,ORG", [":1: the row has 3 cells where 2 belong; "]),
    "tsv: too many cells": ("g.tsv", "zh\ten\n拍拍\tPai\tpai", [":2: the row has 3 cells where 2 belong; take out the extra tab"]),
    "csv: too few cells": ("g.csv", "zh,en\n拍拍", [":2: en is empty; "]),
    "csv: unclosed": ("g.csv", 'zh,en\n京东,JD\n拍拍,"Pai\nx,y\n', [":3: a quotation mark that opens in this row is never closed; "]),
    "csv: unclosed and huge": ("g.csv", '拍拍,"' + "x\n" * 200_000, [":1: a quotation mark that opens in this row is never closed; "]),
    "csv: text after a quotation mark": ("g.csv", '拍拍,"Pai" pai', [":1: text follows a closing quotation mark; "]),
    "csv: a broken end hides nothing before it": ("g.csv", 'zh,en\nx,y\n拍拍,"', [":2: zh holds no Chinese: ", ":3: a quotation mark that opens"]),
    "csv: a million columns": ("g.csv", "拍拍,x," + "y," * 1_000_000, [":1: the row has 1000003 cells where 2 belong; "]),
    # bytes
    "empty": ("g.toml", b"", [": the file is empty; "]),
    "only a byte order mark": ("g.csv", b"\xef\xbb\xbf\r\n ", [": the file is empty; "]),
    "only a comment": ("g.toml", "# nothing", [": the file holds no term; "]),
    "no terms, yaml": ("g.yaml", "terms:\n", [": the file holds no term; "]),
    "only a comment, yaml": ("g.yaml", "# nothing", [": the file holds no term; "]),
    "only a header": ("g.csv", "zh,en\n", [": the file holds no term; "]),
    "GB18030": ("g.csv", "zh,en\n拍拍,Paipai".encode("gb18030"), [":2: the byte 0xC5 is not UTF-8 (the file seems to be GB18030); save"]),
    "UTF-16 with mark": ("g.toml", HEAD.encode("utf-16"), [":1: the byte 0xFF is not UTF-8 (the file seems to be UTF-16); save"]),
    "UTF-16 without mark": ("g.csv", "zh,en\n拍拍,x".encode("utf-16-le"), [":2: the byte 0xCD is not UTF-8 (the file seems to be UTF-16); "]),
    "cut UTF-8": ("g.csv", "zh,en\n京东,JD\n拍拍,é".encode()[:-1], [":3: the byte 0xC3 is not UTF-8; save"]),
    "NUL": ("g.csv", "zh,en\n拍拍,a\0b", [":2: there is a NUL character; "]),
    "unknown suffix": ("g.xlsx", "x", [': unknown file type ".xlsx"; save it as one of .toml, .yaml,']),
    "no suffix": ("glossary", "x", [": no file type; save it as one of .toml, .yaml,"]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "expected"), FAULTS.values(), ids=FAULTS)
def test_faults(tmp_path, name, content, expected):
    path = written(tmp_path, name, content)
    found = problems(path)
    assert len(found) == len(expected), found
    for message, beginning in zip(found, expected, strict=True):
        assert message.startswith(f"{path}{beginning}")


def test_one_bad_entry_loads_nothing_and_says_all_that_is_wrong(tmp_path):
    content = (
        HEAD
        + '\n[[term]]\nzh = "JD"\nen = ""\nwrong = "x"\nnope = 1\n'
        + '\n[[term]]\nzh = "京东"\nen = "JD"\n'
        + '\n[[term]]\nzh = "拍拍"\nen = "P"\ntype = "X"\n'
    )
    path = written(tmp_path, "g.toml", content)
    places = [message.removeprefix(f"{path}:").split(";")[0] for message in problems(path)]
    assert places == [
        '6: zh holds no Chinese: "JD"',
        "7: en is empty",
        "8: wrong is a text, not a list",
        '9: unknown key "nope"',
        '16: "拍拍" has an entry in line 1 already',
        '18: unknown type "X"',
    ]


def test_a_file_of_nothing_but_problems_stops_somewhere(tmp_path):
    path = written(tmp_path, "g.csv", "zh,en\n" + "x,y\n" * 20_000)
    found = problems(path)
    assert len(found) == load.MOST_PROBLEMS + 1
    assert found[-1] == f"{path}: there are more than 1000 problems; mend these first"


def test_missing_file_and_folder(tmp_path):
    path = tmp_path / "none.toml"
    assert problems(path) == [f"{path}: there is no such file; check the name and the folder"]
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    assert problems(folder) == [f"{folder}: this is a folder; name a file in it"]


def test_a_name_that_is_no_name():
    (message,) = problems(Path("a\0b.toml"))
    assert "the file cannot be opened" in message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_forbidden_file(tmp_path):
    path = written(tmp_path, "g.toml", HEAD)
    path.chmod(0)
    assert problems(path)[0].startswith(f"{path}: the file cannot be opened (")


def test_too_large(tmp_path, monkeypatch):
    path = tmp_path / "g.toml"
    with path.open("wb") as file:
        file.truncate(load.LARGEST_FILE + 1)
    assert problems(path) == [
        f"{path}: the file is larger than 50 MB; split it into several glossaries"
    ]


def test_messages_spell_out_what_cannot_be_seen(tmp_path):
    path = written(tmp_path, "g.csv", "zh,en\n\x1b[31m" + "x" * 80 + ",y")
    (control, no_chinese) = problems(path)
    assert "(U+001B)" in control
    assert "\x1b" not in no_chinese
    assert len(no_chinese) < len(str(path)) + 120


def test_an_alias_bomb_is_refused(tmp_path):
    levels = ["a0: &a0 [x, x]"]
    levels += [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    path = written(tmp_path, "g.yaml", "\n".join(levels))
    assert "is an anchor, alias or tag" in problems(path)[0]


def test_only_a_yaml_or_an_xml_glossary_loads_its_parser():
    code = "import sys, mt_repair.glossary.load; sys.exit(bool({'yaml', 'lxml'} & {*sys.modules}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# What is written reads back, in every format.

_HAN = st.text(st.sampled_from("拍网京东商城美团点评亿邦动力𠀀〇"), min_size=1, max_size=6)
_LATIN = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Lo"])
_NAME = st.text(_LATIN, min_size=1, max_size=20).map(str.strip).filter(bool)
_ZH = st.builds(str.__add__, _HAN, _NAME | st.just("")).filter(has_han)
_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\"'\\"),
    max_size=30,
).map(str.strip)
_SENTENCE = _TEXT.filter(bool)
_EXAMPLE = st.one_of(
    st.builds(Example, _SENTENCE),
    st.tuples(_SENTENCE, _SENTENCE).filter(lambda p: p[0] != p[1]).map(lambda p: Example(*p)),
)


def _several(names):
    return st.lists(names, max_size=3).map(tuple)


def _consistent(term: Term) -> bool:
    right = {form.casefold() for form in term.right}
    return not any(form.casefold() in right for form in term.wrong)


_TERM = st.builds(
    Term,
    zh=_ZH,
    en=_NAME,
    type=st.none() | st.sampled_from(ENTITY_TYPES),
    accept=_several(_NAME),
    wrong=_several(_NAME),
    aliases=_several(_ZH),
    domain=_NAME | st.just(""),
    note=_TEXT,
    examples=st.lists(_EXAMPLE, max_size=3).map(tuple),
    off=st.booleans(),
).filter(_consistent)
_TERMS = st.lists(_TERM, min_size=1, max_size=4, unique_by=lambda t: load.zh_key(t.zh))


def _as_mapping(term: Term) -> dict:
    found = {key: getattr(term, key) for key in COLUMNS if getattr(term, key)}
    found |= {key: list(value) for key, value in found.items() if isinstance(value, tuple)}
    if term.examples:
        found["examples"] = [
            {"keep": e.before} if e.keep else {"before": e.before, "after": e.after}
            for e in term.examples
        ]
    return found


def _as_toml(terms) -> str:
    return rtoml.dumps({"term": [_as_mapping(term) for term in terms]})


def _as_yaml(terms) -> str:
    return yaml.safe_dump({"terms": [_as_mapping(t) for t in terms]}, allow_unicode=True)


def _as_csv(terms) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for term in terms:
        found = _as_mapping(term)
        cells = (found.get(key, "") for key in COLUMNS)
        writer.writerow(join_names(c) if isinstance(c, list) else c for c in cells)
    return out.getvalue()


@pytest.mark.parametrize(
    ("suffix", "write"), [("toml", _as_toml), ("yaml", _as_yaml), ("csv", _as_csv)]
)
@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(terms=_TERMS)
def test_what_is_written_reads_back(tmp_path, suffix, write, terms):
    content = write(terms)
    read = read_terms(written(tmp_path, f"g.{suffix}", content))
    lines = [int(term.origin.partition(":")[2]) for term in read]
    assert lines == sorted(lines)
    assert all(0 < line <= content.count("\n") + 1 for line in lines)
    bare = [
        replace(t, origin="", examples=tuple(replace(e, line=0) for e in t.examples)) for t in read
    ]
    if suffix == "csv":
        terms = [replace(term, examples=()) for term in terms]
    assert bare == terms


@settings(deadline=None, derandomize=True)
@given(names=st.lists(_NAME, min_size=1, max_size=4))
def test_names_in_a_cell_read_back(names):
    assert split_names(join_names(names)) == names


@pytest.mark.parametrize("suffix", ["toml", "yaml", "csv", "tsv"])
@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_damaged_file_reads_or_says_why(tmp_path, suffix, data):
    whole = {"toml": FULL_TOML, "yaml": FULL_YAML, "csv": FULL_CSV, "tsv": FULL_CSV}[
        suffix
    ].encode()
    at = data.draw(st.integers(0, len(whole)))
    upto = data.draw(st.integers(at, min(at + 6, len(whole))))
    damage = data.draw(
        st.binary(max_size=4)
        | st.sampled_from([b'"', b"[", b"]]", b"\n", b"{", b"|", b": ", b"\0"])
    )
    path = written(tmp_path, f"g.{suffix}", whole[:at] + damage + whole[upto:])
    try:
        found = [term.origin for term in read_terms(path)]
    except InputError as error:
        found = [str(problem).removeprefix(f"{tmp_path}/") for problem in error.problems]
    assert found
    for message in found:
        assert message.startswith(f"g.{suffix}:")
        assert "\n" not in message
