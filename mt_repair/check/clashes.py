"""Entries in one another's way: a form that two names claim, circles, what is there twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mt_repair.check.checked import Placed
from mt_repair.check.listed import Table, alike, forms_in, holding, key_of, table_of
from mt_repair.glossary.entries import quoted
from mt_repair.glossary.glossary import zh_key
from mt_repair.glossary.match import fits
from mt_repair.glossary.shipped import is_shipped
from mt_repair.types import Finding, Term


@dataclass(frozen=True, slots=True)
class Field:
    """All the names among which an entry must hold its own."""

    table: Table
    by_zh: Mapping[str, Sequence[Term]]  # by Chinese name or alias
    order: Mapping[str, int]  # places in the glossary, by Chinese name


def field_of(terms: Sequence[Term]) -> Field:
    """Return the field that the terms of a glossary make."""
    by_zh: dict[str, list[Term]] = {}
    for term in terms:
        for zh in dict.fromkeys(map(zh_key, (term.zh, *term.aliases))):
            by_zh.setdefault(zh, []).append(term)
    order = {zh_key(term.zh): at for at, term in enumerate(terms)}
    return Field(table_of(terms), by_zh, order)


def with_changed(field: Field, before: Sequence[Term], after: Sequence[Term]) -> Field:
    """Return the field with some terms as they are after a change; their order stays."""
    table = dict(field.table)
    gone = {term.zh for term in before}
    now = {term.zh: term for term in after}
    for term in before:
        for form in forms_in(term):
            key = key_of(form.text)
            table[key] = [listed for listed in table[key] if listed.term.zh not in gone]
    for term in after:
        for form in forms_in(term):
            key = key_of(form.text)
            table[key] = [*table.get(key, ()), form]
    by_zh = dict(field.by_zh)
    for term in after:
        for zh in map(zh_key, (term.zh, *term.aliases)):
            by_zh[zh] = [now.get(other.zh, other) for other in by_zh.get(zh, ())]
    return replace(field, table=table, by_zh=by_zh)


def clashes(placed: Placed, term: Term, field: Field) -> Iterator[Finding]:
    """Yield what keeps an entry and others of the glossary from both being right.

    `term` is the entry as it is in force. Two entries that clash are told at the later one.
    """
    own = {form.casefold() for form in placed.term.wrong}
    for form in (form for form in term.wrong if form.casefold() in own):
        others = alike(field.table, term, form)
        rights = [other.term for other in others if other.role == "right"]
        if rights:
            yield from _right_elsewhere(placed, term, form, rights, field)
        rivals = [other.term for other in others if other.role == "wrong"]
        if rivals:
            yield from _wrong_twice(placed, term, form, rivals, field)
    for form in placed.term.right:
        theirs = [t for t in _wrong_for(term, form, field) if _below(t, term)]
        if theirs:
            other = theirs[0]
            yield placed.finding(
                "en",
                "right-is-wrong",
                f"the right name {quoted(form)} is a wrong form of {_named(other)}, which ships",
                f"if it is never that, switch {other.zh} off in your glossary (off = true)",
            )
    yield from _chinese_twice(placed, term, field)


def _right_elsewhere(
    placed: Placed, term: Term, form: str, rights: Sequence[Term], field: Field
) -> Iterator[Finding]:
    if holding(term.examples, form, keep=True):
        return  # that sentence shows that it stays where it is right
    other = rights[0]
    circle = next((c for right in rights if (c := _circle(term, right, field))), None)
    again = ""
    if form.casefold() == other.en.casefold() and other.wrong:
        again = f", so that {quoted(other.wrong[0])} would become it, and then {quoted(term.en)}"
    message = f"the wrong form {quoted(form)} is the right name of {_named(other)}{again}"
    if circle:
        way = " → ".join(quoted(t.en) for t in circle)
        message = f"with the wrong form {quoted(form)} repairs go round in a circle: {way}"
    yield placed.finding(
        "wrong",
        "circle" if circle else "wrong-is-right",
        message,
        "take it out of wrong, or add a sentence to keep in which it is right",
    )


def _circle(term: Term, other: Term, field: Field) -> list[Term] | None:
    """Return the names that a repair to `other` would run through, back to it."""
    trail: dict[str, list[Term]] = {term.zh: [other, term]}
    todo = [term]
    while todo:
        at = todo.pop(0)
        for following in _wrong_for(at, at.en, field):
            path = [*trail[at.zh], following]
            if following.zh == other.zh:
                return path
            if following.zh not in trail:
                trail[following.zh] = path
                todo.append(following)
    return None


def _wrong_for(term: Term, form: str, field: Field) -> list[Term]:
    """Return the other names that a form is wrong for."""
    return [other.term for other in alike(field.table, term, form) if other.role == "wrong"]


def _wrong_twice(
    placed: Placed, term: Term, form: str, rivals: Sequence[Term], field: Field
) -> Iterator[Finding]:
    below = [t for t in rivals if _below(t, term)]
    equals = [t for t in rivals if not _below(t, term) and not _below(term, t)]
    earlier = [t for t in equals if field.order[zh_key(t.zh)] < field.order[zh_key(term.zh)]]
    if earlier and not all(holding(t.examples, form, keep=False) for t in (term, *equals)):
        yield placed.finding(
            "wrong",
            "conflict",
            f"{quoted(form)} is a wrong form of {_named(earlier[0])} too "
            f"({earlier[0].origin}), so neither is put in for it",
            "leave it to one of the two, or show in a sentence of each when it is meant",
        )
    elif below and not earlier:
        yield placed.finding(
            "wrong",
            "overrides",
            f"{quoted(form)} is a wrong form of {_named(below[0])} too, which ships; "
            "this entry goes first where it is likely",
            "nothing, if it is meant so",
        )


def _chinese_twice(placed: Placed, term: Term, field: Field) -> Iterator[Finding]:
    for zh in dict.fromkeys((placed.term.zh, *placed.term.aliases)):
        for other in field.by_zh.get(zh_key(zh), ()):
            if other.zh == term.zh or other.en == term.en or zh_key(other.zh) == zh_key(term.zh):
                continue
            key = "zh" if zh == placed.term.zh else "aliases"
            if _below(other, term):
                yield placed.finding(
                    key,
                    "overrides",
                    f"{quoted(zh)} stands for {_named(other)} too, which ships",
                    "nothing, if it is meant so",
                )
            elif field.order[zh_key(other.zh)] < field.order[zh_key(term.zh)]:
                yield placed.finding(
                    key,
                    "duplicate",
                    f"{quoted(zh)} stands for {_named(other)} too ({other.origin})",
                    "leave it to one of the two",
                )


def repeated(placed: Placed) -> Iterator[Finding]:
    """Yield the forms that an entry lists twice."""
    term = placed.term
    first: dict[bytes, str] = {}
    for form in term.wrong:
        before = first.setdefault(key_of(form), form)
        if before is not form and fits(before, form):
            yield _twice(placed, "wrong", form)
    for key, names, held in (
        ("accept", term.accept, {term.en}),
        ("aliases", term.aliases, {term.zh}),
    ):
        for name in names:
            if name in held:
                yield _twice(placed, key, name)
            held.add(name)


def _twice(placed: Placed, key: str, form: str) -> Finding:
    return placed.finding(
        key,
        "repeated",
        f"{quoted(form)} is listed twice; capitals and hyphens make no difference"
        if key == "wrong"
        else f"{quoted(form)} is listed twice",
        f"take it out of {key} once",
    )


def _below(other: Term, term: Term) -> bool:
    """Tell whether the other ships and the term is a user's, who goes first."""
    return is_shipped(other) and not is_shipped(term)


def _named(term: Term) -> str:
    return f"{term.zh} ({term.en})"
