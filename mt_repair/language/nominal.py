"""The noun of a verb: protect, protection; manage, management."""

from __future__ import annotations

from functools import lru_cache

from mt_repair.language.english import parts_of_speech, zipf

# An ending of a verb and what it becomes; the commonest word of those that exist is taken.
_ENDINGS = (
    ("ate", "ation"), ("ify", "ification"), ("ize", "ization"), ("ise", "ision"), ("uce", "uction"),
    ("scribe", "scription"), ("nd", "nsion"), ("mit", "mission"), ("cede", "cession"), ("ceed", "cess"),
    ("pt", "ption"), ("ct", "ction"), ("t", "tion"), ("ve", "ution"), ("se", "sion"), ("e", "ion"), ("e", "ation"), ("e", "ition"),
    ("ver", "very"), ("ve", "val"), ("lyze", "lysis"), ("", "ment"), ("e", "ement"), ("", "ation"), ("", "ance"), ("e", "ance"),
    ("e", "ence"), ("er", "rence"), ("", "al"), ("", "ion"), ("e", "al"), ("fer", "ference"), ("oy", "oyment"), ("grow", "growth"),
    ("y", "ication"), ("quire", "quisition"), ("olve", "olution"), ("ain", "anation"), ("de", "sion"),
    ("sume", "sumption"),
)  # fmt: skip
_LEAST = 3.0  # on wordfreq's scale
_COMMONER = 0.8  # reform, not reformation


@lru_cache(maxsize=16384)
def nominal(verb: str) -> str:
    """Return the noun that a verb makes, the verb itself where it is one, empty where neither.

    Of several the one that news uses most (wordfreq).
    """
    made = {
        verb.removesuffix(end) + noun
        for end, noun in _ENDINGS
        if verb.endswith(end) and len(verb) - len(end) > 1
    }
    best = max(made, key=lambda w: (zipf(w), w), default="")
    found = bool(best) and zipf(best) >= _LEAST and "NOUN" in parts_of_speech(best)
    itself = "NOUN" in parts_of_speech(verb) and zipf(verb) >= _LEAST
    if itself and (not found or zipf(verb) > zipf(best) + _COMMONER):
        return verb
    return best if found else ""
