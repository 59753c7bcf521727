"""Numbers in names: 第四次, 五年, 25周年, 十五号, 90后."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mt_repair.knowledge.phrases import Kind, Phrase
from mt_repair.knowledge.places import number_of

_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")  # fmt: skip
_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = r"([一二三四五六七八九十]{1,3}|\d{1,3})"
_NTH = re.compile(rf"第{_NUMBER}[次届个期轮]?")
_YEARS = re.compile(rf"{_NUMBER}年")
_DATED = re.compile(r"((?:19|20)\d{2})年?")
_AGED = re.compile(rf"{_NUMBER}岁")
_MODEL = re.compile(rf"{_NUMBER}号")
_ANNIVERSARY = re.compile(rf"{_NUMBER}周年")
_BORN = re.compile(r"(\d0|\d5)后")
_COST = 0.1


def numbered(zh: str) -> Iterator[Phrase]:
    """Yield what a stretch with a number says, by words up to ten, else in digits."""
    nth = _NTH.fullmatch(zh)
    if nth and (n := _value(nth[1])):
        if n <= 10:
            yield _said(zh, _ORDINALS[n], "ordinal")
        yield _said(zh, in_order(n), "ordinal", _COST if n > 10 else 0.8)
    dated = _DATED.fullmatch(zh)
    if dated:
        yield _said(zh, dated[1], "modifier")
    years = _YEARS.fullmatch(zh)
    if years and (n := _value(years[1])):
        yield _said(zh, f"{_NUMBERS[n] if n <= 10 else n}-year", "modifier")
    aged = _AGED.fullmatch(zh)
    if aged and (n := _value(aged[1])):
        yield _said(zh, f"{n}-year-old", "modifier")
    model = _MODEL.fullmatch(zh)
    if model and (n := _value(model[1])):
        ways = (f"{{}}-{n}", f"{{}} {n}")  # Shenzhou-15, Long March 5
        yield Phrase(f"No. {n}", "noun", "PROD", _COST, "own", ways, why=(f"{zh}={n}",))
    anniversary = _ANNIVERSARY.fullmatch(zh)
    if anniversary and (n := _value(anniversary[1])):
        en = f"{in_order(n)} anniversary"
        yield Phrase(en, "noun", "EVENT", _COST, "of", why=(f"{zh}={en}",))
    born = _BORN.fullmatch(zh)
    if born:
        year = f"20{born[1]}" if int(born[1]) < 30 else f"19{born[1]}"
        forms = (f"post-{born[1]}s", f"post-{born[1]}s generation", f"those born after {year}")
        for later, en in enumerate(forms):
            yield _said(zh, en, "noun", _COST + 0.3 * later)


def in_order(n: int) -> str:
    """Return an ordinal in digits: 21st, 112th."""
    tail = "th" if 10 < n % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{tail}"


def _value(number: str) -> int:
    return int(number) if number.isdigit() else number_of(number)


def _said(zh: str, en: str, kind: Kind, cost: float = _COST) -> Phrase:
    return Phrase(en, kind, "TERM", cost, why=(f"{zh}={en}",))
