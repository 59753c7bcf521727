"""How fast, how small, how soon: `python -m benchmarks.speed`.

Times are processor time of one core, the best of several runs; the memory of an engine is
what a fresh process takes beyond its imports, the text it searches included.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.corpora import english, forms

ROOT = Path(__file__).resolve().parents[1]
SIZES = (100, 10_000, 200_000)
MB = 1_000_000
TEXT_MB = 20
SPACY_MB = 1
RUNS = 3
Scan = Callable[[str], int]  # text -> number of hits


@dataclass(frozen=True, slots=True)
class Table:
    """A table to print: its heading, a sentence on what was done, columns, rows."""

    heading: str
    note: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure that was asked for, and the one measured."""

    name: str
    wanted: str
    measured: str
    met: bool


# --- engines: a function that compiles forms, and returns one that counts hits --------


def ours(forms: Iterable[str]) -> Scan:
    """Fold, search, offsets of the text as it came."""
    from mt_repair.glossary.match import compile_keys, key_of, scan

    matcher = compile_keys(map(key_of, forms))
    return lambda text: len(scan(matcher, text))


def padded(forms: Iterable[str]) -> Scan:
    """ahocorasick_rs alone: lower case, marks to spaces; offsets are of the bytes."""
    from ahocorasick_rs import BytesAhoCorasick, Implementation

    plain = bytes(n if chr(n).isalnum() or n >= 0x80 else 0x20 for n in range(256))
    keys = [b" " + form.lower().encode() + b" " for form in forms]
    automaton = BytesAhoCorasick(keys, implementation=Implementation.ContiguousNFA)

    def scan(text: str) -> int:
        raw = b" " + text.lower().encode().translate(plain) + b" "
        return len(automaton.find_matches_as_indexes(raw, overlapping=True))

    return scan


def flashtext(forms: Iterable[str]) -> Scan:
    """Words only, longest first: overlapping hits are lost."""
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=False)
    for form in forms:
        processor.add_keyword(form)
    return lambda text: len(processor.extract_keywords(text, span_info=True))


