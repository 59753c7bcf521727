"""Agencies that never filed the report: "[Reuters]" for 【…讯】, which only means "report"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mt_repair.types import Document, Flag, Span

RULE = "dateline"
# English agencies sign "LONDON (Reuters) -"; square brackets are the Chinese 【 】.
_SIGNED = re.compile(
    r"(?:^|(?<=[\n.!?\u201d\"]))[ \t]*[\[\u3010](?P<inside>[^\[\]\u3010\u3011\n]{0,60}?\b(?P<agency>Reuters|hearing|Xun)\b[^\[\]\u3010\u3011\n]{0,20})[\]\u3011]"
)
_SUPPORT = re.compile(r"\b(?:AP|AFP|Bloomberg)\b")


def dateline(document: Document) -> Iterator[Flag]:
    """Yield a flag for an agency in square brackets where a Chinese dateline stood.

    Flag only: the outlet's own name is gone, a person must put it in.
    """
    for number, segment in enumerate(document.segments):
        for found in _SIGNED.finditer(segment.target):
            if _SUPPORT.search(found["inside"]):
                continue
            rest = re.sub(r"\b(?:Reuters|hearing|Xun)\b", "", found["inside"]).strip(" ,:")
            suggestion = f"{rest} report" if rest else "our report"
            yield Flag(
                number,
                Span(*found.span("agency")),
                found["agency"],
                RULE,
                "wrong-name",
                f"“[{found['inside']}]” stands where a Chinese report signs itself (【…讯】, "
                f"“report”); no foreign agency filed it. Put the outlet's name.",
                "讯",
                (suggestion,),
                0.7,
            )
