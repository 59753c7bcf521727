"""The sentences of the entries executed: what is repaired, what is kept, what holds by a hair."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from mt_repair.check.checked import Placed
from mt_repair.check.kept import Kept
from mt_repair.check.memory import Keys, learn, recall
from mt_repair.check.outcomes import Outcome, nudged, outcome
from mt_repair.detect.search import Search, searched
from mt_repair.glossary.entries import quoted
from mt_repair.glossary.glossary import zh_key
from mt_repair.pipeline import Pipeline
from mt_repair.types import Example, Finding

Kind = Literal["repair", "keep"]
KINDS: tuple[Kind, ...] = ("repair", "keep")

# The reader's 8-bit sums differ a little between processors. What so small a difference turns
# round (of its word, -1 to 1) is no fault of the glossary's.
_HAIR = 0.03
# Right names are tried where a wrong one would be taken for a name at once.
CARRIERS = (
    "Shares of {} rose on Monday after the company reported its results in Shanghai.",
    "Reporters in Beijing learned that {} will be seen by more people this year.",
)


@dataclass(frozen=True, slots=True)
class Tried:
    """A sentence of an entry, with what came of it."""

    placed: Placed
    example: Example
    outcome: Outcome
    close: bool = False  # a hair would turn it round

    @property
    def kind(self) -> Kind:
        """Whether the sentence is one to keep or one to repair."""
        return "keep" if self.example.keep else "repair"

    @property
    def passed(self) -> bool:
        """Whether what came of the sentence is what it says."""
        return passes(self.example, self.outcome)

    def id(self) -> str:
        """Return 16 hex digits that tell the sentence from every other, wherever it stands."""
        parts = (zh_key(self.placed.term.zh), self.example.before, self.example.after or "")
        raw = "\x1f".join(parts).encode("utf-8", "surrogatepass")
        return hashlib.sha256(raw).hexdigest()[:16]


def passes(example: Example, found: Outcome) -> bool:
    """Tell whether an outcome is what a sentence says.

    One to repair must become what it says, edits for review carried out too: what an editor
    is only asked about counts as found. One to keep may be asked about, but not changed.
    """
    if example.after is None:
        return found.sure is None
    return found.text == example.after


def ready(pipeline: Pipeline, placed: Sequence[Placed]) -> Pipeline:
    """Return the pipeline with every sentence of the entries searched in one pass."""
    assert isinstance(pipeline.search, Search)
    sentences = (e for p in placed for e in p.term.examples)
    texts = (text for e in sentences for text in (e.before, e.after) if text is not None)
    names = (right for p in placed for right in p.term.right)
    return replace(pipeline, search=searched(pipeline.search, [*texts, *names]))


def tried(
    pipeline: Pipeline, placed: Sequence[Placed], memory: Kept, keys: Keys
) -> Iterator[Tried]:
    """Yield every sentence of the entries with what comes of it; the pipeline is `ready`."""
    for p in placed:
        for example in p.term.examples:
            found = _found(pipeline, example.before, memory, keys)
            close = passes(example, found) is example.known and _is_close(pipeline, example, found)
            yield Tried(p, example, found, close)


def _found(pipeline: Pipeline, sentence: str, memory: Kept, keys: Keys) -> Outcome:
    known = recall(memory, keys, sentence)
    if known is not None:
        return known
    found = outcome(pipeline, sentence)
    learn(memory, keys, sentence, found)
    return found


def _is_close(pipeline: Pipeline, example: Example, found: Outcome) -> bool:
    passed = passes(example, found)
    return any(
        passes(example, nudged(pipeline, example.before, by)) is not passed
        for by in (_HAIR, -_HAIR)
    )


def finding_of(it: Tried) -> Finding | None:
    """Return what is to be said of a sentence: None where it does as it should."""
    if it.passed:
        if not it.example.known or it.close:
            return None
        return _finding(
            it,
            "known-passes",
            f"the sentence “{it.example.before}” is marked as known to fail, but passes",
            "take out known = true",
        )
    if it.example.known:
        return None
    if it.close:
        return _finding(
            it,
            "at-the-line",
            f"a hair decides whether “{it.example.before}” is {_wanted(it.example)}",
            "add context to the sentence",
        )
    if it.example.after is None:
        old, new = it.outcome.sure or ("", "")
        return _finding(
            it,
            "not-kept",
            f"in a sentence to keep, “{old}” became “{new}”",
            "add context to the sentence, or drop the wrong form",
        )
    if it.example.after in it.outcome.judged:
        return _finding(
            it,
            "changes-again",
            f"“{it.example.before}” is repaired as it should be, but that changes again, "
            f"so it became “{it.outcome.text}”",
            "see which entry has the repaired name, or a part of it, as a wrong form",
        )
    return _finding(
        it,
        "not-repaired",
        f"“{it.example.before}” became “{it.outcome.text}”, not “{it.example.after}”",
        "list the wrong form, or correct the example",
    )


def _finding(it: Tried, rule: str, message: str, remedy: str) -> Finding:
    return it.placed.finding_at(it.example.line or it.placed.entry.line, rule, message, remedy)


def _wanted(example: Example) -> str:
    return "kept" if example.keep else "repaired"


def right_names(pipeline: Pipeline, placed: Placed, memory: Kept, keys: Keys) -> Iterator[Finding]:
    """Yield the right names of an entry that the engine would change by itself."""
    for name in placed.term.right:
        if not _has_wrong_form(pipeline, name):
            continue
        for carrier in CARRIERS:
            found = _found(pipeline, carrier.format(name), memory, keys)
            if found.sure is None or name in found.text:
                continue
            old, new = found.sure
            yield placed.finding(
                "en" if name == placed.term.en else "accept",
                "right-name-changes",
                f"the right name {quoted(name)} does not stay: “{old}” becomes “{new}”"
                f"{_for_whom(pipeline, old, new)}",
                "take that form out of the other entry, or make one entry of the two",
            )
            break


def _has_wrong_form(pipeline: Pipeline, name: str) -> bool:
    search = pipeline.search
    assert search is not None
    return any(
        form.role != "right" for key, _, _ in search.hits(name) for form in search.forms(key)
    )


def _for_whom(pipeline: Pipeline, old: str, new: str) -> str:
    """Return which entry a form was replaced for, where a search for the form alone tells."""
    search, terms = pipeline.search, pipeline.index.terms
    assert search is not None
    forms = (form for key, _, _ in search.hits(old) for form in search.forms(key))
    for form in forms:
        term = terms[form.term]
        if form.role != "right" and term.en in new:
            return f", for {term.zh} ({term.origin})"
    return ""
