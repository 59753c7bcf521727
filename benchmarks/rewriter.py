"""What the model adds to the rules: `python -m benchmarks.rewriter [WHAT...]`.

WHAT is contextual, whole, unseen, wild, news, harm, sure or speed; contextual, wild, news and
harm if none is given. Rules alone and rules with the model run in the same process on the same input;
differences come with a paired bootstrap (1,000 samples; for corpus scores sacrebleu's).
`unseen` is the half of the contextual cases that nothing may be chosen by.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product, starmap
from pathlib import Path

from benchmarks.data import DATA, wild
from benchmarks.quality import glossary_of
from benchmarks.rewriter_speed import measure_speed
from benchmarks.sourced_data import news_documents
from mt_repair.edits import apply
from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.language.english import FUNCTION_WORDS
from mt_repair.pipeline import Pipeline, for_streams, pipeline_of, repair
from mt_repair.repair.clauses import Clause, Slot
from mt_repair.repair.rewrite import Least, Proposal, Rewriter, by_compact, rewritings
from mt_repair.repair.rewriters import open_rewriting
from mt_repair.seq2seq import load_compact, shipped_rewriter
from mt_repair.train.cases import Contextual, by_rules, contextual, is_exact, names
from mt_repair.train.clean import clean_sentences
from mt_repair.train.rewriter import is_held_out
from mt_repair.train.trials import slots_of
from mt_repair.types import Document, Span

_SAMPLES = 1000
_ODDS, _SHARES = (0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0), (0.0, 0.3, 0.4, 0.5, 0.6)
_CLEAN = 1000  # sentences that must not become worse
_CAPITALS = re.compile(r"\b[A-Z][\w&-]*(?: [A-Z][\w&-]*)*")
_NO_NAME = frozenset("Mr Mrs Ms Dr The A An".split())


def both(terms: Sequence, model: str | None) -> tuple[Pipeline, Pipeline]:
    """Return a pipeline with the rules alone, and the same with the model."""
    rules = for_streams(pipeline_of(Glossary.layered([shipped_terms(), terms]), public=True))
    opened = open_rewriting(model, rules.index.terms)
    return rules, replace(rules, rewriter="seq2seq", rewriting=lambda: opened)


def odds_of_gain(before: Sequence[float], after: Sequence[float]) -> float:
    """Return the share of bootstrap samples in which the second is not better (a one-sided p)."""
    rng, size = random.Random(12), len(before)
    gains = [b - a for a, b in zip(before, after, strict=True)]
    worse = sum(sum(rng.choices(gains, k=size)) <= 0 for _ in range(_SAMPLES))
    return worse / _SAMPLES


def corpus_scores(olds: Sequence[str], news: Sequence[str], refs: Sequence[Sequence[str]]) -> None:
    """Print chrF2++ and BLEU of two systems with sacrebleu's paired bootstrap."""
    from sacrebleu.metrics import BLEU, CHRF
    from sacrebleu.significance import PairedTest

    metrics = {"BLEU": BLEU(), "chrF2++": CHRF(word_order=2)}
    if list(olds) == list(news):
        for name, metric in metrics.items():
            print(
                f"   {name:24} {metric.corpus_score(list(olds), list(map(list, refs))).score:7.3f}, the same"
            )
        return
    systems = [("rules", list(olds)), ("model", list(news))]
    _, scores = PairedTest(
        systems, metrics, list(map(list, refs)), test_type="bs", n_samples=_SAMPLES
    )()
    for name, results in scores.items():
        if name != "System":
            one, other = results
            print(f"   {name:24} {one.score:7.3f} -> {other.score:7.3f}  p {other.p_value}")


def measure_contextual(half: str, rewriter: Rewriter, show: bool) -> None:
    """Print exact repairs where the wrong names are known, by trouble, and the corpus scores."""
    cases = contextual(half)
    olds = [by_rules(c) for c in cases]
    news = [_rewritten(c, old, rewriter) for c, old in zip(cases, olds, strict=True)]
    print(f"contextual, {half}, the names known: {len(cases)} cases")
    one = [is_exact(c, t) for c, t in zip(cases, olds, strict=True)]
    two = [is_exact(c, t) for c, t in zip(cases, news, strict=True)]
    for trouble in dict.fromkeys(c.trouble for c in cases):
        at = [i for i, c in enumerate(cases) if c.trouble == trouble]
        print(
            f"   {trouble:12} {sum(one[i] for i in at):3} -> {sum(two[i] for i in at):3} of {len(at)}"
        )
    _exact(one, two)
    most = max(len(c.fixed) for c in cases)
    refs = [[c.fixed[min(n, len(c.fixed) - 1)] for c in cases] for n in range(most)]
    corpus_scores(olds, news, refs)
    if show:
        for c, old, new, good in zip(cases, olds, news, two, strict=True):
            if new != old or not good:
                print(
                    f"{'ok ' if good else 'BAD'} {c.trouble} | {old}\n     {new}\n     {c.fixed[0]}"
                )


