"""Literal, romanised and wrong names: each candidate decided, the best of each place kept."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mt_repair.detect.decision import Decision, probability
from mt_repair.detect.evidence import with_reading
from mt_repair.detect.names import Candidate, type_of
from mt_repair.detect.reader import about
from mt_repair.detect.reasons import message
from mt_repair.glossary.forms import is_packs
from mt_repair.glossary.shipped import is_shipped
from mt_repair.language.chinese import is_plain_pinyin
from mt_repair.language.english import is_common
from mt_repair.language.pinyin import SURNAMES, is_pinyin
from mt_repair.types import Document, Flag, Kind, Safety, Span, Term


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate worth a flag, with how sure it is that its term is meant."""

    candidate: Candidate
    confidence: float
    rivals: tuple[Candidate, ...]  # other terms the same words may stand for


Scored = tuple[float, Candidate]


def score(
    document: Document, candidates: Iterable[Candidate], terms: Sequence[Term], decision: Decision
) -> list[Scored]:
    """Return every candidate with how likely its term is meant, 0 to 1."""
    return [_scored(document, c, terms, decision) for c in candidates]


def judge(scored: Sequence[Scored], terms: Sequence[Term], decision: Decision) -> list[Judged]:
    """Keep the best candidate of each place that is worth a flag, in order of position.

    Of candidates over the same words those of one right name count once, and rivals share
    the confidence: a form that two names own is sure of neither. Of overlapping ones the
    longest that is worth a flag stays.
    """
    groups: dict[tuple[int, int, int], list[Scored]] = {}
    for p, c in scored:
        groups.setdefault((c.segment, c.start, c.end), []).append((p, c))
    best = [_best(_users_first(group, terms, decision), terms) for group in groups.values()]
    best = _one_sense(best, terms, decision)
    worth = [j for j in best if j.confidence >= decision.review_at]
    worth.sort(
        key=lambda j: (
            j.candidate.segment,
            j.candidate.start - j.candidate.end,
            -j.confidence,
            j.candidate.start,
        )
    )
    kept: list[Judged] = []
    taken: dict[int, list[tuple[int, int]]] = {}
    for judged in worth:
        c = judged.candidate
        spans = taken.setdefault(c.segment, [])
        at = bisect_left(spans, (c.start, c.end))
        clear_left = not at or spans[at - 1][1] <= c.start
        if clear_left and (at == len(spans) or spans[at][0] >= c.end):
            spans.insert(at, (c.start, c.end))
            kept.append(judged)
    return sorted(kept, key=lambda j: (j.candidate.segment, j.candidate.start))


def _scored(
    document: Document, candidate: Candidate, terms: Sequence[Term], decision: Decision
) -> Scored:
    """Return how likely a candidate is, the reader asked where that could change anything."""
    p = probability(decision, candidate.evidence)
    if decision.reader is None or p < decision.read_at:
        return p, candidate
    c, term = candidate, terms[candidate.form.term]
    text = document.segments[c.segment].target
    said = decision.reader(text, c.start, c.end, about(term, type_of(term)))
    facts = with_reading(c.evidence, said)
    return probability(decision, facts), replace(c, evidence=facts)


def _telling_first(scored: Scored) -> tuple[bool, bool, float, int]:
    """Order a known form before a derived one, as it was listed before its plural."""
    p, c = scored
    return c.form.role != "wrong", c.form.route == "plural", -p, c.form.term


def _users_first(
    group: Sequence[Scored], terms: Sequence[Term], decision: Decision
) -> Sequence[Scored]:
    """Return the candidates of a user's own names where one is likely, else all of them."""
    own = [(p, c) for p, c in group if not is_shipped(terms[c.form.term])]
    return own if any(p >= decision.apply_at for p, _ in own) else group


def _best(group: Sequence[Scored], terms: Sequence[Term]) -> Judged:
    by_name: dict[str, Scored] = {}
    for p, c in sorted(group, key=_telling_first):
        sure, first = by_name.get(terms[c.form.term].en, (p, c))
        by_name[terms[c.form.term].en] = (max(p, sure), first)
    ranked = sorted(by_name.values(), key=lambda r: (-r[0], r[1].form.term))
    top, first = ranked[0]
    odds = [p / (1 - min(p, 0.999)) for p, _ in ranked]
    share = odds[0] / sum(odds) if sum(odds) else 1.0
    return Judged(first, round(top * share, 4), tuple(c for _, c in ranked[1:]))


_ANOTHER_AT = 0.92  # a name that the characters do not explain is mostly its own owner's
_FOLLOWS_AT = 0.12  # below this the words are plain English even among names
_MANY = 5  # so many sure places make even less enough
# The pack's forms meet every text, so those that good English has for reasons of its own
# must be surer: a form only guessed, a turn of phrase, a plain spelling others may share.
_GUESS_AT, _PHRASE_AT, _SPELT_AT = 0.92, 0.96, 0.94
_TRANSLATED = 2  # sure wrong names that a text must have
_AT_HOME = 0.3  # how well the sentence must fit a spelling's trade for it to need no more
_DOUBT_LEFT = 0.35  # what is left of the doubt after each sure place


