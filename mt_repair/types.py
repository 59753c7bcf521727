"""The nouns of mt_repair: small frozen values without logic beyond themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from mt_repair.errors import Problem

Kind = Literal[
    "literal",
    "romanised",
    "wrong-name",
    "untranslated",
    "missing",
    "inconsistent",
    "forbidden",
    "suspect",
]
Safety = Literal["safe", "review", "note"]
Silencer = Literal["pragma", "dismissal", "baseline"]
EntityType = Literal["PER", "ORG", "LOC", "MEDIA", "PROD", "WORK", "EVENT", "TERM"]

KINDS: tuple[Kind, ...] = (
    "literal",
    "romanised",
    "wrong-name",
    "untranslated",
    "missing",
    "inconsistent",
    "forbidden",
    "suspect",
)
ENTITY_TYPES: tuple[EntityType, ...] = (
    "PER",
    "ORG",
    "LOC",
    "MEDIA",
    "PROD",
    "WORK",
    "EVENT",
    "TERM",
)
NAME_TYPES = frozenset(ENTITY_TYPES) - {"TERM"}  # of what has a name of its own
Severity = Literal["error", "warning"]

SAFETIES: tuple[Safety, ...] = ("safe", "review", "note")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in a segment's target."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the stretch of text under the span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a code point, or one lies empty inside the other."""
        if not len(self) or not len(other):
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Tell whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Segment:
    """One aligned unit, a paragraph or a sentence pair; `target` is the machine translation.

    `walls` are places of the target that no edit takes in, empty ones between two characters
    too: inline code of the file it is from.
    """

    target: str
    source: str | None = None
    id: str | int | None = None
    reference: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    walls: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """Segments and the separators around them, enough to rebuild the file exactly.

    `separators` has one more item than `segments`: what stands before the first,
    between each two, and after the last. `name` is the path of its file, where it has one.
    `disabled` are the rules and kinds of flags that are silent in all of it; `*` is all.
    """

    segments: tuple[Segment, ...]
    separators: tuple[str, ...]
    id: str | int | None = None
    name: str = ""
    disabled: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if len(self.separators) != len(self.segments) + 1:
            raise ValueError("a document needs one separator more than it has segments")

    @classmethod
    def of(cls, target: str, source: str | None = None, id: str | int | None = None) -> Document:
        """Return a document of one segment."""
        return cls((Segment(target, source, id),), ("", ""), id)

    @property
    def text(self) -> str:
        """The document's target, separators included."""
        return self.rebuild([s.target for s in self.segments])

    def rebuild(self, targets: list[str]) -> str:
        """Return the document's text with other targets between the same separators."""
        if len(targets) != len(self.segments):
            raise ValueError("one target a segment is needed")
        parts = [self.separators[0]]
        for target, separator in zip(targets, self.separators[1:], strict=True):
            parts += (target, separator)
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence a term must repair (`after` given) or must leave alone (`after` is None).

    `known` marks one that is right, but known to fail so far.
    """

    before: str
    after: str | None = None
    line: int = 0
    known: bool = False

    @property
    def keep(self) -> bool:
        """Whether the sentence must stay as it is."""
        return self.after is None


@dataclass(frozen=True, slots=True)
class Term:
    """One glossary entry; only `zh` and `en` are required.

    `accept` are other right forms, `wrong` known wrong forms, `aliases` other Chinese
    forms, `origin` is file:line. `first` is what a text calls it where it names it first, such
    as the name with its abbreviation in brackets. `off` switches an entry of a lower layer off. `inherited`
    are those of the accepted and wrong forms that only the shipped pack gave.
    """

    zh: str
    en: str
    type: EntityType | None = None
    accept: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    domain: str = ""
    note: str = ""
    examples: tuple[Example, ...] = ()
    origin: str = ""
    off: bool = False
    first: str = ""
    inherited: tuple[str, ...] = ()

    @property
    def right(self) -> tuple[str, ...]:
        """Every right English form, the preferred one first."""
        return (self.en, *self.accept, *((self.first,) if self.first else ()))


@dataclass(frozen=True, slots=True)
class Flag:
    """A doubtful stretch with its reason; a flag never changes text.

    `source_span` is the stretch of the segment's source it is about, where there is one.
    """

    segment: int
    span: Span
    surface: str
    rule: str
    kind: Kind
    message: str
    zh: str = ""
    suggestions: tuple[str, ...] = ()
    confidence: float = 0.0
    source_span: Span | None = None

    def fingerprint(self) -> str:
        """Return 16 hex digits that stay the same when the flag only moves.

        A surface that a line was wrapped in is the same surface.
        """
        surface = " ".join(self.surface.split())
        parts = (self.rule, self.kind, self.zh, surface, *self.suggestions[:1])
        raw = "\x1f".join(parts).encode("utf-8", "surrogatepass")
        return hashlib.sha256(raw).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Silenced:
    """A flag that somebody asked not to see again; `why` says who, or in their own words."""

    flag: Flag
    by: Silencer
    why: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement that carries both sides, so it checks itself and can be undone."""

    segment: int
    span: Span
    old: str
    new: str
    because: str = ""
    safety: Safety = "safe"
    confidence: float = 1.0
    by: str = ""

    def __post_init__(self) -> None:
        if len(self.old) != len(self.span):
            raise ValueError("an edit's span must be as long as the text it replaces")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check found in a file: where, by which rule, how grave, what to do."""

    path: str
    line: int | None
    rule: str
    severity: Severity
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair found, did and held back for a person; `text` is the repaired document.

    `silenced` are flags that nobody wants to see, and that nothing was done about; `notes`
    are for a person to know, such as a pragma that says nothing.
    """

    document: Document
    flags: tuple[Flag, ...]
    edits: tuple[Edit, ...]
    held: tuple[Edit, ...]
    text: str
    silenced: tuple[Silenced, ...] = ()
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """A number and what someone else needs to reproduce it."""

    metric: str
    value: float
    signature: str
    low: float | None = None
    high: float | None = None
