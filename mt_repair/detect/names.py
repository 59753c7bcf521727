"""Candidates for mistranslated names: where a known or derived wrong form stands.

One automaton pass over the document finds every form; this module keeps the occurrences
that could be names (marks between the words fit, no address, not inside a right name)
and gathers the evidence for each. It decides nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

from mt_repair.detect.evidence import Company, Sentence, evidence, is_china_word, tokens
from mt_repair.detect.scene import Scene, shipped_scene
from mt_repair.detect.search import Hit, Searching, compile_search
from mt_repair.glossary.forms import Form, FormIndex, is_packs
from mt_repair.glossary.loose import explained
from mt_repair.glossary.match import fits
from mt_repair.glossary.shipped import is_shipped
from mt_repair.language.addresses import addresses
from mt_repair.language.cover import Cover
from mt_repair.language.english import FUNCTION_WORDS, is_common, ordinariness
from mt_repair.language.pinyin import SURNAMES, is_pinyin
from mt_repair.language.surrogates import without_surrogates
from mt_repair.types import Document, EntityType, Term

_LONGEST_SENTENCE = 4_000  # characters
_HYPHENS = ("-", "\u2010", "\u2011")
_SUFFIXES = frozenset(
    "owned based backed led like style made run branded related funded invested controlled listed".split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a wrong name of a term, with the evidence on it."""

    segment: int
    start: int
    end: int
    surface: str
    form: Form
    evidence: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Mention:
    """A right form of a term found in the text."""

    segment: int
    start: int
    end: int
    term: int


@dataclass(frozen=True, slots=True)
class Found:
    """What one pass over a document found."""

    candidates: tuple[Candidate, ...]
    mentions: tuple[Mention, ...]


def find(
    document: Document,
    index: FormIndex,
    search: Searching | None = None,
    scene: Scene | None = None,
) -> Found:
    """Find the candidates and the right names in a document, in order of position."""
    search = search or compile_search(index, " \n ".join(s.target for s in document.segments))
    mentions: list[Mention] = []
    hits: list[tuple[int, int, int, Form]] = []
    for number, segment in enumerate(document.segments):
        text = segment.target
        loose = _loose(text, index)
        right, wrong = _sort_hits(text, search, search.hits(text), loose, index.terms)
        mentions += [Mention(number, start, end, form.term) for start, end, form in right]
        hits += [(number, start, end, form) for start, end, form in wrong]
    company = _company(document, index.terms, mentions, hits)
    scene = scene or shipped_scene()
    candidates = _gather(document, index.terms, hits, mentions, company, scene)
    return Found(tuple(candidates), tuple(mentions))


def _loose(text: str, index: FormIndex) -> list[tuple[int, int, Form]]:
    """Return the stretches that a name's characters explain, as forms of it."""
    out = []
    for e in explained(index.loose, text):
        surface = text[e.start : e.end]
        ordinary = ordinariness(surface)
        form = Form(e.term, "derived", surface, "loose", e.why, e.prior, ordinary, e.cover)
        out.append((e.start, e.end, form))
    return out


def _sort_hits(
    text: str,
    search: Searching,
    raw: Sequence[Hit],
    loose: Sequence[tuple[int, int, Form]],
    terms: Sequence[Term],
) -> tuple[list[tuple[int, int, Form]], list[tuple[int, int, Form]]]:
    """Split the hits of one segment into right names and candidates for wrong ones."""
    if not (raw or loose):
        return [], []
    right: list[tuple[int, int, Form]] = []
    wrong: list[tuple[int, int, Form]] = []
    for key, first, last in raw:
        for form in search.forms(key):
            start, end = _with_marks(text, first, last, form.text)
            surface = text[start:end]
            if not fits(form.text, surface):
                continue
            if form.role == "right":
                if is_written_as(form.text, surface):
                    right.append((start, end, form))
            else:
                wrong.append((start, end, form))
    known = _by_term((*wrong, *right))
    wrong += (
        hit
        for hit in loose
        if hit[2].term not in known or not known[hit[2].term].touches(hit[0], hit[1])
    )
    if not wrong:
        return right, []
    shielded = Cover(addresses(text, (start for start, _, _ in wrong)))
    names = Cover([(s, e) for s, e, _ in right])
    proper = Cover([(s, e) for s, e, f in right if not is_common(terms[f.term].en)])
    rightly = {(s, e, f.term) for s, e, f in right}
    named = {(s, e) for s, e, _ in right}
    own = _by_term(wrong)
    return right, [
        (start, end, form)
        for start, end, form in wrong
        if (start, end, form.term) not in rightly
        and not own[form.term].beyond(start, end)
        and not names.beyond(start, end)
        and not proper.crosses(start, end)
        and not shielded.touches(start, end)
        and not _inside_compound(text, start, end)
        and not _inside_person(text, start, form)
        and not (form.role == "derived" and (start, end) in named and is_shipped(terms[form.term]))
    ]


