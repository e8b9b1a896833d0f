"""The command line, the configuration and the corpus: wires the other rooms, and none of them knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.run import audit_paths

__all__ = ["audit_paths"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load `audit_paths` when it is asked for, so that `jiaokan --version` need not load the rooms."""
    if name in __all__:
        from audit import run

        return getattr(run, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
