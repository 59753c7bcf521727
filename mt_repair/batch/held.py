"""What texts need and no text changes, loaded before workers are forked: it is in memory once.

SQLite is left out, whose files no two processes may share by a fork, and so is CTranslate2, which
has threads; each worker opens these for itself where a text asks for them.
"""

from __future__ import annotations

from mt_repair.detect.scene import shipped_scene
from mt_repair.knowledge.glosses import glosses
from mt_repair.knowledge.people import surnames
from mt_repair.language.english import forms_of, zipf
from mt_repair.language.lac import tagged
from mt_repair.language.script import fold, plain, simplify
from mt_repair.pipeline import Pipeline


def hold_words(pipeline: Pipeline) -> None:
    """Load word lists, dictionaries, and the models that read Chinese; the pipeline has its own."""
    zipf("word")
    zipf("word", "large")
    forms_of("words")
    shipped_scene()
    for change in (simplify, plain, fold):
        change("字")
    glosses("字")
    surnames()
    tagged("字")
    pipeline.sources()