def _exact(one: Sequence[bool], two: Sequence[bool]) -> None:
    a, b = sum(one) / len(one), sum(two) / len(two)
    print(
        f"   exact {a:.3f} -> {b:.3f} ({100 * (b - a):+.1f} points, p {odds_of_gain(one, two):.3f})"
    )


def _rewritten(case: Contextual, old: str, rewriter: Rewriter) -> str:
    return apply(old, rewritings(old, slots_of(case), rewriter))


def measure_whole(half: str, model: str | None) -> None:
    """Print exact repairs the whole way: source, glossary, detection, rules, model."""
    rules, with_model = both(list(names().values()), model)
    cases = contextual(half)
    made = [[repair(p, Document.of(c.mt, c.zh)).text for c in cases] for p in (rules, with_model)]
    print(f"contextual, {half}, found by the source")
    _exact(*([is_exact(c, t) for c, t in zip(cases, texts, strict=True)] for texts in made))


def measure_wild(model: str | None, show: bool) -> None:
    """Print exact repairs of the observed mistranslations, and scores against their repairs."""
    rows = wild()
    for listed in (False, True):
        rules, with_model = both(glossary_of(rows, listed, shipped=False).terms, model)
        pairs = [p for r in rows for p in r["pos"]]
        olds, news = (
            [repair(p, Document.of(x["text"])).text for x in pairs] for p in (rules, with_model)
        )
        print(f"wild, wrong forms {'listed' if listed else 'not listed'}: {len(pairs)} sentences")
        good = [[t == x["fixed"] for t, x in zip(ts, pairs, strict=True)] for ts in (olds, news)]
        _exact(*good)
        corpus_scores(olds, news, [[x["fixed"] for x in pairs]])
        if show:
            for old, new, x in zip(olds, news, pairs, strict=True):
                if old != new:
                    print(f"   {old}\n   {new}\n   {x['fixed']}")


def measure_news(model: str | None, show: bool) -> None:
    """Print BLEU and chrF2++ of the rated news with the document's entities as a glossary."""
    olds: list[str] = []
    news: list[str] = []
    refs: list[str] = []
    opened = {}
    for doc in news_documents():
        if doc.terms not in opened:
            opened.clear()
            opened[doc.terms] = both(doc.terms, model)
        for out, pipeline in zip((olds, news), opened[doc.terms], strict=True):
            made = repair(pipeline, doc.document)
            for number, segment in enumerate(doc.document.segments):
                out.append(apply(segment.target, made.edits, number))
        refs += [doc.references[s] for s in doc.seg_ids]
    print(
        f"news: {len(olds)} segments, {sum(a != b for a, b in zip(olds, news, strict=True))} rewritten"
    )
    corpus_scores(olds, news, [refs])
    if show:
        for old, new, ref in zip(olds, news, refs, strict=True):
            if old != new:
                print(f"   {old}\n   {new}\n   REF {ref}")


def names_in(text: str) -> Iterator[Slot]:
    """Yield the runs of capitals of a text as names; a sentence's first word is none by itself."""
    for found in _CAPITALS.finditer(text):
        words, start = found[0].split(), found.start()
        while words and words[0] in _NO_NAME:
            start += len(words.pop(0)) + 1
        opens = not text[:start].rstrip('"\u201c ') or text[:start].rstrip('"\u201c ')[-1] in ".!?:"
        if words and not (opens and (len(words) == 1 or words[0].lower() in FUNCTION_WORDS)):
            yield Slot(Span(start, found.end()), "ORG")