def _by_term(hits: Iterable[tuple[int, int, Form]]) -> dict[int, Cover]:
    """Return what the hits of each term cover."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for start, end, form in hits:
        spans.setdefault(form.term, []).append((start, end))
    return {term: Cover(held) for term, held in spans.items()}


def _inside_compound(text: str, start: int, end: int) -> bool:
    """Tell whether a hit is only a part of a hyphenated word; "pat-owned" is not one."""
    if text[start - 1 : start] in _HYPHENS and text[start - 2 : start - 1].isalnum() and start > 1:
        return True
    after = re.match(r"[-\u2010\u2011](\w+)", text[end:])
    return after is not None and after[1].lower() not in _SUFFIXES


def _inside_person(text: str, start: int, form: Form) -> bool:
    """Tell whether a spelt-out name is only somebody's given name: Ma Junsheng."""
    if form.route != "pinyin" and not is_pinyin(form.text):
        return False
    before = re.search(r"(?<![\w-])([A-Z][a-z]+) $", text[max(start - 12, 0) : start])
    return before is not None and before[1].lower() in SURNAMES


def _with_marks(text: str, start: int, end: int, form: str) -> tuple[int, int]:
    """Widen a hit by the marks its form begins or ends with, where the text has them."""
    head = re.match(r"[^\w\s]*", form)
    tail = re.search(r"[^\w\s]*$", form)
    if head and head[0] and text[:start].endswith(head[0]):
        start -= len(head[0])
    if tail and tail[0] and text.startswith(tail[0], end):
        end += len(tail[0])
    return start, end


def is_written_as(form: str, surface: str) -> bool:
    """Tell whether a surface is the right form itself, capitals included.

    A name of four letters or fewer in capitals (YTO, YOLO) must match exactly; another may
    be all capitals in a heading, and a capital may replace a small letter, not the reverse.
    """
    if surface == form:
        return True
    if form.isupper() and len(form) <= 4:
        return False
    small = [a for a, b in zip(form, surface, strict=False) if a.isupper() and b.islower()]
    return not small


def _company(
    document: Document,
    terms: Sequence[Term],
    mentions: Sequence[Mention],
    hits: Sequence[tuple[int, int, int, Form]],
) -> Company:
    if not hits:
        return Company(0, 0, {}, {}, {})
    words = [w for s in document.segments for w in re.findall(r"\w+", s.target)]
    spans = {(m.segment, m.start, m.end): m.term for m in mentions}
    rights = Counter(spans.values())
    domains = Counter(terms[t].domain for t in spans.values())
    places = {(number, start, form.term) for number, start, _, form in hits}
    return Company(
        len(words),
        sum(map(is_china_word, words)),
        rights,
        domains,
        Counter(term for _, _, term in places),
    )


def _gather(
    document: Document,
    terms: Sequence[Term],
    hits: Sequence[tuple[int, int, int, Form]],
    mentions: Sequence[Mention],
    company: Company,
    scene: Scene,
) -> list[Candidate]:
    rightly = {(m.segment, m.start, m.end) for m in mentions}
    by_segment: dict[int, list[tuple[int, int, Form]]] = {}
    for number, start, end, form in hits:
        by_segment.setdefault(number, []).append((start, end, form))
    out: list[Candidate] = []
    for number, found in by_segment.items():
        text = document.segments[number].target
        bounds = _bounds(text)
        firsts = [first for first, _ in bounds]
        held: dict[int, Sentence] = {}
        for start, end, form in sorted(found, key=lambda h: (h[0], h[1], h[2].term, h[2].text)):
            term = terms[form.term]
            at = bisect_right(firsts, start) - 1
            if at >= 0 and start < bounds[at][1]:
                sentence = held.get(at) or held.setdefault(at, tokens(text, *bounds[at]))
            else:
                sentence = Sentence(start, start, (), ())
            facts = evidence(
                text,
                (start, end),
                sentence,
                form,
                type_of(term),
                term.domain,
                (number, start, end) in rightly,
                company,
                scene,
                not is_packs(term, form),
            )
            out.append(Candidate(number, start, end, text[start:end], form, facts))
    return out


def split(text: str) -> list[Sentence]:
    """Return the sentences of a text with their words; offsets are code points."""
    return [tokens(text, first, last) for first, last in _bounds(text)]


def _bounds(text: str) -> list[tuple[int, int]]:
    # sentencex panics on a space outside ASCII after an initial ("S\u202f."), and on surrogates;
    # one for one keeps the offsets.
    plain = re.sub(r"\s", " ", without_surrogates(text))
    bounds = get_sentence_boundaries("en", plain)
    return [piece for b in bounds for piece in _by_line(text, b["start_index"], b["end_index"])]


def _by_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence, or the lines of one too long to be any.

    sentencex leaves whole what stands between quotation marks: a mark that nobody closed
    would make a document one sentence, read through for each name in it.
    """
    if end - start <= _LONGEST_SENTENCE:
        yield start, end
        return
    for line in re.finditer(r"[^\n]*\n?", text[start:end]):
        if line[0]:
            yield start + line.start(), start + line.end()


def type_of(term: Term) -> EntityType | None:
    """Return a term's type, or what a bare entry's Chinese gives away, or None."""
    if term.type:
        return term.type
    zh = term.zh
    if "《" in zh:
        return "WORK"
    if zh.endswith(("新闻", "日报", "晚报", "周刊", "传媒", "媒体", "电视台", "卫视", "杂志")):
        return "MEDIA"
    if zh.endswith(("公司", "集团", "银行", "汽车", "科技", "网", "快递", "证券", "大学", "基金")):
        return "ORG"
    words = term.en.split()
    small = [w for w in words if w.islower() and w not in FUNCTION_WORDS]
    return "TERM" if small and len(small) == len(words) else None
