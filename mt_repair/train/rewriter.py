"""The whole of a training: clean clauses, vocabulary, course, fit, export; each step kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mt_repair.errors import InputError
from mt_repair.repair.answers import by_tokens
from mt_repair.repair.clauses import MOST_WORDS, Clause
from mt_repair.repair.encoding import (
    BEFORE,
    DELETE,
    INSERTED,
    MOST_TOKENS,
    TAGS,
    THROUGH,
    Told,
    closed,
    encode,
    point,
)
from mt_repair.seq2seq import PIECES as PIECES_FILE
from mt_repair.train.clean import clean_sentences
from mt_repair.train.draft import Draft, Pair, pair_of
from mt_repair.train.lessons import LATER, Course, course, in_batches, lesson
from mt_repair.train.parsed import Parsed, parse, read, write
from mt_repair.train.renamed import renamed
from mt_repair.train.settings import END_ID, IGNORED, NOWHERE, Row, Settings, Task
from mt_repair.train.trials import Trial, of_cases, of_lesson, scored
from mt_repair.train.vocabulary import train_vocabulary

PIECES = 8000  # of the vocabulary, its symbols included
# What may be done at a word first, each a class of the marks; 0 is nothing.
_DONE = {
    t: i
    for i, t in enumerate((DELETE, BEFORE, *(f"<{t}>" for t in TAGS), *map(closed, INSERTED)), 1)
}
MARKS = len(_DONE) + 1
_POINTS = {point(i): i for i in range(MOST_TOKENS)}
_HELD_OUT = 20  # of so many groups of clauses, one is kept from training
_TRIALS = 400  # lessons of the clauses kept from training
# The sources that the files kept in the work folder depend on.
_CLAUSES = ("train/clean.py", "train/renamed.py", "train/parsed.py", "repair/clauses.py")
_PIECES = (*_CLAUSES, "repair/encoding.py", "train/vocabulary.py")
_ALLOWING = (
    *_CLAUSES,
    "train/draft.py",
    "train/small_troubles.py",
    "train/order_troubles.py",
    "train/reporting_troubles.py",
    "train/corrupt.py",
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a training starts from."""

    course: Course
    pieces: bytes
    trials: tuple[Trial, ...]


def prepare(
    data: Path | None,
    work: Path,
    size: int,
    seed: int,
    cases: Path | None,
    say: Callable[[str], None],
    *,
    lessons: int,
    known: bytes | None = None,
) -> Prepared:
    """Make, or read from `work`, the clauses, the vocabulary and the course of so many lessons.

    `data` is the development data's folder; without it only the pack's sentences teach.
    `cases` are contextual cases by which checkpoints are chosen, besides lessons held out.
    `known` is the vocabulary of a model that goes on learning, in place of a new one.
    """
    work.mkdir(parents=True, exist_ok=True)
    clauses = work / f"clauses-{_stamp(_CLAUSES, data, seed)}.jsonl"
    if not clauses.is_file():
        say("parsing clean sentences (a few minutes) ...")
        sentences = list(clean_sentences(data))
        sentences += [r for s in sentences for r in renamed(s, seed)]
        write(clauses, parse(sentences, seed))
    parsed = [p for p in read(clauses) if 4 <= len(p.words) <= MOST_WORDS - 4 and _is_sayable(p)]
    held = [p for p in parsed if is_held_out(p.group)]
    taught = [p for p in parsed if not is_held_out(p.group)]
    if known is None:
        pieces = work / f"pieces-{_stamp(_PIECES, data, seed, size)}.model"
        if not pieces.is_file():
            say("making the vocabulary ...")
            pieces.write_bytes(train_vocabulary(taught, size))
        known = pieces.read_bytes()
    made = _course(taught, work / f"allowing-{_stamp(_ALLOWING, data, seed)}.json", seed, say)
    made = replace(made, later=int(LATER * lessons))
    tried = course(held, seed + 1)
    trials = [of_lesson(lesson(tried, n)) for n in range(_TRIALS if held else 0)]
    trials += of_cases(cases) if cases else []
    say(f"{len(taught)} clauses to teach, {len(held)} held out, {len(trials)} trials")
    return Prepared(made, known, tuple(trials))


