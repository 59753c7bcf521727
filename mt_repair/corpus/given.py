"""What a format is given to work on: an open file, and how its user wants it taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Settings:
    """How files are taken; `format` is a name of `corpus.formats`, for all of them.

    The fields are columns of a table, by name or by number from 1. With `track_changes` a
    Word document gets its edits as tracked changes. Rows of JSON Lines or a table that follow
    one another are one document where their `document_field` says the same, or `whole`. With
    `by_line` each line of a plain text is a document.
    """

    format: str | None = None
    target_field: str | None = None
    source_field: str | None = None
    track_changes: bool = False
    document_field: str | None = None
    whole: bool = False
    by_line: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """An open file with its path, and the path of the Chinese where that is another file."""

    path: str
    file: BinaryIO
    source: str | None = None
    settings: Settings = Settings()

    @property
    def groups(self) -> bool:
        """Whether several rows may be one document."""
        return self.settings.whole or self.settings.document_field is not None
