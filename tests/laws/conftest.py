"""The shipped pipeline, built once a worker."""

from __future__ import annotations

import pytest

from mt_repair.pipeline import Pipeline, build_pipeline, for_streams


@pytest.fixture(scope="session")
def single() -> Pipeline:
    return build_pipeline()


@pytest.fixture(scope="session")
def shipped(single: Pipeline) -> Pipeline:
    """Return the shipped pipeline with every form compiled."""
    return for_streams(single)