def pyahocorasick(forms: Iterable[str]) -> Scan:
    """Every occurrence, those inside words filtered out in Python."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for form in forms:
        automaton.add_word(form.lower(), len(form))
    automaton.make_automaton()

    def scan(text: str) -> int:
        lower = f" {text.lower()} "
        hits = 0
        for end, length in automaton.iter(lower):
            hits += not (lower[end - length].isalnum() or lower[end + 1].isalnum())
        return hits

    return scan


def spacy(forms: Iterable[str]) -> Scan:
    """PhraseMatcher over the lower-case tokens of a blank English pipeline."""
    import spacy as library
    from spacy.matcher import PhraseMatcher

    english = library.blank("en")
    matcher = PhraseMatcher(english.vocab, attr="LOWER")
    matcher.add("form", list(english.tokenizer.pipe(forms)))

    def scan(text: str) -> int:
        return sum(len(matcher(english.make_doc(line))) for line in text.split("\n"))

    return scan


# name -> the function, the module it needs, what it is called in the tables
ENGINES: dict[str, tuple[Callable[[Iterable[str]], Scan], str, str]] = {
    "ours": (ours, "mt_repair.glossary.match", "mt_repair.glossary.match"),
    "padded": (padded, "ahocorasick_rs", "ahocorasick_rs alone"),
    "pyahocorasick": (pyahocorasick, "ahocorasick", "pyahocorasick"),
    "flashtext": (flashtext, "flashtext", "flashtext"),
    "spacy": (spacy, "spacy", "spaCy PhraseMatcher"),
}


def present() -> list[str]:
    """Return the engines that are installed, saying loudly which are not."""
    found = []
    for name, (_, module, title) in ENGINES.items():
        if find_spec(module.partition(".")[0]):
            found.append(name)
        else:
            print(f"*** {title} IS NOT INSTALLED AND IS LEFT OUT ***", file=sys.stderr)
    return found


def _size(text: str) -> float:
    return len(text.encode()) / MB


def _best(run: Callable[[], object], times: int) -> float:
    """Return the least processor time of several runs, in seconds."""
    took = []
    for _ in range(times):
        start = time.process_time()
        run()
        took.append(time.process_time() - start)
    return min(took)


# --- scanning -------------------------------------------------------------------------


def scanning() -> tuple[list[Table], list[Bar]]:
    """Measure scanning by every engine, number of forms and kind of text."""
    texts = [english(TEXT_MB * MB), english(TEXT_MB * MB, rich=True)]
    samples = [text[: SPACY_MB * MB] for text in texts]
    speeds: dict[tuple[str, int, int], float] = {}
    hits: dict[tuple[str, int, int], float] = {}
    names = present()
    for number in SIZES:
        wanted = forms(number)
        for name in names:
            scan = ENGINES[name][0](wanted)
            for kind, text in enumerate(samples if name == "spacy" else texts):
                at = name, number, kind
                hits[at] = scan(text) / _size(text)
                runs = 1 if name == "spacy" else RUNS
                speeds[at] = _size(text) / _best(lambda s=scan, t=text: s(t), runs)
            del scan
    bars = [
        _at_least(f"scanning, {number:,} forms, {title}", wanted, speeds["ours", number, kind])
        for kind, title in enumerate(("plain text", "wrapped text"))
        for number, wanted in ((10_000, 40), (200_000, 15))
    ]
    odd = sum(not c.isascii() for c in samples[1]) / len(samples[1])
    note = (
        f"{TEXT_MB} MB of words as frequent as in English (spaCy: the first {SPACY_MB} MB), case "
        f"folded, at word boundaries, best of {RUNS} runs (spaCy: one). flashtext loses "
        "overlapping hits and pyahocorasick those over a line end; ahocorasick_rs alone takes "
        "every byte over 127 for a letter, and its offsets are those of bytes."
    )
    tables = [
        Table(
            f"Scanning, MB/s: {title}",
            note,
            ("engine", *(f"{n:,} forms" for n in SIZES), *(f"hits/MB, {n:,}" for n in SIZES)),
            [
                (
                    ENGINES[name][2],
                    *(f"{speeds[name, n, kind]:.1f}" for n in SIZES),
                    *(f"{hits[name, n, kind]:.2f}" for n in SIZES),
                )
                for name in names
            ],
        )
        for kind, title in enumerate(
            ("a line a paragraph, ASCII", f"lines of 80 characters, {odd:.1%} non-ASCII")
        )
    ]
    return tables, bars


def _at_least(name: str, wanted: float, speed: float) -> Bar:
    return Bar(name, f">= {wanted} MB/s", f"{speed:.1f} MB/s", speed >= wanted)


def memory() -> tuple[list[Table], list[Bar]]:
    """Measure what each engine takes, each in a process of its own."""
    rows, bars = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "text").write_text(english(TEXT_MB * MB), "utf-8")
        for number in SIZES:
            (folder / str(number)).write_text("\n".join(forms(number)), "utf-8")
        for engine in present():
            taken = [_memory_of(engine, folder, number) for number in SIZES]
            rows.append((ENGINES[engine][2], *(f"{mb:.0f}" for mb in taken)))
            if engine == "ours":
                for number, mb in zip(SIZES[1:], taken[1:], strict=True):
                    bars.append(
                        Bar(f"memory, {number:,} forms", "<= 100 MB", f"{mb:.0f} MB", mb <= 100)
                    )
    note = (
        f"Most resident memory less that after the imports, MB: forms read and compiled, the "
        f"{TEXT_MB} MB text read and searched (spaCy: {SPACY_MB} MB)."
    )
    table = Table("Memory", note, ("engine", *(f"{n:,} forms" for n in SIZES)), rows)
    return [table], bars


def _memory_of(engine: str, folder: Path, number: int) -> float:
    command = [sys.executable, "-m", "benchmarks.speed", "--memory", engine, str(folder)]
    done = subprocess.run([*command, str(number)], cwd=ROOT, capture_output=True, check=True)
    return float(done.stdout)


def _measure_memory(engine: str, folder: Path, number: str) -> float:
    """Return what an engine takes in this process, in MB."""
    build, module, _ = ENGINES[engine]
    __import__(module)
    before = _resident()
    with (folder / "text").open(encoding="utf-8") as file:
        text = file.read(SPACY_MB * MB if engine == "spacy" else -1)
    with (folder / number).open(encoding="utf-8") as file:
        scan = build(line.rstrip("\n") for line in file)
    scan(text)
    return _resident() - before


def _resident() -> float:
    """Return the most memory this process has held, in MB."""
    status = Path("/proc/self/status")
    if status.is_file():  # getrusage's figure is never below that of the process which forked
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / MB
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / MB if sys.platform == "darwin" else most * 1024 / MB


# --- whole documents ------------------------------------------------------------------


def documents() -> tuple[list[Table], list[Bar]]:
    """Measure repairing, by length of the document and size of the glossary."""
    from mt_repair.glossary.glossary import Glossary
    from mt_repair.glossary.shipped import shipped_terms
    from mt_repair.pipeline import for_streams, pipeline_of, repair
    from mt_repair.types import Document

    terms = shipped_terms()
    pipeline = for_streams(pipeline_of(Glossary.layered([terms])))
    repair(pipeline, Document.of(english(5_000, seed=1)))  # warm
    many = [Document.of(english(5_000, rich=at % 2 == 1, seed=at)) for at in range(60)]
    size = sum(_size(d.text) for d in many)
    speed = size / _best(lambda: [repair(pipeline, d) for d in many], 2)
    found = sum(len(repair(pipeline, d).flags) for d in many)
    lengths = []
    for length in (5_000, 20_000, 100_000, 300_000, 1_000_000):
        document = Document.of(english(length, seed=3))
        took = _best(lambda d=document: repair(pipeline, d), 2)
        lengths.append(
            (f"{length // 1000} kB", f"{took:.3f}", f"{_size(document.text) / took:.2f}")
        )
    sizes = []
    for number in (100, 1_000, len(terms)):
        some = for_streams(
            pipeline_of(Glossary.layered([terms[:: max(len(terms) // number, 1)][:number]]))
        )
        took = _best(lambda p=some: [repair(p, d) for d in many], 2)
        sizes.append((f"{number:,}", f"{took / len(many) * 1000:.2f}", f"{size / took:.2f}"))
    rate = f"{found / size:.1f} flags a MB"
    tables = [
        Table(
            "Whole documents by length",
            f"`for_streams`, then `repair`, the whole shipped pack, text with few hits ({rate}).",
            ("length", "seconds", "MB/s"),
            lengths,
        ),
        Table(
            "Whole documents by glossary",
            f"{len(many)} documents of 5 kB.",
            ("terms", "ms a document", "MB/s"),
            sizes,
        ),
    ]
    bar = Bar("whole documents of 5 kB", ">= 1 MB/s", f"{speed:.2f} MB/s", speed >= 1)
    return tables, [bar]


# --- start-up -------------------------------------------------------------------------


def startup(runs: int = 7) -> tuple[list[Table], list[Bar]]:
    """Measure the command line from a cold interpreter."""
    article = ["repair", "examples/ecommerce.mt.txt"]
    rows = []
    with tempfile.TemporaryDirectory() as name:
        env = os.environ | {"MT_REPAIR_CACHE": name}
        helped = [_command(["--help"], env) for _ in range(runs)]
        cold = [_command(article, env | {"MT_REPAIR_CACHE": f"{name}/{n}"}) for n in range(2)]
        _command(article, env)
        warm = [_command(article, env) for _ in range(runs)]
    for title, took in (
        ("mt-repair --help", helped),
        ("repair one article, derived forms stored", warm),
        ("repair one article, nothing stored", cold),
    ):
        users = [user for user, _ in took]
        sums = [user + system for user, system in took]
        rows.append(
            (
                title,
                f"{min(users):.2f}",
                f"{statistics.median(users):.2f}",
                f"{min(sums):.2f}",
                f"{statistics.median(sums):.2f}",
            )
        )
    help_took = min(user + system for user, system in helped)
    warm_took = min(user for user, _ in warm)
    table = Table(
        "Start-up, seconds of processor time",
        f"{runs} runs each, each a new process (2 with nothing stored).",
        ("command", "user, least", "user, median", "user + system, least", "median"),
        rows,
    )
    return [table], [
        Bar("mt-repair --help", "< 0.25 s user + system", f"{help_took:.2f} s", help_took < 0.25),
        Bar("repair one article", "< 1.5 s user", f"{warm_took:.2f} s", warm_took < 1.5),
    ]


def _command(arguments: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Run a command and return its user and system time."""
    before = os.times()
    python = os.environ.get("MT_REPAIR_PLAIN_PYTHON", sys.executable)  # without spaCy
    command = [python, "-m", "mt_repair", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False)
    after = os.times()
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode())
    return (
        after.children_user - before.children_user,
        after.children_system - before.children_system,
    )


