"""What the reader is trained on: phrases in sentences, with the name they may stand for.

The labelled candidates of cases.py, and sentences that label themselves: a right name that
is taken out for some other phrase leaves a place that wants a name; the same phrase where
it was written is plain English. Phrases are seen on both sides, so what they are gives
nothing away; what stands around them must. Nothing is made of the wild cases, nor of the
names that `held_out` keeps for the fit.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from benchmarks.cases import Case
from benchmarks.data import news, present
from benchmarks.fit import held_out, unseen
from mt_repair.detect.names import type_of
from mt_repair.detect.reader import about
from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.language.english import FUNCTION_WORDS, is_common
from mt_repair.types import Term

_SEED = 11
_YEARS = (18, 19)  # news whose English is read; the later years measure
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w&.'-]*[\w](?: [A-Z][\w&.'-]*[\w]){0,3}(?![\w-])")
_WORD = re.compile(r"[A-Za-z][\w'-]*")
_CALENDAR = frozenset(
    "January February March April May June July August September October November December Monday "
    "Tuesday Wednesday Thursday Friday Saturday Sunday I Mr Ms Mrs Dr".split()
)


@dataclass(frozen=True, slots=True)
class Row:
    """A marked phrase, what it may stand for, and whether it does."""

    text: str
    start: int
    end: int
    facts: str
    label: bool
    origin: str


def rows(cases: Sequence[Case]) -> list[Row]:
    """Return the rows to train on, in a fixed order."""
    rng = random.Random(_SEED)
    out = [_row(case, rng) for case in cases if not unseen(case)]
    sentences = [*_pack_sentences(), *(_news_sentences() if present() else ())]
    names = sorted({name for _, found in sentences for _, _, name in found})
    phrases = sorted({p for text, _ in sentences for p in _phrases(text)})
    wrong = sorted({w for t in shipped_terms() if not held_out(t.zh) for w in t.wrong})
    for text, found in sentences:
        out += _wanting(text, found, names, phrases, wrong, rng)
        out += _plain(text, found, names, rng)
    rng.shuffle(out)
    return out


def _row(case: Case, rng: random.Random) -> Row:
    term = case.term
    if case.origin == "bare" and rng.random() < 0.5:
        term = replace(term, domain="", type=None)
    facts = about(term, type_of(term))
    return Row(case.text, case.start, case.end, facts, case.label, case.origin)


_Sentence = tuple[str, tuple[tuple[int, int, str], ...]]  # with the names in it, as facts


def _pack_sentences() -> Iterator[_Sentence]:
    """Yield the pack's repaired and kept sentences with the name that was put right."""
    for term in Glossary.layered([shipped_terms(examples=True)]).terms:
        if held_out(term.zh):
            continue
        for example in term.examples:
            text = example.after or example.before
            at = -1 if example.keep or is_common(term.en) else text.find(term.en)
            found = ((at, at + len(term.en), about(term, type_of(term))),) if at >= 0 else ()
            yield text, found


def _news_sentences() -> Iterator[_Sentence]:
    """Yield human English with the names written in it."""
    for year in _YEARS:
        for line in news(year):
            refs = line["refs"] if isinstance(line["refs"], list) else list(line["refs"].values())
            found = tuple(
                (m.start(), m.end(), about(Term("名", m[0]), None))
                for m in _NAME.finditer(refs[0])
                if not _CALENDAR & set(m[0].split())
            )
            yield refs[0], found


def _phrases(text: str) -> Iterator[str]:
    """Yield some phrases of one to three words, as they are written."""
    words = list(_WORD.finditer(text))
    for i in range(0, len(words), 5):
        phrase = _phrase(text, words, i, 1 + (i // 5) % 3)
        if phrase:
            yield text[phrase[0] : phrase[1]]


def _phrase(
    text: str, words: Sequence[re.Match[str]], at: int, size: int
) -> tuple[int, int] | None:
    chosen = words[at : at + size]
    if len(chosen) < size:
        return None
    start, end = chosen[0].start(), chosen[-1].end()
    ends = {chosen[0][0].lower(), chosen[-1][0].lower()}
    capital = any(w[0][0].isupper() for w in chosen)
    if ends <= FUNCTION_WORDS or capital or re.search(r"[^\w' -]", text[start:end]):
        return None
    return start, end


def _wanting(
    text: str,
    found: Sequence[tuple[int, int, str]],
    names: Sequence[str],
    phrases: Sequence[str],
    wrong: Sequence[str],
    rng: random.Random,
) -> Iterator[Row]:
    """Yield the sentence with a right name taken out for a phrase, a wrong form, another name."""
    for start, end, facts in rng.sample(list(found), min(len(found), 1)):
        kind = rng.random()
        if kind < 0.55:
            other = rng.choice(phrases)
        elif kind < 0.8:
            other = rng.choice(wrong)
        else:
            other = rng.choice(names).split(" ; ")[0]
        if kind < 0.8:
            other = _in_some_case(other, rng)
        yield Row(
            text[:start] + other + text[end:], start, start + len(other), facts, True, "wanting"
        )


def _in_some_case(phrase: str, rng: random.Random) -> str:
    if rng.random() < 0.65:
        return phrase.lower()
    return " ".join(w if w in FUNCTION_WORDS else w[:1].upper() + w[1:] for w in phrase.split())


def _plain(
    text: str, found: Sequence[tuple[int, int, str]], names: Sequence[str], rng: random.Random
) -> Iterator[Row]:
    """Yield the sentence as it was written, a phrase or a name of it marked."""
    words = list(_WORD.finditer(text))
    if len(words) > 5:
        span = _phrase(text, words, rng.randrange(len(words) - 2), rng.choice((1, 1, 2, 2, 3)))
        if span:
            yield Row(text, *span, rng.choice(names), False, "plain")
    if found and rng.random() < 0.4:
        start, end, _ = rng.choice(list(found))
        yield Row(text, start, end, rng.choice(names), False, "plain-name")
