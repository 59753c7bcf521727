"""Measure what cheats gain, and what the guard against them costs: `python -m benchmarks.cheats`.

Names set beside a text must raise no entity score; right names of honest texts must count.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from benchmarks.data import DATA, present
from benchmarks.sourced_data import YEARS, mentions_of, news_documents, term_documents, terms_of
from mt_repair.corpus.parallel import Parallel
from mt_repair.score.entity import found, ground_of, shared_out
from mt_repair.score.evaluate import Evaluation, Glossaries, evaluate
from mt_repair.score.mentions import Mention, Names, Unit

CHEATS: dict[str, Callable[[str, Sequence[str]], str]] = {
    "a list": lambda text, names: f"{text} {', '.join(names)}",
    "a list with and": lambda text, names: f"{text} {' and '.join(names)}.",
    "sentences": lambda text, names: f"{text} {'. '.join(names)}.",
    "behind the last comma": lambda text, names: f"{text.rstrip('.')}, {', '.join(names)}.",
    "in brackets": lambda text, names: f"{text} ({', '.join(names)})",
    "lines": lambda text, names: "\n".join((text, *names)),
    "with a label": lambda text, names: f"{text} Keywords: {', '.join(names)}.",
}


def segments() -> Iterator[tuple[Names, Unit, list[Mention], list[Mention]]]:
    """Yield each segment of the news with its mentions, and with all places they stand at."""
    for doc in news_documents():
        names = Names(doc.terms)
        for number, segment in enumerate(doc.document.segments):
            unit = Unit(segment.target, segment.reference or "", segment.source or "")
            yield names, unit, *mentions_of(doc, number)


def unguarded(names: Names, unit: Unit, wanted: Sequence[Mention]) -> int:
    """Return how many mentions are right where any stretch serves, wherever it stands."""
    spans = shared_out([names.right(unit.hypothesis, mention.term) for mention in wanted])
    return sum(span is not None for span in spans)


def measure_news() -> None:
    """Print what the guard refuses in honest news, and what each cheat gains."""
    right = refused = missing = 0
    gained: Counter[str] = Counter()
    for names, unit, wanted, stands in segments():
        ground = ground_of(names, unit, stands)
        served = found(names, unit, wanted, ground).served
        kept = sum(s.span is not None for s in served)
        honest = unguarded(names, unit, wanted)
        right, refused = right + honest, refused + honest - kept
        lacking = [names.terms[s.mention.term].en for s in served if s.span is None]
        missing += len(lacking)
        for cheat, write in CHEATS.items() if lacking else ():
            text = write(unit.hypothesis, lacking)
            again = found(names, Unit(text, unit.reference, unit.source), wanted, ground).served
            gained[cheat] += sum(s.span is not None for s in again) - kept
    print(f"news: {refused} of {right} right names taken for set beside")
    for cheat in CHEATS:
        print(f"  {cheat:22} {gained[cheat]:4} of {missing} names get through")


def measure_terms(system: str = "CommandA_MT") -> None:
    """Print what a list of the missing terms behind each document does to the scores."""
    texts = []
    for year in YEARS:
        rows, held = term_documents(year)
        terms = terms_of(held)
        texts += [
            Parallel(row["mt_without_terms"][system], row["ref"], row["zh"], terms=terms)
            for row in rows
        ]
    glossaries = Glossaries(())
    honest = evaluate(texts, glossaries, [one.hypothesis for one in texts])
    cheated = [
        f"{one.hypothesis} {', '.join(sorted(lacking(honest, number)))}"
        for number, one in enumerate(texts)
    ]
    after = evaluate(texts, glossaries, cheated)
    for name in ("term_success", "term_success_bounded", "entity_accuracy", "set_beside"):
        one, other = honest.column(name), after.column(name)
        if one is not None and other is not None:
            print(f"{system} {name:22} {one.value:.4f} -> {other.value:.4f}")


def lacking(evaluation: Evaluation, number: int) -> set[str]:
    """Return the preferred forms of the terms that a document lacks somewhere."""
    return {
        line.names.terms[served.mention.term].en
        for line in evaluation.checked[number]
        for served in line.found.served
        if served.span is None
    }


def main() -> None:
    """Print both."""
    if not present():
        sys.exit(f"the development data is not at {DATA}; set MT_REPAIR_DATA to where it is")
    measure_news()
    measure_terms()


if __name__ == "__main__":
    main()
