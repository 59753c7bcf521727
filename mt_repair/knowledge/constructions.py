"""How English puts what stands before a head together with it: adjective, genitive, of, in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mt_repair.knowledge.phrases import NAMES, PLACES, Kind, Phrase, is_titled, lowered, titled
from mt_repair.types import EntityType

# For each manner of head, the forms by what stands before it, the usual one first. {x} is
# the head, {} the name before it, {full} with its class (Henan Province), {adj} its adjective.
WAYS: dict[str, dict[str, tuple[str, ...]]] = {
    "state": {
        "country": ("{adj} {x}", "{}'s {x}", "{x} of {}", "{} {x}"),
        "person": ("{} {x}",),
        "*": ("{} {x}", "{}'s {x}", "{x} of {}"),
    },
    "title": {
        "country": ("{adj} {x}", "{adj} {lower}", "{lower} of {}", "{}'s {lower}"),
        "body": ("{} {x}", "{x} of {}", "{} {lower}", "{lower} of {}"),
        "posted": ("{} {x} to {to}", "{} {lower} to {to}", "{} {lower} in {to}"),
        "person": ("{X} {full}",),
        "surname": ("{X} {full}",),
        "noun": ("{x} of {}", "{} {lower}", "{Noun} {x}"),
        "modifier": ("{} {lower}", "{Noun} {x}"),
        "*": ("{} {x}", "{} {lower}", "{x} of {}"),
    },
    "body": {
        "country": ("{adj} {x}", "{}'s {x}", "{} {x}", "{x} of {}"),
        "province": ("{} Provincial {x}", "{} {x}", "{x} of {full}"),
        "municipality": ("{} Municipal {x}", "{} {x}", "{x} of {}"),
        "county": ("{full} {x}", "{x} of {full}", "{} {x}"),
        "*": ("{} {x}", "{x} of {}"),
    },
    "society": {
        "country": ("{adj} {x}", "{} {x}", "{x} of {}"),
        "province": ("{} Provincial {x}", "{x} of {full}", "{} {x}"),
        "municipality": ("{} {x}", "{} Municipal {x}", "{x} of {}"),
        "county": ("{full} {x}", "{} {x}"),
        "body": ("{} {x}", "{x} of {}"),
        "*": ("{} {x}", "{x} of {}"),
    },
    "affiliated": {
        "body": ("{x} of {}", "{} {x}", "{x}, {}", "{}'s {x}"),
        "*": ("{} {x}", "{x} of {}", "{}'s {x}"),
    },
    "embassy": {
        "posted": ("{} {x} in {to}", "{x} of {country} in {to}"),
        "country": ("{adj} {x}", "{x} of {}"),
        "*": ("{} {x}",),
    },
    "company": {
        "country": ("{} {x}", "{adj} {x}", "{x} of {}"),
        "*": ("{} {x}",),
    },
    "media": {
        "country": ("{} {x}", "{adj} {x}"),
        "*": ("{} {x}",),
    },
    "team": {
        "country": ("{adj} {x}", "{} {x}"),
        "*": ("{} {x}",),
    },
    "event": {
        "country": ("{} {x}", "{adj} {x}", "{x} in {}"),
        "pair": ("{} {x}", "{x} between {and}"),
        "body": ("{} {x}",),
        "noun": ("{} {x}", "{x} on {Noun}", "{x} of {}"),
        "*": ("{} {x}", "{x} in {}"),
    },
    "place": {
        "country": ("{adj} {x}", "{} {x}", "{x} of {}"),
        "*": ("{} {x}",),
    },
    "of": {
        "country": ("{x} of {}", "{adj} {x}", "{} {x}"),
        "*": ("{x} of {}", "{} {x}"),
    },
    "law": {
        "noun": ("{Noun} {x}", "{x} on {Noun}"),
        "pair": ("{} {x}", "{x} between {and}"),
        "country": ("{} {x}", "{adj} {x}"),
        "modifier": ("{} {x}",),
        "*": ("{} {x}", "{x} of {}"),
    },
    "paper": {
        "noun": ("{x} on {Noun}", "{Noun} {x}", "{x} for {Noun}", "{x} on the {Noun}"),
        "pair": ("{} {x}", "{x} between {and}"),
        "country": ("{} {x}", "{adj} {x}"),
        "modifier": ("{} {x}",),
        "*": ("{} {x}", "{x} of {}"),
    },
    "name": {
        "country": ("{}'s {x}", "{adj} {x}", "{x}"),
        "*": ("{} {x}", "{}'s {x}"),
    },
    "short": {"country": ("{adj} {x}", "{} {x}")},
    "term": {
        "country": ("{adj} {x}", "{}'s {x}", "{} {x}", "{x} of {}"),
        "region": ("{} {x}", "{}'s {x}", "{x} of {}"),
        "city": ("{} {x}", "{}'s {x}"),
        "person": ("{} {x}", "{}'s {x}"),
        "noun": ("{} {x}", "{x} of {}"),
        "pair": ("{} {x}", "{x} between {and}"),
        "*": ("{} {x}", "{x} of {}"),
    },
}
# What a head makes with something before it, by its type.
_HEADED: dict[EntityType, Kind] = {
    "ORG": "body", "MEDIA": "body", "LOC": "place", "PER": "noun", "EVENT": "noun", "WORK": "noun", "TERM": "noun", "PROD": "noun",
}  # fmt: skip
_EACH_LATER = 0.42  # what the next form costs more than the one before
_PART = 0.45  # what each part of a name costs
_ARTICLE = frozenset(
    "Agency Commission Committee Council Organization Union Bureau Ministry Department Office Association "
    "Federation Reserve Court Administration Authority Fund Forces Army States Kingdom Nations Philippines Netherlands "
    "Emirates Republic Maldives Bahamas Party Government Bank River Mountains Sea Ocean Delta Basin Islands Strait "
    "Peninsula Canal Gulf Desert Plateau".split()
)


def joined(left: Phrase, right: Phrase, most: int) -> Iterator[Phrase]:
    """Yield what two neighbouring phrases make together, at most so many forms."""
    if left.manner == "title" and right.kind == "person" and right.manner == "name":
        cost = left.cost + right.cost + _PART
        yield _made(
            f"{titled(left.en)} {right.en}", left, right, cost, kind="person", manner="name"
        )
        return
    left = _plain(left)
    if right.kind == "head":
        right = replace(right, kind=_HEADED[right.type])
    fit = _fit(left, right)
    if fit is None:
        return
    base = left.cost + right.cost + _PART + fit
    kind, manner = right.kind, right.manner
    if left.kind == "modifier" and right.kind == "modifier":
        yield _made(f"{left.en} {right.en}", left, right, base, kind="modifier")
        return
    if _says_it_twice(left, right):
        yield _made(right.en, left, right, base)
        return
    if right.kind in PLACES and (right.manner == "name" or _is_whole(left, right)):
        yield from _within(left, right, base)
        return
    if left.en.startswith("with "):
        yield _made(f"{right.en} {left.en}", left, right, base)
        return
    if left.kind in NAMES and kind == "noun" and right.manner not in ("term", "short"):
        kind = "noun"
    if left.kind in NAMES - {"person", "surname"} and right.manner in (
        "body", "society", "company", "media", "affiliated", "embassy", "team"
    ):  # fmt: skip
        kind = "body"
    right = replace(right, en=_CALLED.get((left.en, right.en), right.en))
    for nth, form in enumerate(_forms(left, right)[:most]):
        en = _filled(form, left, right)
        yield _made(en, left, right, base + _EACH_LATER * nth, kind=kind, manner=manner)


def coordinated(left: Phrase, right: Phrase, mark: str) -> Iterator[Phrase]:
    """Yield two phrases of a kind with "and" or a hyphen between them."""
    if (left.kind == "head") != (right.kind == "head"):
        return
    left, right = _plain(left), _plain(right)
    cost = left.cost + right.cost + _PART
    if mark in "-—–":
        if left.kind == right.kind == "country":
            for a, b in ((left.adjective, right.adjective), (left.short, right.short)):
                yield _made(f"{a}-{b}", left, right, cost, kind="pair", bare=f"{a} and {b}")
                cost += _EACH_LATER
        elif left.kind in NAMES and right.kind in NAMES:
            a, b = left.short, right.short
            yield _made(f"{a}-{b}", left, right, cost, kind="pair", bare=f"{a} and {b}")
        return
    if left.manner != right.manner:
        return
    if left.kind == right.kind or {left.kind, right.kind} <= {"noun", "modifier"}:
        en = f"{left.en} and {right.en}"
        yield _made(en, left, right, cost, kind=right.kind, manner=right.manner)


def _plain(left: Phrase) -> Phrase:
    """Return a head that stands before others as the plain noun it is: 银行 of 银行体系."""
    if left.kind != "head":
        return left
    en = lowered(left.en.removesuffix(" {}").removesuffix(" of"))
    return replace(left, en=en, kind="noun", manner="term", cost=left.cost + 0.3)


def posted(left: Phrase, right: Phrase) -> Iterator[Phrase]:
    """Yield a country's people or office in another place: 中国驻法国."""
    if left.kind in ("country", "body") and right.kind in PLACES | {"body"}:
        cost = left.cost + right.cost + 0.1
        yield _made(
            left.adjective or left.short,
            left,
            right,
            cost,
            kind="posted",
            bare=with_article(right),
            adjective=with_article(left),
        )


