"""Measure repair with the source: `python -m benchmarks.sourced [WHAT...]`.

WHAT is news, alone, raters, terms, shuffled or wild; all of them if none is given.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from benchmarks.data import wild
from benchmarks.quality import bounded as stands
from benchmarks.sourced_data import (
    YEARS,
    NewsDocument,
    mentions_of,
    news_documents,
    term_documents,
    terms_of,
)
from mt_repair.edits import apply
from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.pipeline import Pipeline, for_streams, pipeline_of, repair
from mt_repair.score.edit_quality import effects
from mt_repair.score.entity import found, ground_of
from mt_repair.score.mentions import Names, Unit
from mt_repair.score.metrics import Counts, added
from mt_repair.score.terms import TERM_SUCCESS, term_success
from mt_repair.types import Document, Edit, Term


@lru_cache(maxsize=4)
def pipeline_with(terms: tuple[Term, ...]) -> Pipeline:
    """Return a pipeline over the shipped names and these."""
    return for_streams(pipeline_of(Glossary.layered([shipped_terms(), terms]), public=True))


def edits_of(document: Document, terms: tuple[Term, ...]) -> tuple[Edit, ...]:
    """Return the edits that are applied to a document, the terms being a user's."""
    return repair(pipeline_with(terms), document).edits


def changed(document: Document, edits: Sequence[Edit]) -> list[str]:
    """Return the segments' targets with the edits applied."""
    out = []
    for number, segment in enumerate(document.segments):
        mine = [e for e in edits if e.segment == number]
        out.append(apply(segment.target, mine, number))
    return out


# --- news: entity accuracy --------------------------------------------------------------


@lru_cache(maxsize=64)
def names_of(terms: tuple[Term, ...]) -> Names:
    """Return a document's terms, compiled for the package's own metric."""
    return Names(terms)


def right_of(doc: NewsDocument, number: int, text: str) -> dict[str, bool]:
    """Return for each entity of a segment whether a stretch of its own is right in a text.

    The data says which entities a segment has, one mention each.
    """
    names, segment = names_of(doc.terms), doc.document.segments[number]
    unit = Unit(text, segment.reference or "", segment.source or "")
    wanted, stands = mentions_of(doc, number)
    served = found(names, unit, wanted, ground_of(names, unit, stands)).served
    entities = [doc.entities[s.mention.term] for s in served]
    return {
        f"{e['zh']}/{e['en']}": s.span is not None for e, s in zip(entities, served, strict=True)
    }


@dataclass
class Tally:
    """What is counted for a system."""

    mentions: int = 0
    before: int = 0
    after: int = 0
    broken: int = 0
    edits: int = 0
    ratio: float = 0.0
    segments: int = 0


def measure_news(show: str = "", systems: str = "", alone: bool = False) -> dict[str, Tally]:
    """Print and return the entity accuracy of each system before and after.

    With the entities as a user's glossary, or with what ships `alone`.
    """
    tallies: dict[str, Tally] = {}
    for doc in news_documents():
        if systems and doc.system not in systems.split(","):
            continue
        edits = edits_of(doc.document, () if alone else doc.terms)
        _count(tallies.setdefault(doc.system, Tally()), doc, edits, show)
    print(f"{'news':18}{'before':>8}{'after':>8}{'edits':>7}{'broken':>8}{'length':>8}")
    for name, t in sorted(tallies.items()):
        print(
            f"{name:18}{t.before / t.mentions:8.3f}{t.after / t.mentions:8.3f}{t.edits:7}"
            f"{t.broken / max(t.edits, 1):8.3f}{t.ratio / t.segments:8.4f}"
        )
    if tallies:
        after = [t.after / t.mentions for t in tallies.values()]
        before = [t.before / t.mentions for t in tallies.values()]
        broken = sum(t.broken for t in tallies.values()) / max(
            sum(t.edits for t in tallies.values()), 1
        )
        print(
            f"mean {sum(before) / len(before):.3f} -> {sum(after) / len(after):.3f}, "
            f"worst {min(before):.3f} -> {min(after):.3f}, broken {broken:.4f}"
        )
    return tallies


def measure_raters() -> float:
    """Print and return the share of flags that a rater marked, too, by rule and kind.

    A flag counts as marked where a marked stretch shares a character with it. Missing names
    have no stretch of their own and are told apart: raters marked no omission as such.
    """
    marked: Counter[tuple[str, str]] = Counter()
    every: Counter[tuple[str, str]] = Counter()
    for doc in news_documents():
        for flag in repair(pipeline_with(doc.terms), doc.document).flags:
            key = (flag.rule, flag.kind)
            every[key] += 1
            marked[key] += any(flag.span.overlaps(mark) for mark in doc.marks[flag.segment])
    print(f"{'flags':26}{'all':>6}{'marked':>8}")
    for key in sorted(every):
        print(f"{key[0]:14}{key[1]:12}{every[key]:6}{marked[key] / every[key]:8.3f}")
    shown = [key for key in every if key[1] != "missing"]
    total = sum(every[k] for k in shown)
    share = sum(marked[k] for k in shown) / max(total, 1)
    print(f"flags on a stretch: {total}, marked by a rater too: {share:.3f}")
    return share


