"""Wholes with all their kinds as texts tell them, whatever stands between the two.

In: the figures of a paragraph with the words in front of them. Out: rows of which it is known that they leave
nothing out, with their wholes. What a row that misses its whole means, `rules.rows` decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.model import Claim
from rules.collection import Collection
from rules.facts import FactBook
from rules.kinds import Family, kinds
from rules.knowledge import cue
from rules.rownames import compared, last_clause
from rules.rows import Fullness, Row
from rules.sums import Sum, adds_up, summable
from rules.surroundings import words_before

_TAIL = 2
"""So many last characters of a company's name tell that it is its name."""
_YEAR_END = "-12-31"
_BETWEEN = 2
"""So many sentences a whole may stand before that of its kinds."""
_SLICES = frozenset({"segment", "region", "product", "customer", "market", "model"})


def rows_of_kinds(collection: Collection) -> tuple[Row, ...]:
    """Every whole with all its kinds, in the order of the texts."""
    book = collection.once(FactBook)
    told = [
        c for claims in book.paragraphs() for f in kinds().family for c in _Paragraph(book, claims, f).rows()
    ]
    return tuple(told)


class _Paragraph:
    """What a paragraph tells of one family."""

    def __init__(self, book: FactBook, claims: Sequence[Claim], family: Family) -> None:
        self._book, self._family = book, family
        self._claims = [c for c in claims if c.hard is not None and summable(c)]

    def rows(self) -> Iterator[Row]:
        """The rows of kinds of each sentence that tells all of them, with the whole nearest to them."""
        if len(self._claims) <= len(self._family.kinds):
            return
        wholes = [
            c for c in self._claims if _SLICES.isdisjoint(c.dimensions) and self._is(self._family.whole, c)
        ]
        for parts in self._sentences() if wholes else ():
            told = [w for w in wholes if _alike(w, parts) and self._near(w, parts)]
            sums = [Sum(parts, whole) for whole in sorted(told, key=lambda w: _distance(w, parts))]
            terms = next((s for s in sums if adds_up(s)), sums[0] if sums else None)
            if terms is not None:
                lacks = not adds_up(terms) and self._family.explains(terms)
                yield Row(terms, Fullness.UNKNOWN if lacks else Fullness.FULL)

    def _sentences(self) -> Iterator[tuple[Claim, ...]]:
        """The figures of all kinds that a sentence tells, each kind's once."""
        sentences: dict[int, list[Claim]] = {}
        for claim in self._claims:
            sentences.setdefault(self._book.place(claim).sentence, []).append(claim)
        for claims in sentences.values():
            if kinds().apart.search(self._book.words(claims[0])):
                continue
            found = [[c for c in claims if self._is(kind, c)] for kind in self._family.kinds]
            more = [[c for c in claims if self._is(kind, c)] for kind in self._family.besides]
            if all(len(one) == 1 for one in found) and all(len(one) <= 1 for one in more):
                parts = tuple({c.id: c for one in (*found, *more) for c in one}.values())
                if len(parts) == len(found) + sum(map(len, more)):
                    yield parts

    def _is(self, name: str, claim: Claim) -> bool:
        """Whether the words before a figure end in a name, and make it no other's and no move."""
        words = last_clause(words_before(self._book, claim))
        found = kinds().named[name].search(words)
        if found is None:
            return False
        ahead = words[: found.start()]
        if compared(cue("rows", "opens").sub("", ahead)):
            return False
        own = claim.entity is not None and ahead.endswith(claim.entity[-_TAIL:])
        return own or kinds().opened.search(ahead) is not None

    def _near(self, whole: Claim, parts: Sequence[Claim]) -> bool:
        """Whether a whole stands in its kinds' sentence or not long before it, and is of what they are of."""
        if self._family.alike and any(part.metric != whole.metric for part in parts):
            return False
        for claim in self._claims:
            here = self._book.place(claim).sentence == self._book.place(parts[0]).sentence
            before = claim.span.end <= parts[0].span.start and claim.id != whole.id
            if here and before and kinds().named[self._family.whole].search(words_before(self._book, claim)):
                return False  # …；上年同期收入9亿元,境内6亿元,境外3亿元
        folded = self._book.collection.document[whole.document].folded
        if whole.span.start > parts[0].span.start:
            return self._book.place(whole).sentence == self._book.place(parts[0]).sentence
        return folded.count("。", whole.span.end, parts[0].span.start) <= _BETWEEN


def _alike(whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a whole and its kinds are of one unit, one time and one company as far as known."""
    members = (whole, *parts)
    if any(part.id == whole.id for part in parts) or len({m.unit for m in members}) > 1:
        return False
    if len({m.measure for m in members}) > 1 or len({m.basis for m in members}) > 1:
        return False
    times = {_year(m.period) for m in members} - {None}
    return len(times) < 2 and len({m.entity for m in members} - {None}) < 2


def _year(period: str | None) -> str | None:
    """A time, a year's last day as the year: what stands at the end of it is told as of either."""
    return period.removesuffix(_YEAR_END) if period is not None else None


def _distance(whole: Claim, parts: Sequence[Claim]) -> int:
    return abs(parts[0].span.start - whole.span.start)
