"""Fingerprints of a text by winnowing, so that copied passages show without comparing every pair of places.

After Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for Document Fingerprinting" (SIGMOD 2003):
of every window of w consecutive k-grams the one with the least hash is kept, the rightmost of equals. Any
passage of at least w + k - 1 characters that two texts share then yields a fingerprint that they share, and
none shorter than k characters does.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zlib import crc32


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A k-gram that winnowing kept, and where it stands."""

    gram: str
    """The k characters: letters, digits and ideographs only."""
    start: int
    """Offset of its first character in the text."""
    end: int
    """Offset behind its last character in the text."""


def winnow(
    folded: str, parts: Iterable[tuple[int, int]], length: int = 14, window: int = 8
) -> Iterator[Fingerprint]:
    """The fingerprints of the parts of a folded text, in their order.

    `parts` are start and end offsets; punctuation and white space are skipped, so that a changed line break
    or comma hides no copy. `length` is k and `window` is w, both in characters.
    """
    places = [i for start, end in parts for i in range(start, end) if folded[i].isalnum()]
    letters = "".join(folded[i] for i in places)
    least: deque[tuple[int, int]] = deque()  # hashes that may still be a window's least, increasing
    kept = -1
    count = len(letters) - length + 1
    for i in range(count):
        value = crc32(letters[i : i + length].encode())
        while least and least[-1][0] >= value:
            least.pop()
        least.append((value, i))
        if least[0][1] <= i - window:
            least.popleft()
        if (i >= window - 1 or i == count - 1) and least[0][1] != kept:
            kept = least[0][1]
            yield Fingerprint(letters[kept : kept + length], places[kept], places[kept + length - 1] + 1)
