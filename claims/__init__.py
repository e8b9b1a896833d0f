"""A document's bytes in, its claims out; knows nothing of the other rooms."""

from claims.document import read_document
from claims.extract import extract
from claims.periods import periods
from claims.quantities import quantities

__all__ = ["extract", "periods", "quantities", "read_document"]
