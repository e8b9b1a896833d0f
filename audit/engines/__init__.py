"""Where the work is done: each engine reads documents and checks their parts, with the same findings.

What is checked together is decided by `rules.partition`, and a part by `rules.check_part`; an engine only
chooses where and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from audit.corpus import Source
    from audit.ledger import Stamp
    from audit.library import Library
    from reports.model import Skipped
    from rules.model import Finding
    from rules.wording import Language


class Engine(Protocol):
    """What an engine does."""

    library: Library
    """The documents that it has read."""

    def read(self, sources: Iterable[Source | Skipped]) -> Iterator[Skipped]:
        """Read documents into the library; gives those that can't be read."""

    def recall(self, file: str) -> list[tuple[int, str, bytes]] | None:
        """Of a JSON Lines file by its absolute path line, id and key of each record; None where not known."""

    def remember(self, intact: Mapping[str, Stamp]) -> None:
        """Keep for the next run what JSON Lines files hold that were read to their end without a fault."""

    def check(self, language: Language, asked: frozenset[str] | None) -> list[Finding]:
        """What the parts of the collection say, in the order of a report.

        Of the parts only those need be checked that hold one of the documents `asked`; None asks for all.
        """
