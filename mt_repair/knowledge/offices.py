"""Ministries, departments and their heads, by the field they deal with: 应急管理厅, 卫生部长."""

from __future__ import annotations

from collections.abc import Iterator

from mt_repair.knowledge.phrases import Phrase
from mt_repair.knowledge.wordlists import fields, heads

_MINISTERS = {
    "部长": "Minister", "大臣": "Minister", "相": "Minister", "厅长": "Director", "局长": "Director",
}  # fmt: skip
_OFFICES = {
    "厅": ("Department",), "局": ("Bureau", "Administration"), "委": ("Commission",), "委员会": ("Commission",),
    "署": ("Agency", "Administration"), "总局": ("Administration", "General Administration"), "办公室": ("Office",),
    "办": ("Office",), "司": ("Department",), "处": ("Office",),
}  # fmt: skip
_TREASURY = ("{adj} Treasury", "{adj} Treasury Department", "{adj} Department of the Treasury")


def offices(zh: str) -> Iterator[Phrase]:
    """Yield what deals with a field, or leads what deals with it."""
    for suffix in ("部", "省", *_OFFICES, *_MINISTERS, *(f"副{m}" for m in _MINISTERS)):
        field = fields().get(zh.removesuffix(suffix)) if zh.endswith(suffix) else None
        if field is None:
            continue
        why = (f"{zh.removesuffix(suffix)}={field[0]}", suffix)
        if suffix in ("部", "省"):
            yield from _ministry(*field, why)
        elif suffix in _OFFICES:
            yield from _office(*field, _OFFICES[suffix], why, 0.35 if zh in heads() else 0.1)
        else:
            yield from _minister(*field, suffix, why)


def _ministry(of: str, before: str, why: tuple[str, ...]) -> Iterator[Phrase]:
    ways = (
        f"{{adj}} Ministry of {of}", f"{{adj}} {before} Ministry", f"{{}}'s Ministry of {of}",
        f"Ministry of {of} of {{}}", f"{{adj}} Department of {of}", f"{{adj}} {before} Department",
        *(_TREASURY if of == "Finance" else ()),
    )  # fmt: skip
    for cost, en in ((0.1, f"Ministry of {of}"), (0.5, f"{before} Ministry")):
        yield Phrase(en, "body", "ORG", cost, "own", ways, why=why)


def _office(
    of: str, before: str, whats: tuple[str, ...], why: tuple[str, ...], cost: float
) -> Iterator[Phrase]:
    for nth, what in enumerate(whats):
        long = what == "Department" or (len(before.split()) > 1 and what != "Administration")
        forms = [f"{{place}} {what} of {of}", f"{{place}} {before} {what}"]
        forms = forms if long else forms[::-1]
        forms.append(f"{what} of {of} of {{full}}" if long else f"{{}} {before} {what}")
        forms.append(f"{{}} {before} {what}")
        names = (f"{what} of {of}", f"{before} {what}")
        for more, en in enumerate(names if long else names[::-1]):
            asked = cost + 0.3 * more + 0.25 * nth
            yield Phrase(en, "body", "ORG", asked, "own", tuple(forms), why=why)


def _minister(of: str, before: str, suffix: str, why: tuple[str, ...]) -> Iterator[Phrase]:
    base = suffix.removeprefix("副")
    what = _MINISTERS[base]
    deputy = "Deputy " if base != suffix else ""
    names = [f"{deputy}{before} {what}", f"{deputy}{what} of {of}"]
    if len(before.split()) > 2:
        names.reverse()
    for nth, en in enumerate(names):
        yield Phrase(en, "noun", "PER", 0.1 + 0.3 * nth, "title", why=why)
