"""What two neighbouring stretches of a Chinese name make together in English."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mt_repair.knowledge.fits import ADMINISTRATIVE, fit
from mt_repair.knowledge.phrases import NAMES, PLACES, Kind, Phrase, lowered, titled
from mt_repair.knowledge.ways import called, filled, forms, with_article
from mt_repair.types import EntityType

# What a head makes with something before it, by its type.
_HEADED: dict[EntityType, Kind] = {
    "ORG": "body", "MEDIA": "body", "LOC": "place", "PER": "noun", "EVENT": "noun", "WORK": "noun", "TERM": "noun", "PROD": "noun",
}  # fmt: skip
_EACH_LATER = 0.42  # what the next form costs more than the one before
_PART = 0.45  # what each part of a name costs


def joined(left: Phrase, right: Phrase, most: int) -> Iterator[Phrase]:
    """Yield what two neighbouring phrases make together, at most so many forms."""
    if left.manner == "title" and right.kind == "person" and right.manner == "name":
        cost = left.cost + right.cost + _PART
        yield _made(
            f"{titled(left.en)} {right.en}", left, right, cost, kind="person", manner="name"
        )
        return
    left = _plain(left)
    if right.kind == "head":
        right = replace(right, kind=_HEADED[right.type])
    beside = fit(left, right)
    if beside is None:
        return
    base = left.cost + right.cost + _PART + beside
    kind, manner = right.kind, right.manner
    if left.kind == "modifier" and right.kind == "modifier":
        yield _made(f"{left.en} {right.en}", left, right, base, kind="modifier")
        return
    if _says_it_twice(left, right):
        yield _made(right.en, left, right, base)
        return
    if right.kind in PLACES and (right.manner == "name" or _is_whole(left, right)):
        yield from _within(left, right, base)
        return
    if left.en.startswith(("with ", "surnamed ")):
        yield _made(f"{right.en} {left.en}", left, right, base)
        return
    if left.kind in NAMES - {"person", "surname"} and right.manner in (
        "body", "society", "company", "media", "affiliated", "embassy", "team"
    ):  # fmt: skip
        kind = "body"
    right = replace(right, en=called(left, right))
    for nth, form in enumerate(forms(left, right)[:most]):
        en = filled(form, left, right)
        yield _made(en, left, right, base + _EACH_LATER * nth, kind=kind, manner=manner)


def coordinated(left: Phrase, right: Phrase, mark: str) -> Iterator[Phrase]:
    """Yield two phrases of a kind with "and" or a hyphen between them."""
    if (left.kind == "head") != (right.kind == "head"):
        return
    left, right = _plain(left), _plain(right)
    cost = left.cost + right.cost + _PART
    if mark in "-—–":
        if left.kind == right.kind == "country":
            for a, b in ((left.adjective, right.adjective), (left.short, right.short)):
                yield _made(f"{a}-{b}", left, right, cost, kind="pair", bare=f"{a} and {b}")
                cost += _EACH_LATER
        elif left.kind in NAMES and right.kind in NAMES:
            a, b = left.short, right.short
            yield _made(f"{a}-{b}", left, right, cost, kind="pair", bare=f"{a} and {b}")
        return
    if left.manner != right.manner:
        return
    if left.kind == right.kind or {left.kind, right.kind} <= {"noun", "modifier"}:
        en = f"{left.en} and {right.en}"
        yield _made(en, left, right, cost, kind=right.kind, manner=right.manner)


def _plain(left: Phrase) -> Phrase:
    """Return a head that stands before others as the plain noun it is: 银行 of 银行体系."""
    if left.kind != "head":
        return left
    en = lowered(left.en.removesuffix(" {}").removesuffix(" of"))
    return replace(left, en=en, kind="noun", manner="term", cost=left.cost + 0.3)


def posted(left: Phrase, right: Phrase) -> Iterator[Phrase]:
    """Yield a country's people or office in another place: 中国驻法国."""
    if left.kind in ("country", "body") and right.kind in PLACES | {"body"}:
        cost = left.cost + right.cost + 0.1
        yield _made(
            left.adjective or left.short,
            left,
            right,
            cost,
            kind="posted",
            bare=with_article(right),
            adjective=with_article(left),
        )


def _is_whole(left: Phrase, right: Phrase) -> bool:
    """Tell whether a county is named in full before which a larger place stands."""
    inner = len(right.why) > 1 and right.en.split()[-1] in ADMINISTRATIVE
    return inner and left.kind in PLACES and left.manner == "name"


def _says_it_twice(left: Phrase, right: Phrase) -> bool:
    """Tell whether a noun stands again in the next one's first word: vaccine, vaccination rate."""
    return (
        left.kind == right.kind == "noun"
        and len(left.en) > 6
        and right.en[:6].casefold() == left.en[:6].casefold()
    )


def affiliated(left: Phrase, right: Phrase) -> Iterator[Phrase]:
    """Yield what belongs to a university or firm: 复旦大学附属中山医院."""
    if left.kind == "body" and right.kind == "body":
        cost = left.cost + right.cost + 0.2
        for form in ("{x} of {}", "{x} Affiliated to {}", "{x}, {}"):
            yield _made(filled(form, left, right), left, right, cost)
            cost += _EACH_LATER


def _within(left: Phrase, right: Phrase, cost: float) -> Iterator[Phrase]:
    """Yield a place in a larger one: Hangzhou, Zhejiang Province."""
    inner = right.en if right.kind == "county" else right.short
    for nth, en in enumerate(
        (f"{inner}, {left.en}", f"{inner}, {left.short}", f"{left.short}'s {right.en}")
    ):
        yield _made(
            en,
            left,
            right,
            cost + _EACH_LATER * nth,
            kind=right.kind,
            bare=right.short if right.kind == "city" else "",
            manner="name",
        )


def _made(
    en: str,
    left: Phrase,
    right: Phrase,
    cost: float,
    kind: str | None = None,
    manner: str | None = None,
    bare: str = "",
    adjective: str = "",
) -> Phrase:
    return Phrase(
        en,
        kind or right.kind,  # type: ignore[arg-type]
        right.type,
        cost,
        manner if manner is not None else right.manner,
        (),
        bare,
        adjective,
        (*left.why, *right.why),
    )