def _count(tally: Tally, doc: NewsDocument, edits: Sequence[Edit], show: str) -> None:
    texts = changed(doc.document, edits)
    tally.edits += len(edits)
    for number, (segment, new) in enumerate(zip(doc.document.segments, texts, strict=True)):
        seg = doc.seg_ids[number]
        before = right_of(doc, number, segment.target)
        after = right_of(doc, number, new)
        tally.mentions += len(before)
        tally.before += sum(before.values())
        tally.after += sum(after.values())
        lost = [n for n in before if before[n] and not after[n]]
        tally.broken += len(lost)
        tally.ratio += len(new) / max(len(segment.target), 1)
        tally.segments += 1
        still = [n for n in after if not after[n]]
        if show and ((show == "broken" and lost) or (show == "wrong" and still)):
            print(f"== {doc.system} {seg} {doc.name[-12:]} {lost or still}")
            print(f"   {segment.source}\n   {segment.target}")
            for e in edits:
                if e.segment == number:
                    print(f"   [{e.old}] -> [{e.new}] {e.confidence:.2f}")
        if show == "edits":
            for e in edits:
                if e.segment == number:
                    print(f"{doc.system} [{e.old}] -> [{e.new}] {e.confidence:.2f}")


# --- terminology ------------------------------------------------------------------------


def measure_terms(
    years: Sequence[int] = YEARS,
    systems: str = "",
    most: int = 99,
    show: str = "",
    lowered_only: bool = False,
) -> None:
    """Print term success, BLEU and chrF2++ of each system before, after and with terms."""
    from sacrebleu.metrics import BLEU, CHRF

    bleu, chrf = BLEU(), CHRF(word_order=2)
    loaded = [(year, *term_documents(year)) for year in years]
    names = sorted(loaded[0][1][0]["mt_without_terms"])
    print(
        f"{'terms':24}{'success':>16}{'bounded':>16}{'BLEU':>20}{'chrF2++':>20}{'length':>8}{'edits':>7}{'up':>6}{'same':>6}{'down':>6}{'seg/s':>7}"
    )
    for name in names:
        if systems and name not in systems.split(","):
            continue
        refs, olds, news, withs = [], [], [], []
        s_old, s_new, b_old, b_new, b_with, s_with = [], [], [], [], [], []
        up = same = down = count = 0
        spent, segments = 0.0, 0
        for _, rows, held in loaded:
            index = terms_of(held)
            for row in rows[:most]:
                old, ref = row["mt_without_terms"][name], row["ref"]
                document = Document.of(old, row["zh"])
                began = time.perf_counter()
                edits = edits_of(document, index)
                spent += time.perf_counter() - began
                segments += len([x for x in row["zh"].split("\n") if x.strip()])
                new = apply(old, edits, 0)
                count += len(edits)
                for edit, effect in zip(edits, effects(old, edits, ref), strict=True):
                    up += effect == "raised"
                    same += effect == "kept"
                    down += effect == "lowered"
                    if show == "edits" or (show == "down" and effect == "lowered"):
                        a = max(edit.span.start - 60, 0)
                        b = edit.span.end + 40
                        print(
                            f"{effect:7} {edit.confidence:.2f} …{old[a : edit.span.start]}[{edit.old}]→[{edit.new}]{old[edit.span.end : b]}… | {edit.because[:40]}".replace(
                                "\n", "⏎"
                            )
                        )
                with_terms = row["mt_with_terms"].get(name)
                for bounded, a, b, c in (
                    (False, s_old, s_new, s_with),
                    (True, b_old, b_new, b_with),
                ):
                    a.append(term_success(row["zh"], ref, old, index, bounded))
                    b.append(term_success(row["zh"], ref, new, index, bounded))
                    if with_terms:
                        c.append(term_success(row["zh"], ref, with_terms, index, bounded))
                if with_terms:
                    withs.append(with_terms)
                refs.append(ref)
                olds.append(old)
                news.append(new)
                if show == "missing":
                    for t, targets in held.items():
                        times = row["zh"].count(t)
                        got = sum(new.lower().count(x.lower()) for x in targets)
                        if times and any(x.lower() in ref.lower() for x in targets) and got < times:
                            print(f"   MISSING {t} {targets} {got}/{times}")

        def mean(x: Sequence[Counts]) -> float:
            return TERM_SUCCESS.score(added(x)) or 0.0 if x else 0.0

        three = [olds, news, withs]
        b3 = [bleu.corpus_score(x, [refs]).score if x else 0.0 for x in three]
        c3 = [chrf.corpus_score(x, [refs]).score if x else 0.0 for x in three]
        ratio = sum(map(len, news)) / sum(map(len, olds))
        print(
            f"{name:24}{mean(s_old):.3f} {mean(s_new):.3f} {mean(s_with):.3f}"
            f"  {mean(b_old):.3f} {mean(b_new):.3f} {mean(b_with):.3f}"
            f"  {b3[0]:6.2f}{b3[1]:6.2f}{b3[2]:6.2f}  {c3[0]:6.2f}{c3[1]:6.2f}{c3[2]:6.2f}"
            f"{ratio:8.4f}{count:7}{up / max(count, 1):6.2f}{same / max(count, 1):6.2f}{down / max(count, 1):6.2f}"
            f"{segments / max(spent, 1e-9):7.1f}",
            flush=True,
        )


