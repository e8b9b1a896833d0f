"""What can go wrong while documents and lexicons are read."""

from __future__ import annotations


class DocumentError(Exception):
    """A document that cannot be read; its text is one sentence that names the file and the way out."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        """The path as given."""
        self.reason = reason
        """What is wrong and what would help, without the file's name."""

    def __str__(self) -> str:
        return f"Cannot read {self.path}: {self.reason}."


class LexiconError(ValueError):
    """A lexicon that is malformed; its text names the file, the key and what is wrong."""
