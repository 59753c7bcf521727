"""The mutation score: of the faults seeded into a glossary, the share its own tests catch.

The tests are what `check` runs: the readers' rules, the clashes, the sentences. A fault that
nothing catches and that no text shows is told apart: it is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from mt_repair.check.check import built, stated
from mt_repair.check.checked import Placed, in_force, read_checked
from mt_repair.check.clashes import Field, field_of, with_changed
from mt_repair.check.examples import CARRIERS, passes, ready, right_names
from mt_repair.check.faults import FAULTS, Mutant, mutants
from mt_repair.check.gates import CHANCE, at_least
from mt_repair.check.kept import Kept, keep
from mt_repair.check.listed import forms_in, key_of
from mt_repair.check.memory import Keys, learn, open_memory, recall
from mt_repair.check.outcomes import Outcome, outcome
from mt_repair.check.patched import new_keys, patched
from mt_repair.check.readings import open_readings
from mt_repair.detect.search import Search
from mt_repair.glossary.entries import Entry, problems_in
from mt_repair.glossary.glossary import zh_key
from mt_repair.pipeline import Pipeline
from mt_repair.types import Example, Finding, Term

Fate = Literal["caught", "survived", "equivalent"]
FATES: tuple[Fate, ...] = ("caught", "survived", "equivalent")


@dataclass(frozen=True, slots=True)
class Fated:
    """A fault with its fate, and by what it was caught."""

    mutant: Mutant
    fate: Fate
    by: str = ""

    def record(self) -> dict[str, Any]:
        """Return the fault as a JSON object."""
        placed = self.mutant.placed
        return {
            "fault": self.mutant.fault,
            "path": placed.path,
            "line": placed.entry.line,
            "zh": placed.term.zh,
            "told": self.mutant.told,
            "fate": self.fate,
            "by": self.by,
        }


def score(fated: Iterable[Fated]) -> float | None:
    """Return the share of real faults that were caught; None where there were none."""
    fates = [f.fate for f in fated if f.fate != "equivalent"]
    return fates.count("caught") / len(fates) if fates else None


def by_fault(fated: Iterable[Fated]) -> dict[str, dict[Fate, int]]:
    """Return how many faults of each type met each fate."""
    counts = {name: dict.fromkeys(FATES, 0) for name in FAULTS}
    for f in fated:
        counts[f.mutant.fault][f.fate] += 1
    return counts


def too_low(fated: Sequence[Fated], floor: float) -> tuple[bool, float]:
    """Tell whether the score is under a floor beyond chance, and how likely so low a one is."""
    fates = [f.fate for f in fated if f.fate != "equivalent"]
    p = at_least(fates.count("survived"), len(fates), 1 - floor)
    return p < CHANCE, p


def mutate(paths: Sequence[Path], number: int, seed: int) -> Iterator[Fated]:
    """Seed faults into glossary files, or the shipped names, and yield what becomes of each.

    Raises InputError with every problem of files that cannot be used.
    """
    checked = read_checked(paths)
    glossary = checked.glossary
    forced = list(in_force(checked, glossary))
    around = field_of(glossary.terms)
    readings = open_readings()
    ground = _Ground(ready(built(glossary, readings), checked.placed), forced, around)
    for mutant in mutants(forced, glossary.terms, around, number, seed):
        yield ground.fated(mutant)
    keep(ground.memory)
    keep(readings)


@dataclass(frozen=True, slots=True)
class _Case:
    placed: Placed
    example: Example


class _Ground:
    """A glossary as it is, with what is asked of it again and again."""

    def __init__(
        self, pipeline: Pipeline, forced: Sequence[tuple[Placed, Term]], around: Field
    ) -> None:
        self.pipeline, self.around = pipeline, around
        self.placed = {zh_key(placed.term.zh): placed for placed, _ in forced}
        self.memory = open_memory()
        self._keys = Keys(pipeline)
        self._outcomes: dict[str, Outcome] = {}
        self._findings: dict[str, frozenset[tuple[str, str]]] = {}
        self._cases, self._by_key = _cases_of(pipeline, [p for p, _ in forced])
        self._folded = {text: key_of(text) for text in self._cases}
        self._searched = frozenset(_compiled(pipeline).matcher.keys)

    def fated(self, mutant: Mutant) -> Fated:
        """Return what becomes of a fault."""
        by = self._misread(mutant) or self._misstated(mutant)
        if by:
            return Fated(mutant, "caught", by)
        changed = {self.around.order[zh_key(t.zh)]: t for t in mutant.changed}
        other = patched(self.pipeline, changed)
        texts = self._met(self._originals(mutant), new_keys(other))
        by = self._failing(mutant, other, texts) or self._unstable_name(mutant, other)
        if by:
            return Fated(mutant, "caught", by)
        fate: Fate = "survived" if self._differs(mutant, other, texts) else "equivalent"
        return Fated(mutant, fate)

    def _misread(self, mutant: Mutant) -> str:
        """Return what a reader of the file would say."""
        for term in mutant.changed:
            for problem in problems_in(Entry(0, _values(term)), ""):
                return problem.what
        return ""

    def _misstated(self, mutant: Mutant) -> str:
        """Return a rule that the entries as they stand break now, and did not before."""
        around = with_changed(self.around, self._originals(mutant), mutant.changed)
        keys = {key_of(form.text) for term in mutant.changed for form in forms_in(term)}
        near = {
            zh_key(listed.term.zh)
            for key in keys
            if len(held := around.table.get(key, ())) > 1
            for listed in held
        }
        near |= {zh_key(term.zh) for term in mutant.changed}
        now = {zh_key(term.zh): term for term in mutant.changed}
        for zh in sorted(near & self.placed.keys()):
            placed, term = self.placed[zh], self.pipeline.index.terms[self.around.order[zh]]
            before = self._before(zh, placed, term)
            if zh in now:
                placed, term = replace(placed, term=now[zh]), now[zh]
            for rule, message in _errors(stated(placed, term, around)):
                if (rule, message) not in before:
                    return rule
        return ""

    def _before(self, zh: str, placed: Placed, term: Term) -> frozenset[tuple[str, str]]:
        if zh not in self._findings:
            self._findings[zh] = frozenset(_errors(stated(placed, term, self.around)))
        return self._findings[zh]

    def _met(self, terms: Iterable[Term], keys: Iterable[bytes]) -> list[str]:
        """Return the texts in which forms of the terms are met, or were before the fault."""
        wanted = {key_of(form.text) for term in terms for form in forms_in(term)} | set(keys)
        met: dict[str, None] = {}
        for key in sorted(wanted):
            held = self._by_key.get(key, [])
            if not held and key not in self._searched:
                held = [text for text, folded in self._folded.items() if key in folded]
            met.update(dict.fromkeys(held))
        return list(met)

    def _originals(self, mutant: Mutant) -> list[Term]:
        """Return the terms that a fault changes as they were."""
        order, terms = self.around.order, self.pipeline.index.terms
        return [terms[order[zh_key(term.zh)]] for term in mutant.changed]

    def _failing(self, mutant: Mutant, other: Pipeline, texts: Iterable[str]) -> str:
        """Return the place of a sentence that fails now, or that is known to fail and passes."""
        lost = {zh_key(t.zh): t.examples for t in mutant.changed}
        cases = {
            (zh_key(case.placed.term.zh), case.example): case
            for text in texts
            for case in self._cases[text]
        }
        own = zh_key(mutant.placed.term.zh)
        done: dict[str, Outcome] = {}
        for (zh, example), case in sorted(cases.items(), key=lambda item: item[0][0] != own):
            if zh in lost and example not in lost[zh]:
                continue
            if passes(example, self._outcome(example.before)) is example.known:
                continue  # the sentence says nothing of the fault: it fails, or not, already
            if example.before not in done:
                done[example.before] = outcome(other, example.before)
            if passes(example, done[example.before]) is example.known:
                return f"{Path(case.placed.path).name}:{example.line or case.placed.entry.line}"
        return ""

    def _outcome(self, text: str) -> Outcome:
        if text not in self._outcomes:
            known = recall(self.memory, self._keys, text)
            found = known or outcome(self.pipeline, text)
            if known is None:
                learn(self.memory, self._keys, text, found)
            self._outcomes[text] = found
        return self._outcomes[text]

    def _unstable_name(self, mutant: Mutant, other: Pipeline) -> str:
        """Return the rule on right names if one of a changed entry does not stay."""
        keys, forgetful = Keys(other), Kept()
        for term in mutant.changed:
            placed = self.placed.get(zh_key(term.zh))
            if placed is None:
                continue
            before = set(right_names(self.pipeline, placed, forgetful, self._keys))
            for found in right_names(other, replace(placed, term=term), forgetful, keys):
                if found not in before:
                    return found.rule
        return ""

    def _differs(self, mutant: Mutant, other: Pipeline, texts: Iterable[str]) -> bool:
        """Tell whether some text comes out otherwise with the fault than without it."""
        originals = self._originals(mutant)
        if any(a.examples != b.examples for a, b in zip(originals, mutant.changed, strict=True)):
            return True  # a sentence that guarded the entry is gone
        forms = {f.text for term in (*originals, *mutant.changed) for f in forms_in(term)}
        probes = [carrier.format(form) for form in sorted(forms) for carrier in CARRIERS]
        return any(
            _seen(outcome(other, text)) != _seen(outcome(self.pipeline, text))
            for text in (*probes, *texts)
        )


def _seen(found: Outcome) -> tuple[str, tuple[str, str] | None]:
    return found.text, found.sure


def _errors(findings: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    return ((f.rule, f.message) for f in findings if f.severity == "error")


def _cases_of(
    pipeline: Pipeline, placed: Sequence[Placed]
) -> tuple[dict[str, list[_Case]], dict[bytes, list[str]]]:
    """Return the sentences by their texts, before and after, and the texts by the keys met in them."""
    cases: dict[str, list[_Case]] = {}
    for p in placed:
        for example in p.term.examples:
            for text in (example.before, example.after):
                if text is not None:
                    cases.setdefault(text, []).append(_Case(p, example))
    search = _compiled(pipeline)
    by_key: dict[bytes, list[str]] = {}
    for text in cases:
        for at in dict.fromkeys(hit[0] for hit in search.hits(text)):
            by_key.setdefault(search.matcher.keys[at], []).append(text)
    return cases, by_key


def _compiled(pipeline: Pipeline) -> Search:
    assert isinstance(pipeline.search, Search)
    return pipeline.search


def _values(term: Term) -> dict[str, Any]:
    """Return a term as the values a file would have of it."""
    examples = [
        {"keep": e.before} if e.after is None else {"before": e.before, "after": e.after}
        for e in term.examples
    ]
    lists = {"accept": list(term.accept), "wrong": list(term.wrong), "aliases": list(term.aliases)}
    return {"zh": term.zh, "en": term.en, **lists, "examples": examples, "off": term.off}
