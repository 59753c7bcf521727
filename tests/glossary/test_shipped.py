"""The shipped pack: it reads, is large enough, and every risky form has its sentences."""

import re
from collections import defaultdict

import pytest

from mt_repair.glossary import shipped
from mt_repair.glossary.glossary import zh_key
from mt_repair.glossary.load import read_terms
from mt_repair.glossary.shipped import PACK, shipped_terms
from mt_repair.language.english import ordinariness
from mt_repair.types import Term

ORDINARY = 0.45
FILES = sorted(PACK.glob("*.toml"))


@pytest.fixture(scope="module")
def terms() -> tuple[Term, ...]:
    return shipped_terms(examples=True)


def hold_none(offenders: list[str]) -> None:
    if offenders:
        pytest.fail("\n".join([f"{len(offenders)} offenders", *offenders]), pytrace=False)


def holds(sentence: str, form: str) -> bool:
    """Tell whether a sentence holds a form, in any capitals and with any ending."""
    return re.search(rf"(?<!\w){re.escape(form)}", sentence, re.IGNORECASE) is not None


def kept(term: Term, form: str) -> bool:
    return any(e.keep and holds(e.before, form) for e in term.examples)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_reads_without_problems(path):
    trusted = [t for t in shipped_terms(True) if t.origin.startswith(f"{PACK.name}/{path.name}:")]
    checked = list(read_terms(path))
    assert [t.origin for t in trusted] == [f"{PACK.name}/{t.origin}" for t in checked]
    assert [(t.zh, t.en, t.wrong, t.examples) for t in trusted] == [
        (t.zh, t.en, t.wrong, t.examples) for t in checked
    ]


def test_is_large_enough(terms):
    assert len(terms) >= 600


def test_nothing_is_switched_off(terms):
    assert not [term.origin for term in terms if term.off]


def test_no_name_has_two_entries(terms):
    origins = defaultdict(list)
    for term in terms:
        origins[zh_key(term.zh)].append(term.origin)
    offenders = [f"{zh}: {', '.join(found)}" for zh, found in origins.items() if len(found) > 1]
    hold_none(offenders)


def test_an_ordinary_wrong_form_has_a_sentence_to_repair_and_one_to_keep(terms):
    offenders = []
    for term in terms:
        for form in term.wrong:
            if ordinariness(form) < ORDINARY:
                continue
            repaired = any(not e.keep and holds(e.before, form) for e in term.examples)
            missing = [
                what
                for what, there in (("before/after", repaired), ("keep", kept(term, form)))
                if not there
            ]
            if missing:
                offenders.append(f"{term.origin}: {form!r} has no {' and no '.join(missing)}")
    hold_none(offenders)


def test_a_wrong_form_that_is_right_for_another_term_has_a_sentence_to_keep(terms):
    right = defaultdict(list)
    for term in terms:
        for form in term.right:
            right[form.casefold()].append(term)
    offenders = [
        f"{term.origin}: {form!r} is right for {other.zh} ({other.origin})"
        for term in terms
        for form in term.wrong
        for other in right.get(form.casefold(), ())
        if zh_key(other.zh) != zh_key(term.zh) and not kept(term, form)
    ]
    hold_none(offenders)


def test_sentences_are_left_out_unless_asked_for(terms):
    bare = shipped_terms()
    assert [t.origin for t in bare] == [t.origin for t in terms]
    assert not any(term.examples for term in bare)
    assert shipped_terms(False) is bare


def test_an_empty_pack_is_no_error(tmp_path):
    assert shipped._terms(tmp_path, True) == ()


def test_every_term_of_a_large_pack_is_read_with_its_line_and_its_sentences(tmp_path):
    block = (
        '[[term]]\nzh = "拍拍{0}"\nen = "Paipai {0}"\ntype = "ORG"\ndomain = "e-commerce"\n'
        'aliases = ["拍拍网{0}"]\naccept = ["Paipai.com {0}"]\nwrong = ["pat {0}", "racket {0}"]\n'
        "examples = [\n"
        + '  { before = "Sellers on pat {0} complained that traffic had fallen again this year.", '
        'after = "Sellers on Paipai {0} complained that traffic had fallen again this year." },\n'
        * 2
        + '  { keep = "The coach gave him a pat on the back {0} as he walked off the court." },\n]\n'
    )
    pack = tmp_path / "pack"
    pack.mkdir()
    text = "\n".join(block.replace("{0}", str(n)) for n in range(1800))
    (pack / "all.toml").write_text(text, "utf-8")
    found = shipped._terms(pack, True)
    assert len(found) == 1800
    assert (
        found[-1].origin == f"pack/all.toml:{text.count(chr(10), 0, text.rindex('[[term]]')) + 1}"
    )
    assert len(found[-1].examples) == 3
