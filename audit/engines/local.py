"""The engine of one machine: reads what the store does not know and checks part by part, on every core."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from audit.coding import Row, profile_of
from audit.corpus import NO_LIMITS, Limits, Source, skipped
from audit.engines.checking import findings
from audit.engines.pool import Pool
from audit.engines.reading import Readers, Work
from audit.errors import sentence
from audit.ledger import Ledger, LedgerError, Stamp, Store, content_key, stamp
from audit.library import Entry, Library
from audit.progress import Progress
from audit.records import Record
from audit.suppressions import may_comment
from claims.document import read_bytes
from claims.errors import DocumentError
from reports.model import Skipped
from rules.findings import in_order
from rules.model import Finding
from rules.partition import partition
from rules.wording import Language

_AT_ONCE = 1000
"""So many documents at most are asked for in one go."""
_MOST_BYTES = 4_000_000
"""So many bytes of documents, but for the last one, stand in memory at once."""


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A source whose key is known."""

    source: Source
    key: bytes
    work: Work | None
    """What is to be read where the store does not know the key; None where it was known before."""
    note: tuple[str, Stamp, str] | None = None
    """What the ledger may note of the file."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A batch of documents that are being read."""

    batch: list[_Keyed]
    profiles: dict[bytes, str]
    """Profiles of those that the store knows, by their keys."""
    missing: tuple[bytes, ...]
    """Keys of the others."""
    rows: Iterator[Row | str]
    """Their rows as they come, or why they can't be read."""


class LocalEngine:
    """Reads into a library over a store."""

    def __init__(
        self, store: Store, pool: Pool, *, limits: Limits = NO_LIMITS, progress: Progress | None = None
    ) -> None:
        """Work over a store, with the processes of a pool; it is the caller's to close both."""
        self._limits = limits
        self._members: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        self.library = Library(store)
        """The documents that were read."""
        self._store = store
        self._ledger = store if isinstance(store, Ledger) and store.file is not None else None
        self._pool = pool
        self._readers = Readers(pool)
        self._progress = progress or Progress(wanted=False)

    def read(self, sources: Iterable[Source | Skipped]) -> Iterator[Skipped]:
        """Read documents into the library; gives those that can't be read."""
        waiting: deque[_Begun] = deque()
        for some in _batches(self._keyed(source) for source in sources):
            yield from (one for one in some if isinstance(one, Skipped))
            waiting.append(self._begun([one for one in some if isinstance(one, _Keyed)]))
            if len(waiting) > self._pool.started:  # others read one batch while another is taken in
                yield from self._taken(waiting.popleft())
        for begun in waiting:
            yield from self._taken(begun)

    def recall(self, file: str) -> list[tuple[int, str, bytes]] | None:
        """What the ledger knows of a JSON Lines file that is as it was."""
        now = stamp(file) if self._ledger else None
        noted = self._ledger.noted(file, now) if self._ledger and now else None
        if noted is None:
            return None
        return [(line, record, bytes.fromhex(key)) for line, record, key in json.loads(noted)]

    def remember(self, intact: Mapping[str, Stamp]) -> None:
        """Note what JSON Lines files hold that were read to their end without a fault."""
        if self._ledger and intact:
            self._ledger.note((f, seen, json.dumps(self._members[f])) for f, seen in intact.items())

    def check(self, language: Language, asked: frozenset[str] | None) -> list[Finding]:
        """What the parts of the collection say, in the order of a report."""
        library = self.library
        parts = partition((entry.profile for entry in library.entries), asked)
        self._progress.tell("progress_check", count=len(library))
        return in_order(library, findings(parts, library, self._pool, language))

    def _keyed(self, source: Source | Skipped) -> _Keyed | Skipped:
        if isinstance(source, Skipped):
            return source
        if source.key is not None:
            return _Keyed(source, source.key, None)
        kind = "markdown" if may_comment(source.path) else "plain"
        record = source.content
        if isinstance(record, Record):
            published = record.published.isoformat() if record.published else None
            key = content_key("record", kind, record.text, record.title, published, record.source)
            return _Keyed(source, key, Work(source, self._limits.line))
        if isinstance(record, bytes):
            return self._data(source, kind, record)
        return self._file(source, kind)

    def _file(self, source: Source, kind: str) -> _Keyed | Skipped:
        """A file by what the ledger notes of it, else by its bytes."""
        path = str(Path(source.path).absolute())
        before = stamp(path) if self._ledger else None
        if self._ledger and before:
            noted = self._ledger.noted(path, before)
            if noted is not None and json.loads(noted)[0] == kind:
                return _Keyed(source, bytes.fromhex(json.loads(noted)[1]), None)
        try:
            data = read_bytes(source.path, self._limits.document)
        except DocumentError as error:
            return skipped(source.path, error.reason, checked=source.checked)
        after = stamp(path) if before else None
        same = before is not None and after is not None and before.text == after.text
        one = self._data(source, kind, data)
        if before and same and isinstance(one, _Keyed):
            return replace(one, note=(path, before, json.dumps([kind, one.key.hex()])))
        return one

    def _data(self, source: Source, kind: str, data: bytes) -> _Keyed | Skipped:
        if len(data) > self._limits.document:
            reason = sentence("too_large", most=self._limits.document)
            return skipped(source.path, reason, checked=source.checked)
        key = content_key(kind, data)
        return _Keyed(source, key, Work(replace(source, content=data), self._limits.line))

    def _begun(self, batch: list[_Keyed]) -> _Begun:
        """Begin to read what of a batch the store does not know yet."""
        profiles = self._store.has(list({one.key for one in batch}))
        missing = {one.key: one.work for one in batch if one.key not in profiles and one.work is not None}
        return _Begun(batch, profiles, tuple(missing), self._readers.rows(list(missing.values())))

    def _taken(self, begun: _Begun) -> Iterator[Skipped]:
        """Enter a batch into the library when it is read."""
        waiting, profiles = begun.batch, begun.profiles
        reasons: dict[bytes, str] = {}
        rows = []
        before = len(self.library)
        for count, (key, row) in enumerate(zip(begun.missing, begun.rows, strict=True), start=1):
            self._progress.tell("progress_read", count=before + count)
            if isinstance(row, str):
                reasons[key] = row
            else:
                rows.append((key, row))
                profiles[key] = row.profile
        if rows:
            self._store.put(rows)
        for one in waiting:
            source = one.source
            if source.member is not None:
                member = source.member
                self._members[member.file].append((member.line, member.record, one.key.hex()))
            if one.key in reasons:
                reason = reasons[one.key]
                yield skipped(source.path, reason, checked=source.checked)
                continue
            if one.key not in profiles:
                raise LedgerError("a document is missing")
            profile = profile_of(profiles[one.key], id=source.id)
            self.library.add(Entry(source.id, source.path, source.checked, one.key, profile))
        if self._ledger and (notes := [one.note for one in waiting if one.note and one.key not in reasons]):
            self._ledger.note(notes)


def _batches(sources: Iterable[_Keyed | Skipped]) -> Iterator[list[_Keyed | Skipped]]:
    batch: list[_Keyed | Skipped] = []
    size = 0
    for one in sources:
        batch.append(one)
        size += one.work.size if isinstance(one, _Keyed) and one.work else 0
        if len(batch) >= _AT_ONCE or size >= _MOST_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
