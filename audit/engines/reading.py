"""Reads documents into rows, here or in other processes; the rows come in the order of the work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from audit.coding import Row, encode
from audit.corpus import Source
from audit.engines.pool import Pool
from audit.errors import sentence
from audit.records import Record
from audit.suppressions import without_comments
from claims.errors import DocumentError
from rules.profile import profile

_ENOUGH = 60_000
"""Bytes that are read here before other processes are started: fewer are sooner read than a pool starts."""
_CHUNK = 30_000
"""Bytes of documents, but for the last one, that a process is given at once."""


@dataclass(frozen=True, slots=True)
class Work:
    """A document to be read."""

    source: Source
    """The document, with its content."""
    longest: int
    """The most characters that a line may have."""

    @property
    def size(self) -> int:
        """Roughly the bytes that are to be read."""
        content = self.source.content
        return len(content.text) * 3 if isinstance(content, Record) else len(content or b"")


def row_of(work: Work) -> Row | str:
    """The row of a document, or why it can't be read: by the work and the installed knowledge alone."""
    from claims import extract

    try:
        document = without_comments(work.source.load())
    except DocumentError as error:
        return error.reason
    ends = (*document.line_starts[1:], len(document.text))
    for number, (start, end) in enumerate(zip(document.line_starts, ends, strict=True), start=1):
        if end - start > work.longest:
            return sentence("text_line_too_long", line=number, most=work.longest)
    claims = tuple(extract(document))
    return encode(document, claims, profile(document, claims))


def _rows_of(chunk: Sequence[Work]) -> list[Row | str]:
    return [row_of(work) for work in chunk]


class Readers:
    """Reads in a pool, once there is enough to read."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._read = 0

    def rows(self, work: Sequence[Work]) -> Iterator[Row | str]:
        """The rows in the order of the work, which other processes begin with at once."""
        if self._pool.jobs == 1:
            return map(row_of, work)
        rest = iter(work)
        here: list[Row | str] = []
        while not self._pool.started and self._read < _ENOUGH:
            one = next(rest, None)
            if one is None:
                return iter(here)
            self._read += one.size
            here.append(row_of(one))
        begun = [self._pool.begun(_rows_of, chunk) for chunk in _chunks(rest)]
        return chain(here, chain.from_iterable(map(self._pool.done, begun)))


def _chunks(work: Iterable[Work]) -> Iterator[list[Work]]:
    chunk: list[Work] = []
    size = 0
    for one in work:
        chunk.append(one)
        size += one.size
        if size >= _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
