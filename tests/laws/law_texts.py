"""Sentences for the laws: the pack's own, mutated, and composed ones."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hypothesis import strategies as st
from strange import NOISE, QUOTES

from mt_repair.glossary.shipped import shipped_terms
from mt_repair.types import Document, Segment


@dataclass(frozen=True, slots=True)
class Stock:
    """What sentences are made of."""

    sentences: tuple[str, ...]
    wrong: tuple[str, ...]
    right: tuple[str, ...]
    works: tuple[str, ...]  # wrong forms of titles


@lru_cache(maxsize=1)
def stock() -> Stock:
    """Return the shipped pack's sentences and forms, in its own order."""
    terms = shipped_terms(examples=True)
    return Stock(
        tuple(dict.fromkeys(e.before for t in terms for e in t.examples)),
        tuple(dict.fromkeys(w for t in terms for w in t.wrong)),
        tuple(dict.fromkeys(r for t in terms for r in t.right)),
        tuple(dict.fromkeys(w for t in terms if t.type == "WORK" for w in t.wrong)),
    )


TEMPLATES = (
    "{w} announced on {d} that it had sold {n} phones to {r}.",
    "According to {w}, {r} and {w} raised {n} yuan.",
    "The {w} network said that {r} users paid {n} a month; see {u} for more.",
    "A {w} reporter learned that an {w} executive left {r}.",
    "The {w}s say {r} is worth {n}, but the {w}s' shares fell.",
    "{w}'s founder told {w} that \u201c{w}\u201d opened on {d}.",
    "[{r}, {d}] {w}, {w} and {r} are listed in Hong Kong ({m}).",
    '"{t}" took {n} at the box office, said {w}\'s director of \u300a{t}\u300b.',
    "He gave {r} a pat on the back at {n} and told the {w} staff to go home.",
    "{W} SHARES RISE {n} AS {W} BUYS {w}",
    "{w} Network and {w} Group to Build {n} Stores With {r}",
    "{w}{x}{w} {x} {r}{x}, {n}{x} said {w}{x}.",
    "In {d}, {r} bought {w} from {w} Technology for ${n} ({u}).",
    "{w} {w} {w}",
    "The old state powers met a net celebrity, {r}, near the micro shop; {w} did not.",
    "{w}-owned {r} hired {n} {w} drivers\n{w} said on {d}.",
    "Mail {m} or {w}.com or @{w} #{w} <b>{w}</b> `{w}` about {n} {w}.",
    "{w}: {q}{w}{q} said the {w}, {q}{r}{q}.",
)
NUMBERS = (
    "1,300",
    "3.14",
    "20%",
    "$4.5 billion",
    "8",
    "11",
    "No. 18",
    "2.0",
    "1/2",
    "７",
    "4S",
    "360",
)
DATES = ("2020-01-02", "May 3, 2021", "3 May", "the 11th", "double 11", "11.11", "Q3 2019")
URLS = ("https://www.jd.com/pat?x=1", "www.paipai.com", "pat.cn/state-power", "http://a.b/c_d")
MAILS = ("editor@pat.com", "net.red+1@mail.qq.com", "@sina", "#weibo")


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """Draw a news sentence of a template with wrong and right names, and noise in places."""
    have = stock()
    parts = []
    for piece in draw(st.sampled_from(TEMPLATES)).split("{"):
        kind, closed, rest = piece.partition("}")
        if not closed:
            parts.append(piece)
            continue
        parts += (_drawn(draw, kind, have), rest)
    text = "".join(parts)
    for _ in range(draw(st.sampled_from([0, 0, 1, 2, 4]))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(NOISE)) + text[at:]
    return text


