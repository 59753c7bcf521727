"""The forms in which English puts a head and what stands before it together: adjective, genitive, of, in."""

from __future__ import annotations

from mt_repair.knowledge.phrases import NAMES, Phrase, is_titled, lowered, titled

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
        "modifier": ("{Noun} {x}", "{} {lower}"),
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
# Offices that are called something else, by country.
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


_ARTICLE = frozenset(
    "Agency Commission Committee Council Organization Union Bureau Ministry Department Office Association "
    "Federation Reserve Court Administration Authority Fund Forces Army States Kingdom Nations Philippines Netherlands "
    "Emirates Republic Maldives Bahamas Party Government Bank River Mountains Sea Ocean Delta Basin Islands Strait "
    "Peninsula Canal Gulf Desert Plateau".split()
)
_OFFICES_OF = {
    "region": "{} Provincial", "city": "{} Municipal", "county": "{full}", "country": "{adj}",
}  # fmt: skip


def forms(left: Phrase, right: Phrase) -> tuple[str, ...]:
    """Return the forms that a head takes with what stands before it, the usual one first."""
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


def called(left: Phrase, right: Phrase) -> str:
    """Return what a head is called in a country."""
    return _CALLED.get((left.en, right.en), right.en)


def filled(form: str, left: Phrase, right: Phrase) -> str:
    """Return a form with its head and what stands before it put in."""
    head = right.en
    form = form.replace("{place}", _OFFICES_OF.get(left.kind, "{}"))
    if left.kind in ("noun", "modifier", "ordinal") and is_titled(head) and right.manner != "title":
        form = form.replace("{}", "{Noun}")
    if "{}" in head or "{adj}" in head:  # downtown {}, {adj} side
        form = head
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
        .replace("{Noun}", titled(left.en) if is_titled(head) else left.en)
        .replace("{to}", left.bare)
        .replace("{country}", left.adjective)
        .replace("{and}", left.bare)
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
