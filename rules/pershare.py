"""Earnings per share against profits: one number of shares behind them, over periods and at a range's ends.

Profit over earnings per share is a number of shares. Within one notice two periods imply about the same
number unless the capital changed, so that they are verified where they do, and a miss is told only where a
slip of scale explains it. The two ends of an expected range are of one period and imply one number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from claims.model import Claim, Measure
from rules.collection import Collection
from rules.evaluation import is_range
from rules.expression import parse
from rules.facts import FactBook
from rules.figures import show_interval
from rules.findings import make_finding
from rules.identities import Identity
from rules.interval import Interval
from rules.model import Finding, Verdict
from rules.outcome import reading
from rules.ranges import end_of
from rules.slips import Slip, SlipKind, recognise
from rules.verdicts import phrase

_COUNT = parse("profit / each")
_EACH = parse("profit / count")
_PROFITS = ("attributable_net_profit", "net_profit", "net_loss")
_LEAP = 5
"""So many times apart two numbers of shares must be for a slip of scale to be the cause."""


@dataclass(frozen=True, slots=True)
class Count:
    """A profit, what it is per share, and the number of shares that they imply."""

    profit: Claim
    each: Claim
    core: Interval
    hard: Interval


def one_count(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """For each document the profits and earnings per share that imply one number of shares."""
    book = collection.once(FactBook)
    for document in collection.documents:
        by_company: dict[str, list[Count]] = defaultdict(list)
        for profit, each in _pairs(book, document.id):
            if is_range(profit) and is_range(each):
                yield from _by_ends(collection, identity, profit, each)
            elif not is_range(profit) and not is_range(each):
                count = _count(profit, each)
                if count is not None:
                    by_company[book.subject(each)].append(count)
        for counts in by_company.values():
            yield from _judged(collection, identity, counts)


def _pairs(book: FactBook, document: str) -> Iterator[tuple[Claim, Claim]]:
    """Each earnings per share with the nearest profit of its own period and currency, the owners' first."""
    claims = [
        c for c in book.collection.by_document.get(document, ()) if c.hard is not None and book.usable(c)
    ]
    profits = [c for c in claims if c.metric in _PROFITS and c.measure is Measure.LEVEL]
    for each in claims:
        if each.metric != "eps" or each.measure is not Measure.LEVEL or Fraction(each.value) == 0:
            continue
        own = [
            p
            for p in profits
            if (p.period, p.basis) == (each.period, each.basis)
            and p.unit == each.unit.split("/")[0]
            and book.subject(p) == book.subject(each)
            and not p.dimensions.keys() & {"segment", "region", "product"}
            and (each.period is not None or book.distance(p, each)[0] == 0)
        ]
        ranked = sorted(own, key=lambda p: (_PROFITS.index(p.metric), book.distance(each, p)))
        if ranked:
            yield ranked[0], each


def _count(profit: Claim, each: Claim) -> Count | None:
    counts = []
    for read in (reading(profit).core, reading(each).core), (reading(profit).hard, reading(each).hard):
        try:
            counts.append(
                _COUNT.over(dict(zip(("profit", "each"), (x.absolute() for x in read), strict=True)))
            )
        except ZeroDivisionError:
            return None
    if counts[0].width is None or counts[1].width is None:
        return None
    return Count(profit, each, counts[0], counts[0].hull(counts[1]))


def _judged(collection: Collection, identity: Identity, counts: list[Count]) -> Iterator[Finding]:
    distinct = list({(c.profit.value, c.each.value): c for c in reversed(counts)}.values())[::-1]
    if len(distinct) < 2:
        return
    finest = min(distinct, key=lambda c: (c.hard.width or Fraction(0)) / (c.core.middle or Fraction(1)))
    fitting = [c for c in distinct if c is not finest and c.core.meets(finest.core)]
    if fitting:
        yield _verified(collection, identity, finest, fitting)
    missing = [c for c in distinct if c is not finest and not c.hard.meets(finest.hard)]
    if len(missing) == 1:
        yield from _slipped(collection, identity, missing[0], finest)


def _verified(collection: Collection, identity: Identity, finest: Count, rest: list[Count]) -> Finding:
    every = (finest, *rest)
    return make_finding(
        collection,
        rule=identity.code,
        verdict=Verdict.VERIFIED,
        message=phrase(
            "one_count",
            collection.language,
            list="、".join(f"{c.profit.text} ÷ {c.each.text}" for c in every),
            expected=show_interval(finest.core, "share", collection.language),
        ),
        claims=[claim for c in every for claim in (c.each, c.profit)],
        expected=finest.core.stated("share"),
    )


def _slipped(collection: Collection, identity: Identity, wrong: Count, finest: Count) -> Iterator[Finding]:
    """A pair of another number of shares, where a slip of scale explains it."""
    low, high = sorted(c.core.middle or Fraction(1) for c in (wrong, finest))
    figure = reading(wrong.each)
    wanted = _EACH.over({"profit": reading(wrong.profit).core.absolute(), "count": finest.core})
    slip = recognise(figure.text, abs(figure.value), figure.ulp, wanted)
    if high < _LEAP * low or slip is None or slip.kind not in (SlipKind.POWER_OF_TEN, SlipKind.SCALE):
        return
    yield _contradicted(collection, identity, (wrong, finest), wanted, slip)


def _contradicted(
    collection: Collection, identity: Identity, two: tuple[Count, Count], wanted: Interval, slip: Slip | None
) -> Finding:
    wrong, other = two
    language = collection.language
    return make_finding(
        collection,
        rule=identity.code,
        verdict=Verdict.CONTRADICTED,
        message=phrase(
            "two_counts",
            language,
            profit=wrong.profit.text,
            each=wrong.each.text,
            first=show_interval(wrong.core, "share", language),
            other=f"{other.profit.text} ÷ {other.each.text}",
            second=show_interval(other.core, "share", language),
            slip=phrase(f"slip_{slip.kind}", language) if slip else "",
        ),
        claims=(wrong.each, wrong.profit, other.each, other.profit),
        expected=wanted.stated(wrong.each.unit),
        stated=reading(wrong.each).core.stated(wrong.each.unit),
        suggestion=f"{wrong.each.text} → {slip.repair}" if slip and slip.repair else None,
    )


def _by_ends(collection: Collection, identity: Identity, profit: Claim, each: Claim) -> Iterator[Finding]:
    """The ends of a profit's range with those of the earnings per share; a loss may pair them crosswise."""
    pairings = []
    for order in ((0, 1), (1, 0)):
        ends = [_count(end_of(profit, mine), end_of(each, theirs)) for mine, theirs in enumerate(order)]
        if ends[0] is not None and ends[1] is not None:
            pairings.append((ends[0], ends[1]))
    if not pairings:
        return
    for one, other in pairings:
        if one.core.meets(other.core):
            yield _verified(collection, identity, one, [other])
            return
    if any(one.hard.meets(other.hard) for one, other in pairings):
        return
    first, second = pairings[0]
    wanted = _EACH.over({"profit": reading(second.profit).core.absolute(), "count": first.core})
    yield _contradicted(collection, identity, (second, first), wanted, None)
