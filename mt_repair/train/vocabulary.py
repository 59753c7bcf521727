"""The vocabulary: pieces of words, and a symbol for each place, name type, form and function word."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from mt_repair.repair.encoding import CLOSED, END, PAD, UNKNOWN, symbols
from mt_repair.train.parsed import Parsed

_CLOSED = frozenset(CLOSED)


def train_vocabulary(clauses: Iterable[Parsed], size: int) -> bytes:
    """Return a sentencepiece model of so many pieces, the symbols included.

    Names in slots are not learnt: they are never told.
    """
    import sentencepiece

    made = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=_content(clauses),
        model_writer=made,
        vocab_size=size,
        model_type="unigram",
        user_defined_symbols=symbols(),
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        pad_piece=PAD,
        eos_piece=END,
        unk_piece=UNKNOWN,
        character_coverage=0.9998,
        num_threads=1,
        minloglevel=2,
        hard_vocab_limit=False,
    )
    return made.getvalue()


def _content(clauses: Iterable[Parsed]) -> Iterator[str]:
    for clause in clauses:
        words = [
            w.lower()
            for w, slot in zip(clause.words, clause.slots, strict=True)
            if not slot and w[0].isalpha() and w.lower() not in _CLOSED
        ]
        if words:
            yield " ".join(words)