def _drawn(draw: st.DrawFn, kind: str, have: Stock) -> str:
    from_list: dict[str, Sequence[str]] = {
        "w": have.wrong,
        "W": have.wrong,
        "r": have.right,
        "t": have.works,
        "n": NUMBERS,
        "d": DATES,
        "u": URLS,
        "m": MAILS,
        "x": NOISE,
        "q": QUOTES,
    }
    some = from_list[kind]  # by number: st.sampled_from looks at all of thousands each time
    text = some[draw(st.integers(0, len(some) - 1))]
    if kind == "W":
        return text.upper()
    if kind == "w":
        return draw(st.sampled_from([str, str, str.lower, str.capitalize, str.title]))(text)
    return text


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a document of one to four composed sentences, as segments or run together."""
    some = draw(st.lists(sentences(), min_size=1, max_size=3))
    if draw(st.booleans()):
        return Document.of(draw(st.sampled_from([" ", "\n", "\r\n", "", "  "])).join(some))
    marks = draw(st.sampled_from(["\n", "\n\n", "\r\n", " \t\n", ""]))
    ends = draw(st.sampled_from(["", "\ufeff", "\n", "x"]))
    return Document(tuple(map(Segment, some)), (ends, *[marks] * (len(some) - 1), ends))


# --- seeded mutations -----------------------------------------------------------------


def mutated(seed: int, count: int) -> Iterator[str]:
    """Yield mutated sentences of the pack, the same ones for the same seed."""
    have = stock()
    chance = random.Random(seed)
    for _ in range(count):
        text = chance.choice(have.sentences)
        for _ in range(chance.choice((1, 1, 2, 3))):
            text = chance.choice(MUTATIONS)(text, chance, have)
        yield text


def grouped(seed: int, count: int) -> Iterator[Document]:
    """Yield documents of 1 to 40 mutated sentences, `count` sentences in all."""
    chance = random.Random(-seed)
    source = mutated(seed, count)
    while some := list(itertools.islice(source, chance.choice((1, 10, 20, 40)))):
        mark = chance.choice(("\n", "\n", "\r\n", "\n\n", " "))
        yield Document(
            tuple(map(Segment, some)), ("", *[mark] * (len(some) - 1), chance.choice(("", "\n")))
        )


def _words(text: str) -> list[str]:
    return text.split(" ")


def _flip_case(text: str, chance: random.Random, _: Stock) -> str:
    how = chance.randrange(6)
    if how == 0:
        return text.upper()
    if how == 1:
        return text.lower()
    if how == 2:
        return text.title()
    words = _words(text)
    at = chance.randrange(len(words))
    words[at] = chance.choice((str.swapcase, str.capitalize, str.upper))(words[at])
    return " ".join(words)


def _noise(text: str, chance: random.Random, _: Stock) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(NOISE) + text[at:]


def _doubled(text: str, chance: random.Random, _: Stock) -> str:
    words = _words(text)
    at = chance.randrange(len(words))
    return " ".join([*words[: at + 1], *words[max(0, at - chance.randrange(2)) :]])


def _joined(text: str, chance: random.Random, have: Stock) -> str:
    return (
        text + chance.choice((" ", "\n", "", "; ", " and ", "\r\n")) + chance.choice(have.sentences)
    )


def _wrong_form(text: str, chance: random.Random, have: Stock) -> str:
    words = _words(text)
    form = chance.choice(have.wrong)
    form = chance.choice((form, form, form.lower(), form.title(), form + "s", form + "'s"))
    at = chance.randrange(len(words))
    words[at : at + chance.randrange(2)] = [form]
    return " ".join(words)


def _right_form(text: str, chance: random.Random, have: Stock) -> str:
    words = _words(text)
    at = chance.randrange(len(words))
    words[at : at + chance.randrange(2)] = [chance.choice(have.right)]
    return " ".join(words)


def _small_words(text: str, chance: random.Random, _: Stock) -> str:
    words = _words(text)
    small = (
        "the",
        "a",
        "an",
        "A",
        "The",
        "its",
        "network",
        "net",
        "say",
        "are",
        "have",
        "customers'",
        "s'",
    )
    words.insert(chance.randrange(len(words) + 1), chance.choice(small))
    return " ".join(words)


def _figure(text: str, chance: random.Random, _: Stock) -> str:
    words = _words(text)
    at = chance.randrange(len(words) + 1)
    words.insert(at, chance.choice((*NUMBERS, *DATES, *URLS, *MAILS)))
    return " ".join(words)


def _quote(text: str, chance: random.Random, _: Stock) -> str:
    words = _words(text)
    at = chance.randrange(len(words))
    left, right = chance.choice(
        ('""', "''", "\u201c\u201d", "\u2018\u2019", "()", "[]", "\u300a\u300b", "**")
    )
    end = at + chance.randrange(3)
    words[at] = left + words[at]
    words[min(end, len(words) - 1)] += right
    return " ".join(words)


def _blank(text: str, chance: random.Random, _: Stock) -> str:
    words = _words(text)
    if len(words) < 2:
        return text
    at = chance.randrange(1, len(words))
    mark = chance.choice(("\n", "\r\n", "  ", "-", "\t", "\u00a0", ", ", "", " \n "))
    return " ".join(words[:at]) + mark + " ".join(words[at:])


def _without(text: str, chance: random.Random, _: Stock) -> str:
    words = _words(text)
    del words[chance.randrange(len(words))]
    return " ".join(words)


def _shuffled(text: str, chance: random.Random, _: Stock) -> str:
    words = _words(text)
    at = chance.randrange(len(words))
    part = words[at : at + 4]
    chance.shuffle(part)
    words[at : at + 4] = part
    return " ".join(words)


MUTATIONS = (
    _flip_case,
    _noise,
    _doubled,
    _joined,
    _wrong_form,
    _wrong_form,
    _right_form,
    _small_words,
    _figure,
    _quote,
    _blank,
    _without,
    _shuffled,
)
