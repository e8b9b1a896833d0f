"""Checks the parts of a collection, here or in other processes; findings come in the order of the parts.

A process is given parts with the rows of their documents, so that it needs no store. The heaviest parts are
begun first, since nothing else would be left to do beside one that comes last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from audit.coding import Row
from audit.engines.pool import Pool
from audit.library import Library, Reading, reading_of
from rules import check_part
from rules.model import Finding
from rules.partition import Part
from rules.wording import Language

_ENOUGH = 600
"""Weight that is sooner checked here than processes are started."""
_SHARE = 100
"""Weight, but for that of the last part, that a process is given at once."""


@dataclass(frozen=True, slots=True)
class _Share:
    """Parts that one process checks, with their documents."""

    parts: tuple[Part, ...]
    rows: tuple[tuple[str, str, Row], ...]
    """Id, path and row of each document."""
    language: Language


def findings(parts: Sequence[Part], library: Library, pool: Pool, language: Language) -> Iterator[Finding]:
    """What the parts say, in their order."""
    weights = _weights(parts, library)
    shares = list(_shares(weights))
    if pool.jobs == 1 or len(shares) < 2 or not (pool.started or sum(weights) >= _ENOUGH):
        for part in parts:
            yield from _told(part, library.reading, language)
        return
    told: list[Sequence[Finding]] = [()] * len(parts)
    tasks = (_packed([parts[number] for number in share], library, language) for share in shares)
    for share, found in zip(shares, pool.each(_checked, tasks), strict=True):
        for number, one in zip(share, found, strict=True):
            told[number] = one
    yield from chain.from_iterable(told)


def _weights(parts: Sequence[Part], library: Library) -> list[int]:
    """Of each part roughly what it takes to check it: its documents, and the claims that name somebody."""
    known = {entry.id: 1 + sum(count for _, count in entry.profile.names) for entry in library.entries}
    return [sum(known[document] for document in part.documents) for part in parts]


def _shares(weights: Sequence[int]) -> Iterator[list[int]]:
    """The numbers of the parts that are checked together, the heaviest first."""
    share: list[int] = []
    weight = 0
    for number in sorted(range(len(weights)), key=lambda number: -weights[number]):
        share.append(number)
        weight += weights[number]
        if weight >= _SHARE:
            yield share
            share, weight = [], 0
    if share:
        yield share


def _packed(parts: Sequence[Part], library: Library, language: Language) -> _Share:
    documents = dict.fromkeys(document for part in parts for document in part.documents)
    rows = {document: library.row(document) for document in documents}
    for document, row in rows.items():  # while the others are at work, this process has time
        library.expect(document, row)
    sent = tuple((document, library.path(document), row) for document, row in rows.items())
    return _Share(tuple(parts), sent, language)


def _checked(share: _Share) -> list[list[Finding]]:
    """What each part of a share says."""
    readings = {key: reading_of(row, id=key, path=path) for key, path, row in share.rows}
    return [_told(part, readings.__getitem__, share.language) for part in share.parts]


def _told(part: Part, reading: Callable[[str], Reading], language: Language) -> list[Finding]:
    readings = [reading(document) for document in part.documents]
    claims = (claim for one in readings for claim in one.claims)
    return check_part(part, claims, [one.document for one in readings], language=language)
