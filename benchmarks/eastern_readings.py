"""Make mt_repair/knowledge/data/eastern.tsv.gz, how Chinese characters are read in Japan, Korea and Vietnam.

    python -m benchmarks.eastern_readings Unihan_Readings.txt.bz2

Japanese surnames, given names and places are those of IPADIC (in the package janome, to be
installed first; NAIST's licence, see docs/data-licences.md), in simplified characters; the
readings of single characters are Unihan's (Unicode licence; Debian's package unicode-data).
Each row: the characters, s (surname), g (given name), p (place), k (Korean) or v (Vietnamese),
and the reading in plain letters.
"""

from __future__ import annotations

import bz2
import gzip
import importlib
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from opencc import OpenCC

from mt_repair.knowledge.publicnames import plain_letters
from mt_repair.language.script import simplify

_OUT = Path(__file__).parents[1] / "mt_repair/knowledge/data/eastern.tsv.gz"
_KINDS = {
    "名詞,固有名詞,人名,姓": "s",
    "名詞,固有名詞,人名,名": "g",
    "名詞,固有名詞,地域,一般": "p",
}
_MOST = 3  # readings of a name, the likeliest first
_HAN = re.compile(r"[\u3005\u3400-\u4dbf\u4e00-\u9fff]+")
_SMALL_VOWELS = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}
_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ",
    "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ",
    "p": "パピプペポ",
}  # fmt: skip
_HEPBURN = {
    "シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji", "ヅ": "zu", "ヤ": "ya", "ユ": "yu",
    "ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n", "ヴ": "v",
}  # fmt: skip
_GLIDES = {"ャ": "a", "ュ": "u", "ョ": "o"}


def hepburn(kana: str) -> str:
    """Return katakana in Hepburn's letters without long marks, as newspapers write names."""
    out = ""
    doubled = False
    for char in kana:
        if char == "ー":
            continue
        if char == "ッ":
            doubled = True
            continue
        if char in _GLIDES:
            soft = out.endswith(("shi", "chi", "ji"))
            out = out[:-1] + ("" if soft else "y") + _GLIDES[char]
            continue
        if char in _SMALL_VOWELS:
            out = (out[:-1] if out[-1:] in "aiueo" else out) + _SMALL_VOWELS[char]
            continue
        letters = _HEPBURN.get(char) or next(
            (row + "aiueo"[chars.index(char)] for row, chars in _ROWS.items() if char in chars), ""
        )
        if doubled:
            letters = ("t" if letters.startswith("ch") else letters[:1]) + letters
            doubled = False
        out += letters
    return re.sub(r"n(?=[bmp])", "n", out)


def _japanese() -> Iterator[tuple[str, str, str]]:
    modern = OpenCC("jp2t")
    found: dict[tuple[str, str], dict[str, int]] = {}
    for part in range(10):
        compact = importlib.import_module(f"janome.sysdic.entries_compact{part}").DATA
        extra = importlib.import_module(f"janome.sysdic.entries_extra{part}").DATA
        for number, (surface, _, _, cost) in compact.items():
            kind, *_, spoken = extra[number]
            if kind not in _KINDS or not _HAN.fullmatch(surface) or len(surface) > 5:
                continue
            said = hepburn(spoken)
            held = found.setdefault((simplify(modern.convert(surface)), _KINDS[kind]), {})
            if said:
                held[said] = min(held.get(said, cost), cost)
    for (zh, kind), costs in found.items():
        for said in sorted(costs, key=lambda s: (costs[s], s))[:_MOST]:
            yield zh, kind, said


def _readings(path: Path) -> Iterator[tuple[str, str, str]]:
    seen: set[tuple[str, str]] = set()
    rows = [line.split("\t") for line in bz2.decompress(path.read_bytes()).decode().splitlines()]
    told = {"kHangul": "k", "kVietnamese": "v"}
    found = [
        (chr(int(r[0][2:], 16)), told[r[1]], r[2]) for r in rows if len(r) == 3 and r[1] in told
    ]
    # A simplified character's own reading goes before that of its traditional form.
    for char, kind, said in sorted(found, key=lambda row: simplify(row[0]) != row[0]):
        key = (simplify(char), kind)
        if key not in seen and len(key[0]) == 1:
            seen.add(key)
            first = said.split()[0].split(":")[0]
            yield key[0], kind, first if kind == "k" else plain_letters(_bare(first))


def _bare(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("đ", "d").replace("Đ", "D")


def main() -> None:
    """Write the table."""
    rows = [*_japanese(), *_readings(Path(sys.argv[1]))]
    rows.sort(key=lambda row: row[:2])  # stable: the likeliest reading stays first
    text = "".join("\t".join(row) + "\n" for row in rows)
    _OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(rows)} readings written")


if __name__ == "__main__":
    main()
