"""What `explain` says of the rewriting model, as it does of the rules."""

from __future__ import annotations

from dataclasses import dataclass

from mt_repair.types import Example


@dataclass(frozen=True, slots=True)
class Page:
    """A page that reads like a rule's; `kind` is none of a flag's, since the model flags nothing."""

    name: str
    kind: str
    summary: str
    explanation: str
    examples: tuple[Example, ...]
    sources: tuple[str, ...] = ()


REWRITING = Page(
    "seq2seq",
    "rewriting",
    "The sentence around a name that was put right, rewritten by a small model (--rewriter seq2seq).",
    "Only clauses with an edit are looked at. The model points at their words, so it can move them, "
    "drop what the wrong name left, ask for another form of one or put in a function word, and no "
    "more. What it proposes is taken where it is surer of it than of leaving the clause alone and a "
    "gate lets it pass: every name, number, quotation mark and other name stays, once and in its order; "
    "no content word comes or goes; no “not” or “may” appears or disappears. Else what the rules did stands. "
    "Its edits say so in their reason, and are marked “seq2seq”.",
    (
        Example(
            "Pat former employee told billion state power network, the site had lost its sellers.",
            "A former Paipai employee told Ebrun, the site had lost its sellers.",
        ),
        Example("A former Paipai employee told Ebrun that the site had lost its sellers."),
    ),
)
