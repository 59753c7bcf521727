"""CC-CEDICT's definitions made into names: "Jiangsu province (Su) in southeast China" -> Jiangsu."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mt_repair.knowledge.foreign import NAME_PARTICLES, person_forms
from mt_repair.knowledge.kinds import kind_of
from mt_repair.knowledge.publicnames import Name, named, plain_letters
from mt_repair.knowledge.senses import (
    ACRONYM,
    SUFFIXES,
    Sense,
    alternatives,
    from_aside,
    initials,
    letters,
    looser,
    place_forms,
    united,
)
from mt_repair.types import EntityType

ORIGIN = "CC-CEDICT"

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f〇○·"
_REF = re.compile(
    rf"(?:[{_HAN}A-Z]*[{_HAN}][{_HAN}A-Z]*)(?:\|[{_HAN}A-Z]+)?(?:\[[^\]]*\])?|\[[^\]]*\]"
)
_TARGET = re.compile(rf"(?:[{_HAN}A-Z]+\|)?([{_HAN}A-Z]*[{_HAN}][{_HAN}A-Z]*)")
_FOLLOW = re.compile(
    r"^(?:\(Tw\) )?(?:see(?: also)?|abbr\. (?:for|of)|same as|equivalent to|(?:old )?variant of|short (?:name|form) (?:for|of)|"
    r"another name for|alternative name for|erroneous variant of)\b[ ,:]*"
)
_SKIP = re.compile(
    r"^(?:surname\b|two-character surname|CL:|Taiwan pr|also pr|pr\.|also (?:written|called|known|translated|sometimes)|"
    r"abbr\. to|used in|see |name of|place name|old place name|ancient place|courtesy name|nickname|reign name|refers to|"
    r"lit\.|fig\.|\(fig\.\)|one of|common place name|erhua|archaic|Japanese variant|the name of|pen name|family name|alias|"
    r"Taiwan equivalent|radical|Kangxi radical|equivalent|usually|esp\.|often|by extension|various)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\(([^)]*)\) *")
_UNFIT = re.compile(
    r"slang|derog|coll\.|vulgar|jocular|euphemis|neologism|species|grape|idiom|bound form|dialect|joc"
)
_ASIDE = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_YEARS = re.compile(
    r"\b\d{3,4} ?[-–]|[-–] ?\d{3,4}|\bborn\b|\bc\. ?\d|(?:th|st|nd|rd) century|\b\d{1,3} BC"
)
_PERSON = re.compile(
    r"politician|president of|president from|prime minister|actor|actress|singer|writer|novelist|poet\b|philosopher|"
    r"scientist|physicist|mathematician|painter|composer|film director|statesman|pop star|tennis|basketball player|"
    r"footballer|chancellor|diplomat|architect|economist|businessman|entrepreneur|astronaut|journalist"
)
_PAST = re.compile(
    r"\b(?:dynasty|Dynasty|imperial China|BC|ancient|Qing|Ming|Warring States|historical)\b"
)
_GIVEN = re.compile(
    r"^(?:(?:Japanese |Korean |person(?:al)? |given |fore|first |biblical |male |female |common |English |boy's |girl's )*"
    r"(?:name|surname|surname or given name)|Catholic transliteration)\b"
)
_GEO = (
    r"(?:(?:prefecture|subprefecture|county|sub-prefecture|provincial)[- ]level city|sub-?provincial city|city|county|district|province|township|town|"
    r"prefecture|municipality|village|neighbou?rhood|region|state|suburb|area|rural district|area|county town|island county|special district|league|banner)"
)
_GEO_TAIL = re.compile(
    rf"^(?P<name>[^a-z\W]\S*(?: [A-Z]\S*| or [A-Z]\S*){{0,5}}?),? (?P<what>(?i:{_GEO}))\b(?! of the)"
)
_FEATURE_TAIL = re.compile(
    r"^(?P<name>[A-Z]\S*(?: [A-Z]\S*){0,3}) (?P<what>river|lake|islands?|mountains?|mountain range|peninsula|strait|bay|gulf|"
    r"desert|plateau|basin|glacier|pass|canal|harbou?r)\b(?! of [A-Z]\w+ and)"
)
_COMPANY_TAIL = re.compile(
    r"(?:,? (?:Holdings|Limited|Ltd|Inc|Corporation|Corp|Company|Co|plc|Group))+\.?$"
)
_NOT_A_PERSON = re.compile(
    r"\b(?:Dynasty|dynasty|Movement|War|Wars|Period|period|Revolution|Rebellion|Incident|Uprising|Party|Treaty|Era|"
    r"Empire|Kingdom|Republic|Battle|History|Annals|Conference|Crisis|School|State|Congress|Ministry|Army|Plan|"
    r"Games|Sutra|Exhibition|Expo|Crusade|Games|College|University|Company|reign|years|kingdom|states|Campaign)\b"
)
_ALSO_KNOWN = re.compile(
    r"\b(?:also known as|aka|a\.k\.a\.|also called|also spelled) ((?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+){0,3})"
)
_LIST_HEAD = re.compile(
    r"^(?:PRC |State |National |Chinese )*(?:Ministry|Minister|Department|Committee|Bureau|Commission|University|Academy|Administration|Institute|Organi[sz]ation|Food|College|Center|School)\b"
)
_PLACE_IN = re.compile(
    r"^((?:[A-Z]\S*|of|the|la|de|al)(?: (?:[A-Z]\S*|of|the|la|de|al)){0,4}) (?:in|near|on|between|off|along|at the|straddling|north|south|east|west|within|from) (?=(?:[A-Z]|the |north|south|east|west|central|modern|upper|what)).*$"
)
_ODD_STARTS = re.compile(r"^(?:\d|i[A-Z]|e[A-Z]|al-[A-Z]|[a-z]{3,} [A-Z]\w+$)")
_PLAIN_TITLE = re.compile(r"^(?:Dr|Sir|Dame|President|General) ")
_FORMER = re.compile(
    r"^(?:former(?:ly)?|old name (?:for|of)|old term for|ancient name for|old|ancient) (?:name (?:of|for) )?",
    re.IGNORECASE,
)


_SMALL = frozenset("of the and for in on to at de la le du al a an with by from".split())
_MACRONS = str.maketrans("āēīōūĀĒĪŌŪ", "aeiouAEIOU")


def senses(zh: str, pinyin: str, glosses: tuple[str, ...]) -> list[Sense]:
    """Return the names a dictionary entry gives a Chinese key, in the entry's order."""
    proper = pinyin[:1].isupper()
    found: list[Sense] = []
    description = " / ".join(glosses)
    for gloss in glosses if proper else glosses[:1]:
        for sense in _read(zh, pinyin, gloss, description):
            if sense.follow or proper or _is_proper(sense):
                found.append(sense)
    return united(found)


