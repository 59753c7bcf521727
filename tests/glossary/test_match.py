"""`scan` against a slow search written from the definitions, and the cases of `fits`."""

from __future__ import annotations

import os
import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt_repair.glossary import match
from mt_repair.glossary.match import compile_keys, fits, fold, key_of, scan, scan_all

PAIRS = max(int(os.environ.get("MT_REPAIR_FUZZ", "20000")), 2_000)
LETTERS = [
    *"abkKsSE019_",
    *"\u00e9\u00c9\u00df\u0130\u0131\u212a\u017f\ufb01\u00ff\u0178\u1e9e\u00b5\u0394\u03b4\u0416\u0436\u01da\u01d9",
    "\U00010400",
    "\U00010428",
    "\u0301",
    "\u0661",
]
MARKS = [
    *" -'.,!&\"\u2019\u201c\u201d\u2014\u2013\u2026()\u3001\uff0c",
    *"\u4e2d\u56fd\uff1a\u200d\u202e\u200f\ufeff\x00\x07\x85\x9f\u00ad\u2028\u3000",
    "\ud83d",
    "\udc00",
    "\U0001f600",
    "\U00020000",
]
BLANKS = [" ", "  ", "\n", "\r\n", "\t", "\u00a0", " \n ", "\n\n", "\r", " \r\n\t", "\t\u00a0 "]


# --- the slow search ------------------------------------------------------------------


def is_letter(char: str) -> bool:
    """A letter, digit, underscore or combining mark, and not a Chinese character."""
    if unicodedata.name(char, "").startswith("CJK"):
        return False
    return char == "_" or unicodedata.category(char) in {
        *("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Mn", "Mc")
    }


def folded(char: str) -> str:
    """A letter in lower case, where that is one letter and not ASCII for another script's."""
    lower = char.lower()
    return char if len(lower) > 1 or (lower.isascii() and not char.isascii()) else lower


def units(text: str) -> list[tuple[str, int, int]]:
    """Letters as they fold and marks as spaces, each with its start and end."""
    out: list[tuple[str, int, int]] = []
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and text[end] in " \t\u00a0":
            end += 1
        line = 1 if text[end : end + 1] == "\n" else 2 if text[end : end + 2] == "\r\n" else 0
        if line:
            end += line
            while end < len(text) and text[end] in " \t\u00a0":
                end += 1
        if end > at:
            out.append((" ", at, end))
        else:
            end = at + 1
            out.append((folded(text[at]) if is_letter(text[at]) else " ", at, end))
        at = end
    return out


def slow_scan(forms: list[str], text: str) -> set[tuple[int, int, int]]:
    """Every occurrence of every form between word boundaries."""
    place = units(text)
    chars = [c for c, _, _ in place]
    found = set()
    for number, form in enumerate(forms):
        wanted = "".join(c for c, _, _ in units(form)).strip()
        for at in range(len(chars) - len(wanted) + 1) if wanted else ():
            last = at + len(wanted)
            bounded = (at == 0 or chars[at - 1] == " ") and (
                last == len(chars) or chars[last] == " "
            )
            if bounded and chars[at:last] == list(wanted):
                found.add((number, place[at][1], place[last - 1][2]))
    return found


def letters(text: str) -> str:
    return "".join(map(folded, filter(is_letter, text)))


def fast_scan(forms: list[str], text: str) -> set[tuple[int, int, int]]:
    """What `scan` finds, without what its folding alone confuses (letters outside Latin-1)."""
    held = [i for i, form in enumerate(forms) if key_of(form).strip()]
    raw = scan(compile_keys(key_of(forms[i]) for i in held), text)
    assert [end for _, _, end in raw] == sorted(end for _, _, end in raw)
    assert len(set(raw)) == len(raw)
    return {
        (held[k], start, end)
        for k, start, end in raw
        if letters(forms[held[k]]) == letters(text[start:end])
    }


# --- random glossaries and texts ------------------------------------------------------


def word(rng: random.Random) -> str:
    few = LETTERS[:6] if rng.random() < 0.6 else LETTERS
    return "".join(rng.choices(few, k=rng.choice((1, 1, 2, 3))))


def phrase(rng: random.Random) -> str:
    out = word(rng)
    for _ in range(rng.choice((0, 0, 1, 1, 2, 8))):
        joint = " " if rng.random() < 0.6 else rng.choice(["-", "'", ". ", " & ", ", ", *BLANKS])
        out += joint + word(rng)
    if rng.random() < 0.2:
        out += rng.choice(["!", ".", "'s", ")", "\u201d", "\u4e2d"])
    return rng.choice(["", "", "", "\u201c", "(", "@"]) + out


def disturbed(rng: random.Random, form: str) -> str:
    """A form as a text may have it: other case, other blanks, other marks."""
    out = rng.choice([str, str.upper, str.lower, str.title, str.swapcase])(form)
    return "".join(rng.choice(BLANKS) if c == " " and rng.random() < 0.5 else c for c in out)


def text_with(rng: random.Random, forms: list[str]) -> str:
    parts: list[str] = []
    for _ in range(rng.randint(0, 12)):
        kind = rng.random()
        if kind < 0.5:
            parts.append(disturbed(rng, rng.choice(forms)))
        elif kind < 0.75:
            parts.append(phrase(rng))
        else:
            parts.append(rng.choice(MARKS))
        joint = rng.random()
        parts.append(" " if joint < 0.4 else rng.choice(BLANKS if joint < 0.7 else MARKS))
    return "".join(parts[: -1 if rng.random() < 0.7 else None])


