"""The pipeline as it ships, built once a process.

Functions, not fixtures: Hypothesis prints a fixture's whole value beside a failing example.
"""

from __future__ import annotations

from functools import lru_cache

from mt_repair.glossary.glossary import Glossary
from mt_repair.pipeline import Pipeline, build_pipeline, for_streams, pipeline_of


@lru_cache(maxsize=1)
def single() -> Pipeline:
    """Return the pipeline for one document."""
    return build_pipeline()


@lru_cache(maxsize=1)
def shipped() -> Pipeline:
    """Return the pipeline with every form compiled."""
    return for_streams(single())


@lru_cache(maxsize=1)
def bare() -> Pipeline:
    """Return a pipeline without a glossary."""
    return pipeline_of(Glossary())