@lru_cache(maxsize=1)
def clean_texts() -> list[tuple[str, list[Slot]]]:
    """Return clean sentences kept from training, their runs of capitals as names."""
    sentences = [s.text for s in clean_sentences(DATA) if is_held_out(s.group)]
    found = [(t, list(names_in(t))) for t in sentences]
    return [(text, slots) for text, slots in found if slots][:_CLEAN]


def measure_use(model: str | None) -> None:
    """Print how many clean sentences, kept from training, come out otherwise with the model."""
    rules, with_model = both((), model)
    texts = [text for text, _ in clean_texts()]
    olds, news = ([repair(p, Document.of(t)).text for t in texts] for p in (rules, with_model))
    changed = [(a, b) for a, b in zip(olds, news, strict=True) if a != b]
    print(f"in use: {len(changed)} of {len(texts)} clean sentences otherwise than by the rules")
    for old, new in changed:
        print(f"   {old}\n   {new}")


def measure_harm(rewriter: Rewriter, show: bool) -> None:
    """Print how many clean sentences, kept from training, the model changes when it is asked to.

    Every run of capitals in a sentence is taken for a name that was just put in. In use
    none of them would be asked about: nothing in them is flagged.
    """
    texts = clean_texts()
    changed = words = kept = 0
    for text, slots in texts:
        edits = rewritings(text, slots, rewriter)
        changed += bool(edits)
        words += len(text.split())
        kept += len(text.split()) - sum(len(e.old.split()) for e in edits)
        if show:
            for e in edits:
                print(f"   {e.confidence:.2f} [{e.old}] -> [{e.new}] | {text}")
    print(
        f"harm: {changed} of {len(texts)} clean sentences changed, every name in them taken for "
        f"one just put in; {kept / max(words, 1):.4f} of the words outside the edits"
    )


def measure_sure(model: str | None) -> None:
    """Print, for thresholds of sureness, exact repairs (dev) and clean sentences changed."""
    loaded = load_compact(Path(model)) if model else shipped_rewriter()
    if loaded is None:
        raise SystemExit("no model: train one first (make model), or name its folder with --model")
    rewriter = by_compact(loaded, Least(min(_ODDS), min(_SHARES)))
    kept: dict[tuple[str, int], list[Proposal]] = {}

    def remembered(clause: Clause, text: str) -> Iterator[Proposal]:
        key = (text, clause.start)
        if key not in kept:
            kept[key] = list(rewriter(clause, text))
        yield from kept[key]

    cases = contextual("dev")
    texts = clean_texts()
    print("odds  share  exact  rewritten wrongly  clean changed")
    for least in starmap(Least, product(_ODDS, _SHARES)):
        olds = [by_rules(c) for c in cases]
        news = [
            apply(t, rewritings(t, slots_of(c), remembered, least))
            for c, t in zip(cases, olds, strict=True)
        ]
        exact = sum(map(is_exact, cases, news)) / len(cases)
        wrong = sum(
            n != o and not is_exact(c, n) for c, o, n in zip(cases, olds, news, strict=True)
        )
        changed = sum(bool(rewritings(t, slots, remembered, least)) for t, slots in texts)
        print(
            f"{least.odds:4}  {least.share:5}  {exact:.3f}  {wrong:3} of {len(cases)}  {changed} of {len(texts)}"
        )


def main() -> None:
    """Run the measurements asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", default=["contextual", "wild", "news", "harm"])
    parser.add_argument("--model", help="a model folder instead of the shipped one")
    parser.add_argument("--checkpoint", type=Path, help="for speed: the checkpoint it was made of")
    parser.add_argument("--show", action="store_true", help="print what is rewritten")
    args = parser.parse_args()
    rewriter = open_rewriting(args.model, ()).rewriter
    tasks: dict[str, Callable[[], None]] = {
        "contextual": lambda: measure_contextual("dev", rewriter, args.show),
        "whole": lambda: measure_whole("dev", args.model),
        "unseen": lambda: (
            measure_contextual("test", rewriter, False),
            measure_whole("test", args.model),
        )[0],
        "wild": lambda: measure_wild(args.model, args.show),
        "news": lambda: measure_news(args.model, args.show),
        "harm": lambda: (measure_use(args.model), measure_harm(rewriter, args.show))[0],
        "sure": lambda: measure_sure(args.model),
        "speed": lambda: measure_speed(args.model, args.checkpoint),
    }
    for what in args.what:
        tasks[what]()


if __name__ == "__main__":
    main()