@pytest.mark.parametrize("seed", range(8))
def test_scan_finds_what_the_slow_search_finds(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    hits = 0
    for number in range(PAIRS // 8):
        monkeypatch.setattr(match, "_PIECE", rng.choice((1, 3, 10, 1 << 17)))
        monkeypatch.setattr(match, "_HEAD", rng.choice((2, 4, 12)))
        forms = [phrase(rng) for _ in range(rng.randint(1, 8))]
        text = text_with(rng, forms)
        wanted = slow_scan(forms, text)
        assert fast_scan(forms, text) == wanted, (number, forms, text)
        hits += len(wanted)
    assert hits > PAIRS // 8


def test_long_text_is_searched_as_one() -> None:
    forms = ["million state power", "state power network", "pat", "e-commerce", "a b"]
    near = "the million\r\nstate power  network of Pat, a\nb; E-Commerce \u2018pat\u2019. "
    for gap in (131_040, 131_055, 131_069, 131_072, 262_130):
        text = ("x" * 40 + " ") * (gap // 41) + "y" * (gap % 41) + " " + near * 3
        assert fast_scan(forms, text) == slow_scan(forms, text)


# --- cases ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "text", "surfaces"),
    [
        ("pat", "Pat pats pat-owned pat.", ["Pat", "pat", "pat"]),
        ("Procter & Gamble", "by procter & gamble.", ["procter & gamble"]),
        ("Procter & Gamble", "by procter &\n  gamble.", ["procter &\n  gamble"]),
        ("Yahoo! Japan", "Yahoo! Japan, Yahoo Japan", ["Yahoo! Japan"]),
        ("No. 1 store", "the No. 1\r\nstore", ["No. 1\r\nstore"]),
        ("Yum!", "Yum! yum", ["Yum", "yum"]),
        ("state power", "state  power state\npower", ["state  power", "state\npower"]),
        ("state power", "state\n\npower state, power", []),
        ("state power", "state\u00a0power state-power", ["state\u00a0power", "state-power"]),
        ("istanbul", "\u0130stanbul \u0130 istanbul", ["istanbul"]),
        ("kelvin", "\u212aelvin kelvin", ["kelvin"]),
        ("stra\u00dfe", "Stra\u00dfe strasse", ["Stra\u00dfe"]),
        ("pat", "\u4e2dpat\u56fd", ["pat"]),
        ("pat", "pat\u0301 \u00e9pat", []),
        ("pat", "\ufeffpat\x00pat\u200dpat\ud83dpat", ["pat"] * 4),
        ("\u0416\u0443\u043a", "\u0436\u0423\u041a", ["\u0436\u0423\u041a"]),
        ("L\u01dc", "L\u01db", ["L\u01db"]),
    ],
)
def test_scan_cases(form: str, text: str, surfaces: list[str]) -> None:
    assert [text[s:e] for _, s, e in scan(compile_keys([key_of(form)]), text)] == surfaces


def test_overlapping_hits_are_all_found() -> None:
    forms = ["billion state", "billion state power", "state power", "power", "power network"]
    text = "a billion state power network"
    assert len(scan(compile_keys(map(key_of, forms)), text)) == len(forms)


def test_nothing_to_find() -> None:
    assert scan(compile_keys([]), "pat") == []
    assert scan(compile_keys([b" pat "]), "") == []


def test_fold_keeps_offsets_and_word_boundaries() -> None:
    for char in (*map(chr, range(0x3000)), *MARKS, *LETTERS):
        out = fold(f"a{char}b")
        assert len(out) == 3, char
        assert (out[1:2] != b" ") is is_letter(char), char


@pytest.mark.parametrize(
    ("form", "surface", "wanted"),
    [
        ("billion state power", "Billion State Power", True),
        ("billion state power", "billion state\npower", True),
        ("billion state power", "billion-state power", True),
        ("billion state power", "billion, state power", False),
        ("billion state power", "billion. State power", False),
        ("e-commerce", "E commerce", True),
        ("e-commerce", "e\u2011commerce", True),
        ("Innovator's plight", "Innovator\u2019s Plight", True),
        ("Procter & Gamble", "procter & gamble", True),
        ("Procter & Gamble", "procter / gamble", False),
        ("St. yuan", "st. Yuan", True),
        ("St. yuan", "st, yuan", False),
        ("Yum!", "Yum", True),
        ("pat", "pat", True),
        ("", "", True),
        ("a/b", "a/b", True),
        ("a/b", "a b", False),
        ("QQ\u97f3\u4e50", "QQ", False),  # the search sees only QQ
        ("\u0107b", "\u0127b", False),  # letters that fold to the same byte
        ("\u0106b", "\u0107B", True),
    ],
)
def test_fits(form: str, surface: str, wanted: bool) -> None:
    assert fits(form, surface) is wanted


@given(
    st.lists(
        st.text(st.sampled_from([*"ab -é\n\r\t\xa0", *MARKS, *LETTERS]), max_size=8), max_size=6
    )
)
@settings(max_examples=500)
def test_many_texts_are_searched_as_each_alone(texts):
    matcher = compile_keys([key_of(form) for form in ("a", "b a", "a b a", "é", "ab", "k")])
    assert scan_all(matcher, texts) == [scan(matcher, text) for text in texts]
