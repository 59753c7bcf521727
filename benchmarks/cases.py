"""Labelled candidates: stretches that are, or are not, a mistranslation of a term.

Three kinds of text. Sentences of the pack's own examples; machine translations with
their source (a candidate whose Chinese stands in the source is one, any other is not);
human English with its source (nothing is).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from benchmarks.data import news
from mt_repair.detect.names import Candidate, find
from mt_repair.detect.scene import EVERY, PLAIN, Scene, shipped_scene
from mt_repair.detect.search import Search, compile_search
from mt_repair.edits import diff
from mt_repair.glossary.forms import FormIndex, index_forms
from mt_repair.types import Document, Example, Term


@dataclass(frozen=True, slots=True)
class Case:
    """A candidate with its label; `group` keeps the cases of an entity together."""

    evidence: dict[str, float]
    label: bool
    group: str
    origin: str
    text: str
    start: int
    end: int
    term: Term


def from_examples(
    terms: Sequence[Term],
    use: Iterable[tuple[Term, Example]],
    origin: str,
    index: FormIndex | None = None,
    search: Search | None = None,
) -> Iterator[Case]:
    """Yield the cases in sentences that must, or must not, be repaired."""
    index = index or index_forms(terms)
    search = search or compile_search(index)
    for term, example in use:
        document = Document.of(example.before)
        low, high = _changed(example)
        gold = {e.lower() for e in term.right}
        scene = without(example, term.domain)
        for c in find(document, index, search, scene).candidates:
            meant = index.terms[c.form.term]
            same = bool(gold & {r.lower() for r in meant.right})
            if c.start < high and low < c.end and same:
                if c.end - c.start >= 0.6 * (high - low):
                    yield _case(c, True, meant, term.zh, origin, example.before)
                continue  # a part of the wrong form: neither right nor wrong to flag
            if same and example.after is not None:
                continue
            yield _case(c, False, meant, meant.zh, origin, example.before)


def without(example: Example, domain: str) -> Scene:
    """Return the scene without what the pack's own example told it."""
    scene = shipped_scene()
    if not domain:
        return scene
    words = frozenset(scene_words(example.before))
    return replace(scene, without=(words, PLAIN if example.keep else domain))


def scene_words(text: str) -> set[str]:
    """Return the words of a sentence that the scene counts."""
    return {w.lower() for w in re.findall(r"\w+(?:[.&'\u2019-]\w+)*", text) if len(w) > 2}


def count_scene(terms: Sequence[Term]) -> dict[str, dict[str, int]]:
    """Return the scene's counts over the terms' examples; the empty word counts sentences.

    A term's own forms do not count: the scene is what stands around a name.
    """
    counts: dict[str, Counter[str]] = {"": Counter()}
    for term in terms:
        own = scene_words(" ".join((*term.right, *term.wrong)))
        for example in term.examples:
            keys = (PLAIN,) if example.keep else (EVERY, term.domain)
            counts[""].update(keys)
            for word in scene_words(example.before) - own:
                if word[0].isalpha():
                    counts.setdefault(word, Counter()).update(keys)
    return {w: dict(sorted(c.items())) for w, c in sorted(counts.items())
            if not w or c[EVERY] + c[PLAIN] >= 4}  # fmt: skip


def _changed(example: Example) -> tuple[int, int]:
    """Return the stretch an example's repair changes, articles and class nouns aside."""
    if example.after is None:
        return 0, 0
    edits = diff(example.before, example.after)
    low = min((e.span.start for e in edits), default=0)
    high = max((e.span.end for e in edits), default=0)
    surface = example.before[low:high]
    bare = re.sub(r"^\W*(?:(?:the|a|an) )?|( network| net| website)?\W*$", "", surface, flags=re.I)
    start = low + max(surface.find(bare), 0)
    return start, start + len(bare)


def from_news(
    terms: Sequence[Term],
    years: Iterable[int],
    human: bool,
    every: int,
    index: FormIndex,
    search: Search,
    origin: str,
) -> Iterator[Case]:
    """Yield the cases in news with its source; `every` takes one line in so many."""
    for year in years:
        for row in news(year):
            if row["line"] % every:
                continue
            texts = (
                row["refs"]
                if human
                else [sorted(row["mt"].items())[row["line"] % len(row["mt"])][1]]
            )
            if not isinstance(texts, list):
                texts = list(texts.values())
            for text in texts[:1]:
                found = find(Document.of(text), index, search)
                said = {m.term for m in found.mentions}
                for c in found.candidates:
                    term = index.terms[c.form.term]
                    known = any(z in row["zh"] for z in (term.zh, *term.aliases))
                    if known and (human or c.form.term in said):
                        continue
                    yield _case(c, known, term, term.zh, origin, text)


def _case(c: Candidate, label: bool, term: Term, group: str, origin: str, text: str) -> Case:
    return Case(dict(c.evidence), label, group, origin, text, c.start, c.end, term)
