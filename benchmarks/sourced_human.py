"""Count what repair changes in human translations with their source: `python -m benchmarks.sourced_human`.

Every reference of WMT21 and WMT22 with its Chinese, by what ships alone; a segment is a document.
"""

from __future__ import annotations

import sys

from benchmarks.data import news
from benchmarks.sourced import pipeline_with
from mt_repair.pipeline import repair
from mt_repair.types import Document


def main() -> None:
    """Print edits and flags per 10,000 words; with --show, each edit."""
    words = edits = flags = 0
    for year in (21, 22):
        for row in news(year):
            refs = row["refs"]
            for ref in refs.values() if isinstance(refs, dict) else refs:
                made = repair(pipeline_with(()), Document.of(ref, row["zh"]))
                words += len(ref.split())
                edits += len(made.edits)
                flags += len(made.flags)
                if "--show" in sys.argv:
                    for edit in made.edits:
                        print(f"   [{edit.old}] -> [{edit.new}] {ref}")
    print(
        f"human with source: {words} words, {edits} edits ({10_000 * edits / words:.2f} per 10,000), "
        f"{flags} flags ({10_000 * flags / words:.2f})"
    )


if __name__ == "__main__":
    main()
