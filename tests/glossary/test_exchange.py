"""Terms into every format and back: the same, or what is missing is told."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mt_repair.errors import InputError
from mt_repair.glossary.entries import KEYS, Left, values_of
from mt_repair.glossary.exchange import combined, export_terms, import_terms, lines_of
from mt_repair.glossary.formats.registry import BY_SUFFIX, FORMATS
from mt_repair.glossary.glossary import zh_key
from mt_repair.language.chinese import has_han
from mt_repair.types import ENTITY_TYPES, Example, Term

DOCS = Path(__file__).parents[2] / "docs" / "exchange.md"

PLAIN = Term("花街网", "Huajie")
FULL = Term(
    zh="花街网",
    en="Huajie",
    type="ORG",
    accept=("Huajie.com", 'the "Street"'),
    wrong=("flower street network", "flower|street", "C++"),
    aliases=("花街", "花街商城"),
    domain="e-commerce",
    note="A marketplace.\nSince 2012.",
    examples=(
        Example("Sellers told flower street network so.", "Sellers told Huajie so."),
        Example("A flower street network of stalls."),
    ),
)
OFF = Term("关闭", "Guanbi", off=True)


def back(folder: Path, data: bytes, format: str) -> tuple[Term, ...]:
    path = folder / f"file{FORMATS[format].suffix}"
    path.write_bytes(data)
    return import_terms(path).terms


def bare(term: Term) -> Term:
    return replace(
        term, origin="", examples=tuple(replace(example, line=0) for example in term.examples)
    )


# What comes back of FULL, format by format: the changes to it.
_NO_EXAMPLES = {"examples": ()}
_PAIR = {
    **_NO_EXAMPLES, "type": None, "accept": (), "wrong": (), "aliases": (), "domain": "", "note": "",
}  # fmt: skip
_TBX = {"type": None, "examples": (Example("Sellers told Huajie so."),)}
_RULES = {**_PAIR, "wrong": FULL.wrong}
HELD = {
    "toml": {},
    "yaml": {},
    "csv": _NO_EXAMPLES,
    "tsv": {**_NO_EXAMPLES, "note": "A marketplace. Since 2012."},
    "tbx": _TBX,
    "tbx-dct": _TBX,
    "tbx-2": _TBX,
    "tmx": _NO_EXAMPLES,
    "deepl": _PAIR,
    "deepl-tsv": _PAIR,
    "google": {**_PAIR, "note": FULL.note},
    "google-pairs": _PAIR,
    "google-pairs-tsv": _PAIR,
    "amazon": _PAIR,
    "amazon-tsv": _PAIR,
    # Its replacement would change the sentence to keep.
    "prh": {**_RULES, "examples": FULL.examples[:1]},
    "vale": _RULES,
}


def test_every_format_is_tried():
    assert set(HELD) == set(FORMATS)


@pytest.mark.parametrize("format", FORMATS)
def test_a_full_term_comes_back(tmp_path, format):
    written = export_terms([FULL], format)
    terms = back(tmp_path, written.data, format)
    expected = replace(FULL, **HELD[format])
    assert bare(terms[0]) == expected
    aliases = {term.zh: term.en for term in terms[1:]}
    rows = (
        FULL.aliases if HELD[format].get("aliases") == () and format not in ("prh", "vale") else ()
    )
    assert aliases == dict.fromkeys(rows, "Huajie")
    assert written.entries == 1 + len(rows)
    lost = {key for key in KEYS if getattr(expected, key) != getattr(FULL, key)}
    unplaced = {left.what.split('"')[1] for left in written.left if '"' in left.what}
    assert unplaced == {key for key in values_of(FULL) if key not in FORMATS[format].holds}
    assert unplaced <= lost | {"aliases"}
    assert all(left.name == "花街网" for left in written.left)


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_is_told_where_nothing_is_lost(tmp_path, format):
    term = replace(PLAIN, wrong=("pat",)) if format in ("prh", "vale") else PLAIN
    written = export_terms([term], format)
    assert written.left == ()
    assert list(map(bare, back(tmp_path, written.data, format))) == [term]


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_switched_off_is_kept_or_told(tmp_path, format):
    term = replace(PLAIN, wrong=("pat",))
    written = export_terms([term, OFF], format)
    came = {t.zh: t.off for t in back(tmp_path, written.data, format)}
    kept = "off" in FORMATS[format].holds
    assert came == ({"花街网": False, "关闭": True} if kept else {"花街网": False})
    told = Left("switched off, left out", "关闭")
    assert (told in written.left) is not kept


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_terms_make_the_same_bytes(format):
    terms = [FULL, replace(PLAIN, zh="元宝", wrong=("ingot",))]
    assert export_terms(terms, format).data == export_terms(tuple(terms), format).data


@pytest.mark.parametrize(
    ("format", "terms"), [("prh", [PLAIN]), ("vale", [PLAIN]), ("tbx", [OFF]), ("csv", [])]
)
def test_an_empty_file_is_not_written(format, terms):
    with pytest.raises(InputError, match=f"{format}: the file would be empty"):
        export_terms(terms, format)


# Any terms at all.

_MARKS = "\"'`,;:|\\/#%&<>$^*+?.()[]{}!=-@_~ "
_LETTERS = "aZé\u05d0\u0628ßſI\U0001d54f😀ＡＢ"
_SPECIAL = st.sampled_from(
    ["=1+1", "+1", "-x", "@me", "'=x", "''+x", "＝x", "a|b", "\\|", "a\\", "|", '"', '""', "x, y",
     "&amp;", "<b>", "]]>", "<!--", "$1", "$$2", "a  b", "# zh: 拍", "{{x}}", "null", "no", "~", "12.12", "[x]", "(?i)x", r"\b",
     "C++", ".NET", "'", "''", "zh", "en", "PIPE"]
)  # fmt: skip
_LATIN = st.text(st.sampled_from(_MARKS + _LETTERS), min_size=1, max_size=8)
_NAME = st.one_of(_SPECIAL, _LATIN).map(str.strip).filter(lambda n: n and not has_han(n))
_HAN = st.text(st.sampled_from("拍网京东商城𠀀"), min_size=1, max_size=4)
_ZH = st.builds(lambda a, b: (a + b).strip(), _HAN, _NAME | st.just(""))
_LINE = st.text(st.sampled_from(_MARKS + _LETTERS + "拍\u200d\u202e\ufeff"), max_size=8)
_NOTE = st.lists(_LINE, max_size=3).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", "\r\n", "\t", "\x0b", "\u2028"]).map(lambda s: s.join(lines))
).map(str.strip)  # fmt: skip


@st.composite
def _examples(draw, en, wrong):
    """Draw sentences with and without the names, to be repaired and to stay."""
    made = []
    for _ in range(draw(st.integers(0, 2))):
        before = draw(_LINE) + draw(st.sampled_from([en, *wrong])) + draw(_LINE)
        after = before.replace(wrong[0], en) if wrong else before
        keep = not before.strip() or before == after or draw(st.booleans())
        if before.strip() and (keep or after.strip()):
            made.append(Example(before) if keep else Example(before, after))
    return tuple(made)


@st.composite
def _terms(draw):
    def some(names):
        return tuple(draw(st.lists(names, max_size=3, unique_by=str.casefold)))

    def term(zh):
        en = draw(_NAME)
        right = {en.casefold()}
        accept = tuple(f for f in some(_NAME) if f.casefold() not in right)
        right |= {form.casefold() for form in accept}
        wrong = tuple(form for form in some(_NAME) if form.casefold() not in right)
        return Term(
            zh,
            en,
            draw(st.none() | st.sampled_from(ENTITY_TYPES)),
            accept,
            wrong,
            tuple(a for a in some(_ZH | _NAME) if a != zh),
            draw(st.just("") | _NAME),
            draw(_NOTE),
            draw(_examples(en, wrong)),
            off=draw(st.integers(0, 9)) == 0,
        )

    zhs = draw(st.lists(_ZH, min_size=1, max_size=3, unique_by=zh_key))
    return tuple(term(zh) for zh in zhs)


# What tells, besides 'no place for "key"', that a key changed.
_TELLS = {
    "note": ("notes with a character", "blank or repeated lines", "line breaks and tabs"),
    "examples": ("side of examples", "examples with", "sentences that"),
    "wrong": ("wrong forms that an entry above",),
    "aliases": ("aliases got rows", "aliases that have a row", "aliases without Chinese"),
}


@pytest.mark.parametrize("format", FORMATS)
@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(terms=_terms())
def test_what_does_not_come_back_is_told(tmp_path, format, terms):
    try:
        written = export_terms(terms, format)
    except InputError as error:
        assert "the file would be empty" in str(error)  # noqa: PT017
        return
    came = {zh_key(term.zh): term for term in back(tmp_path, written.data, format)}
    told: dict[str, list[str]] = {}
    for left in written.left:
        told.setdefault(left.name, []).append(left.what)
    for term in terms:
        got = came.get(zh_key(term.zh))
        whats = told.get(term.zh, [])
        if got is None or (term.off and not got.off):  # its name may be another one's alias
            assert any("left out" in what for what in whats), term
            continue
        for key in KEYS:
            mine, theirs = _comparable(term, key), _comparable(got, key)
            tells = (f'no place for "{key}"', *_TELLS.get(key, ()))
            if mine != theirs:
                assert any(what.find(tell) >= 0 for what in whats for tell in tells), (
                    key,
                    mine,
                    theirs,
                )
            elif mine and key in FORMATS[format].holds:
                assert f'no place for "{key}"' not in whats


def _comparable(term: Term, key: str) -> object:
    value = values_of(term).get(key)
    if key == "examples":
        return [dict(example) for example in value or ()]
    return sorted(value) if isinstance(value, list) else value


@settings(max_examples=30, deadline=None, derandomize=True)
@given(terms=_terms())
def test_no_cell_of_our_tables_runs_in_a_spreadsheet(terms):
    for format, delimiter in (("csv", ","), ("tsv", "\t")):
        text = export_terms(terms, format).data.decode()
        quoting = csv.QUOTE_NONE if format == "tsv" else csv.QUOTE_MINIMAL
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting):
            assert not [cell for cell in row if cell[:1] in tuple("=+-@\t\r＝＋－＠")]


# What is said, and how.


def test_lines_count_the_entries_and_name_the_first():
    many = [Left("no place", f"名{i}") for i in range(1200)] + [Left("gone", "一")] * 2
    assert lines_of(many) == [
        "no place: 1,200 entries (名0, 名1, 名2, 名3, 名4 and 1,195 more)",
        "gone: 1 entry (一)",
    ]


def test_lines_cannot_command_a_terminal():
    (line,) = lines_of([Left("gone", "a\x1b[2J\n" + "x" * 99)])
    assert "\x1b" not in line
    assert "\n" not in line
    assert len(line) < 80


@pytest.mark.parametrize(
    ("format", "term", "what"),
    [
        ("amazon", Term("长" * 67, "x"), "names of more than 200 bytes, left out"),
        ("deepl", Term("名", "=x"), "cells that a spreadsheet would run as a formula (do not open the file in one)"),
        ("deepl", Term("名", "x", aliases=("KOL",)), "aliases without Chinese, left out"),
        ("deepl", Term("名", "x", aliases=("名",)), "aliases that have a row already, left out"),
        ("tbx", Term("名", "x", note="a\n\n  b"), "blank or repeated lines and indents of notes"),
        ("tmx", Term("名", "x", note="a\ufffe"), "notes with a character that XML cannot hold, left out"),
    ],
)  # fmt: skip
def test_what_is_told(format, term, what):
    left = export_terms([term, PLAIN], format).left
    assert [item.what for item in left if item.name == term.zh] == [what]


def test_several_files_make_one_list():
    upper = Term("花街网", "Flower Street", wrong=("x",))
    terms = combined([[replace(PLAIN, wrong=("pat",)), OFF], [upper], [replace(OFF, off=False)]])
    assert [(t.zh, t.en, t.wrong, t.off) for t in terms] == [
        ("花街网", "Flower Street", ("x", "pat"), False),
        ("关闭", "Guanbi", (), False),
    ]
    assert combined([[PLAIN], [replace(PLAIN, off=True)]])[0].off


# Rules know no Chinese.

RULES = "version: 1\nrules:\n- {expected: Huajie, pattern: flower net}\n- {expected: Nobody, pattern: no body}\n"
KNOWN = (FULL, Term("元宝", "Yuanbao", accept=("Ingot",)), Term("一", "Two"), Term("二", "Two"))


@pytest.mark.parametrize(
    ("rule", "zh", "told"),
    [
        ("expected: Huajie, pattern: x", "花街网", ""),
        ("expected: Ingot, pattern: x", "元宝", ""),
        ("expected: Two, pattern: x", "", "a name of several terms, left out"),
        ("expected: Nobody, pattern: x", "", "no Chinese name known, left out"),
        ("expected: Nobody, pattern: x, prh: 'zh: 无名氏'", "无名氏", ""),
    ],
)  # fmt: skip
def test_the_chinese_of_a_rule_is_looked_up(tmp_path, rule, zh, told):
    path = tmp_path / "rules.yml"
    path.write_text(
        f"version: 1\nrules:\n- {{{rule}}}\n- {{expected: Yuanbao, pattern: y}}\n", "utf-8"
    )
    imported = import_terms(path, known=lambda: KNOWN)
    assert {t.zh for t in imported.terms} == {"元宝", zh} - {""}
    assert [left.what for left in imported.left] == ([told] if told else [])


def test_rules_without_a_known_name_make_no_glossary(tmp_path):
    path = tmp_path / "rules.yml"
    path.write_text(RULES, "utf-8")
    with pytest.raises(InputError, match=r"no entry makes a term \(no Chinese name known"):
        import_terms(path)


def test_a_suffix_says_what_is_written():
    assert BY_SUFFIX == {
        ".toml": "toml", ".yaml": "yaml", ".yml": "yaml", ".csv": "csv", ".tsv": "tsv",
        ".tbx": "tbx", ".tmx": "tmx",
    }  # fmt: skip


def test_the_table_of_the_docs_is_what_the_code_does():
    rows = re.findall(r"^\| `([\w-]+)` \|[^|]*\| ([^|]*) \|", DOCS.read_text("utf-8"), re.MULTILINE)
    table = {name: frozenset(re.findall(r"\w+", keys)) for name, keys in rows[1:]}
    everything = frozenset(KEYS)
    assert {n: everything if k == {"everything"} else k for n, k in table.items()} == {
        name: format.holds for name, format in FORMATS.items()
    }


def test_a_file_of_which_nothing_is_left_says_what_it_held(tmp_path):
    path = tmp_path / "t.tmx"
    path.write_text(
        '<tmx><body><tu><tuv lang="de"><seg>Haus</seg></tuv></tu></body></tmx>', "utf-8"
    )
    with pytest.raises(InputError) as caught:
        import_terms(path)
    (problem,) = caught.value.problems
    assert problem.what == (
        'no entry makes a term (no place for the language "de" in a glossary: 1 entry (?); '
        "no English name, left out: 1 entry (?))"
    )
