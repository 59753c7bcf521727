"""The names of the metrics, and what must be given for each."""

from __future__ import annotations

from collections.abc import Iterable

from mt_repair.errors import InputError
from mt_repair.score.wmt21 import WINDOWS

_GLOSSARY = "a glossary"
_BASE = "a base"
_FLAGS = "flags and gold spans"

NEEDS: dict[str, str] = {
    "bleu": "",
    "chrf2++": "",
    "ter": "segments of at most 250 words",
    "length_ratio": "",
    "entity_accuracy": _GLOSSARY,
    "set_beside": _GLOSSARY,
    "term_consistency": f"{_GLOSSARY} with a term mentioned twice",
    "term_success": f"{_GLOSSARY} and a source",
    "term_success_bounded": f"{_GLOSSARY} and a source",
    "wmt21_exact_match": _GLOSSARY,
    **{f"wmt21_window_{window}": _GLOSSARY for window in WINDOWS},
    "over_editing": _BASE,
    "length_change": _BASE,
    "edits_raised": f"{_BASE} that was changed",
    "edits_kept": f"{_BASE} that was changed",
    "edits_lowered": f"{_BASE} that was changed",
    "edit_calibration_error": f'{_BASE} and "edits" in its rows',
    "flag_precision": _FLAGS,
    "flag_recall": _FLAGS,
    "flag_f1": _FLAGS,
    "flag_precision_partial": _FLAGS,
    "flag_recall_partial": _FLAGS,
    "flag_f1_partial": _FLAGS,
    "flag_calibration_error": _FLAGS,
}


def check_names(names: Iterable[str]) -> None:
    """Raise InputError for a name that no metric has."""
    for name in names:
        if name not in NEEDS:
            raise InputError.one(
                "--floor", None, f'there is no score "{name}"', f"use one of {', '.join(NEEDS)}"
            )
