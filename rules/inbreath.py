"""What one text tells in one breath of two figures, of which other texts give one alone.

Takes a collection; gives findings. A text that sets its figure beside the known one says what the two
are: what was aimed at and what came of it, the count of one day and that of another. Where its words for
either are no term (`最后做到26.8万台`), the known figure says what both are of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from claims.calendar import try_parse
from claims.model import Basis, Claim, Measure
from rules.alignment import align
from rules.believable import far_apart
from rules.collation_findings import Reporter
from rules.collection import Collection
from rules.definitions import definitions
from rules.facts import FactBook
from rules.model import Finding
from rules.outcome import digits
from rules.series import Series, Stance, judged, number
from rules.sides import Side
from rules.surroundings import words_before

_REACH = 60
"""Characters between two figures of one breath."""
_TELLING = 3
"""Digits by which a figure is known again."""
_HALF_AGAIN = Fraction(3, 2)
"""Times that an aim of a longer time and what was reached so far are apart by at most."""
_DATE = 11
"""Days of what a text calls a date (9月中旬)."""

_Figure = tuple[str, str, object]


def in_breath(collection: Collection, series: Sequence[Series], report: Reporter) -> Iterator[Finding]:
    """Each pair of figures that one text sets beside each other."""
    known = _known(series)
    book, names = collection.once(FactBook), collection.once(align)
    told: set[tuple[object, ...]] = set()
    for paragraph in book.paragraphs():
        figures = [c for c in paragraph if c.hard is not None and c.unit not in ("date", "rank")]
        for one, other in _neighbours(figures):
            if not _paired(one, other):
                continue
            for new, old in ((one, other), (other, one)):
                entity = names.entity(old)
                beside = [
                    (found, claim)
                    for found, claim in known.get((entity or "", old.unit, number(old)), ())
                    if claim.document != old.document and claim.measure in (old.measure, Measure.LEVEL)
                ]
                elsewhere = known.get((entity or "", new.unit, number(new)), ())
                if not beside or any(claim.document != new.document for _, claim in elsewhere):
                    continue
                first = beside[0][0]
                same = Side((*(c for found, c in beside if found is first and c.id != old.id), old))
                finding = _told(book, new, same, first, report)
                key = (names.entity(old), old.unit, number(new), number(old))
                if finding is not None and key not in told:
                    told.add(key)
                    yield finding
                    break


def _neighbours(figures: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Each figure with the one of its unit before it: dollars between two amounts of yuan part neither."""
    units = dict.fromkeys(claim.unit for claim in figures)
    for unit in units:
        yield from pairwise(claim for claim in figures if claim.unit == unit)


def _known(series: Sequence[Series]) -> dict[_Figure, list[tuple[Series, Claim]]]:
    """The figures of each company that have enough digits to be known again, with their series."""
    known: dict[_Figure, list[tuple[Series, Claim]]] = defaultdict(list)
    for one in series:
        if one.key.ahead or one.key.metric == "other":
            continue
        for claims in (*one.dated.values(), one.undated):
            for claim in claims:
                if digits(claim) >= _TELLING:
                    known[one.key.entity, claim.unit, number(claim)].append((one, claim))
    return known


def _paired(one: Claim, other: Claim) -> bool:
    """Whether two figures stand in one breath and may be of one thing: of one unit, and not far apart."""
    return (
        one.unit == other.unit
        and other.span.start - one.span.end <= _REACH
        and not judged(one, other).agrees
        and not far_apart(one, other)
        and (one.metric == other.metric or "other" in (one.metric, other.metric))
    )


def _told(book: FactBook, new: Claim, same: Side, series: Series, report: Reporter) -> Finding | None:
    """What a figure beside a known one is: what was aimed at, or that of another day."""
    known = definitions()
    before = {claim.id: words_before(book, claim) for claim in (new, same.claims[-1])}
    own, beside = before.values()
    days = [try_parse(claim.period) if claim.period else None for claim in (new, same.lead)]
    alone = Side((new,))
    if known.aimed.search(own) and known.reached.search(beside) and not known.aimed.search(beside):
        if days[0] is None or days[1] is None or days[0] == days[1]:
            return report.forecast(alone, same)
        return None if far_apart(new, same.lead, _HALF_AGAIN) else report.aim(alone, same)
    stands = series.key.stance is not Stance.FLOW and new.basis is Basis.REPORTED
    if not stands or days[0] is None or days[1] is None or known.base.search(own + beside):
        return None
    apart = (days[0].last - days[1].last).days
    if not apart or abs(apart) > known.near_balance or max(span.days for span in days if span) > _DATE:
        return None
    earlier, later = (alone, same) if apart < 0 else (same, alone)
    return report.movement(earlier, later, of=same.lead)
