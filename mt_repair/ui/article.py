"""An article as the page shows it, and the file it becomes with an editor's decisions in it.

The page keeps what it was given and sends it again: nothing of an article stays on the
server, and two pages never meet.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path

from mt_repair.corpus import FORMATS, Settings, format_of, repaired, text
from mt_repair.corpus.docxmade import tracked
from mt_repair.corpus.items import Item
from mt_repair.corpus.packed import without_packing
from mt_repair.corpus.read import decode
from mt_repair.corpus.write import writing
from mt_repair.edits import apply_document
from mt_repair.errors import InputError, Problem
from mt_repair.pipeline import Pipeline
from mt_repair.pipeline import repair as repair_document
from mt_repair.types import Document, Repair
from mt_repair.ui.places import Place, chosen_edits, names_in, places_of, quiet_places
from mt_repair.ui.proposed import with_proposals

MOST_SEGMENTS = 4_000
MOST_CHARACTERS = 400_000
_ONLY = "use the Corpus tab, or mt-repair repair, which take files of any size"
_NO_FIT, _AGAIN = "a decision does not fit the text", "open the article again"
MOST_NOTES = 50
_UNSAFE = re.compile(r"[^\w.\- ]")
_LONGEST_NAME = 100

# Of each document, an editor's replacements: segment, start, old and new.
Chosen = Mapping[int, Sequence[tuple[int, int, str, str]]]


@dataclass(frozen=True, slots=True)
class Given:
    """A file as the page sends it; the name says the format."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Article:
    """The documents of a file, the places in them, and what a person should know.

    `likely` are right names that may be missing or wrong anywhere.
    """

    name: str
    format: str
    documents: tuple[Document, ...]
    places: tuple[Place, ...]
    likely: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Seen:
    """What came of a file's documents; `error` ends the run where a format would go on."""

    repairs: list[Repair] = field(default_factory=list)
    segments: int = 0
    characters: int = 0
    error: InputError | None = None

    def fail(self, name: str, what: str, remedy: str) -> InputError:
        self.error = InputError.one(name, None, what, remedy)
        return self.error

    def taken(self, items: Iterable[Item]) -> list[Item]:
        """Return the items; raise the error as soon as there is one."""
        out = []
        for item in items:
            if self.error is not None:
                raise self.error
            out.append(item)
        return out


def open_article(given: Given, source: Given | None, pipeline: Pipeline) -> Article:
    """Return an article with its places.

    Raises InputError where a file cannot be used, or is too long for a page.
    """
    seen = _Seen()
    with _kept(given, source) as (path, beside):
        items = seen.taken(repaired(path, lambda: partial(_look, seen, pipeline), beside))
        problem = next((i.problem for i in items if i.problem and not seen.repairs), None)
        if problem is not None:
            raise InputError([problem])
    return Article(
        given.name,
        format_of(given.name),
        tuple(r.document for r in seen.repairs),
        tuple(_places(pipeline, seen.repairs)),
        _likely(pipeline, seen.repairs),
        tuple(islice(_notes(items), MOST_NOTES)),
    )


def _places(pipeline: Pipeline, repairs: Sequence[Repair]) -> Iterator[Place]:
    named = names_in(pipeline.glossary)
    for n, repair in enumerate(repairs):
        told = replace(repair, flags=with_proposals(repair.flags))
        asked = places_of(told, n, named)
        quiet = quiet_places(pipeline, repair.document, n, asked)
        yield from sorted((*asked, *quiet), key=lambda p: (p.segment, p.span))


def _likely(pipeline: Pipeline, repairs: Sequence[Repair]) -> tuple[str, ...]:
    """Return the right names that the Chinese mentions, which an editor is likeliest to type."""
    sources = "\n".join(s.source for r in repairs for s in r.document.segments if s.source)
    if not sources:
        return ()
    return tuple(term.en for term in pipeline.glossary.terms if term.zh in sources)


