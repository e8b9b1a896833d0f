"""A sentence laid out for reading: its clauses, its words with their roles, its numbers and time phrases.

Everything downstream asks this view and never the raw text's regular expressions again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from claims.model import Quantity
from claims.timephrases import TimePhrase
from claims.words import Cue, Entry, Lexicon, Role

CLAUSE_ENDS = frozenset(",，;；:：。！？!?\n—")
"""Characters that end a clause where they stand outside numbers and time phrases."""


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int:
        """Its first offset."""

    @property
    def end(self) -> int:
        """The offset behind it."""


class Mention(NamedTuple):
    """A word of the lexicon where it stands."""

    start: int
    end: int
    word: str
    entries: tuple[Entry, ...]
    metric: str | None
    """The metric that it names, or None."""
    cue: Cue | None
    """The cue that it is, or None."""

    def role(self, role: Role) -> Entry | None:
        """Its entry in a role, or None."""
        for entry in self.entries:
            if entry.role == role:
                return entry
        return None


class Name(NamedTuple):
    """A company, product maker, market or other subject where it stands."""

    start: int
    end: int
    canonical: str


@dataclass(frozen=True, slots=True)
class SentenceView:
    """One sentence: offsets are into the whole folded text."""

    text: str
    start: int
    end: int
    clauses: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]
    names: tuple[Name, ...]
    quantities: tuple[Quantity, ...]
    phrases: tuple[TimePhrase, ...]
    lexicon: Lexicon
    named: tuple[Mention, ...]
    """The mentions of metrics."""
    cued: tuple[Mention, ...]
    """The mentions of cues."""

    def clause_of(self, offset: int) -> int:
        """Index of the clause that holds an offset."""
        return max(0, bisect_right([start for start, _ in self.clauses], offset) - 1)

    def between(self, start: int, end: int) -> Iterator[Mention]:
        """Mentions that lie wholly between two offsets, left to right."""
        for mention in self.mentions:
            if mention.start >= end:
                return
            if mention.start >= start and mention.end <= end:
                yield mention

    def metrics(self, start: int, end: int) -> list[Mention]:
        """Mentions of metrics between two offsets."""
        return [m for m in self.named if start <= m.start < end and m.end <= end]

    def cues(self, start: int, end: int, *kinds: str) -> list[Mention]:
        """Mentions of cues of some kinds between two offsets."""
        return [
            m
            for m in self.cued
            if start <= m.start < end and m.end <= end and m.cue is not None and m.cue.kind in kinds
        ]

    def names_between(self, start: int, end: int) -> list[Name]:
        """Names that lie wholly between two offsets."""
        return [name for name in self.names if name.start >= start and name.end <= end]

    def behind_all(self, start: int, limit: int, *, names: bool = False) -> int:
        """Where words of their own start: behind the last time phrase or number (or name) before a limit."""
        items: tuple[Sequence[Placed], ...] = (self.phrases, self.quantities, self.names if names else ())
        return max((start, *(i.end for row in items for i in row if start <= i.start and i.end <= limit)))


Item = TypeVar("Item", Mention, Name, Quantity, TimePhrase)


def within(items: Sequence[Item], start: int, end: int) -> Sequence[Item]:
    """The items, sorted by start, that begin between two offsets."""
    return items[bisect_left(items, start, key=_start) : bisect_left(items, end, key=_start)]


def _start(item: Mention | Name | Quantity | TimePhrase) -> int:
    return item.start


def clauses(
    text: str,
    start: int,
    end: int,
    quantities: Sequence[Quantity],
    phrases: Sequence[TimePhrase],
    asides: Sequence[tuple[int, int]] = (),
) -> tuple[tuple[int, int], ...]:
    """Split a sentence into clauses; no colon right before a number splits, and nothing inside an aside."""
    covered: set[int] = set()
    for opened, closed in asides:
        if start <= opened < end:
            covered.update(range(opened, closed))
    items: list[Placed] = [*quantities, *phrases]
    for item in items:
        covered.update(range(item.start, item.end))
    number_starts = {quantity.start for quantity in quantities}
    parts: list[tuple[int, int]] = []
    opened = start
    for offset in range(start, end):
        if text[offset] not in CLAUSE_ENDS or offset in covered:
            continue
        if text[offset] in ":：" and offset + 1 in number_starts:
            continue
        if offset > opened:
            parts.append((opened, offset))
        opened = offset + 1
    if opened < end:
        parts.append((opened, end))
    return tuple(parts) or ((start, end),)
