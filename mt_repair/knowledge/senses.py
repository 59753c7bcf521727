"""What a dictionary's definition means as a name, and the accepted forms that come with it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mt_repair.knowledge.publicnames import plain_letters
from mt_repair.types import EntityType

ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z&.-]*[A-Z]s?\.?|[A-Z]{2,}")
SUFFIXES = {  # of the Chinese key -> the English word after the name
    "省": "Province", "县": "County", "区": "District", "镇": "Town", "乡": "Township", "村": "Village",
    "市": "City", "州": "Prefecture", "盟": "League", "旗": "Banner",
}  # fmt: skip

_ALSO = re.compile(
    r",? (?:or|aka|a\.k\.a\.|also known as|also called|also written|formerly known as|previously) (?=[A-Z])"
)
_SHARED_TAILS = frozenset(
    "District County Township City Town University Prefecture Province".split()
)


@dataclass(frozen=True, slots=True)
class Sense:
    """One name a definition gives; `follow` is another entry whose names hold here too."""

    en: str = ""
    accept: tuple[str, ...] = ()
    type: EntityType = "TERM"
    confidence: float = 0.0
    follow: str = ""


def alternatives(head: str) -> list[str]:
    """Return the names a definition's head gives: Copenhagen or København."""
    forms = [f.strip(" ,") for f in _ALSO.split(head) if f.strip(" ,")]
    if len(forms) > 1 and len(forms[0].split()) == 1 and len(forms[-1].split()) > 1:
        tail = " ".join(forms[-1].split()[1:])  # Ren'ai or Jenai District
        if tail in _SHARED_TAILS:
            forms = [f if f.endswith(tail) else f"{f} {tail}" for f in forms]
    return forms or [head]


def place_forms(zh: str, pinyin: str, name: str, what: str, certainty: float) -> Sense:
    """Return an administrative place: with its kind of place where the key has one."""
    bare = alternatives(name)
    word = what.split()[-1].title()
    if re.search(r"(?i)autonomous|special", name):
        full = [f"{name} {word}".title().replace("'S", "'s").replace(" And ", " and ")]
        lower = [f"{name} {what}"]
        own = name.split()[0]
        bare = [own] if "自治" not in zh and _spelt_in(own, pinyin) else []
    else:
        full = [f"{b} {word}" for b in bare]
        lower = [f"{b} {word.lower()}" for b in bare]
        if what[0].isupper() and zh[-1] not in "省县区镇乡村州" and not _spelt_in(bare[0], pinyin):
            bare = []  # Mexico City
    with_kind = zh[-1:] in SUFFIXES and zh[-1] != "市" and word == SUFFIXES[zh[-1]]
    main, other = (full, bare) if with_kind or not bare else (bare, full)
    return Sense(main[0], (*main[1:], *other, *lower), "LOC", certainty)


def _spelt_in(name: str, pinyin: str) -> bool:
    """Tell whether a name is the first syllables of a key's pinyin."""
    letters = re.sub(r"[^a-z]", "", pinyin.lower().replace("u:", "u"))
    return letters.startswith(re.sub(r"[^a-z]", "", plain_letters(name).lower()))


def from_aside(head: str, aside: str) -> list[str]:
    """Return the accepted forms that a bracketed aside gives: acronyms, and what they stand for."""
    first = re.split(r"[,;]", aside)[0].strip()
    first = re.sub(r"^(?:abbr\. |aka |also |or )+", "", first)
    if ACRONYM.fullmatch(first) and first not in {
        "US",
        "UK",
        "PRC",
        "USA",
        "BC",
        "AD",
        "NBA",
        "TCM",
    }:
        return [first]
    if ACRONYM.fullmatch(head) and initials(first).startswith(head[:2]):
        return [first]
    if re.match(r"[A-Z]", first) and letters(first).startswith(letters(head)):
        return [first]  # ChinaNews (China News Service)
    return []


def looser(en: str) -> list[str]:
    """Return forms that differ only in a word an editor may write otherwise."""
    out = []
    if en.startswith("Mt "):
        out += ["Mount " + en[3:], en[3:] + " Mountain", "Mt. " + en[3:]]
    for long, short in (
        (" News Agency", ""),
        (" Inc.", ""),
        (" Co., Ltd", ""),
        (" Corporation", ""),
    ):
        if en.endswith(long) and len(en.split()) <= 3:
            out.append(en.removesuffix(long).rstrip(",") + short)
    out += [en.replace(us, gb) for us, gb in _BRITISH.items() if us in en]
    for party in ("CCP", "CPC", "Communist Party of China", "Chinese Communist Party"):
        if re.search(rf"\b{party}\b", en):
            out += [
                en.replace(party, p)
                for p in ("CPC", "CCP", "Communist Party of China", "Chinese Communist Party")
            ]
    ministry = re.match(r"(Ministry|Department) of ([A-Z]\w+)$", en)
    if ministry:
        out.append(f"{ministry[2]} {ministry[1]}")
    return out


_BRITISH = {
    "Organization": "Organisation", "Center": "Centre", "Harbor": "Harbour", "Labor": "Labour",
    "Defense": "Defence", "Program": "Programme", "Theater": "Theatre",
}  # fmt: skip


def initials(text: str) -> str:
    """Return the initials of a name's capitalised words."""
    return "".join(w[0] for w in re.findall(r"[A-Za-z]+", text) if w[0].isupper())


def letters(text: str) -> str:
    """Return a text's plain letters, lower case."""
    return re.sub(r"[^a-z]", "", text.lower())


def united(found: list[Sense]) -> list[Sense]:
    """Return the senses with synonyms folded into the first: European Union / EU."""
    out: list[Sense] = []
    for sense in found:
        if not sense.en:
            out.append(sense)
            continue
        at = next((i for i, s in enumerate(out) if s.en and _same(s, sense)), None)
        if at is None:
            out.append(sense)
            continue
        first = out[at]
        out[at] = Sense(
            first.en,
            (*first.accept, sense.en, *sense.accept),
            sense.type if first.type == "PER" and first.confidence <= 0.6 else first.type,
            max(first.confidence, sense.confidence),
        )
    return out


def _same(a: Sense, b: Sense) -> bool:
    if {a.en, *a.accept} & {b.en, *b.accept}:
        return True
    words = [set(re.findall(r"[A-Za-z]{3,}", s.en)) for s in (a, b)]
    short, long = sorted((a.en, b.en), key=len)
    if short.replace(".", "") == initials(long):
        return True
    shared, every = words[0] & words[1], words[0] | words[1]
    if a.type == b.type != "LOC" and 2 * len(shared) >= len(every) > 0:
        return True
    return bool(words[0] & words[1]) and (words[0] <= words[1] or words[1] <= words[0])