def with_article(name: Phrase) -> str:
    """Return a name as it stands after "of": the Federal Reserve, Wuhan University."""
    text = name.short
    words = text.split()
    takes = len(words) > 1 or text in _ARTICLE
    if name.kind == "noun" and len(words) > 1:
        nation = is_titled(text) and words[-1].islower()  # the Chinese nation
        founding = words[0].islower() and words[1] == "of"
        return f"the {text}" if nation or founding else text
    head = next((i for i, w in enumerate(words) if w in ("of", "for")), len(words)) - 1
    if takes and words[head] in _ARTICLE and not (words[head] == "Bank" and head == 0):
        return f"the {text}"
    return f"the {text}" if text in ("US", "UK", "EU", "UN", "Philippines", "Netherlands") else text


def _is_whole(left: Phrase, right: Phrase) -> bool:
    """Tell whether a county is named in full before which a larger place stands."""
    inner = len(right.why) > 1 and right.en.split()[-1] in _ADMINISTRATIVE
    return inner and left.kind in PLACES and left.manner == "name"


def _says_it_twice(left: Phrase, right: Phrase) -> bool:
    """Tell whether a noun stands again in the next one's first word: vaccine, vaccination rate."""
    return (
        left.kind == right.kind == "noun"
        and len(left.en) > 6
        and right.en[:6].casefold() == left.en[:6].casefold()
    )


