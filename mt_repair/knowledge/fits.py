"""Whether two neighbouring stretches of a name go together, and how well."""

from __future__ import annotations

from mt_repair.knowledge.phrases import PLACES, Phrase, titled

# What a spelt name costs before a head, by the head's manner; before others it does not stand.
_SPELT = {
    "company": -0.6, "media": -0.2, "place": -0.2, "society": 0.3, "body": 0.4, "title": 1.2,
    "event": 0.5, "affiliated": 0.6, "own": -0.2, "team": 0.8,
}  # fmt: skip
ADMINISTRATIVE = frozenset(
    "County District Town Township Village Subdistrict Community City".split()
)
_COUNTED = frozenset(("event", "affiliated", "society", "body"))


def fit(left: Phrase, right: Phrase) -> float | None:
    """Return what the two cost beside each other, None where they do not go together."""
    manner = right.manner
    if right.en.startswith(f"{titled(left.en)} ") or left.en.endswith(f" {right.en}"):
        return None  # International International Women's Day, Wusuli Island Island
    if manner == "paper" and " on " in right.en:
        return 0.9
    if left.kind == "posted":
        return 0.0 if manner in ("embassy", "title", "state") else None
    if left.kind == "surname":
        return 0.0 if manner == "title" and right.type == "PER" and not right.ways else None
    if right.kind in ("surname", "posted", "pair", "ordinal", "country", "person"):
        if right.kind == "person" and manner == "title":
            return 0.0 if left.kind != "person" else 0.3
        return None
    if right.kind == "spelt" or right.kind == "modifier":
        return 1.2 if left.kind == right.kind == "modifier" else None
    if right.en.endswith("Administration") and left.kind in ("modifier", "country"):
        return -0.4  # a country's 局
    if manner == "short":
        return 0.0 if left.kind == "country" and left.manner == "character" else None
    if left.manner == "character":
        return 0.8 if left.kind == "country" and manner in ("state", "team") else None
    if left.kind == "spelt":
        county = right.en in ADMINISTRATIVE
        return -0.9 if county and manner in _SPELT else _SPELT.get(manner)
    if right.en in ADMINISTRATIVE and left.kind in ("noun", "modifier", "body", "pair"):
        return 1.5  # 嘉禾县 is no Golden Harvest County
    if right.manner == "name":
        inner = right.kind in PLACES | {"body"} and left.kind in PLACES
        return 0.3 if inner and right.kind != "country" else None
    if left.kind == "person" and manner in ("place", "team", "embassy"):
        return 0.5
    if left.kind == "ordinal":
        return 0.0 if manner in _COUNTED else 0.6
    if left.kind == "noun" and manner in ("state", "team", "embassy", "short"):
        return 0.9
    if manner in ("company", "media") and left.kind in ("noun", "modifier"):
        return 0.8  # a firm's name is rather spelt
    if manner == "term" and right.kind == "noun" and left.kind == "body":
        return 0.2
    return 0.0
