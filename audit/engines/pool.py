"""Reads documents into rows, here or in a pool of processes; the rows come in the order of the work."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from types import TracebackType

from audit.coding import Row, encode
from audit.corpus import Source
from audit.errors import AuditError, sentence, speaking
from audit.records import Record
from audit.suppressions import without_comments
from claims.errors import DocumentError
from claims.knowledge import Addition, install, installed
from rules.profile import profile
from rules.wording import Language

_ENOUGH = 60_000
"""Bytes that are read here before other processes are started: fewer are sooner read than a pool starts."""
_CHUNK = 30_000
"""Bytes of documents, but for the last one, that a process is given at once."""
_AHEAD = 3
"""Chunks that wait for each process."""


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


def _start(own: tuple[Addition, ...], language: Language) -> None:
    """Begin a process: with the knowledge and the language of the first, which stops the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    install(own)
    speaking.set(language)


class Readers:
    """Processes that read, started when there is enough to read."""

    def __init__(self, jobs: int) -> None:
        """Use at most `jobs` processes; one is this one."""
        self._jobs = jobs
        self._read = 0
        self._pool: ProcessPoolExecutor | None = None

    def rows(self, work: Iterable[Work]) -> Iterator[Row | str]:
        """The rows in the order of the work."""
        work = iter(work)
        while self._jobs == 1 or self._read < _ENOUGH:
            one = next(work, None)
            if one is None:
                return
            self._read += one.size
            yield row_of(one)
        yield from self._together(work)

    def _together(self, work: Iterator[Work]) -> Iterator[Row | str]:
        chunks = _chunks(work)
        waiting: deque[Future[list[Row | str]]] = deque()
        try:
            while True:
                for chunk in islice(chunks, self._jobs * _AHEAD - len(waiting)):
                    waiting.append(self._started().submit(_rows_of, chunk))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            raise AuditError("reader_lost") from None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            known = multiprocessing.get_all_start_methods()
            context = multiprocessing.get_context("fork" if "fork" in known else None)
            self._pool = ProcessPoolExecutor(
                self._jobs, mp_context=context, initializer=_start, initargs=(installed(), speaking.get())
            )
        return self._pool

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _chunks(work: Iterator[Work]) -> Iterator[list[Work]]:
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