def _fit(left: Phrase, right: Phrase) -> float | None:
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
        county = right.en in _ADMINISTRATIVE
        return -0.9 if county and manner in _SPELT else _SPELT.get(manner)
    if right.en in _ADMINISTRATIVE and left.kind in ("noun", "modifier", "body", "pair"):
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


_SPELT = {
    "company": -0.6, "media": -0.2, "place": -0.2, "society": 0.3, "body": 0.4, "title": 1.2,
    "event": 0.5, "affiliated": 0.6, "own": -0.2, "team": 0.8,
}  # fmt: skip
_ADMINISTRATIVE = frozenset(
    "County District Town Township Village Subdistrict Community City".split()
)
_COUNTED = frozenset(("event", "affiliated", "society", "body"))


def _forms(left: Phrase, right: Phrase) -> tuple[str, ...]:
    if right.ways:
        wanted = _WANTED.get(left.en, ())
        fit = tuple(f for f in right.ways if any(w in f for w in wanted))
        return fit or tuple(f for f in right.ways if "Department" not in f or "{place}" in f)
    by_kind = WAYS.get(right.manner, WAYS["term"])
    if left.kind in ("modifier", "ordinal", "spelt"):
        return by_kind.get(left.kind, ("{} {x}",))
    if left.kind == "region" and left.bare and left.bare != left.en:
        return by_kind.get("province", by_kind.get("region", by_kind["*"]))
    if left.kind == "city":
        return by_kind.get("municipality", by_kind.get("city", by_kind["*"]))
    if left.kind == "country" and left.adjective == left.short:
        forms = by_kind.get("country", by_kind.get("*", ()))
        return tuple(dict.fromkeys(f.replace("{adj}", "{}") for f in forms))
    if left.kind == "noun" and right.manner == "term" and " " not in left.en:
        return ("{} {x}",)
    return by_kind.get(left.kind) or by_kind.get("*", ("{} {x}",))


