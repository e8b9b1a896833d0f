"""The passages that a finding points to: the sentence around each place, with the places marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reports.text import visible

if TYPE_CHECKING:
    from claims.model import Document
    from rules.model import Location

LONGEST = 120
"""Code points of a sentence that is shown whole."""
AROUND = 40
"""Code points shown before and behind a place in a longer one."""

_NEIGHBOURS = 16
"""Places of one window, and windows that a new one is held against; a long sentence stays linear."""

_BLANKS = re.compile(r"[ \t\r\n\v\f\u00a0\u3000]+")
_STOP = re.compile(r"[\n\r。！？!?；;]")
_INSIDE = re.compile(r"[A-Za-z0-9.,%]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of an excerpt."""

    start: int
    """Offset in the excerpt."""
    end: int
    """Offset behind it."""
    rank: int
    """0 for the finding's first place, the suspect."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document in one line, fit to be shown."""

    document: str
    """The document's id."""
    line: int
    """Line of the first place in it."""
    column: int
    """Column of that place."""
    excerpt: str
    """The text, nothing invisible in it; empty where the document is not at hand."""
    marks: tuple[Mark, ...]
    """The places in it, in the order of the text."""
    ranks: tuple[int, ...]
    """Which of the places asked for lie in it, counted from 0, in their order."""


@dataclass(frozen=True, slots=True)
class _Window:
    document: str
    start: int
    end: int
    cut_before: bool
    cut_behind: bool
    places: tuple[tuple[int, Location], ...] = ()

    def joined(self, other: _Window) -> _Window:
        before = self if self.start <= other.start else other
        behind = self if self.end >= other.end else other
        places = (*self.places, *other.places)
        return _Window(self.document, before.start, behind.end, before.cut_before, behind.cut_behind, places)


def passages(places: Iterable[Location], documents: Mapping[str, Document]) -> list[Passage]:
    """One passage for each place, in order; places whose passages overlap share one."""
    windows: list[_Window] = []
    by_sentence: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for rank, place in enumerate(places):
        document = documents.get(place.document)
        window, sentence = _window(document, place) if document else (_bare(place), place.start)
        window = replace(window, places=((rank, place),))
        neighbours = by_sentence[place.document, sentence]
        for index in reversed(neighbours[-_NEIGHBOURS:]):
            near = windows[index]
            if window.start < near.end and near.start < window.end and len(near.places) < _NEIGHBOURS:
                windows[index] = near.joined(window)
                break
        else:
            neighbours.append(len(windows))
            windows.append(window)
    return [_passage(window, documents.get(window.document)) for window in windows]


def _passage(window: _Window, document: Document | None) -> Passage:
    first = window.places[0][1]
    ranks = tuple(rank for rank, _ in window.places)
    if document is None:
        return Passage(window.document, first.line, first.column, "", (), ranks)
    text = document.text
    pieces = ["…"] if window.cut_before else []
    marks: list[Mark] = []
    at = window.start
    length = sum(map(len, pieces))
    for rank, place in sorted(window.places, key=lambda entry: (entry[1].start, entry[1].end)):
        if place.start < at:  # overlapping places share the first one's mark
            continue
        between = _clean(text[at : place.start])
        marked = _clean(text[place.start : place.end])
        marks.append(Mark(length + len(between), length + len(between) + len(marked), rank))
        pieces += [between, marked]
        length += len(between) + len(marked)
        at = place.end
    pieces.append(_clean(text[at : window.end]).rstrip(" "))
    if window.cut_behind:
        pieces.append("…")
    return Passage(window.document, first.line, first.column, "".join(pieces), tuple(marks), ranks)


def _bare(place: Location) -> _Window:
    return _Window(place.document, place.start, place.end, False, False)


def _window(document: Document, place: Location) -> tuple[_Window, int]:
    """The window around a place, and where its sentence starts."""
    text, start, end = document.text, place.start, place.end
    low, high = _sentence(document, start, end)
    first, last = low, high
    if high - low > LONGEST:
        first, last = max(low, start - AROUND), min(high, end + AROUND)
        while low < first < start and _INSIDE.match(text[first - 1]) and _INSIDE.match(text[first]):
            first += 1
        while end < last < high and _INSIDE.match(text[last - 1]) and _INSIDE.match(text[last]):
            last -= 1
    cut_before, cut_behind = first > low, last < high
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return _Window(document.id, first, last, cut_before, cut_behind), low


def _sentence(document: Document, start: int, end: int) -> tuple[int, int]:
    blocks = document.blocks
    index = bisect_right(blocks, start, key=lambda block: block.start) - 1
    if index >= 0:
        sentences = blocks[index].sentences
        at = bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1
        if at >= 0 and start < sentences[at].end:
            return min(start, sentences[at].start), max(end, sentences[at].end)
    reach = 2 * LONGEST  # no sentence is known here: from stop to stop
    before = [match.end() for match in _STOP.finditer(document.text, max(0, start - reach), start)]
    behind = _STOP.search(document.text, end, end + reach)
    low = before[-1] if before else max(0, start - reach)
    return low, behind.end() if behind else min(len(document.text), end + reach)


def _clean(text: str) -> str:
    return visible(_BLANKS.sub(" ", text))
