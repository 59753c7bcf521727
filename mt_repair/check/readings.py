"""What the reader said of sentences, kept between runs: it is asked once of each.

It takes two thirds of a check. A reading hangs on the sentence, the phrase, the name's
facts and the model, not on the rest of the engine, so it outlives a change of that. What
it says of the shipped sentences ships with them (`make readings` writes it anew), so that
a first check, and one after a change of the engine, need not ask it of them.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from mt_repair.check.kept import Kept, Row, open_kept
from mt_repair.detect import reader
from mt_repair.detect.reader import Ask, model_folder

COLUMNS = ("word REAL",)  # -1 (plain English) to 1 (a name)
_SIGNS = {"reads-name": 1.0, "reads-plain": -1.0}
_LEAST = 1e-6  # a strength of nothing still counts as read


_SHIPPED = Path(__file__).parent / "data/readings.bin"
_ROW = struct.Struct("<12sd")  # a key, a reading


def open_readings() -> Kept:
    """Return the readings that are kept of this model, and those that ship."""
    kept = open_kept("readings", _stamp(), COLUMNS)
    return Kept(kept.path, shipped_readings() | kept.held, kept.fresh)


def shipped_readings() -> dict[bytes, Row]:
    """Return the readings that ship; none where they are another model's, or are no file."""
    try:
        data = _SHIPPED.read_bytes()
    except OSError:
        return {}
    stamp = model_stamp()
    rows = data[len(stamp) :]
    if not data.startswith(stamp) or len(rows) % _ROW.size:
        return {}
    return {key: (word,) for key, word in _ROW.iter_unpack(rows)}


def ship_readings(rows: Mapping[bytes, Row]) -> Path:
    """Write what ships, in the order of the keys, and return where."""
    _SHIPPED.parent.mkdir(exist_ok=True)
    packed = (_ROW.pack(key, word) for key, (word,) in sorted(rows.items()))
    _SHIPPED.write_bytes(model_stamp() + b"".join(packed))
    return _SHIPPED


def asked_once(ask: Ask, readings: Kept) -> Ask:
    """Return what asks only for readings that are not kept, and notes them."""

    def once(text: str, start: int, end: int, facts: str) -> dict[str, float]:
        whole = f"{start} {end} {facts}\n{text}".encode("utf-8", "surrogatepass")
        key = hashlib.blake2b(whole, digest_size=12).digest()
        row = readings.held.get(key) or readings.fresh.get(key)
        if row is None:
            row = readings.fresh[key] = (word_of(ask(text, start, end, facts)),)
        return said(row[0])

    return once


def word_of(reading: dict[str, float]) -> float:
    """Return a reading as one number, -1 (plain English) to 1 (a name)."""
    return sum(_SIGNS[name] * value for name, value in reading.items())


def said(word: float) -> dict[str, float]:
    """Return the reading that a number stands for."""
    return {"reads-name" if word > 0 else "reads-plain": max(abs(word), _LEAST)}


def model_stamp() -> bytes:
    """Return what tells the reader's model from every other, or that there is none."""
    folder = model_folder()
    manifest = (folder / "manifest.json").read_bytes() if folder else b""
    return hashlib.sha256(manifest).digest()


def _stamp() -> str:
    parts = [Path(reader.__file__).read_bytes(), model_stamp()]
    parts += [version(name).encode() for name in ("onnxruntime", "tokenizers")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]
