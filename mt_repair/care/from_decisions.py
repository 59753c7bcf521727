"""Entries from what editors decided: the names they put in, the offers they turned down.

What was taken becomes a sentence to repair, what was rejected one to keep. A person
decided, so once is enough.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mt_repair.care.decisions import Decision
from mt_repair.care.suggestions import Suggestion
from mt_repair.detect.names import split
from mt_repair.detect.sourced import placements
from mt_repair.edits import apply, choose, minimise
from mt_repair.glossary.entries import LONGEST_NAME
from mt_repair.glossary.glossary import Glossary, zh_key
from mt_repair.language.chinese import has_han
from mt_repair.language.english import FUNCTION_WORDS
from mt_repair.language.mentions import words_and_names
from mt_repair.types import Document, Edit, Example, Segment, Span, Term

_MOST = 3  # sentences of either kind that an entry is given
_LEAST_PLACED = 0.3  # how surely a name of the source must stand where one was typed
_ARTICLE = re.compile(r"(?:the|an|a)\s+", re.IGNORECASE)
_WORD = re.compile(r"\S+")


def from_decisions(
    decisions: Sequence[Decision], glossary: Glossary
) -> tuple[list[Suggestion], list[str]]:
    """Return the entries that settled decisions suggest, and remarks on what gives none.

    A name typed without its Chinese is looked for in the source.
    """
    named = [_with_zh(d) for d in decisions]
    owners = {zh_key(zh): t.zh for t in reversed(glossary.terms) for zh in t.aliases}
    by_name: dict[str, list[Decision]] = {}
    for d in named:
        if d.zh:
            zh = d.zh if glossary.get(d.zh) is not None else owners.get(zh_key(d.zh), d.zh)
            by_name.setdefault(zh_key(zh), []).append(replace(d, zh=zh))
    segments: dict[tuple[object, ...], list[Decision]] = {}
    for d in named:
        segments.setdefault((d.document, d.segment, d.target), []).append(d)
    found = []
    for mine in by_name.values():
        suggestion = _suggestion(mine, segments, glossary)
        if suggestion is not None:
            found.append(suggestion)
    nameless = Counter(
        (d.old, d.new) for d in named if not d.zh and d.taken and d.decision == "typed"
    )
    remarks = [
        f'no Chinese name is known: "{old}" -> "{new}", {_times(count)}'
        for (old, new), count in nameless.items()
    ]
    return found, remarks


def _with_zh(decision: Decision) -> Decision:
    """Return a decision with the name of the source that stands where a name was typed."""
    if decision.zh or decision.source is None or not decision.taken:
        return decision
    names = words_and_names(decision.source).names
    terms = [Term(zh, decision.new) for zh in dict.fromkeys(n.text for n in names)]
    if not terms:
        return decision
    document = Document((Segment(decision.target, decision.source),), ("", ""))
    placed = [
        p
        for p in placements(document, terms).placed
        if p.span is not None and p.span.overlaps(decision.span) and p.confidence >= _LEAST_PLACED
    ]
    best = max(placed, key=lambda p: (p.confidence, -p.source.start), default=None)
    return decision if best is None else replace(decision, zh=best.term.zh)


def _suggestion(
    mine: Sequence[Decision],
    segments: dict[tuple[object, ...], list[Decision]],
    glossary: Glossary,
) -> Suggestion | None:
    """Return the entry that the decisions on one name suggest, None where nobody took it."""
    zh = mine[0].zh
    existing = glossary.get(zh)
    taken = [d for d in mine if d.taken]
    rejected = [d for d in mine if not d.taken]
    known = existing.right if existing is not None else ()
    pairs = [_forms(d, known) for d in taken]
    right = Counter(new for _, new in pairs if new)
    if not right and existing is None:
        return None
    en = right.most_common(1)[0][0] if right else ""
    if existing is not None and (not en or en in existing.right):
        en = existing.en
    wrong = Counter(old for old, _ in pairs if old and old.casefold() != en.casefold())
    refused = Counter(_forms(d, known)[0] for d in rejected)
    notes = [_tally(taken, rejected)]
    notes += [
        f'"{old}": taken {_times(count)}'
        + (f", rejected {_times(refused[old])}" if old in refused else "")
        for old, count in wrong.most_common()
    ]
    notes += [f'rejected {_times(n)}: "{old}"' for old, n in refused.items() if old not in wrong]
    others = [form for form in right if form != en and form not in known]
    notes += [f'also put in: "{form}", {_times(right[form])}' for form in others]
    return Suggestion(
        zh,
        en,
        type=existing.type if existing is not None else None,
        accept=tuple(others),
        wrong=tuple(form for form, _ in wrong.most_common() if _may_be_listed(form)),
        examples=(*_repaired(taken, segments), *_kept(rejected, segments)),
        notes=tuple(notes),
        weight=len(mine),
    )


def _forms(decision: Decision, known: Sequence[str]) -> tuple[str, str]:
    """Return the wrong form and the right one of a decision, without the grammar round them.

    Either is empty where only grammar, or a name left in Chinese, stood there.
    """
    edit = minimise(Edit(0, decision.span, decision.old, decision.new))
    old, new = edit.old.strip(), edit.new.strip()
    form = next((f for f in sorted(known, key=len, reverse=True) if f in new), "")
    if not form:
        form = _ARTICLE.sub("", new, count=1) if _ARTICLE.match(new) else new
        form = re.sub(r"['’]s?\Z", "", form)
    # A verb that followed changed with the name: "powers say" became "Ebrun says".
    after = len(_WORD.findall(new[new.find(form) + len(form) :])) if form else 0
    words = old.split()
    if (
        after
        and len(words) > after
        and not new[new.find(form) + len(form) :].startswith(("'", "’"))
    ):
        old = " ".join(words[:-after])
    old = re.sub(r"['’]s?\Z", "", _ARTICLE.sub("", old, count=1) if _ARTICLE.match(old) else old)
    return ("" if has_han(old) else old), form


def _may_be_listed(form: str) -> bool:
    words = form.lower().split()
    return bool(words) and len(form) <= LONGEST_NAME and not FUNCTION_WORDS.issuperset(words)


def _repaired(
    taken: Iterable[Decision], segments: dict[tuple[object, ...], list[Decision]]
) -> Iterator[Example]:
    """Yield the sentences in which the name was put in, with all that was put into them."""
    found: dict[str, Example] = {}
    for d in taken:
        mine = segments[d.document, d.segment, d.target]
        start, end = _sentence(d.target, d.span, [o.span for o in mine if o.taken])
        edits, _ = choose(
            Edit(0, o.span, o.old, o.new)
            for o in mine
            if o.taken and start <= o.span.start and o.span.end <= end
        )
        moved = [replace(e, span=Span(e.span.start - start, e.span.end - start)) for e in edits]
        before = d.target[start:end]
        after = apply(before, moved)
        if before.strip() != after.strip():
            found.setdefault(before.strip(), Example(before.strip(), after.strip()))
    yield from list(found.values())[:_MOST]


def _kept(
    rejected: Iterable[Decision], segments: dict[tuple[object, ...], list[Decision]]
) -> Iterator[Example]:
    """Yield the sentences in which an offer was rejected, where nothing else was changed."""
    found: dict[str, Example] = {}
    for d in rejected:
        start, end = _sentence(d.target, d.span, ())
        mine = segments[d.document, d.segment, d.target]
        if not any(o.taken and start < o.span.end and o.span.start < end for o in mine):
            sentence = d.target[start:end].strip()
            found.setdefault(sentence, Example(sentence))
    yield from list(found.values())[:_MOST]


def _sentence(text: str, span: Span, whole: Iterable[Span]) -> tuple[int, int]:
    """Return the sentence that holds a span, and those that others in it reach into."""
    bounds = [(s.start, s.end) for s in split(text)]
    start, end = span.start, span.end
    held = [span]
    while True:
        for a, b in bounds:
            if any(a < s.end and s.start < b for s in held):
                start, end = min(start, a), max(end, b)
        more = [s for s in whole if s not in held and start < s.end and s.start < end]
        if not more:
            return start, end
        held += more
        start = min(start, *(s.start for s in more))
        end = max(end, *(s.end for s in more))


def _tally(taken: Sequence[Decision], rejected: Sequence[Decision]) -> str:
    who = ", ".join(sorted({d.by for d in (*taken, *rejected)}))
    last = max(d.time for d in (*taken, *rejected)).date().isoformat()
    did = [
        f"{verb} {_times(len(some))}"
        for verb, some in (("taken", taken), ("rejected", rejected))
        if some
    ]
    return f"{', '.join(did)}; by {who}, last on {last}"


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"
