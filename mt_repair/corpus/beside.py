"""Marked-up texts and their Chinese in a file of the same format beside them."""

from __future__ import annotations

from collections.abc import Sequence

from mt_repair.corpus.framed import segment_of
from mt_repair.corpus.marked import Marked, Piece
from mt_repair.corpus.text import check_chinese
from mt_repair.errors import Problem
from mt_repair.types import Document

Frame = tuple[tuple[str, ...], tuple[Marked, ...]]  # what stands around texts, and the texts


def paired(
    path: str, frame: Frame, between: Sequence[str], source_path: str, sources: Sequence[str | None]
) -> tuple[Frame, Document, Problem | None]:
    """Return a file's texts with those of its source, and what a person should know of it.

    As many of both belong together one by one. Else the texts are made one, for who reads
    both to find what belongs together; between two of them is a wall. `between` is what the
    document has for what stands around the texts. Raises InputError where the source holds
    no Chinese.
    """
    around, texts = frame
    check_chinese(source_path, "\n".join(filter(None, sources)))
    if len(texts) == len(sources):
        segments = tuple(segment_of(t, s) for t, s in zip(texts, sources, strict=True))
        return frame, Document(segments, tuple(between), name=path), None
    what = f"the text has {_count(texts)}, its source {source_path} {_count(sources)}"
    remedy = "they were paired by what they say; one for one is surer"
    note = Problem(path, None, what, remedy)
    if not texts:
        return frame, Document((), tuple(between), name=path), note
    pieces = list(texts[0].pieces)
    for raw, said, text in zip(around[1:], between[1:], texts[1:], strict=False):
        pieces += (Piece(raw, said, wall=True), *text.pieces)
    whole = Marked(tuple(pieces), texts[0].at)
    segment = segment_of(whole, "\n".join(filter(None, sources)))
    document = Document((segment,), (between[0], between[-1]), name=path)
    return ((around[0], around[-1]), (whole,)), document, note


def _count(texts: Sequence[object]) -> str:
    return "1 text" if len(texts) == 1 else f"{len(texts)} texts"
