"""The one way through: detect, repair, choose, apply; a document or a stream of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mt_repair.detect.decision import Decision, shipped_decision
from mt_repair.detect.names import Found, find
from mt_repair.detect.others import other_flags
from mt_repair.detect.rules import RULES
from mt_repair.detect.search import Searching, compile_search
from mt_repair.detect.untranslated import names_in_chinese, untranslated
from mt_repair.detect.wrong_names import Judged, flags, is_translated, judge, safety_of, score
from mt_repair.edits import apply_document, choose
from mt_repair.glossary.forms import FormIndex, index_forms
from mt_repair.glossary.glossary import Glossary
from mt_repair.glossary.load import read_terms
from mt_repair.glossary.shipped import shipped_terms
from mt_repair.language.cover import touching
from mt_repair.repair.rounds import Again, grouped, settled
from mt_repair.repair.terms import replacement
from mt_repair.repair.walls import parted as parted_by_walls
from mt_repair.silence.dismissals import Dismissals
from mt_repair.silence.quiet import parted, quiet_of
from mt_repair.types import Document, Edit, Flag, Repair, Safety, Span, Term

if TYPE_CHECKING:
    from mt_repair.detect.by_source import BySource, Sources
    from mt_repair.repair.rewriters import Rewriting

Rewriter = Literal["none", "rules", "seq2seq"]
ApplyLevel = Literal["safe", "review"]
Finder = Callable[[Document], Found]

_EDITING = frozenset(
    ("literal", "romanised", "wrong-name", "untranslated", "source")
)  # rules that edit


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What a repair needs, built once: glossary, its forms, the decision, the settings."""

    glossary: Glossary
    index: FormIndex
    decision: Decision
    sources: Callable[[], Sources]  # opened when a text comes with its source
    rewriter: Rewriter = "rules"
    apply: ApplyLevel = "safe"
    by_zh: Mapping[str, Term] = field(default_factory=dict)
    search: Searching | None = None  # every form compiled, for streams
    finder: Finder | None = None  # what stands in for `find`, where it has been asked before
    dismissals: Dismissals = field(default_factory=Dismissals)
    rewriting: Callable[[], Rewriting | None] = lambda: None  # opened at the first edit


def build_pipeline(
    glossaries: Sequence[Path] = (),
    *,
    shipped: bool = True,
    rewriter: Rewriter = "rules",
    model: str | None = None,
    apply: ApplyLevel = "safe",
    dismissals: Dismissals | None = None,
) -> Pipeline:
    """Return a pipeline over the shipped pack and the user's glossaries, later ones winning.

    With the rewriter "seq2seq", `model` is a folder or a name of transformers', the model that
    ships without it. Raises InputError as `glossary_of` does, and where a model is not there or
    is not what it should be.
    """
    built = pipeline_of(
        glossary_of(glossaries, shipped),
        public=shipped,
        rewriter=rewriter,
        model=model,
        apply=apply,
    )
    return built if dismissals is None else replace(built, dismissals=dismissals)


def glossary_of(glossaries: Sequence[Path], shipped: bool = True) -> Glossary:
    """Return the shipped pack and the user's glossaries as one, later ones winning.

    Raises InputError with every problem of a glossary that cannot be used.
    """
    layers = [shipped_terms()] if shipped else []
    return Glossary.layered([*layers, *(read_terms(path) for path in glossaries)])


def pipeline_of(
    glossary: Glossary,
    *,
    public: bool = False,
    rewriter: Rewriter = "rules",
    model: str | None = None,
    apply: ApplyLevel = "safe",
) -> Pipeline:
    """Return a pipeline over one glossary, with the public names of the lexicon or without.

    `rewriter` and `model` are those of `build_pipeline`.
    """
    index = index_forms(glossary.terms)
    by_zh = names_in_chinese(glossary.terms)

    @cache
    def sources() -> Sources:
        from mt_repair.detect.by_source import open_sources

        return open_sources(index.terms, public)

    return Pipeline(
        glossary,
        index,
        shipped_decision(),
        sources,
        rewriter,
        apply,
        by_zh,
        rewriting=_rewriting(model, index.terms) if rewriter == "seq2seq" else lambda: None,
    )


def _rewriting(model: str | None, terms: Sequence[Term]) -> Callable[[], Rewriting]:
    """Return what opens the model at the first edit; that it is there is looked at now."""
    from mt_repair.repair.rewriters import check_model, open_rewriting

    check_model(model)
    return cache(lambda: open_rewriting(model, terms))


def for_streams(pipeline: Pipeline) -> Pipeline:
    """Return the pipeline with every form compiled: slower to build, faster a document."""
    if pipeline.search is not None:
        return pipeline
    return replace(pipeline, search=compile_search(pipeline.index))


