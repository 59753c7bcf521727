"""Repairs mistranslated names in machine-translated Chinese news, and says why."""

from __future__ import annotations


def __getattr__(name: str) -> str:
    """Return `__version__`, looked up only when somebody asks."""
    if name == "__version__":
        from importlib.metadata import version

        return version("mt-repair")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