def entry_names(zh: str, pinyin: str, glosses: tuple[str, ...]) -> tuple[list[Name], list[str]]:
    """Return an entry's own names, and the other entries whose names it shares."""
    found = senses(zh, pinyin, glosses)
    own = [s for s in found if s.en]
    scale = 1.0 if pinyin[:1].isupper() else 0.8
    if len(zh) == 1:
        scale *= 0.6
    if len(own) > 1:
        scale *= 0.85  # which of the two is meant?
    names = [
        named(
            zh,
            s.en.translate(_MACRONS),
            (*s.accept, s.en),
            s.type,
            ORIGIN,
            s.confidence * scale * 0.75 ** min(at, 2),
        )
        for at, s in enumerate(own)
    ]
    return names, [s.follow for s in found if s.follow]


def _is_proper(sense: Sense) -> bool:
    """Tell whether a definition under lower-case pinyin still names one thing."""
    words = [w for w in sense.en.split() if w not in {"of", "the", "and", "for", "on", "to"}]
    if not all(w[0].isupper() for w in words) or sense.en.endswith("."):
        return False
    return len(words) > 1 or any(ACRONYM.fullmatch(f) for f in sense.accept)


def _read(zh: str, pinyin: str, gloss: str, description: str) -> Iterator[Sense]:
    text = gloss.strip()
    follow = _FOLLOW.match(text)
    if follow:
        target = _TARGET.match(text[follow.end() :])
        if target and target[1] != zh:
            yield Sense(follow=target[1])
        text = _REF.sub("", text[follow.end() :]).strip(" ,;")
        if not text[:1].isupper():
            return
    if _SKIP.match(text):
        return
    text = " ".join(_REF.sub("", text).replace("( ", "(").replace('"', "").split())
    text = text.replace("Guomindang or Kuomintang", "Kuomintang or Guomindang")
    text = re.sub(
        r"\((?:abbr\. (?:for|of|to) *)?[,;]? *\)|\(abbr\. for[^)]*\)|\(see[^)]*\)", "", text
    )
    label = _LABEL.match(text)
    if label:
        if _UNFIT.search(label[1]) or _UNFIT.search(text[-12:]):
            return
        text = text[label.end() :]
    if re.search(
        r"\((?:Internet )?slang\)|\(derog\.\)|\(coll\.\)|idiom\)|\(bird|\(place name\)", text
    ):
        return
    certainty = 0.9
    former = _FORMER.match(text)
    if former:
        text, certainty = text[former.end() :], 0.6
    yield from _name(zh, pinyin, text, description, certainty)


