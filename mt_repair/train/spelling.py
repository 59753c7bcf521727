"""Training the network that writes a name's characters in letters, and the file it ships in."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from mt_repair.knowledge.namer.letters import (
    AFTER,
    AROUND,
    BEFORE,
    JAPANESE,
    KINDS,
    LETTERS_FILE,
    NEAREST,
    READ_AROUND,
    TABLES,
    TOKENS_FILE,
    UNKNOWN,
    UNREAD,
    kind_number,
    reading,
    shown,
)
from mt_repair.train.alignment import Aligned

Lesson = tuple[Aligned, str]  # a name and its kind

_WIDTHS = {"stretches": 64, "chars": 64, "readings": 32, "kinds": 8, "begins": 8, "ends": 8}
_HIDDEN, _NARROW = 512, 160
_BATCH, _RATE, _WARMUP = 512, 2e-3, 200
_HIDE = 0.06  # of the characters around are hidden, so that no name is learnt by heart
_FORGET = 0.1  # of the stretches before are hidden
_UNTYPED = 0.3  # of the lessons do not tell the kind


@dataclass(frozen=True, slots=True)
class Tokens:
    """The characters, readings and stretches of letters that are told apart."""

    chars: tuple[str, ...]
    readings: tuple[str, ...]
    stretches: tuple[str, ...]
    stands: Mapping[str, tuple[int, ...]]  # by reading, the numbers of stretches


class Network(nn.Module):
    """What `knowledge/namer/letters.py` computes, to be trained."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        sizes = {
            "stretches": len(tokens.stretches) + UNKNOWN + 1,
            "chars": len(tokens.chars) + UNKNOWN + 1,
            "readings": len(tokens.readings) + UNREAD + 1,
            "kinds": len(KINDS),
            "begins": NEAREST[0] + 1,
            "ends": NEAREST[1] + 1,
        }
        self.tables = nn.ModuleDict({n: nn.Embedding(sizes[n], _WIDTHS[n]) for n in TABLES})
        many = {"stretches": 2, "chars": 2 * AROUND + 1, "readings": 2 * READ_AROUND + 1}
        wide = sum(_WIDTHS[n] * many.get(n, 1) for n in TABLES)
        self.first = nn.Linear(wide, _HIDDEN)
        self.second = nn.Linear(_HIDDEN, _NARROW)
        self.out = nn.Linear(_NARROW, sizes["stretches"])

    def forward(self, rows: dict[str, Tensor]) -> Tensor:
        order = ("stretches", "chars", "readings", "kinds", "begins", "ends")
        parts = [self.tables[n](rows[n]).flatten(1) for n in order]
        held = functional.dropout(torch.cat(parts, 1), 0.15, self.training)
        held = functional.dropout(functional.relu(self.first(held)), 0.3, self.training)
        out: Tensor = self.out(functional.relu(self.second(held)))
        return out


def tokens_of(lessons: Sequence[Lesson]) -> Tokens:
    """Return what is told apart: what stands in two names or more."""
    chars = Counter(c for a, _ in lessons for c in a.zh)
    stretches = Counter(s for a, _ in lessons for s in a.stretches)
    told = tuple(sorted(s for s, n in stretches.items() if n > 1))
    numbers = {s: i + UNKNOWN + 1 for i, s in enumerate(told)}
    stands: dict[str, set[int]] = {}
    for name, _ in lessons:
        for char, stretch in zip(name.zh, name.stretches, strict=True):
            if stretch in numbers and (read := reading(char)):
                stands.setdefault(read, set()).add(numbers[stretch])
    return Tokens(
        tuple(sorted(c for c, n in chars.items() if n > 1)),
        tuple(sorted({r for c in chars if (r := reading(c))})),
        told,
        {read: tuple(sorted(found)) for read, found in sorted(stands.items())},
    )


