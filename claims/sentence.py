"""A sentence laid out for reading: its clauses, its words with their roles, its numbers and time phrases.

Everything downstream asks this view and never the raw text's regular expressions again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, Protocol, TypeVar

from claims.model import Quantity
from claims.timephrases import TimePhrase
from claims.words import Cue, Entry, Lexicon, Role

_CLAUSE_END = re.compile(
    r"[，;；:：。！？!?\n—]|,(?! ?(?:Inc|LLC|L\.L\.C|Ltd|Co|Corp|L\.P|LP|PLC|N\.A|S\.A)\b)"
)
"""Characters that end a clause where they stand outside numbers and time phrases; a comma may be a name's."""


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
            if entry.role is role:
                return entry
        return None


class Name(NamedTuple):
    """A company, product maker, market or other subject where it stands."""

    start: int
    end: int
    canonical: str


_BLANKS = 3
"""Code points before a sentence among which its semicolon and the blanks behind that stand."""


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
        return max(0, bisect_right(self.clauses, (offset, self.end)) - 1)

    @property
    def behind_semicolon(self) -> bool:
        """Whether only a semicolon parts the sentence from the one before, which it goes on with."""
        return self.text[max(0, self.start - _BLANKS) : self.start].rstrip().endswith((";", "；"))

    def between(self, start: int, end: int) -> list[Mention]:
        """Mentions that lie wholly between two offsets, left to right."""
        if not self.mentions:
            return []
        return [m for m in self.mentions if start <= m.start < end and m.end <= end]

    def metrics(self, start: int, end: int) -> list[Mention]:
        """Mentions of metrics between two offsets."""
        if not self.named:
            return []
        return [m for m in self.named if start <= m.start < end and m.end <= end]

    def cues(self, start: int, end: int, *kinds: str) -> list[Mention]:
        """Mentions of cues of some kinds between two offsets."""
        if not self.cued:
            return []
        return [
            m
            for m in self.cued
            if start <= m.start < end and m.end <= end and m.cue is not None and m.cue.kind in kinds
        ]

    def names_between(self, start: int, end: int) -> list[Name]:
        """Names that lie wholly between two offsets."""
        if not self.names:
            return []
        return [name for name in self.names if name.start >= start and name.end <= end]

    def without_phrases(self, start: int, end: int) -> str:
        """The text between two offsets, its time phrases left out (`金价本周上涨`)."""
        text = self.text[start:end]
        for phrase in self.phrases:
            if start <= phrase.start and phrase.end <= end:
                text = text.replace(self.text[phrase.start : phrase.end], "", 1)
        return text

    def behind_all(self, start: int, limit: int, *, names: bool = False) -> int:
        """Where words of their own start: behind the last time phrase or number (or name) before a limit."""
        behind = start
        items: tuple[Sequence[Placed], ...] = (self.phrases, self.quantities, self.names if names else ())
        for row in items:
            for item in row:
                if start <= item.start and behind < item.end <= limit:
                    behind = item.end
        return behind


Item = TypeVar("Item", bound=Placed)


class Row(Generic[Item]):
    """Items sorted by their start, to be cut by offsets."""

    __slots__ = ("items", "starts")

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = tuple(items)
        self.starts = [item.start for item in self.items]

    def within(self, start: int, end: int) -> tuple[Item, ...]:
        """The items that begin between two offsets."""
        return self.items[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def clauses(
    text: str,
    start: int,
    end: int,
    quantities: Sequence[Quantity],
    phrases: Sequence[TimePhrase],
    asides: Sequence[tuple[int, int]] = (),
) -> tuple[tuple[int, int], ...]:
    """Split a sentence into clauses; no colon right before a number splits, and nothing inside an aside."""
    covers = [(quantity.start, quantity.end) for quantity in quantities]
    covers += [(phrase.start, phrase.end) for phrase in phrases]
    covers += asides
    covers.sort()
    numbered = {quantity.start for quantity in quantities}
    passed, covered = 0, start
    parts: list[tuple[int, int]] = []
    opened = start
    for stop in _CLAUSE_END.finditer(text, start, end):
        offset = stop.start()
        while passed < len(covers) and covers[passed][0] <= offset:
            covered = max(covered, covers[passed][1])
            passed += 1
        if offset < covered:
            continue
        if offset + 1 in numbered and text[offset] in ":：":
            continue
        if offset > opened:
            parts.append((opened, offset))
        opened = offset + 1
    if opened < end:
        parts.append((opened, end))
    return tuple(parts) or ((start, end),)
