"""Whether a line is better with the new glossary, where something beside it tells.

A sentence that is an example of the glossary says what it must become. Else the source says
which names belong there, and whether accepted forms now stand for them, or no longer do; the
reference, whether a person wrote the words that went or those that came. What either calls
worse is worse. Where neither tells, the reference still says which of the two texts is
nearer to it (sentence chrF2++). What nothing tells is only different.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from mt_repair.care.differences import Changed
from mt_repair.detect.left_open import named
from mt_repair.detect.source_terms import has_source, source_terms
from mt_repair.detect.sourced import placements
from mt_repair.detect.units import TermIndex, index_terms
from mt_repair.edits import diff
from mt_repair.glossary.glossary import Glossary, zh_key
from mt_repair.language.english import FUNCTION_WORDS
from mt_repair.language.mentions import SURE
from mt_repair.language.script import simplify
from mt_repair.types import Document, Segment, Term

if TYPE_CHECKING:
    from sacrebleu.metrics.chrf import CHRF

Verdict = Literal["better", "worse", "different", "asked"]
VERDICTS: tuple[Verdict, ...] = ("worse", "better", "different", "asked")


@dataclass(frozen=True, slots=True)
class Case:
    """A segment as both glossaries leave it, and what may tell which is right.

    `gone` and `come` are the Chinese names of the edits that only one of them makes.
    """

    old: str
    new: str
    source: str | None
    reference: str | None
    expected: str | None
    gone: frozenset[str]
    come: frozenset[str]


Judge = Callable[[Case], tuple[Verdict, str]]


def judge_of(old: Glossary, new: Glossary, changed: Sequence[Changed]) -> Judge:
    """Return what judges a case, with the reason in a few words; it is built when first asked."""

    @cache
    def index() -> TermIndex:
        return index_terms(_agreed(old, new, changed))

    def judge(case: Case) -> tuple[Verdict, str]:
        told = _by_example(case)
        if told is not None:
            return told
        good: list[str] = []
        bad: list[str] = []
        if case.source is not None:
            good, bad = _by_source(case, case.source, index())
        if case.reference is not None:
            more, worse = _by_words(case, case.reference)
            good, bad = [*good, *more], [*bad, *worse]
        if bad or good:
            return ("worse", "; ".join(bad)) if bad else ("better", "; ".join(good))
        if case.reference is not None:
            told = _by_reference(case, case.reference)
        return told or ("different", "nothing beside the line tells")

    return judge


def _agreed(old: Glossary, new: Glossary, changed: Iterable[Changed]) -> list[Term]:
    """Return the terms with the right forms of both glossaries.

    Where the two have no right form of a name in common, they contradict one another, and
    the name says nothing; a form that one of them lists as wrong is not right.
    """
    terms = {zh_key(t.zh): t for t in new.terms}
    for c in changed:
        if c.old is None:
            continue
        if c.new is None:
            terms[zh_key(c.old.zh)] = c.old
            continue
        listed = {form.casefold() for form in (*c.old.wrong, *c.new.wrong)}
        right = [
            f for f in dict.fromkeys((*c.new.right, *c.old.right)) if f.casefold() not in listed
        ]
        if right and not set(c.new.right).isdisjoint(c.old.right):
            terms[zh_key(c.zh)] = replace(c.new, en=right[0], accept=tuple(right[1:]))
        else:
            terms.pop(zh_key(c.zh), None)
    return list(terms.values())


def _by_example(case: Case) -> tuple[Verdict, str] | None:
    if case.expected is None:
        return None
    if case.new == case.expected:
        return "better", "the example holds now"
    if case.old == case.expected:
        return "worse", "the example held before"
    return "different", "the example held neither before nor now"


_Told = tuple[list[str], list[str]]  # what is better, what is worse


def _by_source(case: Case, source: str, index: TermIndex) -> _Told:
    before, mentioned = _right(case.old, source, index)
    after, _ = _right(case.new, source, index)
    if not mentioned and not has_source(Segment(case.new, source)):
        return [], []
    terms = {t.zh: t for t in index.terms}
    plain = simplify(source)

    def strange(names: Iterable[str]) -> list[str]:
        return sorted(
            zh
            for zh in names
            if zh in terms and zh not in mentioned and not named(terms[zh], plain, _NONE)
        )

    good = [f"{zh} stands there rightly now" for zh in sorted(after - before)]
    bad = [f"{zh} stood there rightly before" for zh in sorted(before - after)]
    good += [
        f"{zh} is no longer put in, which the source does not name" for zh in strange(case.gone)
    ]
    bad += [f"{zh} is put in, which the source does not name" for zh in strange(case.come)]
    return good, bad


_NONE: frozenset[str] = frozenset()


def _right(target: str, source: str, index: TermIndex) -> tuple[Counter[str], frozenset[str]]:
    """Return how many mentions of each name stand in the target rightly, and which there are.

    A stretch of the target serves one mention only.
    """
    document = Document((Segment(target, source),), ("", ""))
    placed = placements(document, source_terms(document, index, lambda: None).index).placed
    sure = [p for p in placed if p.certainty >= SURE]
    return Counter(p.term.zh for p in sure if p.right), frozenset(p.term.zh for p in placed)


def _by_words(case: Case, reference: str) -> _Told:
    """Tell of the words that differ whether a person wrote those that went or those that came."""
    good, bad = [], []
    for edit in diff(case.old, case.new):
        gone, come = (_content(text) for text in (edit.old, edit.new))
        had, has = (bool(words) and _stands(words, reference) for words in (gone, come))
        if has and not had:
            good.append(f"the reference has “{come}”")
        elif had and not has:
            bad.append(f"the reference has “{gone}”")
    return good, bad


def _content(text: str) -> str:
    """Return a text, or nothing where it has only function words and marks."""
    words = re.findall(r"\w+", text.lower())
    return "" if FUNCTION_WORDS.issuperset(words) else text.strip()


def _stands(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


def _by_reference(case: Case, reference: str) -> tuple[Verdict, str] | None:
    before, after = (chrf(text, reference) for text in (case.old, case.new))
    if before == after:
        return None
    why = f"chrF2++ against the reference {before:.1f} -> {after:.1f}"
    return ("better" if after > before else "worse"), why


def chrf(text: str, reference: str) -> float:
    """Return the sentence chrF2++ of a text, 0 to 100 (sacrebleu)."""
    return float(_metric().sentence_score(text, [reference]).score)


@lru_cache(maxsize=1)
def _metric() -> CHRF:
    # Here and not above: only who has a reference waits for it to load.
    from sacrebleu.metrics.chrf import CHRF

    return CHRF(word_order=2)
