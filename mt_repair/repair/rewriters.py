"""Which model rewrites: the one that ships, another folder of ours, or one of transformers'."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mt_repair.errors import InputError
from mt_repair.models import MANIFEST, shipped_folder
from mt_repair.repair.encoding import UNKNOWN_TYPE
from mt_repair.repair.rewrite import Forms, Rewriter, by_compact, by_writing
from mt_repair.seq2seq import load_compact, load_writing, shipped_rewriter
from mt_repair.types import Term

_MISSING = InputError.one(
    "--rewriter seq2seq",
    None,
    "the model that rewrites sentences is not in this installation",
    'use "rules", or name a model with --model',
)


def check_model(model: str | None) -> None:
    """Raise InputError where the model that would be opened is plainly not there."""
    if model is None and shipped_folder("rewriter") is None:
        raise _MISSING
    if model is not None and _is_path(model) and not Path(model).is_dir():
        raise InputError.one(model, None, "there is no such folder", "name the folder of a model")


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A rewriter, and the names it must know for names, each with its type."""

    rewriter: Rewriter
    forms: Forms


def open_rewriting(model: str | None, terms: Iterable[Term]) -> Rewriting:
    """Return the rewriter of a model for a glossary; raises InputError where it cannot be loaded."""
    forms: dict[str, str] = {}
    for term in terms:
        for form in term.right:
            forms.setdefault(form.lower(), term.type or UNKNOWN_TYPE)
    return Rewriting(_opened(model), forms)


def _opened(model: str | None) -> Rewriter:
    if model is None:
        shipped = shipped_rewriter()
        if shipped is None:
            raise _MISSING
        return by_compact(shipped)
    if (Path(model) / MANIFEST).is_file():
        return by_compact(load_compact(Path(model)))
    return by_writing(load_writing(model))


def _is_path(model: str) -> bool:
    """Tell a path from a model's name, which has one slash at most and begins with a letter."""
    return model.startswith((".", "/", "~")) or model.count("/") > 1 or "\\" in model
