"""The folder where the page keeps work over restarts: texts, decisions, dismissals, names.

    sessions/USER/ID.json    a text that was begun, with its decisions; ID.head.json tells of it
    decisions.jsonl          what glossary suggest reads
    dismissed.jsonl          what is never flagged again
    glossary.toml            names that were added

Nothing outside it is written, and no name that a page sends becomes a path.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from mt_repair.care.decisions import Decision, append
from mt_repair.corpus.records import to_json
from mt_repair.corpus.write import writing
from mt_repair.errors import InputError
from mt_repair.glossary.formats import toml
from mt_repair.glossary.glossary import merged, zh_key
from mt_repair.glossary.load import read_terms
from mt_repair.silence.dismissals import Dismissal, Dismissals, append_dismissal, read_dismissals
from mt_repair.types import Term

_ID = re.compile(r"[0-9a-f]{24}")
_HEAD = ".head.json"  # beside a text, for lists: texts may be large
_MOST_KEPT = 200
_WRITING = Lock()  # of the glossary, which is read, changed and written


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder of work."""

    folder: Path

    @property
    def decisions(self) -> Path:
        return self.folder / "decisions.jsonl"

    @property
    def dismissed(self) -> Path:
        return self.folder / "dismissed.jsonl"

    @property
    def glossary(self) -> Path:
        return self.folder / "glossary.toml"

    def make(self) -> None:
        """Make the folder; raises InputError where it cannot be."""
        try:
            (self.folder / "sessions").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            what = f"the workspace cannot be made ({error.strerror or error})"
            raise InputError.one(
                str(self.folder), None, what, "name a folder that can be written to"
            ) from None

    def keep(self, id: str, work: Mapping[str, Any], user: str) -> None:
        """Keep a text with its decisions, whole or not at all, and what a list tells of it."""
        path = self._session(id, user)
        path.parent.mkdir(exist_ok=True)
        decisions = work.get("decisions")
        rows = decisions if isinstance(decisions, list) else []
        ways = [row.get("how") for row in rows if isinstance(row, dict)]
        head = {"name": str(work.get("name", "")), "open": ways.count("open")}
        for file, held in ((path, work), (_head(path), head)):
            with writing(str(file)) as put:
                put(to_json(held).encode())

    def kept(self, user: str) -> list[Mapping[str, Any]]:
        """Return what a user has begun, the newest first: id, name, how many are open, when."""
        found: list[Mapping[str, Any]] = []
        for path in self._of(user).glob(f"*{_HEAD}"):
            head = _read(path)
            id = path.name.removesuffix(_HEAD)
            if head is not None and _ID.fullmatch(id):
                found.append({"id": id, **head, "saved": int(path.stat().st_mtime * 1000)})
        return sorted(found, key=lambda one: -one["saved"])[:_MOST_KEPT]

    def work(self, id: str, user: str) -> Mapping[str, Any]:
        """Return a text that was kept; raises InputError where there is none."""
        found = _read(self._session(id, user))
        if found is None:
            raise InputError.one("workspace", None, "this text is not kept there", "open it anew")
        return found

    def forget(self, id: str, user: str) -> None:
        """Delete a text that was kept."""
        path = self._session(id, user)
        for file in (_head(path), path):
            file.unlink(missing_ok=True)

    def log(self, decisions: Iterable[Decision]) -> None:
        """Add decisions to the log."""
        append(self.decisions, decisions)

    def dismiss(self, made: Sequence[Dismissal]) -> None:
        """Add dismissals, or take some back."""
        for one in made:
            append_dismissal(self.dismissed, one)

    def dismissals(self) -> Dismissals:
        """Return what is dismissed."""
        return read_dismissals(self.dismissed) if self.dismissed.is_file() else Dismissals()

    def terms(self) -> tuple[Term, ...]:
        """Return the names that were added; raises InputError where their file is broken."""
        return read_terms(self.glossary) if self.glossary.is_file() else ()

    def add(self, *added: Term) -> None:
        """Add names to the glossary; one that is there takes over what is new about it."""
        self.change(partial(_with, added))

    def change(self, changed: Callable[[tuple[Term, ...]], tuple[Term, ...]]) -> None:
        """Write the glossary anew as a function of its terms, nobody else in between."""
        with _WRITING:
            terms = changed(self.terms())
            if terms:
                with writing(str(self.glossary)) as put:
                    put(toml.write(terms).data)
            else:
                self.glossary.unlink(missing_ok=True)

    def _of(self, user: str) -> Path:
        # A user's name may hold anything, a slash too.
        named = hashlib.sha256(user.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return self.folder / "sessions" / named

    def _session(self, id: str, user: str) -> Path:
        if not _ID.fullmatch(id):
            raise InputError.one("workspace", None, "this is no text's number", "reload the page")
        return self._of(user) / f"{id}.json"


def _head(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(".json") + _HEAD)


def _with(added: Sequence[Term], terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return terms with others added, one that is there taking over what is new about it."""
    found = {zh_key(t.zh): t for t in terms}
    for term in added:
        known = found.get(zh_key(term.zh))
        if known is not None:
            told = {e.before: replace(e, line=0) for e in (*known.examples, *term.examples)}
            term = replace(merged(known, term), examples=tuple(told.values()))
        found[zh_key(term.zh)] = term
    return tuple(found.values())


def _read(path: Path) -> Mapping[str, Any] | None:
    try:
        work = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return work if isinstance(work, dict) else None


def dismissals_in(rows: Iterable[object]) -> Iterator[Dismissal]:
    """Yield the dismissals that a page sends; what is none is left out."""
    for row in rows:
        if isinstance(row, dict) and isinstance(row.get("surface"), str):
            zh = row.get("zh")
            if row["surface"].strip() or zh:
                yield Dismissal(
                    row["surface"],
                    zh if isinstance(zh, str) and zh else None,
                    undo=row.get("undo") is True,
                )
