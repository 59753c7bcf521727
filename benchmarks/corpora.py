"""Text and forms made for measuring: seeded, so that every run measures the same."""

from __future__ import annotations

import random
from functools import lru_cache
from itertools import accumulate

SEED = 20
_WORDS = 30_000
_LATIN = str.maketrans({"e": "\u00e9", "a": "\u00e0", "o": "\u00f6"})
_SYLLABLES = (
    "ba bei chang chao cheng chuan da dian dong fang feng fu gang gao guang guo hai hao heng hong "
    "hua huang hui jia jian jin jing kai ke lan li lian long mei ming nan ning peng qi qing ren "
    "rong san shan shen sheng shi tai teng tian tong wan wei wen xia xian xin xing xu yang yi ying "
    "yong yuan yun zhan zhe zheng zhi zhong zhou"
).split()


@lru_cache(maxsize=1)
def vocabulary() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return wordfreq's commonest English words with their cumulative frequencies."""
    from wordfreq import get_frequency_dict, top_n_list

    words = [w for w in top_n_list("en", _WORDS, wordlist="small") if w.isascii() and w.isalpha()]
    frequency = get_frequency_dict("en", wordlist="small")
    return tuple(words), tuple(accumulate(frequency[w] for w in words))


def english(size: int, *, rich: bool = False, seed: int = SEED) -> str:
    """Return news-like text of about `size` bytes, words drawn as often as English has them.

    Paragraphs of a few sentences, a line break between them. `rich` wraps the lines at 80
    characters and makes about 2 % of the characters curly quotes, dashes and accents.
    """
    rng = random.Random(seed)
    words, weights = vocabulary()
    parts: list[str] = []
    held = 0
    while held < size:
        paragraph = " ".join(_sentence(rng, words, weights, rich) for _ in range(rng.randint(2, 5)))
        if rich:
            paragraph = _wrapped(paragraph)
        parts.append(paragraph)
        held += len(paragraph.encode()) + 1
    return "\n".join(parts) + "\n"


def _sentence(
    rng: random.Random, words: tuple[str, ...], weights: tuple[float, ...], rich: bool
) -> str:
    drawn = rng.choices(words, cum_weights=weights, k=rng.randint(8, 30))
    drawn[0] = drawn[0].capitalize()
    for _ in range(rng.randint(0, 2)):  # names and figures
        at = rng.randrange(len(drawn))
        drawn[at] = drawn[at].capitalize() if rng.random() < 0.6 else f"{rng.randint(1, 9999):,}"
    if rng.random() < 0.7:
        drawn[rng.randrange(len(drawn))] += ","
    if rich:
        if rng.random() < 0.5:
            at = rng.randrange(len(drawn))
            drawn[at] = f"\u201c{drawn[at]}\u201d"
        if rng.random() < 0.3:
            drawn[rng.randrange(len(drawn))] += " \u2014"
        if rng.random() < 0.4:
            at = rng.randrange(len(drawn))
            drawn[at] = drawn[at].translate(_LATIN)
    return " ".join(drawn) + "."


def _wrapped(paragraph: str) -> str:
    lines: list[str] = []
    line = ""
    for word in paragraph.split():
        if len(line) + len(word) > 79:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])


def forms(number: int, *, seed: int = SEED + 1) -> list[str]:
    """Return so many forms like derived ones: odd pairs and triples, joined pinyin."""
    rng = random.Random(seed)
    words, _ = vocabulary()
    out: dict[str, None] = {}
    while len(out) < number:
        kind = rng.random()
        if kind < 0.15:
            form = "".join(rng.choices(_SYLLABLES, k=rng.randint(3, 4)))
        else:
            form = " ".join(rng.choices(words[200:], k=2 if kind < 0.75 else 3))
        out[form] = None
    return list(out)
