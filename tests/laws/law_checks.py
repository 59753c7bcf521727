"""The laws of a repair, each as a generator of what breaks it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from mt_repair.detect.names import find
from mt_repair.edits import apply, apply_document, choose, invert
from mt_repair.errors import EditError
from mt_repair.language.english import is_common
from mt_repair.pipeline import Pipeline, repair
from mt_repair.types import KINDS, SAFETIES, Document, Edit, Repair, Segment, Span

# Rules that need no glossary, so their flags may stand in any text.
LASTING = frozenset({"untranslated", "dateline", "suspect", "inconsistent"})
# A bracket or quotation mark ends an address; what follows it is the sentence's.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s()\[\]<>\"\u201c\u201d]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)[@#]\w+"
)
_FIGURE = re.compile(r"\d+(?:[.,:/-]\d+)*")
_MARK = re.compile('["\u201c\u201d\u00ab\u00bb\u300a\u300b`()\\[\\]]')


def again(made: Repair) -> Document:
    """Return the repaired document in the segments it had."""
    segments = zip(repaired_targets(made), made.document.segments, strict=True)
    return replace(
        made.document,
        segments=tuple(Segment(t, s.source, s.id, s.reference, s.meta) for t, s in segments),
    )


def repaired_targets(made: Repair) -> list[str]:
    """Return the repaired target of each segment, by the edits alone."""
    of = _by_segment(made.edits)
    return [apply(s.target, of.get(n, ()), n) for n, s in enumerate(made.document.segments)]


def _by_segment(edits: Iterable[Edit]) -> dict[int, list[Edit]]:
    of: dict[int, list[Edit]] = {}
    for edit in edits:
        of.setdefault(edit.segment, []).append(edit)
    return of


def edits_make_the_text(made: Repair) -> Iterator[str]:
    """Yield where the edits do not make the text, or their inverse does not undo it."""
    try:
        targets = repaired_targets(made)
        if apply_document(made.document, made.edits) != made.text:
            yield "apply(document, edits) is not the text"
        if made.document.rebuild(targets) != made.text:
            yield "a separator changed"
        back = _by_segment(invert(made.edits))
        for number, (now, segment) in enumerate(zip(targets, made.document.segments, strict=True)):
            if apply(now, back.get(number, ()), number) != segment.target:
                yield f"invert does not undo segment {number}"
    except EditError as error:
        yield str(error)
    if choose(made.edits) != (list(made.edits), []):
        yield "edits overlap or are out of order"


def places_are_exact(made: Repair) -> Iterator[str]:
    """Yield flags and edits whose span, surface or other fields cannot be."""
    targets = [s.target for s in made.document.segments]
    for flag in made.flags:
        surface = flag.span.of(targets[flag.segment])
        fine = flag.kind in KINDS and 0 <= flag.confidence <= 1 and flag.rule and flag.message
        if not (surface or flag.kind == "missing") or surface != flag.surface or not fine:
            yield f"{flag}"
    for edit in (*made.edits, *made.held):
        held = edit.span.of(targets[edit.segment])
        fine = edit.safety in SAFETIES and 0 <= edit.confidence <= 1 and edit.because and edit.by
        if held != edit.old or edit.old == edit.new or not fine:
            yield f"{edit}"
    if list(made.flags) != sorted(made.flags, key=lambda f: (f.segment, f.span)):
        yield "flags out of order"


def wrong_names_in(made: Repair, edit: Edit) -> list[Span]:
    """Return the flagged wrong names that an edit overlaps."""
    return [
        f.span
        for f in made.flags
        if f.segment == edit.segment
        and f.rule not in LASTING - {"untranslated"}
        and f.span.overlaps(edit.span)
    ]


def changes_are_flagged(made: Repair) -> Iterator[str]:
    """Yield edits without a flag on what they change."""
    for edit in made.edits:
        if not any(edit.span.holds(w) for w in wrong_names_in(made, edit)):
            yield f"{edit}"


def _around(made: Repair, edit: Edit) -> tuple[set[int], str]:
    """Return the positions of the flagged names, and the edit's old side without them."""
    text = made.document.segments[edit.segment].target
    inside = {i for w in wrong_names_in(made, edit) for i in range(w.start, w.end)}
    places = range(edit.span.start, edit.span.end)
    return inside, "".join("\0" if i in inside else text[i] for i in places)


def figures_stay(made: Repair) -> Iterator[str]:
    """Yield edits that lose a figure which is no part of the wrong name."""
    for edit in made.edits:
        old = _FIGURE.findall(_around(made, edit)[1])
        if Counter(old) - Counter(_FIGURE.findall(edit.new)):
            yield f"{edit}"


def marks_stay(made: Repair) -> Iterator[str]:
    """Yield edits that lose a quotation mark or bracket which is no part of the name."""
    for edit in made.edits:
        old = _MARK.findall(_around(made, edit)[1])
        if Counter(old) - Counter(_MARK.findall(edit.new)):
            yield f"{edit}"


def addresses_stay(made: Repair) -> Iterator[str]:
    """Yield edits inside a URL, an e-mail address or a handle."""
    for number, edits in _by_segment(made.edits).items():
        for address in _ADDRESS.finditer(made.document.segments[number].target):
            for edit in edits:
                if edit.span.overlaps(Span(*address.span())):
                    yield f"{address[0]}: {edit}"


def other_names_stay(made: Repair, pipeline: Pipeline) -> Iterator[str]:
    """Yield edits that break a right proper name standing across their border."""
    mentions = find(made.document, pipeline.index, pipeline.search).mentions if made.edits else ()
    for edit in made.edits:
        text = made.document.segments[edit.segment].target
        inside, _ = _around(made, edit)
        for m in mentions:
            name = text[m.start : m.end]
            # An article is the grammar's: "the Peak" inside "the Peak Partners".
            start = m.start + (4 if name[:4].lower() == "the " else 0)
            right = pipeline.index.terms[m.term].right
            if (
                m.segment == edit.segment
                and edit.span.overlaps(Span(m.start, m.end))
                and not inside.issuperset(range(start, m.end))
                and not any(is_common(r) or r.isupper() for r in right)
                and not name.isupper()
                and not any(r.casefold() in edit.new.casefold() for r in (name, *right))
            ):
                yield f"{name!r} in {edit}"


def stays_repaired(made: Repair, pipeline: Pipeline) -> Iterator[str]:
    """Yield what a second run still changes."""
    if not made.edits:
        return
    second = repair(pipeline, again(made))
    if second.text != made.text or second.document.text != made.text:
        yield f"{second.edits}"


ALONE: dict[str, Callable[[Repair], Iterator[str]]] = {
    "edits make the text": edits_make_the_text,
    "places are exact": places_are_exact,
    "changes are flagged": changes_are_flagged,
    "figures stay": figures_stay,
    "marks stay": marks_stay,
    "addresses stay": addresses_stay,
}
TOGETHER: dict[str, Callable[[Repair, Pipeline], Iterator[str]]] = {
    "other names stay": other_names_stay,
    "a second run changes nothing": stays_repaired,
}
LAWS = (*ALONE, *TOGETHER)


def broken(made: Repair, pipeline: Pipeline, laws: Sequence[str] = LAWS) -> list[str]:
    """Return what breaks one of the laws, with the law's name before it."""
    found = [f"{law}: {what}" for law in ALONE if law in laws for what in ALONE[law](made)]
    found += [
        f"{law}: {what}"
        for law in TOGETHER
        if law in laws
        for what in TOGETHER[law](made, pipeline)
    ]
    return found
