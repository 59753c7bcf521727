"""What a change of a glossary would do to a corpus: the lines that come out otherwise.

Only the texts that the change may be felt in are repaired, with the old glossary and with
the new one, each whole text as `repair` takes it: the answer is that of repairing
everything twice (the tests compare the two).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mt_repair.care.differences import Changed, differences
from mt_repair.care.leads import leads_of
from mt_repair.care.lookup import compile_leads
from mt_repair.care.search import Felt, felt, pieces
from mt_repair.care.verdict import Case, Judge, Verdict, judge_of
from mt_repair.corpus.records import segment_starts
from mt_repair.corpus.text import LINE_END, line_spans
from mt_repair.corpus.texts import Text
from mt_repair.detect.by_source import mentioned_in
from mt_repair.detect.sourced import LEAST_MATCH, closeness
from mt_repair.edits import apply
from mt_repair.glossary.glossary import Glossary
from mt_repair.pipeline import Pipeline, for_streams, repair
from mt_repair.repair.rounds import grouped
from mt_repair.types import Document, Edit, Repair

# From so many texts on, compiling every form is faster than looking them up for each text.
_MANY = 4_000


@dataclass(frozen=True, slots=True)
class Change:
    """A segment that comes out otherwise, or is asked about otherwise.

    `before`, `old` and `new` are its lines that differ: as they came, as the old glossary
    leaves them, and the new one; `line` is where they begin in the file of `text`, from 1.
    `gone` are the edits that only the old glossary makes, `come` those of the new one; where
    the segment is only `asked` about, those held for a person. `entries` are the numbers of
    the changed entries it is about.
    """

    text: Text
    line: int
    before: str
    old: str
    new: str
    gone: tuple[Edit, ...]
    come: tuple[Edit, ...]
    entries: tuple[int, ...]
    verdict: Verdict
    why: str


@dataclass(frozen=True, slots=True)
class Impact:
    """The entries that differ and the changes they make.

    `texts` is how many were looked at, `repaired` how many of them with both glossaries.
    """

    entries: tuple[Changed, ...]
    changes: tuple[Change, ...]
    texts: int
    repaired: int


def impact(old: Pipeline, new: Pipeline, texts: Iterable[Text]) -> Impact:
    """Return what comes out otherwise where the new pipeline takes the old one's place.

    The two must differ in their glossaries only.
    """
    changed = differences(old.glossary, new.glossary)
    search = compile_leads(leads_of(changed, old.index, new.index))
    judge = judge_of(old.glossary, new.glossary, changed)
    changes: list[Change] = []
    seen = repaired = 0
    for piece in pieces(texts):
        seen += len(piece)
        found = list(felt(search, piece)) if changed else []
        if len(found) >= _MANY:
            old, new = for_streams(old), for_streams(new)
        for one in found:
            both = _both(old, new, one)
            if both is not None:
                repaired += 1
                changes += _changes(one, *both, changed, judge)
    return Impact(changed, tuple(changes), seen, repaired)


def examples(old: Glossary, new: Glossary) -> Iterator[Text]:
    """Yield the sentences that both glossaries give as examples, each with what it must become."""
    held = {(t.zh, e.before, e.after) for t in old.terms for e in t.examples}
    for term in new.terms:
        path, _, line = term.origin.rpartition(":")
        for example in term.examples:
            if (term.zh, example.before, example.after) in held:
                at = example.line or (int(line) if line.isdigit() else 1)
                expected = example.before if example.after is None else example.after
                yield Text(path, at, example.before, expected=expected)


def _both(old: Pipeline, new: Pipeline, found: Felt) -> tuple[Repair, Repair] | None:
    """Return the two repairs of a text, None where they cannot differ."""
    if found.direct == found.doubtful and not found.fed and _belongs(old, found.document):
        return None  # what its source does not name is no wrong name there
    before = repair(old, found.document)
    if not found.direct and not before.edits and not before.held:
        return None  # nothing is put in that could bring a changed entry into play
    return before, repair(new, found.document)


def _belongs(pipeline: Pipeline, document: Document) -> bool:
    """Tell whether every segment's source is plainly its own."""
    matches = closeness(document, mentioned_in(document, pipeline.sources()).index)
    return all(value >= LEAST_MATCH for value in matches.values())