def detect(pipeline: Pipeline, document: Document) -> tuple[Flag, ...]:
    """Return the flags of a document in order of position; nothing is changed.

    What a pragma or a dismissal silences is left out.
    """
    found = _all_flags(pipeline, document, _judge(pipeline, document))
    return tuple(parted(found, quiet_of(document, pipeline.dismissals))[0])


def repair(pipeline: Pipeline, document: Document) -> Repair:
    """Return the repaired document with what was flagged, changed and held back.

    Segments with a Chinese source are judged by it, the others by their English alone.
    Repairs until nothing more is found, so that a second run changes nothing; flags and
    edits refer to the document as it came. What a pragma or a dismissal silences is not
    changed, and told apart from the flags.
    """
    seen = _judge(pipeline, document)
    quiet = quiet_of(document, pipeline.dismissals)
    found, silenced = parted(_all_flags(pipeline, document, seen), quiet)
    notes = quiet.problems if quiet is not None else ()
    if pipeline.rewriter == "none":
        return Repair(document, tuple(found), (), (), document.text, tuple(silenced), notes)
    done = _settled(pipeline, document, seen)
    return Repair(
        document,
        _with_flags_for(found, done.edits),
        done.edits,
        done.held,
        apply_document(document, done.edits),
        tuple(silenced),
        notes,
    )


@dataclass(frozen=True, slots=True)
class Settled:
    """The edits after which nothing more is found, those held, and what was judged for it."""

    edits: tuple[Edit, ...]
    held: tuple[Edit, ...]
    judged: tuple[Document, ...]  # the document, and what each round made of it


def settle(pipeline: Pipeline, document: Document) -> Settled:
    """Return the edits of `repair` without its flags, for those who need only them."""
    return _settled(pipeline, document, _judge(pipeline, document))


def _settled(pipeline: Pipeline, document: Document, seen: _Seen) -> Settled:
    first, held = _edits(pipeline, document, seen)
    judged = [document]

    def again(done: Document) -> list[Edit]:
        judged.append(done)
        return _edits(pipeline, done, _judge(pipeline, done))[0]

    edits, undone = settled(document, first, again)
    edits = _rewritten(pipeline, document, seen, edits, again)
    taken, lost = choose(edits)
    waiting = _clear_of([*held, *lost, *undone], taken)
    return Settled(tuple(taken), tuple(waiting), tuple(judged))


def _rewritten(
    pipeline: Pipeline, document: Document, seen: _Seen, edits: list[Edit], again: Again
) -> list[Edit]:
    """Return the edits with the clauses around their names rewritten, where a model is there."""
    rewriting = pipeline.rewriting() if edits else None
    if rewriting is None:
        return edits
    from mt_repair.repair.rewrite import rewritten

    quiet = quiet_of(document, pipeline.dismissals)
    found = _all_flags(pipeline, document, seen) if quiet is not None else []

    def allowed(made: list[Edit]) -> list[Edit]:
        clear = parted_by_walls(document, made)[0]
        return clear if quiet is None else quiet.allowed(clear, found)

    return rewritten(document, edits, rewriting.forms, rewriting.rewriter, again, allowed)


def _with_flags_for(found: Sequence[Flag], edits: Sequence[Edit]) -> tuple[Flag, ...]:
    """Return the flags with one for each edit that only a repair nearby brought about.

    Such an edit holds no flag of a name; it may cut through one that was held back.
    """
    named = {
        i: sorted(f.span for f in fs if f.rule in _EDITING) for i, fs in grouped(found).items()
    }

    def explained(edit: Edit) -> bool:
        spans = named.get(edit.segment, [])
        at = bisect_left(spans, Span(edit.span.start, edit.span.start))
        return any(
            edit.span.holds(s)
            for s in takewhile(lambda s: s.start <= edit.span.end, islice(spans, at, None))
        )

    late = [
        Flag(
            e.segment,
            e.span,
            e.old,
            _rule(e),
            RULES[_rule(e)].kind,
            e.because,
            suggestions=(e.new,),
            confidence=e.confidence,
        )
        for e in edits
        if not explained(e)
    ]
    return tuple(sorted([*found, *late], key=lambda f: (f.segment, f.span, f.rule, f.zh)))


def _rule(edit: Edit) -> str:
    """Return the rule that an edit is of; a rewriting is made for the sake of a wrong name."""
    return edit.by if edit.by in RULES else "wrong-name"


