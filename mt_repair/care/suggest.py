"""Entries for a glossary, out of what editors decided and of sources with their translations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mt_repair.care.decisions import Decision, read_all
from mt_repair.care.from_decisions import from_decisions
from mt_repair.care.from_parallel import from_parallel
from mt_repair.care.suggestions import Suggestion, as_terms, sifted
from mt_repair.check.examples import passes
from mt_repair.check.outcomes import outcome
from mt_repair.corpus.texts import Text, gathered
from mt_repair.errors import Problem
from mt_repair.glossary.glossary import Glossary, zh_key
from mt_repair.glossary.load import read_terms
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.knowledge.lexicon import Lexicon, imported, open_lexicon
from mt_repair.pipeline import pipeline_of


@dataclass(frozen=True, slots=True)
class Suggested:
    """Suggestions with remarks on what gave none, and the examples that do not hold yet.

    `failing` says what comes out instead, by Chinese name and sentence.
    """

    suggestions: tuple[Suggestion, ...]
    remarks: tuple[str, ...]
    failing: Mapping[tuple[str, str], str]

    @property
    def offered(self) -> tuple[Suggestion, ...]:
        """The suggestions that are not held."""
        return tuple(s for s in self.suggestions if not s.held)


def suggest(
    logs: Sequence[Path],
    corpora: Sequence[str],
    source: str | None = None,
    *,
    glossaries: Sequence[Path] = (),
    shipped: bool = True,
    least: int = 3,
) -> tuple[Suggested, list[Problem]]:
    """Return what logs of decisions and parallel texts suggest, and what is wrong with rows.

    Nothing that the glossaries or, where `shipped`, the shipped names have is suggested.
    Raises InputError where a file cannot be used.
    """
    base = [shipped_terms(examples=True)] if shipped else []
    glossary = Glossary.layered([*base, *map(read_terms, glossaries)])
    decisions, problems = read_all(logs)
    texts, bad = gathered(corpora, source)
    lexicon = open_lexicon(layers=imported()) if texts else None
    return suggested(decisions, texts, glossary, lexicon, least), [*problems, *bad]


def suggested(
    decisions: Sequence[Decision],
    texts: Iterable[Text],
    glossary: Glossary,
    lexicon: Lexicon | None,
    least: int = 3,
) -> Suggested:
    """Return the entries that decisions and parallel texts suggest to a glossary.

    What a person decided goes before what a corpus shows. `least` as in `from_parallel`.
    """
    decided, remarks = from_decisions(decisions, glossary)
    names = {zh_key(s.zh) for s in decided}
    shown = [s for s in from_parallel(texts, glossary, lexicon, least) if zh_key(s.zh) not in names]
    found = sifted([*_weightiest(decided), *_weightiest(shown)], glossary)
    return Suggested(tuple(found), tuple(remarks), _failing(found, glossary))


def _weightiest(found: Iterable[Suggestion]) -> list[Suggestion]:
    return sorted(found, key=lambda s: (-s.weight, s.zh))


def _failing(suggestions: Sequence[Suggestion], glossary: Glossary) -> dict[tuple[str, str], str]:
    """Return what comes out of the examples that do not hold with the suggestions in force."""
    terms = as_terms(suggestions)
    if not any(term.examples for term in terms):
        return {}
    pipeline = pipeline_of(Glossary.layered([glossary.terms, terms]), apply="review")
    failing = {}
    for term in terms:
        for example in term.examples:
            found = outcome(pipeline, example.before)
            if not passes(example, found):
                failing[term.zh, example.before] = found.text
    return failing
