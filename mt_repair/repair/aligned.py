"""An answer written out in words, read as pointers into its clause.

For models that write text, and for repairs that people wrote: every word is the clause's,
another form of one, or a function word; what is neither comes from nowhere.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from mt_repair.language.english import is_common
from mt_repair.repair.answers import Put, Refused, inflected
from mt_repair.repair.clauses import Clause, Slot, Word, words_of
from mt_repair.repair.encoding import INSERTED, TAGS
from mt_repair.types import Span

_INSERTED = frozenset(INSERTED)


def aligned(answer: str, clause: Clause) -> list[Put]:
    """Return the words of a written answer with their places in the clause.

    Raises Refused where a word is neither the clause's nor a function word.
    """
    words = words_of(answer, Span(0, len(answer)), _slots(answer, clause))
    source = [_key(w) for w in clause.words]
    target = [_key(w) for w in words]
    places: list[int | None] = [None] * len(words)
    matcher = difflib.SequenceMatcher(None, source, target, autojunk=False)
    for i, j, size in matcher.get_matching_blocks():
        for n in range(size):
            places[j + n] = i + n
    free = {i for i in range(len(source)) if i not in set(places)}
    for j, place in enumerate(places):
        if place is None and target[j] not in _INSERTED:
            places[j] = _nearest(j, free, [i for i in free if source[i] == target[j]], places)
    return [_put(w, places, j, clause, free) for j, w in enumerate(words)]


def _slots(answer: str, clause: Clause) -> list[Slot]:
    """Return where the clause's names stand in the answer, each found name once."""
    out: list[Slot] = []
    for word in sorted((w for w in clause.words if w.slot), key=lambda w: -len(w.text)):
        found = (s for form in _forms(word) for s in _standing(answer, form))
        free = (s for s in found if not any(s.overlaps(o.span) for o in out))
        span = next(free, None)
        if span is not None:
            out.append(Slot(span, word.slot))
    return sorted(out, key=lambda s: s.span)


def _forms(word: Word) -> list[str]:
    """Return how a name may stand in an answer: as it is; a common noun in its other number."""
    if not is_common(word.text):
        return [word.text]
    forms = [f for tag in ("NNS", "NN") if (f := _form(word, tag))]
    return list(dict.fromkeys([*forms, word.text]))


def _standing(answer: str, form: str) -> Iterator[Span]:
    for found in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", answer):
        yield Span(*found.span())


def _key(word: Word) -> str:
    text = word.text.replace("\u2019", "'")
    lower = text if word.slot else text.lower()
    return "a" if lower == "an" else lower


def _nearest(
    at: int, free: set[int], found: Sequence[int], places: Sequence[int | None]
) -> int | None:
    """Return the found place nearest to where the word before came from, and take it."""
    if not found:
        return None
    before = next((p for p in reversed(places[:at]) if p is not None), 0)
    best = min(found, key=lambda i: (abs(i - before), i))
    free.discard(best)
    return best


def _put(word: Word, places: Sequence[int | None], at: int, clause: Clause, free: set[int]) -> Put:
    place = places[at]
    if place is not None:
        return Put(clause.words[place].text, place)
    if word.slot and not is_common(word.text):
        raise Refused("a name would be doubled")
    found = _in_another_form(word.text, at, clause, free, places)
    if found:
        return found
    if _key(word) in _INSERTED:
        return Put(_key(word))
    raise Refused("a content word would come from nowhere")


def _in_another_form(
    text: str, at: int, clause: Clause, free: set[int], places: Sequence[int | None]
) -> Put | None:
    """Return a free word of the clause of which this is another form."""
    lower = text.lower()
    if not lower.split()[-1].isalpha():
        return None
    forms: dict[int, str] = {}
    for i in sorted(free):
        for tag in TAGS:
            if _has_form(clause.words[i], tag, lower):
                forms.setdefault(i, tag)
    place = _nearest(at, free, sorted(forms), places)
    if place is None:
        return None
    tag = forms[place]
    return Put(_form(clause.words[place], tag), place, tag)


def _has_form(word: Word, tag: str, lower: str) -> bool:
    form = _form(word, tag)
    return form.lower() == lower if form else False


def _form(word: Word, tag: str) -> str:
    """Return a word in the form of a tag, "" where it has none."""
    try:
        return inflected(word.text, tag, bool(word.slot))
    except Refused:
        return ""