def written(given: Given, source: Given | None, chosen: Chosen, track: bool = False) -> Given:
    """Return the file with an editor's replacements in it and nothing else changed.

    With `track`, a Word document with them as tracked changes, whatever the file was. Raises
    InputError where the file or a replacement cannot be used.
    """
    seen = _Seen()
    is_word = format_of(given.name) == "docx"

    def decided(document: Document) -> Repair:
        try:
            edits = chosen_edits(chosen.get(len(seen.repairs), ()), document)
            repair = Repair(document, (), edits, (), apply_document(document, edits))
        except ValueError as error:
            raise seen.fail(given.name, f"{_NO_FIT} ({error})", _AGAIN) from None
        seen.repairs.append(repair)
        return repair

    with _kept(given, source) as (path, beside):
        settings = Settings(track_changes=track and is_word)
        items = seen.taken(repaired(path, lambda: decided, beside, settings=settings))
        if any(number >= len(seen.repairs) for number, made in chosen.items() if made):
            raise seen.fail(given.name, _NO_FIT, _AGAIN)
        if not track or is_word:
            with writing(path) as put:
                for item in items:
                    put(item.output)
            return Given(_renamed(given.name), Path(path).read_bytes())
    return Given(
        _renamed(given.name, ".docx"), tracked((r.document, r.edits) for r in seen.repairs)
    )


def _look(seen: _Seen, pipeline: Pipeline, document: Document) -> Repair:
    seen.segments += len(document.segments)
    seen.characters += sum(len(s.target) for s in document.segments)
    if seen.segments > MOST_SEGMENTS or seen.characters > MOST_CHARACTERS:
        raise seen.fail(document.name, "the file is too long for this page", _ONLY)
    repair = repair_document(pipeline, document)
    seen.repairs.append(repair)
    return repair


def _notes(items: Sequence[Item]) -> Iterator[Problem]:
    for item in items:
        if item.problem is not None:
            yield item.problem
        yield from item.notes


@contextmanager
def _kept(given: Given, source: Given | None) -> Iterator[tuple[str, str | None]]:
    """Keep files on the disk for as long as they are read."""
    takes = FORMATS[format_of(given.name)].beside
    if source is not None and not takes:
        what = "a file of this format takes no Chinese beside it"
        raise InputError.one(given.name, None, what, "leave the Chinese out")
    with tempfile.TemporaryDirectory(prefix="mt-repair-") as folder:
        path = put_file(Path(folder, "text"), given)
        own = None if source is None else _like(source, format_of(given.name))
        beside = None if own is None else put_file(Path(folder, "source"), own)
        said = {path: given.name, **({beside: source.name} if beside and source else {})}
        with named_as(said):
            yield path, beside


def _like(source: Given, format: str) -> Given:
    """Return a source in the format of its text: a pasted one is plain, and fits a Word document."""
    if format != "docx" or format_of(source.name) != "text":
        return source
    lines = text.aligned(decoded := decode(source.data, source.name), decoded)
    assert lines is not None  # of as many lines as itself
    return Given(source.name, tracked([(lines, ())]))


@contextmanager
def named_as(said: Mapping[str, str]) -> Iterator[None]:
    """Have problems name files as their owner does, not as they are kept."""
    try:
        yield
    except InputError as error:
        raise InputError([_as_named(p, said) for p in error.problems]) from None


def _as_named(problem: Problem, said: Mapping[str, str]) -> Problem:
    what, path = problem.what, said.get(problem.path, problem.path)
    for kept, name in said.items():
        what = what.replace(kept, name)
    return replace(problem, path=path, what=what)


def put_file(folder: Path, given: Given) -> str:
    """Keep a file in a new folder, and return where."""
    folder.mkdir(parents=True)
    path = folder / safe_name(given.name)
    path.write_bytes(given.data)
    return str(path)


def safe_name(name: str) -> str:
    """Return a file name without folders and signs that mean something to a system."""
    plain = _UNSAFE.sub("_", re.split(r"[/\\]", name)[-1]).strip(". ")
    stem, dot, suffix = plain.rpartition(".")
    if not dot:
        return plain[:_LONGEST_NAME] or "article.txt"
    return f"{stem[:_LONGEST_NAME] or 'article'}.{suffix[:20]}"


def _renamed(name: str, suffix: str = "") -> str:
    """Return the name of the repaired file, which never is the given one."""
    name = safe_name(name)
    bare = without_packing(name)
    stem, dot, own = bare.rpartition(".")
    stem, own = (stem, f".{own}") if dot else (bare, "")
    return f"{stem}.repaired{suffix or own + name[len(bare) :]}"
