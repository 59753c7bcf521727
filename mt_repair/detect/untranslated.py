"""Chinese characters and full-width marks left in the English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from mt_repair.language.addresses import addresses
from mt_repair.language.cover import Cover
from mt_repair.types import Document, Flag, Span, Term

RULE = "untranslated"
_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+(?:[·][\u4e00-\u9fff]+)*")
_WIDE = re.compile(r"[\uff01-\uff5e\u3001\u3002\u300a\u300b\u3010\u3011\u201e]+")
_LATIN = re.compile(r"[A-Za-z]")


def untranslated(document: Document, by_zh: Mapping[str, Term]) -> Iterator[Flag]:
    """Yield a flag for each stretch left in Chinese.

    A Chinese name in brackets after its English one is a service to the reader and stays;
    so do text that is Chinese altogether, and addresses. Where the glossary knows the stretch, its
    English is suggested with a confidence that lets it be put in.
    """
    for number, segment in enumerate(document.segments):
        text = segment.target
        if text.isascii() or not _LATIN.search(text):
            continue
        runs = list(_HAN_RUN.finditer(text))
        kept = Cover(addresses(text, (run.start() for run in runs)))
        for run in runs:
            if kept.touches(*run.span()):
                continue
            before = text[: run.start()].rstrip("\u201c\"'\u300a ")
            if before.endswith(("(", "\uff08", "[", "/")):
                continue
            term = by_zh.get(run[0])
            known = f"; it is {term.en}" if term else ""
            yield Flag(
                number,
                Span(run.start(), run.end()),
                run[0],
                RULE,
                "untranslated",
                f"“{run[0]}” was left in Chinese{known}.",
                run[0],
                term.right[:3] if term else (),
                0.95 if term else 0.6,
            )
        for wide in _WIDE.finditer(text):
            yield Flag(
                number,
                Span(wide.start(), wide.end()),
                wide[0],
                RULE,
                "untranslated",
                f"“{wide[0]}” is a Chinese mark; English has its own.",
                "",
                (_narrow(wide[0]),),
                0.55,
            )


_MARKS = str.maketrans("\u3001\u3002\u300a\u300b\u3010\u3011\u201e", ',.\u201c\u201d[]"')


def _narrow(marks: str) -> str:
    return unicodedata.normalize("NFKC", marks.translate(_MARKS))


def names_in_chinese(terms: Sequence[Term]) -> dict[str, Term]:
    """Return the terms by every Chinese form they have; the first of a form keeps it."""
    found: dict[str, Term] = {}
    for term in terms:
        for zh in (term.zh, *term.aliases):
            found.setdefault(zh, term)
    return found
