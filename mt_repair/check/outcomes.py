"""What the engine makes of one sentence, found with as little work as settles it.

The reader takes ten times as long as all the rest, so it is asked only where its word
could change what comes of the sentence: first it is taken to say the most that it can say for a
name, then against it. Where both come to the same, so does what it would have said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from mt_repair.check.readings import said, word_of
from mt_repair.detect.decision import probability
from mt_repair.detect.evidence import with_reading
from mt_repair.detect.names import Found, find
from mt_repair.detect.reader import Ask
from mt_repair.edits import apply_document
from mt_repair.pipeline import Pipeline, settle
from mt_repair.types import Document


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a sentence: its repaired text, and the first edit that needs no person.

    Edits for review are carried out too. `judged` are the texts that were judged on the
    way, the sentence first.
    """

    text: str
    sure: tuple[str, str] | None
    judged: tuple[str, ...]


def outcome(pipeline: Pipeline, sentence: str) -> Outcome:
    """Return what comes of a sentence that stands alone; the pipeline applies what is for review."""
    again = replace(pipeline, finder=_remembering(pipeline))
    return _foreseen(again, sentence) or _outcome(again, sentence)


def nudged(pipeline: Pipeline, sentence: str, by: float) -> Outcome:
    """Return what would come of a sentence if the reader said a little more, or less, for a name."""
    ask = pipeline.decision.reader
    if ask is None:
        return _outcome(pipeline, sentence)

    def nudge(text: str, start: int, end: int, facts: str) -> dict[str, float]:
        word = word_of(ask(text, start, end, facts))
        return said(min(max(word + by, -1.0), 1.0))

    return _outcome(_reading(pipeline, nudge), sentence)


def _outcome(pipeline: Pipeline, sentence: str) -> Outcome:
    document = Document.of(sentence)
    done = settle(pipeline, document)
    sure = next(((e.old, e.new) for e in done.edits if e.safety == "safe"), None)
    judged = tuple(d.segments[0].target for d in done.judged)
    return Outcome(apply_document(document, done.edits), sure, judged)


def _foreseen(pipeline: Pipeline, sentence: str) -> Outcome | None:
    """Return the outcome if the reader cannot change it, else None.

    With one question a text, what comes of it goes one way only with the reader's word, so that
    the two ends tell of all between them; what nobody asks about is too unlikely to be put in.
    """
    if not _may_be_settled(pipeline, sentence):
        return None
    seen: Outcome | None = None
    for word in (1.0, -1.0):
        asked: Counter[str] = Counter()
        found = _outcome(_reading(pipeline, _always(word, asked)), sentence)
        if not asked:
            return found
        if max(asked.values()) > 1 or seen not in (None, found):
            return None
        seen = found
    return seen


def _may_be_settled(pipeline: Pipeline, sentence: str) -> bool:
    """Tell whether trying both ends may pay: one question at most, whose answer may be idle."""
    decision, finder = pipeline.decision, pipeline.finder
    if decision.reader is None or finder is None:
        return False
    asked = [
        c.evidence
        for c in finder(Document.of(sentence)).candidates
        if probability(decision, c.evidence) >= decision.read_at
    ]
    if len(asked) != 1:
        return not asked
    ends = [probability(decision, with_reading(asked[0], said(word))) for word in (1.0, -1.0)]
    return not min(ends) < decision.review_at <= max(ends)


def _reading(pipeline: Pipeline, ask: Ask) -> Pipeline:
    return replace(pipeline, decision=replace(pipeline.decision, reader=ask))


def _always(word: float, asked: Counter[str]) -> Ask:
    def ask(text: str, start: int, end: int, facts: str) -> dict[str, float]:
        asked[text] += 1
        return said(word)

    return ask


def _remembering(pipeline: Pipeline) -> Callable[[Document], Found]:
    """Return a finder that looks through each text once."""
    held: dict[str, Found] = {}

    def found(document: Document) -> Found:
        text = document.segments[0].target
        if text not in held:
            held[text] = find(document, pipeline.index, pipeline.search)
        return held[text]

    return found
