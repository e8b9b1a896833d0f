"""The engine of one machine: reads documents one by one, checks the parts of a collection one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from audit.corpus import Source, printable
from audit.engines import Reading
from audit.suppressions import without_comments
from claims.errors import DocumentError
from reports.model import Skipped
from rules import check
from rules.model import Finding
from rules.wording import Language


class LocalEngine:
    """Works where it stands."""

    def read(self, sources: Iterable[Source | Skipped]) -> Iterator[Reading | Skipped]:
        """The documents with their claims, or why one can't be read; in the order of the sources."""
        for source in sources:
            yield read(source) if isinstance(source, Source) else source

    def check(self, readings: Sequence[Reading], language: Language) -> list[Finding]:
        """What the parts of the collection say, in the order of a report."""
        claims = [claim for reading in readings for claim in reading.claims]
        return check(claims, [reading.document for reading in readings], language=language)


def read(source: Source) -> Reading | Skipped:
    """One document and its claims: a function of its bytes and of the installed knowledge alone."""
    from claims import extract

    try:
        document = without_comments(source.load())
    except DocumentError as error:
        return Skipped(path=printable(source.path), reason=error.reason, checked=source.checked)
    return Reading(document, tuple(extract(document)), source.checked)