# --- output ---------------------------------------------------------------------------


PARTS = {"scanning": scanning, "memory": memory, "documents": documents, "startup": startup}


def measured(parts: Iterable[str] = PARTS) -> Iterator[tuple[list[Table], list[Bar]]]:
    """Yield the tables and bars of each part."""
    for part in parts:
        yield PARTS[part]()


def plain(table: Table) -> str:
    """Return a table as Markdown."""
    lines = [f"### {table.heading}", "", table.note, ""] if table.heading else []
    lines.append("| " + " | ".join(table.columns) + " |")
    lines.append("| --- |" + " ---: |" * (len(table.columns) - 1))
    lines += ["| " + " | ".join(row) + " |" for row in table.rows]
    return "\n".join(lines)


def bar_table(bars: Iterable[Bar]) -> Table:
    """Return the bars as a table."""
    rows = [(b.name, b.wanted, b.measured, "yes" if b.met else "**no**") for b in bars]
    return Table("", "", ("figure", "wanted", "measured", "met"), rows)


def main() -> None:
    """Print the tables of the parts named, or of all."""
    if sys.argv[1:2] == ["--memory"]:
        engine, folder, number = sys.argv[2:5]
        print(json.dumps(_measure_memory(engine, Path(folder), number)))
        return
    bars: list[Bar] = []
    for tables, some in measured(sys.argv[1:] or PARTS):
        bars += some
        print(*map(plain, tables), sep="\n\n", end="\n\n", flush=True)
    print(plain(bar_table(bars)))


if __name__ == "__main__":
    main()
