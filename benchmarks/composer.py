"""How often the composer is right: `python -m benchmarks.composer [--show SET] [--calibration]`.

On four sets: the entities of the rated news that no list knows; 500 names of CC-CEDICT, each
with what the lists call it left out; 150 names written before the composer was run, and those
of 181 written later that no list knows (tests/cases/composed_names.toml). Each against the rules that were there before it (places,
people), and without the composer's own table where that holds the whole name.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.namer import unknown_entities
from mt_repair.glossary.shipped import shipped_names
from mt_repair.knowledge.compile import character_table, public_names
from mt_repair.knowledge.composed import composed
from mt_repair.knowledge.lexicon import look_up, open_lexicon
from mt_repair.knowledge.people import spell_person
from mt_repair.knowledge.places import compose_place
from mt_repair.knowledge.publicnames import Name, plain_letters
from mt_repair.knowledge.wordlists import heads, words

CASES = Path(__file__).parents[1] / "tests/cases/composed_names.toml"
_HELD_OUT = 500
_BRITISH = (
    ("Centre", "Center"), ("centre", "center"), ("Defence", "Defense"), ("Theatre", "Theater"), ("Labour", "Labor"),
    ("isation", "ization"), ("U.S.", "US"), ("U.K.", "UK"),
)  # fmt: skip


def written(which: str) -> list[Name]:
    """Return the composed names written for tests: `name` beforehand, `later` afterwards."""
    rows = tomllib.loads(CASES.read_text("utf-8"))[which]
    return [Name(r["zh"], r["en"][0], tuple(r["en"][1:]), r["type"]) for r in rows]


def held_out() -> list[Name]:
    """Return 500 names of several words from CC-CEDICT, the same on each run."""
    found: dict[str, Name] = {}
    for name in public_names(character_table()):
        wanted = name.type in ("ORG", "LOC", "TERM", "MEDIA", "EVENT", "WORK")
        several = len(name.zh) > 2 and len(name.en.split()) > 1 and "·" not in name.zh
        if wanted and several and "CC-CEDICT" in name.origin and name.confidence >= 0.55:
            found.setdefault(name.zh, name)
    order = sorted(found, key=lambda zh: hashlib.sha256(zh.encode()).hexdigest())
    return [found[zh] for zh in order[:_HELD_OUT]]


def is_said(said: str, name: Name) -> bool:
    """Tell whether English is one of a name's right forms; British and American spelling are one."""
    return _plain(said) in {_plain(form) for form in name.right}


def _plain(text: str) -> str:
    text = plain_letters(text)
    for british, american in _BRITISH:
        text = text.replace(british, american)
    return text


def answers(name: Name, untold: bool) -> list[Name]:
    """Return the composer's answers; `untold` leaves out of the lists all that calls it so."""
    lexicon = open_lexicon()
    own = {plain_letters(f).casefold() for f in name.right} if untold else set()

    def known(part: str) -> Sequence[Name]:
        found = (*shipped_names(part), *look_up(lexicon, part))
        return [n for n in found if plain_letters(n.en).casefold() not in own]

    return composed(name.zh, name.type, known)


def by_rules(name: Name) -> list[Name]:
    """Return what the rules for places and people made of a name before there was a composer."""
    made = compose_place(open_lexicon(), name.zh)
    made = made or (spell_person(name.zh) if name.type == "PER" else None)
    return [Name(name.zh, en) for en in made.right[:3]] if made else []


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--show", choices=("rated", "held-out", "beforehand", "later"), help="print its misses"
    )
    parser.add_argument("--calibration", action="store_true", help="fit the confidence anew")
    args = parser.parse_args()
    lexicon = open_lexicon()
    later = [n for n in written("later") if not (shipped_names(n.zh) or look_up(lexicon, n.zh))]
    sets = {
        "rated": unknown_entities(),
        "held-out": held_out(),
        "beforehand": written("name"),
        "later": later,
    }
    costs: dict[str, list[tuple[float, bool]]] = {}
    for title, names in sets.items():
        untold = title == "held-out"
        found = [(n, answers(n, untold)) for n in names]
        print(f"{title}: names, first and one of three right; of them not whole in our tables")
        _table("rules before", [(n, by_rules(n)) for n in names])
        _table("composer", found)
        costs[title] = [(a.confidence, is_said(a.en, n)) for n, got in found for a in got]
        if args.show == title:
            for n, got in found:
                if not any(is_said(a.en, n) for a in got):
                    said = [(a.en, a.confidence) for a in got]
                    print(f"      {n.type} {n.zh} {n.right[:3]}: {said}")
    if args.calibration:
        _calibration(costs)


def _table(title: str, found: Iterable[tuple[Name, list[Name]]]) -> None:
    rows: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for name, got in found:
        hits = [is_said(a.en, name) for a in got]
        own = name.zh not in heads() and name.zh not in words()
        for kind in (name.type, "all"):
            rows[kind].append((any(hits[:1]), any(hits), own))
    for kind, hits in sorted(rows.items()):
        own = [h for h in hits if h[2]]
        print(f"   {title:12} {kind:6} {_shares(hits)}; {_shares(own)}")


def _shares(hits: Sequence[tuple[bool, bool, bool]]) -> str:
    if not hits:
        return "   0"
    return f"{len(hits):4}: {sum(h[0] for h in hits) / len(hits):.3f} {sum(h[1] for h in hits) / len(hits):.3f}"


def _calibration(said: dict[str, list[tuple[float, bool]]]) -> None:
    """Print how sure the answers say they are, and how often they are right."""
    for title, rows in said.items():
        print(f"{title}: confidence, answers, share right")
        for low in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            held = [(c, r) for c, r in rows if low <= c < low + 0.1]
            if held:
                mean = sum(c for c, _ in held) / len(held)
                right = sum(r for _, r in held) / len(held)
                print(f"   {mean:.2f} {len(held):5} {right:.2f}")
    print(
        f"expected calibration error over all: {_ece([r for rows in said.values() for r in rows]):.3f}"
    )


def _ece(rows: Sequence[tuple[float, bool]]) -> float:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for row in rows:
        bins[math.floor(row[0] * 10)].append(row)
    return sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in bins.values()) / len(rows)


if __name__ == "__main__":
    main()
