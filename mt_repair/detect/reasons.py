"""Why a candidate was judged as it was, in words an editor understands."""

from __future__ import annotations

from collections.abc import Mapping

from mt_repair.detect.decision import Decision, share
from mt_repair.glossary.forms import Form
from mt_repair.types import Term

_PHRASES = {
    "according-to": "it stands after “according to”",
    "the-according-to": "it stands after “according to”",
    "owned": "it owns or is led by what comes before",
    "the-owned": "it owns or is led by what comes before",
    "after-reporting": "somebody tells it something",
    "the-after-reporting": "somebody tells it something",
    "in-list": "it stands in a list of names",
    "the-in-list": "it stands in a list of names",
    "before-list": "names follow it in a list",
    "after-noun": "the word before announces a name",
    "the-after-noun": "the word before announces a name",
    "after-preposition": "it stands bare after a preposition",
    "the-after-preposition": "it stands after a preposition",
    "before-reporting": "it says or learns something",
    "before-acting": "it acts as a company or person would",
    "before-auxiliary": "it is the subject of the sentence",
    "before-noun": "a word that goes with names follows",
    "possessive": "something belongs to it",
    "quoted": "it stands in quotation marks",
    "capital-inside": "it has capitals inside the sentence",
    "capitals-at-start": "it has capitals throughout",
    "unknown-words": "it is not an English word",
    "china-sentence": "the sentence is about China",
    "china-document": "the text is about China",
    "known-names": "other known Chinese names stand near",
    "same-domain": "other names of the same trade stand near",
    "right-elsewhere": "the right name stands elsewhere in the text",
    "again": "it comes up again in the text",
    "media-speaks": "it is quoted as a news source",
    "work-quoted": "it is written as a title",
    "reads-name": "the sentence reads as if a name stood there",
}
_DOUBTS = {
    "homograph": "it is also the right name of something else",
    "after-determiner": "an article or pronoun before it makes it an ordinary word",
    "before-function-word": "what follows reads like an ordinary phrase",
    "reads-plain": "the sentence also reads well as it stands",
    "lower": "it is written small, as an ordinary word would be",
    "heading": "it stands in a heading, where capitals say nothing",
    "at-end": "it ends the sentence",
}


def message(
    decision: Decision, term: Term, form: Form, surface: str, evidence: Mapping[str, float]
) -> str:
    """Return one sentence or two that say what happened to the name and what gave it away."""
    return f"{_origin(term, form, surface)}{_support(decision, evidence)}"


def _origin(term: Term, form: Form, surface: str) -> str:
    name = f"{term.zh} ({term.en})"
    if form.role == "wrong":
        return f"“{surface}” is a known mistranslation of {name}"
    if form.route == "pinyin":
        return f"“{surface}” spells {name} out in {form.why}"
    how = {"word": "as an ordinary word", "part": "in part", "mixed": "half spelt out"}
    return f"“{surface}” is {name} translated {how.get(form.route, 'word by word')} ({form.why})"


def _support(decision: Decision, evidence: Mapping[str, float]) -> str:
    """Name the two strongest pieces of evidence, or the strongest doubt as well."""
    shares: dict[str, float] = {}
    for name in evidence:
        base = name.rsplit("*", 1)[-1]
        shares[base] = shares.get(base, 0.0) + share(decision, name, evidence)
    ranked = sorted(shares.items(), key=lambda s: (-s[1], s[0]))
    reasons = [_PHRASES[n] for n, w in ranked if n in _PHRASES and w > 0.15][:2]
    doubts = [_DOUBTS[n] for n, w in reversed(ranked) if n in _DOUBTS and w < -0.3][:1]
    text = f": {' and '.join(reasons)}" if reasons else ""
    return f"{text}{'; but ' + doubts[0] if doubts else ''}."