def train_letters(
    lessons: Sequence[Lesson],
    tokens: Tokens,
    epochs: int,
    seed: int,
    work: Path,
    say: Callable[[str], None],
) -> Network:
    """Train the network over the lessons, going on from the epoch that `work` holds."""
    torch.manual_seed(seed)
    network = Network(tokens)
    rows, right = _rows(lessons, tokens)
    steps = len(right) // _BATCH
    optimizer = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=0.02)
    kept = work / "letters.pt"
    done = 0
    if kept.is_file():
        held = torch.load(kept, weights_only=True)
        network.load_state_dict(held["network"])
        optimizer.load_state_dict(held["optimizer"])
        done = held["epoch"]
    for epoch in range(done, epochs):
        chance = torch.Generator().manual_seed(seed + epoch)
        torch.manual_seed(seed + epoch)
        order = torch.randperm(len(right), generator=chance)
        lost = 0.0
        for step in range(steps):
            at = epoch * steps + step
            rate = _RATE * min(1, at / _WARMUP) * max(0.02, 1 - at / (epochs * steps))
            for group in optimizer.param_groups:
                group["lr"] = rate
            chosen = order[step * _BATCH : (step + 1) * _BATCH]
            some = _hidden({n: t[chosen] for n, t in rows.items()}, chance)
            loss = functional.cross_entropy(network(some), right[chosen], label_smoothing=0.05)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            lost += loss.item()
        say(f"epoch {epoch + 1} of {epochs}: loss {lost / max(steps, 1):.3f}")
        held = {
            "network": network.state_dict(),
            "optimizer": optimizer.state_dict(),
            "epoch": epoch + 1,
        }
        torch.save(held, kept)
    network.eval()
    return network


def _rows(lessons: Sequence[Lesson], tokens: Tokens) -> tuple[dict[str, Tensor], Tensor]:
    chars = {c: i + UNKNOWN + 1 for i, c in enumerate(tokens.chars)}
    read = {r: i + UNREAD + 1 for i, r in enumerate(tokens.readings)}
    numbers = {s: i + UNKNOWN + 1 for i, s in enumerate(tokens.stretches)}
    rows: dict[str, list[object]] = {name: [] for name in TABLES}
    right: list[int] = []
    for name, kind in lessons:
        before = (BEFORE, BEFORE)
        for told, stretch in zip(shown(name.zh, chars, read), name.stretches, strict=True):
            number = numbers.get(stretch, UNKNOWN)
            if number != UNKNOWN:
                rows["chars"].append(told.chars)
                rows["readings"].append(told.readings)
                rows["stretches"].append(before)
                rows["kinds"].append(kind_number(kind))
                rows["begins"].append(told.begin)
                rows["ends"].append(told.end)
                right.append(number)
            before = (before[1], number)
    return {name: torch.tensor(held) for name, held in rows.items()}, torch.tensor(right)


def _hidden(rows: dict[str, Tensor], chance: torch.Generator) -> dict[str, Tensor]:
    """Return the rows with some of what they show hidden."""
    chars, stretches, kinds = rows["chars"], rows["stretches"], rows["kinds"]
    gone = torch.rand(chars.shape, generator=chance) < _HIDE
    gone &= chars > AFTER
    gone[:, AROUND] = False  # the character itself
    untold = torch.rand(kinds.shape, generator=chance) < _UNTYPED
    untold &= kinds != KINDS.index(JAPANESE)  # what is not told is not read as Japanese
    return rows | {
        "chars": chars.masked_fill(gone, UNKNOWN),
        "stretches": stretches.masked_fill(
            torch.rand(stretches.shape, generator=chance) < _FORGET, UNKNOWN
        ),
        "kinds": kinds.masked_fill(untold, 0),
    }


def write_letters(network: Network, tokens: Tokens, out: Path) -> None:
    """Write the network in 8 bits, a scale for each row, and its tokens, into the folder `out`."""
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    for name, table in network.tables.items():
        arrays |= _eighth(name, table.weight)
    for name in ("first", "second", "out"):
        layer = getattr(network, name)
        arrays |= _eighth(name, layer.weight)
        arrays[f"{name}.bias"] = layer.bias.detach().numpy().astype(np.float32)
    held = io.BytesIO()
    save: Any = np.savez  # its types take no names for arrays
    save(held, **arrays)
    (out / LETTERS_FILE).write_bytes(held.getvalue())
    told = {
        "chars": "".join(tokens.chars),
        "readings": tokens.readings,
        "stretches": tokens.stretches,
        "stands": tokens.stands,
    }
    (out / TOKENS_FILE).write_text(json.dumps(told, ensure_ascii=False) + "\n", "utf-8")


def _eighth(name: str, weight: Tensor) -> dict[str, np.ndarray[Any, Any]]:
    held = weight.detach().numpy()
    scale = np.maximum(np.abs(held).max(1, keepdims=True), 1e-8) / 127
    rounded = np.rint(held / scale).astype(np.int8)
    return {name: rounded, f"{name}.scale": scale.astype(np.float32)}
