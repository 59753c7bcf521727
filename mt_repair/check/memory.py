"""Outcomes of sentences kept between runs, for as long as nothing that made them has changed.

What comes of a sentence hangs on its words, on the forms found in it with their terms, and
on the engine: a changed entry asks anew only for the sentences in which it is met.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from mt_repair.check.kept import Kept, open_kept
from mt_repair.check.outcomes import Outcome
from mt_repair.check.readings import model_stamp
from mt_repair.glossary.forms import Form
from mt_repair.glossary.loose import explained
from mt_repair.glossary.shipped import is_shipped
from mt_repair.pipeline import Pipeline
from mt_repair.types import Term

_LIBRARIES = (
    "ahocorasick-rs",
    "lemminflect",
    "numpy",
    "onnxruntime",
    "sentencex",
    "tokenizers",
    "wordfreq",
)
_CHINESE = re.compile("[\u2e80-\U0003ffff]")  # what the glossary's Chinese is sought in

_ELSEWHERE = ("check", "cli", "corpus", "report")  # rooms that no outcome hangs on

# An outcome as it is kept: its text, the first sure edit, the texts judged after the sentence
# as a JSON list, and their keys one after the other.
COLUMNS = ("text TEXT", "old TEXT", "new TEXT", "judged TEXT", "keys BLOB")


def open_memory() -> Kept:
    """Return the outcomes that are kept of this version of the engine."""
    return open_kept("outcomes", engine(), COLUMNS)


def recall(memory: Kept, keys: Keys, sentence: str) -> Outcome | None:
    """Return what is known to come of a sentence, or None."""
    row = memory.held.get(keys.of(sentence))
    if row is None:
        return None
    text, old, new, judged, known = row
    after = json.loads(judged)
    if b"".join(map(keys.of, after)) != known:
        return None
    return Outcome(text, None if old is None else (old, new), (sentence, *after))


def learn(memory: Kept, keys: Keys, sentence: str, found: Outcome) -> None:
    """Note what came of a sentence, unless Chinese is left in it."""
    after = found.judged[1:]
    if _CHINESE.search(sentence + "".join(after)):
        return
    old, new = found.sure or (None, None)
    known = b"".join(map(keys.of, after))
    memory.fresh[keys.of(sentence)] = (found.text, old, new, json.dumps(after), known)


class Keys:
    """What the outcome of a text hangs on beside the engine, as sixteen bytes a text."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._forms: dict[tuple[int, int], bytes] = {}
        self._terms: dict[int, bytes] = {}

    def of(self, text: str) -> bytes:
        """Return the key of a text: of its words, and of the forms and terms found in it."""
        search, index = self._pipeline.search, self._pipeline.index
        assert search is not None
        whole = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16)
        met: dict[int, int] = {}  # terms by the order they are met in, which settles ties
        for key, start, end in search.hits(text):
            for number, form in enumerate(search.forms(key)):
                at = met.setdefault(form.term, len(met))
                whole.update(b"%d %d %d " % (start, end, at) + self._form(key, number, form))
        if index.loose.by_key:
            for e in explained(index.loose, text):
                facts = (e.start, e.end, e.cover, e.prior, e.why)
                whole.update(repr(facts).encode() + self._term(e.term))
        ranks = sorted(met, key=met.__getitem__)
        whole.update(repr([sorted(met).index(term) for term in ranks]).encode())
        return whole.digest()

    def _form(self, key: int, number: int, form: Form) -> bytes:
        held = self._forms.get((key, number))
        if held is None:
            facts = (form.role, form.text, form.route, form.why, form.prior, form.ordinary)
            held = _digest(facts) + self._term(form.term)
            self._forms[key, number] = held
        return held

    def _term(self, index: int) -> bytes:
        held = self._terms.get(index)
        if held is None:
            held = self._terms[index] = _digest(_facts(self._pipeline.index.terms[index]))
        return held


def _facts(term: Term) -> tuple[object, ...]:
    """Return what of a term bears on an edit."""
    inherited = tuple(sorted(term.inherited))
    shipped = is_shipped(term)
    return (term.zh, term.right, term.aliases, term.type, term.domain, inherited, shipped)


def _digest(facts: Sequence[object]) -> bytes:
    return hashlib.blake2b(repr(facts).encode("utf-8", "surrogatepass"), digest_size=8).digest()


@lru_cache(maxsize=1)
def engine() -> str:
    """Return what tells this version of the engine from every other, as twelve hex digits."""
    package = Path(__file__).parent.parent
    whole = hashlib.sha256()
    for path in sorted(_engine_files(package)):
        whole.update(str(path.relative_to(package)).encode() + b"\0")
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    whole.update(model_stamp())
    whole.update(repr([(name, version(name)) for name in _LIBRARIES]).encode())
    return whole.hexdigest()[:12]


def _engine_files(package: Path) -> Iterable[Path]:
    yield from (package / "check/outcomes.py", package / "check/readings.py")
    for path in package.rglob("*"):
        room = path.relative_to(package).parts[0]
        if path.suffix in (".py", ".json", ".tsv") and room not in _ELSEWHERE:
            yield path
