"""Where the work is done: each engine reads documents and checks their parts, with the same findings.

What is checked together is decided by `rules.partition`, and a part by `rules.check_part`; an engine only
chooses where and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from audit.corpus import Source
    from claims.model import Claim, Document
    from reports.model import Skipped
    from rules.model import Finding
    from rules.wording import Language


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read, with its claims."""

    document: Document
    claims: tuple[Claim, ...]
    checked: bool
    """False where it is only to be compared with."""


class Engine(Protocol):
    """What an engine does."""

    def read(self, sources: Iterable[Source | Skipped]) -> Iterator[Reading | Skipped]:
        """The documents with their claims, or why one can't be read; in the order of the sources."""

    def check(self, readings: Sequence[Reading], language: Language) -> list[Finding]:
        """What the parts of the collection say, in the order of a report."""
