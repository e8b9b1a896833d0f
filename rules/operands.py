"""Which claims can stand in a formula beside a stated one: by period, slice, unit and nearness.

Takes a stated claim and a role of an identity; gives claims, nearest first. Nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from claims.calendar import CalendarPeriod, between, try_parse
from claims.model import Claim, Measure
from rules.facts import FactBook, Slice, bare, hard, slice_of, variable
from rules.identities import Identity, Pattern, Role
from rules.interval import Interval
from rules.knowledge import knowledge

_CHOICES = 4
"""So many different figures of one operand are tried, the nearest first."""

_ENDS = 2
"""A rate over a span has a first and a last level."""

_PERCENT = 100

SAME_SENTENCE = 0
"""The reach of a sentence."""

SAME_PARAGRAPH = 1
"""The reach up to which operands are taken to be meant by the claim's own sentence."""


def fits(pattern: Pattern, claim: Claim) -> bool:
    """Whether a claim is one that the pattern takes."""
    if claim.measure not in pattern.measures or claim.hard is None:
        return False
    known = knowledge()
    return (
        claim.unit not in ("date", "rank")
        and (not pattern.units or claim.unit in pattern.units)
        and (not pattern.metrics or claim.metric in pattern.metrics)
        and claim.metric not in pattern.besides
        and not (pattern.levels == "amount" and _is_percentage(claim))
        and not (pattern.levels == "percentage" and not _is_percentage(claim))
        and not (pattern.positive and variable(claim.metric)[0] in known.may_be_negative)
    )


def _is_percentage(claim: Claim) -> bool:
    """Whether the level that a claim is of, or moves, is a percentage by what it is of."""
    known = knowledge()
    return claim.metric in known.percentages or claim.dimensions.get("item") in known.percentage_items


def span_of(book: FactBook, claim: Claim) -> tuple[CalendarPeriod | None, bool]:
    """The period that a claim's operands are looked up by, and whether it had to be guessed.

    A compound rate whose own period is no range takes the first and the last year for which its paragraph
    gives levels of the same metric; so does a growth whose sentence gives levels years apart.
    """
    period = try_parse(book.time(claim))
    if period is not None and period.is_range:
        return period, False
    if claim.measure is Measure.CAGR:
        periods = _levels_near(book, claim, SAME_PARAGRAPH)
        if len(periods) < _ENDS or (period is not None and period not in periods):
            return None, True
        last = period if period is not None and period != periods[0] else periods[-1]
        return between(periods[0], last), True
    if claim.measure is Measure.GROWTH and period is not None:
        periods = _levels_near(book, claim, SAME_SENTENCE)
        if len(periods) == _ENDS and periods[1] == period and period.year - periods[0].year > 1:
            return between(*periods), True
    return period, False


def _levels_near(book: FactBook, claim: Claim, reach: int) -> list[CalendarPeriod]:
    """The periods for which levels of the claim's own fact stand within reach, in order."""
    found = set()
    for other in book.paragraph(claim):
        if (
            other.period
            and (other.metric, other.measure) == (claim.metric, Measure.LEVEL)
            and book.distance(claim, other)[0] <= reach
            and book.subject(other) == book.subject(claim)
            and slice_of(other) == slice_of(claim)
        ):
            period = try_parse(other.period)
            if period is not None and not period.is_range:
                found.add(period)
    return sorted(found)


def operand_periods(
    book: FactBook, claim: Claim, period: CalendarPeriod | None, role: Role
) -> tuple[str, ...]:
    """The periods that an operand may carry, the likeliest first; none where the base is not known."""
    if period is None:
        return (book.time(claim),) if role.period in ("same", "last") else ()
    if role.metric == "of" and claim.of == claim.metric:
        return _another_period(claim, period)
    first, last = period.ends
    match role.period:
        case "same":
            return (period.iso,)
        case "first":
            return (first.iso,) if period.is_range else ()
        case "last":
            return (last.iso, *_instant(claim, last))
        case "base":
            if period.is_range:
                return (first.iso,)
            return _base(claim, period)


def _another_period(claim: Claim, period: CalendarPeriod) -> tuple[str, ...]:
    """What a ratio of a metric to itself is taken against: the named period, else a whole year."""
    named = try_parse(claim.versus) if claim.versus else None
    if named is not None:
        return (named.iso,)
    return tuple(y for y in (f"{period.year - 1:04d}", f"{period.year:04d}") if y != period.iso)


def _base(claim: Claim, period: CalendarPeriod) -> tuple[str, ...]:
    match claim.versus:
        case None if claim.measure is Measure.CHANGE and claim.unit == "count":
            return ()  # 净增256家: since when, nobody says
        case None | "year_ago":
            before = period.year_before()
            return (before.iso, *_instant(claim, before))
        case "previous":
            previous = period.previous()
            return () if previous is None else (previous.iso,)
        case "period_start":
            start = (period if not period.is_instant else _year_of(period)).start_instant()
            return (start.iso, str(start.year))
        case "offer_price" | "previous_close":
            return ()
        case explicit:
            named = try_parse(explicit)
            return () if named is None else (named.iso,)


