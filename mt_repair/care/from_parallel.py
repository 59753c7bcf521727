"""Entries from sources with their translations: recurring names that are translated variously.

Names are found in the Chinese (`language/segment.py`) and placed in the English as the
source path places a glossary's (`detect/sourced.py`). What stands there most, weighed by
public lexicons, capitals and how much of the name it accounts for, is offered as the right
form; what cannot be another right form, as a wrong one. A person has the last word, so each
form is there with its count and a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mt_repair.care.suggestions import Suggestion
from mt_repair.corpus.texts import Text, document_of
from mt_repair.detect.names import split
from mt_repair.detect.source_terms import has_source, public_name, unlisted
from mt_repair.detect.sourced import Placed, placements
from mt_repair.detect.trust import may_be_right
from mt_repair.detect.units import TermIndex, index_terms, letters
from mt_repair.glossary.glossary import Glossary
from mt_repair.knowledge.lexicon import Lexicon
from mt_repair.knowledge.publicnames import plain_letters
from mt_repair.knowledge.renderings import renderings
from mt_repair.knowledge.traces import word_keys
from mt_repair.language.chinese import core_name, has_han, readings
from mt_repair.language.english import FUNCTION_WORDS, ordinariness
from mt_repair.language.evidence import NAME_TAGS, is_common_word
from mt_repair.language.mentions import SURE, words_and_names
from mt_repair.language.segment import Name
from mt_repair.types import NAME_TYPES, Document, EntityType, Segment, Term

_MOST_ROWS = 60  # segments a name is looked for in: more say nothing new
_AT_ONCE = 400  # segments placed together, which learn from one another
_LEAST_SURE = 0.3  # how surely a form stands for a name
_KNOWN, _SMALL = 2.0, 0.5  # what a form counts that a lexicon has, or in small letters
_ORDINARY = 0.5  # from here on a form is plain English
_USUAL = 3  # how often a right form must stand for all else to be a slip
_LONGEST_SHORT = 6  # letters of an abbreviation
_LONGEST = 160  # of a sentence shown
_WORD = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class _Form:
    """A way a name was translated: its spellings, and a sentence where it stands."""

    spellings: Counter[str] = field(default_factory=Counter)
    known: bool = False
    context: str = ""

    @property
    def text(self) -> str:
        """The commonest spelling."""
        return min(self.spellings, key=lambda s: (-self.spellings[s], s))

    @property
    def count(self) -> int:
        """How often it stands there."""
        return self.spellings.total()


def from_parallel(
    texts: Iterable[Text], glossary: Glossary, lexicon: Lexicon | None, least: int = 2
) -> list[Suggestion]:
    """Return an entry for each name without one that recurs and is translated variously.

    `least` is in how many segments a name must stand, and how often a form beside others
    of its kind to be listed as wrong.
    """
    segments = [
        (text, segment)
        for text in texts
        if text.source
        for segment in document_of(text).segments
        if has_source(segment)
    ]
    names = _names([segment for _, segment in segments], index_terms(glossary.terms), least)
    terms = [_term(name, lexicon) for name, _ in names.values()]
    wanted = sorted({at for _, places in names.values() for at in places[:_MOST_ROWS]})
    forms: dict[str, dict[str, _Form]] = {}
    rows: Counter[str] = Counter()
    for p, text, segment in _placed([segments[at] for at in wanted], index_terms(terms)):
        rows[p.term.zh] += 1
        if p.span is not None and p.certainty >= SURE and p.confidence >= _LEAST_SURE:
            _add(forms.setdefault(p.term.zh, {}), p, text, segment)
    called = {form.casefold(): t.zh for t in terms if t.origin for form in t.right}
    found = (
        _suggestion(
            t, forms.get(t.zh, {}), rows[t.zh], least, {f for f, zh in called.items() if zh != t.zh}
        )
        for t in terms
    )
    return [suggestion for suggestion in found if suggestion is not None]


def _names(
    segments: Sequence[Segment], index: TermIndex, least: int
) -> dict[str, tuple[Name, list[int]]]:
    """Return the recurring names that the glossary has not, and the segments they stand in."""
    found: dict[str, tuple[Name, list[int]]] = {}
    for at, segment in enumerate(segments):
        sentence = words_and_names(segment.source or "", index.forms)
        taken = {(n.start, n.end) for n in sentence.names}
        named = [*unlisted(sentence)]
        named += (
            Name(w.start, w.end, w.text, "TERM")
            for w in sentence.words
            if w.tag in NAME_TAGS
            and (w.start, w.end) not in taken
            and len(w.text) > 1
            and has_han(w.text)
            and not is_common_word(w.text)
        )
        for name in {core_name(n.text): n for n in named}.values():
            found.setdefault(core_name(name.text), (name, []))[1].append(at)
    return {zh: held for zh, held in found.items() if len(held[1]) >= least}


def _term(name: Name, lexicon: Lexicon | None) -> Term:
    """Return a name as a term: what it is called where that is known, else its pinyin."""
    zh = core_name(name.text)
    known = public_name(lexicon, name) if lexicon is not None and name.kind != "TERM" else None
    kind: EntityType | None = None if name.kind == "TERM" else name.kind
    if known is not None:
        return Term(zh, known.en, type=kind, accept=known.accept, origin=known.origin)
    spelt = next(iter(readings(zh)), ())
    return Term(zh, "".join(s.capitalize() for s in spelt) or zh, type=kind)


def _placed(
    rows: Sequence[tuple[Text, Segment]], index: TermIndex
) -> Iterator[tuple[Placed, Text, Segment]]:
    """Yield the mentions of the terms with their places, and where they stand."""
    for at in range(0, len(rows), _AT_ONCE):
        some = rows[at : at + _AT_ONCE]
        separators = ("", *["\n"] * (len(some) - 1), "")
        document = Document(tuple(segment for _, segment in some), separators)
        for p in placements(document, index).placed:
            yield p, *some[p.segment]


def _add(forms: dict[str, _Form], placed: Placed, text: Text, segment: Segment) -> None:
    surface = re.sub(r"\s+", " ", placed.surface)
    surface = re.sub(r"\A(?:the|an|a) (?=.)", "", surface, flags=re.IGNORECASE)
    form = forms.setdefault(surface.casefold(), _Form())
    form.spellings[surface] += 1
    form.known |= placed.right and bool(placed.term.origin)
    if not form.context and placed.span is not None:
        at = placed.span.start
        sentences = [s for s in split(segment.target) if s.start <= at < s.end]
        sentence = segment.target[sentences[0].start : sentences[0].end] if sentences else ""
        sentence = re.sub(r"\s+", " ", sentence).strip()
        shown = sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}…"
        form.context = f"{text.path}:{text.line}: {shown}"


def _suggestion(
    term: Term, forms: Mapping[str, _Form], rows: int, least: int, elsewhere: Container[str]
) -> Suggestion | None:
    """Return the entry of a name, None where nothing wrong stands for it.

    `elsewhere` holds what other names are called.
    """
    if len(forms) < 2:
        return None
    right = forms[_likeliest(term, forms)]
    called = Term(term.zh, right.text, type=term.type)
    if term.origin and right.known:
        called = Term(term.zh, right.text, type=term.type, accept=(term.en, *term.accept))
    # Beside a form that stands there nearly always, one that stands there once is a slip.
    usual = right.count >= _USUAL and 2 * right.count >= sum(f.count for f in forms.values())
    accept, wrong, notes = [], [], [f"{_shown(right)}: offered as right"]
    for form in sorted(forms.values(), key=lambda f: (-f.count, f.text)):
        if form is right:
            continue
        doubt = _doubt(form, right, called, elsewhere)
        if doubt:
            verdict = f"left out: {doubt}"
        elif form.known or plain_letters(form.text) == plain_letters(right.text):
            verdict = "accepted"
            accept.append(form.text)
        elif form.count >= least or usual:
            verdict = "listed as wrong"
            wrong.append(form.text)
        else:
            verdict = "left out: too seldom to tell"
        notes.append(f"{_shown(form)}: {verdict}")
    if not wrong:
        return None
    first = f"in {rows} segments, translated in {len(forms)} ways; review which are right"
    return Suggestion(
        term.zh,
        right.text,
        type=term.type,
        accept=tuple(accept),
        wrong=tuple(wrong),
        notes=(first, *notes),
        weight=rows,
    )


def _doubt(form: _Form, right: _Form, called: Term, elsewhere: Container[str]) -> str:
    """Return why a form is neither accepted nor wrong for certain, or nothing."""
    if _holds(right.text, form.text):
        return "the name in part"
    if form.known or plain_letters(form.text) == plain_letters(right.text):
        return ""
    if _holds(form.text, right.text):
        return "the name with more"
    if letters(plain_letters(form.text)) == letters(plain_letters(right.text)):
        return "the name spaced otherwise"
    if may_be_right(form.text, called):
        return "it may be right as well"
    if form.text.isupper() and len(form.text) <= _LONGEST_SHORT:
        return "an abbreviation, which may be right as well"
    if form.text.casefold() in elsewhere:
        return "it is another name's"
    if ordinariness(form.text) >= _ORDINARY:
        return "plain English, which needs sentences to keep"
    return ""


def _likeliest(term: Term, forms: Mapping[str, _Form]) -> str:
    """Return the form that is likeliest the right one."""
    covers = {text: _cover(text, term.zh) for text in forms}
    most = max(covers.values())

    def worth(text: str) -> float:
        form = forms[text]
        small = term.type in NAME_TYPES and form.text.islower()
        share = 0.5 + 0.5 * covers[text] / most if most else 1.0
        return form.count * share * (_KNOWN if form.known else 1) * (_SMALL if small else 1)

    return min(forms, key=lambda text: (-worth(text), -forms[text].count, text))


def _cover(text: str, zh: str) -> float:
    """Return the share of a name's characters that the words of a form may come from."""
    made = renderings(zh)
    mask = 0
    for word in _WORD.findall(text):
        if word.lower() not in FUNCTION_WORDS:
            masks = [made.by_key[key].mask for key in word_keys(word) if key in made.by_key]
            mask |= max(masks, key=int.bit_count, default=0)
    return mask.bit_count() / max(made.parts, 1)


def _holds(whole: str, part: str) -> bool:
    """Tell whether a form is another one with other words beside it."""
    return f" {part.casefold()} " in f" {whole.casefold()} "


def _shown(form: _Form) -> str:
    return f'"{form.text}" {form.count}x ({form.context})'
