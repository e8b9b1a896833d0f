"""How far long work has come, on stderr: on terminals only, and never of what is soon done."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from audit.errors import sentence

if TYPE_CHECKING:
    from rich.status import Status

_PATIENCE = 1.0
"""Seconds of work of which nothing is told."""

Item = TypeVar("Item")


class Progress:
    """A line that is gone when the work is done."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._since = monotonic()
        self._status: Status | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def tell(self, key: str, *, count: int) -> None:
        """Say what is being done, with how many documents."""
        if not self._wanted or monotonic() - self._since < _PATIENCE:
            return
        if self._status is None:
            from rich.console import Console
            from rich.status import Status

            self._status = Status("", console=Console(stderr=True), spinner="line")
            self._status.start()
        self._status.update(sentence(key, count=count))

    def counted(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items as they come, each a document that has been read."""
        for count, item in enumerate(items, start=1):
            self.tell("progress_read", count=count)
            yield item
