"""What a corpus has, summed up: its wrong names, names nobody knows, entries that never fire.

As JSON (`as_json`), the record that the page and the suggestions are made of:

    {"version": 1,           raised when a field changes its meaning
     "counts": {...},        as in the manifest
     "names": [...],         what was flagged, the most frequent first, MOST at most
     "suspects": [...],      phrases that only a name can be and nobody knows, likewise
     "distinct": {"names": 3, "suspects": 1},    how many there are in all
     "never": [{"zh", "en", "origin"}, ...],     entries of the user that were not found
     "never_shipped": 8301}                      and how many of those that ship

A name is {"kind", "zh", "surface", "suggestion", "flags", "edits", "places": [{"file", "line",
"text"}, ...]}: how often it was flagged and how often put right, and the first three places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath

from mt_repair.batch import summary_page
from mt_repair.batch.found import COUNTS, Found, Name, Seen
from mt_repair.batch.job import Job
from mt_repair.batch.suggested import suggested
from mt_repair.corpus.records import Record, to_json
from mt_repair.corpus.write import writing
from mt_repair.glossary.glossary import Glossary, zh_key
from mt_repair.glossary.shipped import is_shipped
from mt_repair.pipeline import glossary_of
from mt_repair.report import encoded

MOST = 500  # names of each list
SUSPECT = "suspect"

Written = Callable[[Record, Glossary], Iterator[str]]


def write_summaries(job: Job, found: Found, files: int) -> None:
    """Write the summaries that a job asks for; raises InputError where one cannot be."""
    if not job.summaries:
        return
    glossary = glossary_of(job.glossaries, job.shipped)
    record = summary(found, files, glossary)
    for path in job.summaries:
        with writing(path) as put:
            for piece in FORMATS[PurePath(path).suffix.lower()](record, glossary):
                put(encoded(piece))


def summary(found: Found, files: int, glossary: Glossary) -> Record:
    """Return the summary of what was found in so many files."""
    ranked = sorted((pair for pair in found.names.items() if _is_name(pair[0])), key=_rank)
    names = [pair for pair in ranked if pair[0].kind != SUSPECT]
    suspects = [pair for pair in ranked if pair[0].kind == SUSPECT]
    fired = {zh_key(name.zh) for name in found.names if name.zh}
    never = [term for term in glossary.terms if zh_key(term.zh) not in fired]
    own = [term for term in never if not is_shipped(term)]
    return {
        "version": 1,
        "counts": {"files": files, **{name: found.counts[name] for name in COUNTS}},
        "names": [_record(*pair) for pair in names[:MOST]],
        "suspects": [_record(*pair) for pair in suspects[:MOST]],
        "distinct": {"names": len(names), "suspects": len(suspects)},
        "never": [{"zh": term.zh, "en": term.en, "origin": term.origin} for term in own],
        "never_shipped": len(never) - len(own),
    }


def _is_name(name: Name) -> bool:
    """Tell a name from a Chinese mark that was left in the English."""
    return any(char.isalnum() for char in name.zh + name.surface)


def _rank(pair: tuple[Name, Seen]) -> tuple[int, Name]:
    name, seen = pair
    return -seen.flags, name


def _record(name: Name, seen: Seen) -> Record:
    places = [{"file": file, "line": line, "text": text} for file, line, text in seen.places]
    return {**name._asdict(), "flags": seen.flags, "edits": seen.edits, "places": places}


def as_json(record: Record, _: Glossary) -> Iterator[str]:
    """Yield the summary as JSON."""
    yield to_json(record, indent=2) + "\n"


FORMATS: dict[str, Written] = {
    ".json": as_json,
    ".html": summary_page.page_of,
    ".toml": suggested,
}
