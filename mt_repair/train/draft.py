"""A clean clause being made clumsy, and the way back from it.

Every piece of a draft remembers which clean word it was, so the repair a model must learn is
known exactly: which pieces to point at in which order, what to put in, which form to ask for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from mt_repair.language.english import parts_of_speech
from mt_repair.repair.answers import Put, Refused, answer, decode, inflected
from mt_repair.repair.clauses import Clause, Word
from mt_repair.repair.encoding import INSERTED, TAGS, UNKNOWN_TYPE
from mt_repair.repair.gate import check
from mt_repair.repair.wording import written
from mt_repair.train.parsed import Parsed
from mt_repair.types import EntityType

_INSERTED = frozenset(INSERTED)
_TIGHT = frozenset(", . ; : ! ? ) 's \u2019s % \u201d".split())


@dataclass(slots=True)
class Piece:
    """A word of a draft; `clean` is the clean word it was, None for one that was put in."""

    text: str
    clean: int | None = None


@dataclass
class Draft:
    """A clause with what has been done to it so far.

    `was` are words a slot's name replaced; `untyped` hides what kind of names the slots are.
    """

    parsed: Parsed
    focus: int  # the slot that trouble is made around
    pieces: list[Piece] = field(default_factory=list)
    was: dict[int, str] = field(default_factory=dict)
    untyped: bool = False

    def __post_init__(self) -> None:
        if not self.pieces:
            self.pieces = [Piece(w, i) for i, w in enumerate(self.parsed.words)]

    def reset(self, parsed: Parsed, focus: int) -> None:
        """Begin anew with another clean clause."""
        self.parsed, self.focus = parsed, focus
        self.pieces = [Piece(w, i) for i, w in enumerate(parsed.words)]
        self.was.clear()
        self.__dict__.pop("children", None)

    @cached_property
    def children(self) -> list[list[int]]:
        """The dependents of each clean word, in order."""
        out: list[list[int]] = [[] for _ in self.parsed.words]
        for i, head in enumerate(self.parsed.heads):
            if head >= 0:
                out[head].append(i)
        return out

    def subtree(self, word: int) -> list[int]:
        """Return a clean word with all that depends on it, in order; empty if that has gaps."""
        out, todo = [word], [word]
        while todo:
            for child in self.children[todo.pop()]:
                if child not in out:
                    out.append(child)
                    todo.append(child)
        out.sort()
        return out if out == list(range(out[0], out[-1] + 1)) else []

    def at(self, clean: int) -> int | None:
        """Return where a clean word stands in the draft now, None if it is gone."""
        return next((i for i, p in enumerate(self.pieces) if p.clean == clean), None)

    def stand_together(self, words: Sequence[int]) -> bool:
        """Tell whether clean words still stand side by side, in their order."""
        places = [self.at(w) for w in words]
        first = places[0]
        return first is not None and places == list(range(first, first + len(places)))

    def near(self, most: int = 7) -> list[int]:
        """Return the clean words around the focus that still stand there as they were."""
        words = self.parsed.words
        low, high = max(self.focus - most, 0), min(self.focus + most + 1, len(words))
        held = {p.clean for p in self.pieces if p.clean is not None and p.text == words[p.clean]}
        return [i for i in range(low, high) if i in held]

    def move(self, words: Sequence[int], before: int) -> bool:
        """Move clean words before another; False where that cannot be."""
        if not words or before in words or not self.stand_together(words):
            return False
        if self.at(before) is None:
            return False
        first = self.at(words[0])
        assert first is not None
        taken = self.pieces[first : first + len(words)]
        del self.pieces[first : first + len(words)]
        to = self.at(before)
        assert to is not None
        self.pieces[to:to] = taken
        return True

    def put(self, text: str, at: int) -> None:
        """Put a word in before a place of the draft."""
        self.pieces.insert(at, Piece(text))

    def drop(self, clean: int) -> bool:
        """Take a clean word out."""
        at = self.at(clean)
        if at is None:
            return False
        del self.pieces[at]
        return True

    def change(self, clean: int, text: str) -> bool:
        """Give a clean word another form."""
        at = self.at(clean)
        if at is None or text == self.parsed.words[clean]:
            return False
        self.pieces[at].text = text
        return True


@dataclass(frozen=True, slots=True)
class Pair:
    """What a model is shown and what it must answer; `text` is what the clause is cut out of."""

    clause: Clause
    text: str
    answer: tuple[str, ...]
    group: str


def pair_of(draft: Draft) -> Pair | None:
    """Return the lesson of a draft; None where its repair cannot be said or would be refused."""
    parsed = draft.parsed
    clause, text = clause_of(draft)
    if len(clause.words) > 40:
        return None
    places = {p.clean: i for i, p in enumerate(draft.pieces) if p.clean is not None}
    put: list[Put] = []
    try:
        for i, word in enumerate(parsed.words):
            put.append(_put(word, i, places, clause, parsed))
        tokens = answer(put, clause)
        said = decode(tokens, clause)
        check(said, clause)
        if written(said, clause, text) != _spaced(parsed):
            return None
    except Refused:
        return None
    return Pair(clause, text, tuple(tokens), parsed.group)


def _put(word: str, clean: int, places: dict[int, int], clause: Clause, parsed: Parsed) -> Put:
    place = places.get(clean)
    if place is None:
        lower = "a" if word.lower() == "an" else word.lower().replace("\u2019", "'")
        if lower not in _INSERTED:
            raise Refused("a content word is gone")
        return Put(lower)
    now = clause.words[place]
    if now.text.lower() == word.lower() or {now.text.lower(), word.lower()} == {"a", "an"}:
        return Put(now.text, place)
    for tag in dict.fromkeys((parsed.tags[clean], *TAGS)):
        if tag in TAGS and _has_form(now, tag, word):
            return Put(word, place, tag)
    raise Refused("the form has no tag")


def _has_form(word: Word, tag: str, form: str) -> bool:
    try:
        return inflected(word.text, tag, bool(word.slot)).lower() == form.lower()
    except Refused:
        return False


def clause_of(draft: Draft) -> tuple[Clause, str]:
    """Return a draft as a clause, and the text that it is cut out of."""
    parsed, words, text = draft.parsed, [], ""
    for n, piece in enumerate(draft.pieces):
        shown = _cased(piece, n, draft)
        if n and not (shown in _TIGHT or text[-1] in "(\u201c"):
            text += _gap(draft, n)
        start = len(text)
        text += shown
        slot = parsed.slots[piece.clean] if piece.clean is not None else ""
        was = draft.was.get(piece.clean, "") if slot and piece.clean is not None else ""
        kind = UNKNOWN_TYPE if slot and draft.untyped else slot
        words.append(Word(shown, start, len(text), kind, was))
    return Clause(tuple(words), parsed.opens, parsed.closes), text


def _gap(draft: Draft, n: int) -> str:
    before, piece = draft.pieces[n - 1], draft.pieces[n]
    if piece.clean is not None and before.clean == piece.clean - 1:
        return draft.parsed.gaps[piece.clean]
    return " "


def _spaced(parsed: Parsed) -> str:
    return parsed.text()


def _cased(piece: Piece, at: int, draft: Draft) -> str:
    """Return a piece's text as a sentence would write it: the first word, and only it, a capital."""
    text, parsed = piece.text, draft.parsed
    if not parsed.opens or not text[0].isalpha():
        return text
    slot = piece.clean is not None and parsed.slots[piece.clean]
    if at == 0 and piece.clean != 0 and not slot:
        return text[0].upper() + text[1:]
    if at and piece.clean == 0 and not slot and not parsed.tags[0].startswith("NNP"):
        plain = text[1:] == text[1:].lower() and text != "I" and bool(parts_of_speech(text))
        return text.lower() if plain or text.lower() in _INSERTED else text
    return text


def type_of(parsed: Parsed, word: int) -> EntityType | None:
    """Return a slot's type, None for a word that is no slot."""
    return parsed.slots[word] or None  # type: ignore[return-value]
