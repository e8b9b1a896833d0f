"""A document's bytes in, its claims out; knows nothing of the other rooms."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.document import read_document
    from claims.extracting import extract
    from claims.periods import periods
    from claims.quantities import quantities

__all__ = ["extract", "periods", "quantities", "read_document"]


class _Room(ModuleType):
    """Loads the reader when it is asked for: it compiles its words, and these may still be added to."""

    extract = property(lambda _: import_module("claims.extracting").extract)
    read_document = property(lambda _: import_module("claims.document").read_document)
    # Two functions go by the names of their modules, which an import would put in their place.
    periods = property(lambda _: import_module("claims.periods").periods, lambda _, module: None)
    quantities = property(lambda _: import_module("claims.quantities").quantities, lambda _, module: None)


sys.modules[__name__].__class__ = _Room