def _one_sense(best: Sequence[Judged], terms: Sequence[Term], decision: Decision) -> list[Judged]:
    """Let the doubtful places of a name follow the sure ones of the same document.

    Words that are a name in two places mostly are in the others ("one sense per
    discourse", Gale, Church and Yarowsky 1992).
    """
    sure = Counter(
        terms[j.candidate.form.term].en for j in best if j.confidence >= decision.apply_at
    )
    out = []
    for j in best:
        places = sure[terms[j.candidate.form.term].en]
        least = _FOLLOWS_AT if places < _MANY else _FOLLOWS_AT / 4
        if places >= 2 and least <= j.confidence < decision.apply_at:
            doubt = (1 - j.confidence) * _DOUBT_LEFT ** min(places, 3)
            j = Judged(j.candidate, round(1 - doubt, 4), j.rivals)
        out.append(j)
    return out


def is_translated(judged: Sequence[Judged], terms: Sequence[Term], decision: Decision) -> bool:
    """Tell whether a document's own wrong names show that a machine translated it."""
    sure = sum(
        j.confidence >= decision.apply_at and not is_common(terms[j.candidate.form.term].en)
        for j in judged
    )
    return sure >= _TRANSLATED


def safety_of(judged: Judged, term: Term, decision: Decision, translated: bool = False) -> Safety:
    """Return whether a judged candidate is sure enough to be repaired without a person.

    In a text that `is_translated`, a turn of phrase or a plain spelling needs no more than a name.
    """
    if judged.confidence < decision.apply_at:
        return "review"
    another = judged.candidate.evidence.get("another-name", 0.0) >= 0.5
    if another and judged.confidence < _ANOTHER_AT:
        return "review"
    packs = is_packs(term, judged.candidate.form)
    if is_shipped(term) and judged.confidence < _least(judged.candidate, term, translated):
        return "review"
    if packs or judged.candidate.form.role == "derived":
        return "review" if _may_be_another(judged.candidate, term) else "safe"
    return "safe"


def _least(candidate: Candidate, term: Term, translated: bool) -> float:
    """Return how sure a form of the pack must be to be repaired without a person."""
    if candidate.form.role == "derived":
        return _GUESS_AT
    if translated and not names_it_well(candidate.surface, term):
        return 0.0
    if is_common(term.en):
        return _PHRASE_AT
    if names_it_well(candidate.surface, term):
        return 1.0
    words = [w for w in candidate.surface.lower().split() if w not in _GENERIC]
    spelt = bool(words) and all(map(is_pinyin, words))
    at_home = candidate.evidence.get("fits-domain", 0.0) > _AT_HOME
    return _SPELT_AT if spelt and not at_home else 0.0


_GENERIC = frozenset(
    "press company co group news net network website site official store shop agency station radio tv "
    "television newspaper daily magazine weekly publishing house publisher auto automobile car cars motor "
    "motors bank securities fund holdings holding technology technologies electronics electric media pictures "
    "film films studio studios entertainment sports club hotel mall university college institute district "
    "county city province street road park the of".split()
)


def names_it_well(surface: str, term: Term) -> bool:
    """Tell whether a form has all that is distinctive in a right name: "Jieli Press"."""
    words = set(re.findall(r"\w+", surface.lower())) - _GENERIC
    return bool(words) and any(
        words <= set(re.findall(r"\w+", right.lower())) for right in term.right
    )


def _may_be_another(candidate: Candidate, term: Term) -> bool:
    """Tell whether a person must look, however sure the evidence.

    A wrong form of the pack that is another's right name may be just that; a plain pinyin
    name another person's, or how its owner is known ("Zhang Zhongmou" is what
    Mainland papers call Morris Chang); a title in small letters and without quotation marks
    may be no title.
    """
    surface = candidate.surface
    if candidate.evidence.get("homograph"):
        return is_packs(term, candidate.form)
    if term.type == "PER":
        names = (term.zh, *term.aliases)
        return any(is_plain_pinyin(zh, surface) for zh in names) or not surface.istitle()
    words = surface.split()
    if len(words) == 2 and words[0].lower() in SURNAMES and all(map(is_pinyin, words)):
        return words[1][:1].isupper()
    return term.type == "WORK" and surface.islower() and "quoted" not in candidate.evidence


def flags(judged: Sequence[Judged], terms: Sequence[Term], decision: Decision) -> list[Flag]:
    """Return one flag a judged candidate, with its reason and what it should be."""
    out = []
    for j in judged:
        c = j.candidate
        term = terms[c.form.term]
        rivals = [terms[r.form.term].en for r in j.rivals]
        kind = kind_of(c)
        text = message(decision, term, c.form, c.surface, c.evidence)
        if rivals and safety_of(j, term, decision) != "safe":
            text = f"{text[:-1]}; it could also be {' or '.join(dict.fromkeys(rivals[:3]))}."
        suggestions = tuple(dict.fromkeys((*term.right[:3], *rivals[:3])))
        out.append(
            Flag(
                c.segment,
                Span(c.start, c.end),
                c.surface,
                kind,
                kind,
                text,
                term.zh,
                suggestions,
                j.confidence,
            )
        )
    return out


def kind_of(candidate: Candidate) -> Kind:
    """Return the kind of error a candidate would be."""
    if candidate.evidence.get("homograph"):
        return "wrong-name"
    if candidate.form.route == "pinyin":
        return "romanised"
    if candidate.form.role == "wrong" and candidate.evidence.get("unknown-words", 0) > 0.9:
        return "romanised"
    return "literal"
