"""The laws of a repair, each as a function that asserts it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from mt_repair.detect.names import find
from mt_repair.edits import apply, apply_document, choose, invert
from mt_repair.pipeline import Pipeline
from mt_repair.types import KINDS, SAFETIES, Document, Edit, Repair, Segment

# What a repaired text may still be told: things only a person can put right.
LASTING = frozenset({"untranslated", "dateline", "suspect", "inconsistent"})
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)[@#]\w+")
_FIGURE = re.compile(r"\d+(?:[.,:/-]\d+)*")
_DOUBLE = re.compile('["\u201c\u201d\u00ab\u00bb\u300a\u300b`()\\[\\]]')


def again(made: Repair) -> Document:
    """Return the repaired document with the segments it had."""
    return replace(
        made.document,
        segments=tuple(
            Segment(t, s.source, s.id, s.reference, s.meta)
            for t, s in zip(repaired_targets(made), made.document.segments, strict=True)
        ),
    )


def repaired_targets(made: Repair) -> list[str]:
    of: dict[int, list[Edit]] = {}
    for edit in made.edits:
        of.setdefault(edit.segment, []).append(edit)
    return [apply(s.target, of.get(n, ()), n) for n, s in enumerate(made.document.segments)]


def edits_say_what_changed(made: Repair) -> None:
    """Law 1 and 2: the edits make the text, and their inverse takes it back."""
    assert apply_document(made.document, made.edits) == made.text
    assert choose(made.edits) == (list(made.edits), [])
    back: dict[int, list[Edit]] = {}
    for edit in invert(made.edits):
        back.setdefault(edit.segment, []).append(edit)
    targets = repaired_targets(made)
    for number, (now, segment) in enumerate(zip(targets, made.document.segments, strict=True)):
        assert apply(now, back.get(number, ()), number) == segment.target
    assert made.document.rebuild(targets) == made.text


def places_are_exact(made: Repair) -> None:
    """Every span is inside its segment, and holds what its flag or edit says."""
    for flag in made.flags:
        assert flag.surface == flag.span.of(made.document.segments[flag.segment].target) != ""
        assert flag.kind in KINDS
        assert 0 <= flag.confidence <= 1
        assert flag.rule
        assert flag.message.endswith((".", "?", "!"))
    for edit in (*made.edits, *made.held):
        assert edit.old == edit.span.of(made.document.segments[edit.segment].target)
        assert edit.old != edit.new
        assert edit.safety in SAFETIES
        assert 0 <= edit.confidence <= 1
        assert edit.because
        assert edit.by
    assert list(made.flags) == sorted(made.flags, key=lambda f: (f.segment, f.span))


def other_facts_stay(made: Repair, pipeline: Pipeline) -> None:
    """Law 4: figures, addresses, quotation marks and right names survive each edit."""
    if not made.edits:
        return
    mentions = find(made.document, pipeline.index, pipeline.search).mentions
    for edit in made.edits:
        text = made.document.segments[edit.segment].target
        wrong = [
            f.span
            for f in made.flags
            if f.segment == edit.segment and f.rule not in LASTING and f.span.overlaps(edit.span)
        ]
        assert wrong, "an edit without a flag"
        assert all(edit.span.holds(w) for w in wrong), "an edit cuts through a flag"
        inside = {i for w in wrong for i in range(w.start, w.end)}
        around = "".join(
            "\0" if i in inside else text[i] for i in range(edit.span.start, edit.span.end)
        )
        _kept(_FIGURE.findall(around), _FIGURE.findall(edit.new), "figure")
        _kept(_DOUBLE.findall(around), _DOUBLE.findall(edit.new), "mark")
        assert not around.strip("\0 \t\r\n\u00a0").count("\n"), "a line end outside the name"
        for address in _ADDRESS.finditer(text):
            assert not edit.span.overlaps(_span(address)), "an address"
        for m in mentions:
            if (
                m.segment != edit.segment
                or not m.start < edit.span.end
                or not edit.span.start < m.end
            ):
                continue
            if set(range(m.start, m.end)) <= inside:
                continue  # what is right for one may be wrong for another, and says so
            name = pipeline.index.terms[m.term]
            known = {text[m.start : m.end].casefold(), *(r.casefold() for r in name.right)}
            assert any(k in edit.new.casefold() for k in known), f"lost {text[m.start : m.end]!r}"


def _span(found: re.Match[str]):
    from mt_repair.types import Span

    return Span(*found.span())


def _kept(before: Iterable[str], after: Iterable[str], what: str) -> None:
    assert not Counter(before) - Counter(after), f"lost a {what}"


def the_second_run_is_idle(made: Repair, second: Repair) -> None:
    """Law 3: what was repaired stays as it is."""
    assert second.text == made.text
    assert not second.edits
    assert second.document.text == made.text
