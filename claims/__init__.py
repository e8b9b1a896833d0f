"""A document's bytes in, its claims out; knows nothing of the other rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.periods import periods
from claims.quantities import quantities

if TYPE_CHECKING:
    from claims.document import read_document
    from claims.extracting import extract

__all__ = ["extract", "periods", "quantities", "read_document"]


def __getattr__(name: str) -> object:
    """Load the reader when it is asked for: it compiles its words, and these may still be added to."""
    if name == "extract":
        from claims.extracting import extract

        return extract
    if name == "read_document":
        from claims.document import read_document

        return read_document
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