def _year_of(period: CalendarPeriod) -> CalendarPeriod:
    year = try_parse(f"{period.year:04d}")
    assert year is not None
    return year


def _instant(claim: Claim, period: CalendarPeriod) -> tuple[str, ...]:
    """A balance of a year may carry the year or its last day."""
    if variable(claim.metric)[0] in knowledge().balances and not period.is_instant:
        return (period.end_instant().iso,)
    return ()


def _slices(claim: Claim, role: Role, stating: Iterable[Claim]) -> tuple[Slice, ...]:
    """The slices that an operand may have; a whole may be any stated one where a part of a part is meant."""
    own = slice_of(claim)
    if role.slice == "same":
        return (own,)
    stating = tuple(stating)
    if inside := [found for other in stating if is_share_inside(claim, found := slice_of(other))]:
        return tuple(dict.fromkeys(inside))
    wholes = [tuple(pair for pair in own if pair != left_out) for left_out in own]
    others = [slice_of(other) for other in stating] if len(own) > 1 else []
    return tuple(s for s in dict.fromkeys([*wholes, (), *others]) if s != own) if own else ()


def is_share_inside(claim: Claim, whole: Slice) -> bool:
    """Whether a share says that it is one of a slice, and not of all there is (`占线上的七成`)."""
    inside = claim.dimensions.get("item") if claim.measure is Measure.SHARE else None
    return inside is not None and len(whole) == 1 and whole[0][1] == bare(inside)


def part_of_a_part(book: FactBook, claim: Claim, role: Role) -> bool:
    """Whether the claim's sentence names, besides its own part, a slice that the share may well be one of.

    In `建筑涂料收入29.16亿元,其中零售17.50亿元,占60%` the share is one of 建筑涂料, not of the whole.
    """
    own = slice_of(claim)
    if role.slice != "whole" or not own or claim.hard is None:
        return False
    alike = [
        other
        for other in book.sentence(claim)
        if other.measure is role.measure and other.metric == claim.metric and other.hard is not None
        if other.span.start < claim.span.start and slice_of(other)
    ]
    share = hard(claim)
    return any(
        slice_of(whole) != own and whole.unit == part.unit and _makes(part, whole, share)
        for part in alike
        if slice_of(part) == own
        for whole in alike
        if whole.span.start < part.span.start
    )


def _makes(part: Claim, whole: Claim, share: Interval) -> bool:
    """Whether a part is so many percent of a whole."""
    try:
        return not (hard(part).scale(_PERCENT) / hard(whole)).meet(share).empty
    except ZeroDivisionError:
        return False


def many_wholes(identity: Identity, claim: Claim) -> bool:
    """Whether the claim's whole may be one of several."""
    return any(role.slice == "whole" for role in identity.role) and len(slice_of(claim)) > 1


def operands_for(
    book: FactBook, claim: Claim, period: CalendarPeriod | None, role: Role
) -> tuple[Claim, ...]:
    """The claims that can stand in a role, nearest first, each figure once."""
    metric = claim.metric if role.metric == "same" else claim.of if role.metric == "of" else role.metric
    if metric is None:
        return ()
    found: list[Claim] = []
    accounts = [variable(name)[0] for name in (metric, *role.metrics)]
    for iso, account in product(operand_periods(book, claim, period, role), accounts):
        stating = book.candidates(claim, book.subject(claim), account, role.measure, iso)
        for wanted in _slices(claim, role, stating):
            found += book.nearest(
                claim,
                (
                    o
                    for o in stating
                    if slice_of(o) == wanted and _in_unit(o, claim, role) and _one_thing(o, claim)
                ),
            )
    found.sort(key=lambda o: (book.distance(claim, o)[0], o.qualifier != "exact"))
    return tuple(_distinct_figures(found))[:_CHOICES]


def _one_thing(operand: Claim, claim: Claim) -> bool:
    """Whether two numbers that no metric fits may be of one thing, by their nouns (净迁入人数, 净迁出)."""
    one, other = operand.label or "", claim.label or ""
    named = operand.metric == claim.metric == "other" and one and other
    return not named or one in other or other in one


def _in_unit(operand: Claim, claim: Claim, role: Role) -> bool:
    if role.unit == "shared":
        amounts = claim.measure in (Measure.GROWTH, Measure.CAGR, Measure.SHARE)
        return not (amounts and operand.unit in ("percent", "percentage_point"))
    return operand.unit == (claim.unit if role.unit == "stated" else role.unit)


def _distinct_figures(claims: Iterable[Claim]) -> Iterator[Claim]:
    seen = set()
    for claim in claims:
        figure = (claim.value, claim.ulp, claim.qualifier, claim.unit, claim.metric)
        if figure not in seen:
            seen.add(figure)
            yield claim


def years_of(period: CalendarPeriod | None) -> int:
    """The number of years from a range's first period to its last; 0 where no period is known."""
    if period is None:
        return 0
    first, last = period.ends
    return last.year - first.year