# Ministries that are called something else, by country.
_CALLED = {
    ("Germany", "Prime Minister"): "Chancellor",
    ("Austria", "Prime Minister"): "Chancellor",
    ("China", "Prime Minister"): "Premier",
    ("China", "Chairman"): "President",
    ("United States", "Foreign Minister"): "Secretary of State",
    ("United States", "Defense Minister"): "Defense Secretary",
    ("United States", "Finance Minister"): "Treasury Secretary",
    ("United States", "Commerce Minister"): "Commerce Secretary",
    ("United States", "Energy Minister"): "Energy Secretary",
    ("United States", "Labor Minister"): "Labor Secretary",
    ("United Kingdom", "Foreign Minister"): "Foreign Secretary",
    ("United Kingdom", "Defense Minister"): "Defence Secretary",
    ("United Kingdom", "Health Minister"): "Health Secretary",
    ("United Kingdom", "Finance Minister"): "Chancellor of the Exchequer",
}
_WANTED = {"United States": ("Department", "Treasury"), "United Kingdom": ("Treasury",)}


def affiliated(left: Phrase, right: Phrase) -> Iterator[Phrase]:
    """Yield what belongs to a university or firm: 复旦大学附属中山医院."""
    if left.kind == "body" and right.kind == "body":
        cost = left.cost + right.cost + 0.2
        for form in ("{x} of {}", "{x} Affiliated to {}", "{x}, {}"):
            yield _made(_filled(form, left, right), left, right, cost)
            cost += _EACH_LATER


def _filled(form: str, left: Phrase, right: Phrase) -> str:
    head = right.en
    form = form.replace("{place}", _OFFICES_OF.get(left.kind, "{}"))
    if left.kind in ("noun", "modifier", "ordinal") and is_titled(head) and right.manner != "title":
        form = form.replace("{}", "{Noun}")
    if "{}" in head:  # downtown {}
        return head.replace("{}", left.short if "of {}" not in head else with_article(left))
    if left.en.endswith("-") and form in ("{} {x}", "{Noun} {x}"):
        return f"{titled(left.en) if is_titled(head) else left.en}{head}"
    form = form.replace("{x}", head)
    if "{}'s" in form:
        form = form.replace(
            "{}'s", f"{left.short}'" if left.short.endswith("s") else f"{left.short}'s"
        )
    if " {}" in form:
        before = with_article(left) if left.kind in NAMES | {"noun"} else left.short
        form = form.replace(" {}", f" {before}")
    form = form.replace("{}", left.short)
    if "{" not in form:
        return form
    return (
        form.replace("{lower}", lowered(head))
        .replace("{X}", titled(head))
        .replace("{adj}", left.adjective or left.short)
        .replace("{full}", left.en)
        .replace("{Noun}", titled(left.en))
        .replace("{to}", left.bare)
        .replace("{country}", left.adjective)
        .replace("{and}", left.bare)
    )


_OFFICES_OF = {
    "region": "{} Provincial", "city": "{} Municipal", "county": "{full}", "country": "{adj}",
}  # fmt: skip


def _within(left: Phrase, right: Phrase, cost: float) -> Iterator[Phrase]:
    """Yield a place in a larger one: Hangzhou, Zhejiang Province."""
    inner = right.en if right.kind == "county" else right.short
    for nth, en in enumerate(
        (f"{inner}, {left.en}", f"{inner}, {left.short}", f"{left.short}'s {right.en}")
    ):
        yield _made(
            en,
            left,
            right,
            cost + _EACH_LATER * nth,
            kind=right.kind,
            bare=right.short if right.kind == "city" else "",
            manner="name",
        )


def _made(
    en: str,
    left: Phrase,
    right: Phrase,
    cost: float,
    kind: str | None = None,
    manner: str | None = None,
    bare: str = "",
    adjective: str = "",
) -> Phrase:
    return Phrase(
        en,
        kind or right.kind,  # type: ignore[arg-type]
        right.type,
        cost,
        manner if manner is not None else right.manner,
        (),
        bare,
        adjective,
        (*left.why, *right.why),
    )