# --- shuffled, wild ---------------------------------------------------------------------


def measure_shuffled(systems: str = "ONLINE-B,GPT4-5shot,NLLB_Greedy", show: bool = False) -> float:
    """Print and return edits per segment where the sources are permuted."""
    rng = random.Random(11)
    count = segments = 0
    for doc in news_documents():
        if doc.system not in systems.split(","):
            continue
        segs = list(doc.document.segments)
        sources = [s.source for s in segs]
        if len(segs) < 4:
            continue
        shift = rng.randrange(1, len(segs))
        sources = sources[shift:] + sources[:shift]
        moved = replace(
            doc.document,
            segments=tuple(replace(s, source=z) for s, z in zip(segs, sources, strict=True)),
        )
        edits = edits_of(moved, doc.terms)
        if show:
            for e in edits:
                print(
                    f"   [{e.old}] -> [{e.new}] {e.confidence:.2f}\n     {moved.segments[e.segment]}"
                )
        count += len(edits)
        segments += len(segs)
    for year in YEARS:
        rows, held = term_documents(year)
        index = terms_of(held)
        for row in rows[:4]:
            zh = [x for x in row["zh"].split("\n") if x.strip()]
            mt = [x for x in row["mt_without_terms"]["CommandA_MT"].split("\n") if x.strip()]
            rng.shuffle(zh)
            edits = edits_of(Document.of("\n".join(mt), "\n".join(zh)), index)
            if show:
                for e in edits:
                    print(f"   [{e.old}] -> [{e.new}] {e.confidence:.2f}")
            count += len(edits)
            segments += len(mt)
    print(f"shuffled: {count} edits in {segments} segments, {count / segments:.4f} a segment")
    return count / segments


def measure_wild(show: bool = False) -> float:
    """Print and return the share of observed wrong names put right with zh, en and source."""
    fixed = count = 0
    rows = [r for r in wild() if r.get("zh_src")]
    terms = [Term(r["zh"], r["en"]) for r in rows]
    index = tuple(terms)
    for row in rows:
        first = row["pos"][0]
        document = Document.of(first["text"], row["zh_src"])
        edits = edits_of(document, index)
        new = apply(first["text"], edits, 0)
        count += 1
        good = any(stands(right, new) for right in (row["en"], *row["accept"]))
        good = good and not stands(row["mt"], new)
        fixed += good
        if show and not good:
            print(
                f"   {row['zh']} {row['zh_src']}\n     {first['text']}\n     {new}\n     {first['fixed']}"
            )
    print(f"wild with source: {fixed}/{count} = {fixed / max(count, 1):.3f} fixed")
    return fixed / max(count, 1)


def main() -> None:
    """Run the measurements asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "what", nargs="*", default=["news", "alone", "raters", "terms", "shuffled", "wild"]
    )
    parser.add_argument("--show", default="", help="broken, wrong, edits, down or missing")
    parser.add_argument("--systems", default="", help="only these, comma separated")
    parser.add_argument("--documents", type=int, default=99, help="at most, of each year")
    args = parser.parse_args()
    if "news" in args.what:
        measure_news(args.show, args.systems)
    if "alone" in args.what:
        measure_news(args.show, args.systems, alone=True)
    if "raters" in args.what:
        measure_raters()
    if "terms" in args.what:
        measure_terms(systems=args.systems, most=args.documents, show=args.show)
    if "shuffled" in args.what:
        measure_shuffled(show=bool(args.show))
    if "wild" in args.what:
        measure_wild(bool(args.show))


if __name__ == "__main__":
    main()