def _name(zh: str, pinyin: str, text: str, description: str, certainty: float) -> Iterator[Sense]:
    asides = [a.strip() for a in _ASIDE.findall(text)]
    head, rest = _head(text)
    head = re.sub(r"^(?:the|a|an) (?=[A-Z0-9])", "", head, flags=re.IGNORECASE).removeprefix("PRC ")
    if not head or head[0] in "'\"(" or len(head.split()) > 12:
        return
    if not head[0].isupper() and not _ODD_STARTS.match(head):
        return
    kind: EntityType
    if any(_GIVEN.match(a) for a in asides):
        forms = alternatives(head)
        yield Sense(forms[0], tuple(forms[1:]), "PER", min(certainty, 0.6))
        return
    if _is_person(head, asides, rest):
        forms = alternatives(head)
        en, accept = person_forms(zh, _PLAIN_TITLE.sub("", forms[0]), pinyin.lower().split(), rest)
        yield Sense(en, (*accept, *forms, *_ALSO_KNOWN.findall(rest)), "PER", certainty)
        return
    geo = _GEO_TAIL.match(head)
    if geo:
        yield place_forms(zh, pinyin, geo["name"], geo["what"], certainty)
        return
    feature = _FEATURE_TAIL.match(head)
    if feature and zh[-1] not in SUFFIXES:
        name, what = feature["name"], feature["what"]
        yield Sense(f"{name} {what.title()}", (f"{name} {what}", name), "LOC", certainty)
        return
    described = re.match(r"([A-Z]\S+) (?!or )[a-z]", head)
    if described and letters(pinyin) == letters(plain_letters(described[1])):
        head = described[1]  # Jiyuan directly administered city
    placed = _PLACE_IN.match(head)
    if placed and kind_of(zh, placed[1] + rest) in {"LOC", "TERM"} and "War" not in head:
        head = placed[1]
    kind = kind_of(zh, head + " " + rest)
    if kind == "WORK":
        head = re.sub(r" by [A-Z].*", "", head)
    if kind == "TERM" and re.fullmatch(r", [A-Z]\w+(?: [A-Z]\w+)?", rest):
        kind = "LOC"  # Cincinnati, Ohio
    forms = alternatives(head)
    other = [*forms[1:], *_ALSO_KNOWN.findall(rest)]
    spelt_out = re.match(r"(.+ .+) ([A-Z]{3,})$", forms[0])
    if (
        spelt_out
        and spelt_out[1].split()[-1] not in _SMALL
        and initials(spelt_out[1]).startswith(spelt_out[2][:2])
    ):
        forms[0] = spelt_out[1]
        other.append(spelt_out[2])
    for aside in asides:
        other += from_aside(forms[0], aside)
    en = re.sub(r"^(\S+) (?:language|brand)$", r"\1", forms[0])
    if en != forms[0]:
        other.append(forms[0])
    other += looser(en)
    department = re.match(r"Department of (.+)", en)
    if department and zh.endswith("部") and not re.search("美|联邦", zh):
        # The dictionary's word for any country's ministry; departments are mostly American.
        other.append(en)
        en = f"Ministry of {department[1]}"
        other += looser(en)
    bare = _COMPANY_TAIL.sub("", en)
    if bare and bare != en and kind == "ORG":
        other.append(en if not zh.endswith(("公司", "集团")) else bare)
        en = en if zh.endswith(("公司", "集团")) else bare
    what = re.match(rf",? (?:capital and )?({_GEO})\b", rest)
    if kind == "LOC" and " " not in en and what:
        word = what[1] if zh[-1] not in SUFFIXES else SUFFIXES[zh[-1]]
        place = place_forms(zh, pinyin, en, word.lower(), certainty)
        yield Sense(place.en, (*place.accept, *other), "LOC", certainty)
        return
    if kind == "LOC" and zh[-1] in SUFFIXES and not en.endswith(SUFFIXES[zh[-1]]):
        word = "State" if zh[-1] == "州" else SUFFIXES[zh[-1]]
        other += [f"{en} {word}", f"{en} {word.lower()}"]
    if en.split()[-1] in _SMALL:
        return
    certainty *= 0.8 if _PAST.search(description) else 1.0
    if len(en.split()) > 5:  # more a description than a name
        certainty *= 0.7 if len(en.split()) > 7 else 0.85
    certainty *= 0.75 if any(w[0].islower() and w not in _SMALL for w in en.split()) else 1.0
    yield Sense(en, tuple(other), kind, certainty)


def _is_person(head: str, asides: list[str], rest: str) -> bool:
    dated = any(_YEARS.search(a) for a in asides[:1])
    if not dated and not _PERSON.search(rest):
        return False
    if _NOT_A_PERSON.search(head):
        return False
    words = head.split()
    return len(words) < 6 and all(w[0].isupper() or w.lower() in NAME_PARTICLES for w in words)


def _head(text: str) -> tuple[str, str]:
    """Return a definition's name and what follows it."""
    keeps_lists = _LIST_HEAD.match(text)
    cuts = [len(text)]
    for match in re.finditer(r" ?[(;:]|, | - ", text):
        if match[0] == ", " and re.match(r"(?:Inc|Ltd|Co|or [A-Z])\b", text[match.end() :]):
            continue
        if (
            match[0] == ", "
            and keeps_lists
            and re.match(
                r"[A-Z]\w+(?: [A-Z]\w+)*,? (?:and|&) [A-Z]|[A-Z]\w+, ", text[match.end() :]
            )
        ):
            continue
        if match[0] == ", " and keeps_lists and re.match(r"(?:and|&) [A-Z]", text[match.end() :]):
            continue
        cuts.append(match.start())
    cut = min(cuts)
    return text[:cut].strip().rstrip(".,"), text[cut:]