def is_held_out(group: str) -> bool:
    """Tell whether the clauses of a group (a news line, a name of the pack) are not taught."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % _HELD_OUT == 0


def _is_sayable(parsed: Parsed) -> bool:
    """Tell whether leaving the clause alone can be said, and would pass the gate."""
    return any(parsed.slots) and pair_of(Draft(parsed, 0)) is not None


def _course(clauses: Sequence[Parsed], path: Path, seed: int, say: Callable[[str], None]) -> Course:
    if path.is_file():
        held = json.loads(path.read_text("utf-8"))
        return Course(tuple(clauses), {k: tuple(v) for k, v in held.items()}, seed)
    say("finding out which trouble each clause allows (a few minutes) ...")
    made = course(clauses, seed)
    path.write_text(json.dumps(made.allowing), "utf-8")
    return made


def _stamp(sources: Sequence[str], *facts: object) -> str:
    """Return what changes whenever a file made by these sources from these facts would."""
    package = Path(__file__).resolve().parents[1]
    known = hashlib.sha256(repr([str(f) for f in facts]).encode())
    for name in sources:
        known.update((package / name).read_bytes())
    return known.hexdigest()[:12]


def rewriting_task(ready: Prepared, settings: Settings) -> Task:
    """Return the rewriting of clauses as a task."""
    from sentencepiece import SentencePieceProcessor

    processor = SentencePieceProcessor(model_proto=ready.pieces)

    def ids(tokens: Sequence[str]) -> tuple[int, ...]:
        return tuple(processor.piece_to_id(t) for t in tokens)

    def told(clause: Clause) -> Told:
        return encode(clause, lambda word: processor.encode(word, out_type=str))

    def row(pair: Pair) -> Row:
        shown, done = told(pair.clause), marks_of(pair.answer)
        marks = [IGNORED] * len(shown.tokens)
        for place, start in enumerate(shown.starts):
            marks[start] = done.get(place, 0)
        answer = by_tokens(pair.answer, shown.starts)
        places = [*(_POINTS.get(t, NOWHERE) for t in answer), NOWHERE]
        return Row(ids(shown.tokens), (*ids(answer), END_ID), tuple(marks), tuple(places))

    def pool(number: int) -> list[Row]:
        first = number * settings.pool
        return [row(p) for p in in_batches(ready.course, first, settings.pool, settings.batch)]

    def scores(answers: Sequence[Sequence[int]]) -> dict[str, float]:
        said = [[processor.id_to_piece(i) for i in a] for a in answers]
        return scored(ready.trials, said, [t.starts for t in shown])

    shown = [told(t.clause) for t in ready.trials]
    return Task(
        processor.get_piece_size(), pool, [ids(t.tokens) for t in shown], scores, MOST_WORDS
    )


def marks_of(answer: Sequence[str]) -> dict[int, int]:
    """Return the class of what an answer does first at each place, from 1; 0 is nothing."""
    out: dict[int, int] = {}
    place = None
    row = iter(answer)
    for token in row:
        if token in _POINTS:
            place = _POINTS[token]
        elif place is not None:
            out.setdefault(place, _DONE[BEFORE if token == THROUGH else token])
            if token in (THROUGH, BEFORE):
                next(row, None)
    return out


def train_rewriter(
    data: Path | None,
    work: Path,
    out: Path,
    settings: Settings,
    cases: Path | None,
    say: Callable[[str], None],
    begin: Path | None = None,
) -> dict[str, Any]:
    """Train the rewriter, or go on training it, and write the model into `out`.

    `begin` is the best checkpoint of an earlier training, whose weights and vocabulary this
    one begins with. Returns what the model card tells: settings, sizes, the best checkpoint's
    scores. Raises InputError where `begin` is no such checkpoint.
    """
    from mt_repair.train.card import write_rewriter_card
    from mt_repair.train.export import export
    from mt_repair.train.fit import fit
    from mt_repair.train.pointing import base_model, begun_model, pointing_model, rates_of

    best, lessons = work / "run/best", settings.steps * settings.batch
    known = vocabulary_in(begin) if begin else None
    ready = prepare(data, work, PIECES, settings.seed, cases, say, lessons=lessons, known=known)
    task, tokens = rewriting_task(ready, settings), vocabulary_of(ready.pieces)
    if begin:
        model = begun_model(begin, settings, tokens, MARKS)
    else:
        model = pointing_model(settings, tokens, MARKS, base_model(work / "base"))
    facts = fit(task, model, rates_of(model, settings, begun=True), work / "run", settings)
    (best / PIECES_FILE).write_bytes(ready.pieces)
    export(best, tokens, out, pieces=ready.pieces)
    facts |= {"clauses": len(ready.course.clauses), "trials": len(ready.trials)}
    facts |= {"again": begin is not None}
    (work / "facts.json").write_text(json.dumps(facts, indent=1), "utf-8")
    write_rewriter_card(out, facts)
    return facts


def vocabulary_in(checkpoint: Path) -> bytes:
    """Return the sentencepiece model beside a checkpoint's weights; InputError where there is none."""
    path = checkpoint / PIECES_FILE
    if not path.is_file():
        raise InputError.one(
            str(checkpoint),
            None,
            f"{PIECES_FILE} is not there",
            "name the run/best folder of a finished training",
        )
    return path.read_bytes()


def vocabulary_of(pieces: bytes) -> list[str]:
    """Return a sentencepiece model's pieces in the order of their numbers."""
    from sentencepiece import SentencePieceProcessor

    processor = SentencePieceProcessor(model_proto=pieces)
    return [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