def _changes(
    found: Felt, old: Repair, new: Repair, changed: Sequence[Changed], judge: Judge
) -> Iterator[Change]:
    """Yield the segments that the two repairs leave differently, or ask about differently."""
    numbers = {t.zh: at for at, c in enumerate(changed) for t in (c.old, c.new) if t is not None}
    text = found.text
    starts = segment_starts(found.document)
    ends = [end.end() for end in LINE_END.finditer(text.target)]
    made = [grouped(edits) for edits in (old.edits, new.edits)]
    held = [grouped(edits) for edits in (old.held, new.held)]
    for at, segment in enumerate(found.document.segments):
        target = segment.target
        ours, theirs = (edits.get(at, []) for edits in made)
        was, now = apply(target, ours, at), apply(target, theirs, at)
        applied = was != now
        if not applied:
            ours, theirs = (edits.get(at, []) for edits in held)
        gone, come = _apart(ours, theirs), _apart(theirs, ours)
        if not (applied or gone or come):
            continue
        zh_gone, zh_come = _names(gone, old), _names(come, new)
        top = bisect_right(ends, starts[at])  # the segment's first line, from 0
        first, lines = _lines(target, was, now, (*gone, *come))
        entries = {numbers[zh] for zh in zh_gone | zh_come if zh in numbers}
        verdict: Verdict = "asked"
        why = "only what a person is asked about differs"
        if applied:
            human = _reference(text, top, target)
            case = Case(was, now, segment.source, human, text.expected, zh_gone, zh_come)
            verdict, why = judge(case)
        yield Change(
            text,
            text.line if text.row else text.line + top + first,
            *lines,
            gone,
            come,
            tuple(sorted(entries or found.direct or found.fed)),
            verdict,
            why,
        )


def _apart(ours: Iterable[Edit], theirs: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits that no other does too, whatever the reason."""
    held = {(e.span, e.new) for e in theirs}
    return tuple(e for e in ours if (e.span, e.new) not in held)


def _names(edits: Sequence[Edit], repair: Repair) -> frozenset[str]:
    """Return the Chinese names that edits are about, as the flags at their places say."""
    return frozenset(
        f.zh
        for e in edits
        for f in repair.flags
        if f.zh and f.segment == e.segment and f.rule == e.by and f.span.overlaps(e.span)
    )


def _lines(
    target: str, was: str, now: str, edits: Sequence[Edit]
) -> tuple[int, tuple[str, str, str]]:
    """Return the number of the first line that differs, from 0, and the lines that do.

    Where a repair took a line end away, lines cannot be paired: then they are all lines.
    """
    texts = [LINE_END.split(text) for text in (target, was, now)]
    if len({len(lines) for lines in texts}) > 1:
        return 0, (target, was, now)
    at = [i for i, (_, a, b) in enumerate(zip(*texts, strict=True)) if a != b]
    if not at:
        at = sorted({len(LINE_END.findall(target[: e.span.start])) for e in edits})
    before, old, new = ("\n".join(lines[i] for i in at) for lines in texts)
    return at[0], (before, old, new)


def _reference(text: Text, first: int, target: str) -> str | None:
    """Return the part of a text's reference that belongs to a segment, by its lines.

    `first` is the segment's first line, from 0.
    """
    if text.reference is None:
        return None
    spans = line_spans(text.reference)
    if len(spans) != len(line_spans(text.target)):
        return text.reference if text.target.strip() == target.strip() else None
    last = first + len(LINE_END.findall(target))
    return "\n".join(text.reference[a:b] for a, b in spans[first : last + 1])