def stream(pipeline: Pipeline, documents: Iterable[Document]) -> Iterator[Repair]:
    """Yield the repair of each document, in order."""
    ready = for_streams(pipeline)
    for document in documents:
        yield repair(ready, document)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was found in a document: wrong names with the flag of each, and by the source."""

    judged: Sequence[Judged]
    named: Sequence[Flag]
    told: BySource | None = None  # None where no segment has a source
    source_flags: Sequence[Flag] = ()


def _judge(pipeline: Pipeline, document: Document) -> _Seen:
    terms, decision = pipeline.index.terms, pipeline.decision
    finder = pipeline.finder
    found = finder(document) if finder else find(document, pipeline.index, pipeline.search)
    if not any(s.source for s in document.segments):
        judged = judge(score(document, found.candidates, terms, decision), terms, decision)
        return _Seen(judged, flags(judged, terms, decision))
    # Here and not above: texts without a source need none of it, and it takes time to load.
    from mt_repair.detect.by_source import by_source, source_flags, with_trust
    from mt_repair.detect.forbidden import forbidden
    from mt_repair.detect.left_open import as_mentioned, left_open, raised

    sources = pipeline.sources()
    told = by_source(document, sources, found.mentions)
    left = list(left_open(found.candidates, terms, told, sources.names))
    scored = score(document, (c for c, _ in left), terms, decision)
    gained = [(raised(p, gain), c) for (p, c), (_, gain) in zip(scored, left, strict=True)]
    judged = judge(as_mentioned(gained, terms, told), terms, decision)
    told = with_trust(told, is_translated(judged, terms, decision))
    named = flags(judged, terms, decision)
    taken = touching((f.segment, f.span) for f in named)
    by_places = [
        f for f in source_flags(document, told) if not taken(f.segment, f.span.start, f.span.end)
    ]
    places = [(f.segment, f.span) for f in (*named, *by_places)]
    by_places += forbidden(found.candidates, terms, told, places)
    return _Seen(judged, named, told, by_places)


def _all_flags(pipeline: Pipeline, document: Document, seen: _Seen) -> list[Flag]:
    return other_flags(document, pipeline.by_zh, [*seen.named, *seen.source_flags])


def _edits(pipeline: Pipeline, document: Document, seen: _Seen) -> tuple[list[Edit], list[Edit]]:
    """Return the edits to apply and those to hold for a person."""
    in_chinese = list(untranslated(document, pipeline.by_zh))
    out = [
        *_english_edits(pipeline, document, seen),
        *_translations(document, in_chinese, pipeline.decision),
    ]
    if seen.told is not None:
        from mt_repair.repair.sourced import source_edits

        out += source_edits(document, seen.told.placed)
    quiet = quiet_of(document, pipeline.dismissals)
    if quiet is not None:
        out = quiet.allowed(out, [*seen.named, *seen.source_flags, *in_chinese])
    clear, walled = parted_by_walls(document, out)
    wanted = [e for e in clear if e.safety == "safe" or pipeline.apply == "review"]
    taken, lost = choose(wanted)
    left = [] if pipeline.apply == "review" else [e for e in clear if e.safety != "safe"]
    return taken, _each_once([*left, *lost, *walled])


def _each_once(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits, of those that do the same only the surest."""
    best: dict[tuple[int, Span, str], Edit] = {}
    for edit in edits:
        key = (edit.segment, edit.span, edit.new)
        if key not in best or edit.confidence > best[key].confidence:
            best[key] = edit
    return list(best.values())


def _english_edits(pipeline: Pipeline, document: Document, seen: _Seen) -> Iterator[Edit]:
    """Yield an edit for each wrong name that the English shows."""
    terms, decision, told = pipeline.index.terms, pipeline.decision, seen.told
    translated = is_translated(seen.judged, terms, decision)
    for j, flag in zip(seen.judged, seen.named, strict=True):
        c = j.candidate
        text = document.segments[c.segment].target
        term = terms[c.form.term]
        new = replacement(text, c.start, c.end, term, made_plural=c.form.route == "plural")
        if text[new.start : new.end] == new.new:
            continue
        safety = safety_of(j, term, decision, translated)
        if told is not None and told.is_strange(c.segment):
            safety = "review"  # what stands beside it as its source is another's
        yield Edit(
            c.segment,
            Span(new.start, new.end),
            text[new.start : new.end],
            new.new,
            flag.message,
            safety,
            j.confidence,
            flag.rule,
        )


def _translations(document: Document, found: Iterable[Flag], decision: Decision) -> Iterator[Edit]:
    """Yield an edit for each name left in Chinese that the glossary knows."""
    for flag in found:
        if not flag.zh or not flag.suggestions:
            continue
        text = document.segments[flag.segment].target
        before, after = text[: flag.span.start][-1:], text[flag.span.end :][:1]
        new = flag.suggestions[0]
        new = f"{' ' if before.isalnum() else ''}{new}{' ' if after.isalnum() else ''}"
        safety: Safety = "safe" if flag.confidence >= decision.apply_at else "review"
        yield Edit(
            flag.segment,
            flag.span,
            flag.surface,
            new,
            flag.message,
            safety,
            flag.confidence,
            flag.rule,
        )


def _clear_of(edits: Iterable[Edit], taken: Sequence[Edit]) -> list[Edit]:
    """Return the edits that touch none of those taken."""
    touched = touching((e.segment, e.span) for e in taken)
    return [e for e in edits if not touched(e.segment, e.span.start, e.span.end)]
