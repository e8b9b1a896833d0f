"""Sums: parts that make a whole, whichever of them was stated last or is wrong.

Takes the parts and the whole; gives what a check came to. Which claims are parts of what is decided by the
callers; each term brings its own half unit, so that n terms may miss their total by n halves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from claims.calendar import try_parse
from claims.model import Claim, Measure, Qualifier
from rules import facts
from rules.facts import FactBook
from rules.identities import Identity
from rules.interval import Interval
from rules.knowledge import knowledge
from rules.outcome import agrees, judge, reading, slip_of
from rules.slips import SlipKind
from rules.verdicts import Checked, Suspicion

HUNDRED = Interval.point(100)
TRADED = "stake_change"
"""Shares bought or sold, whose amounts add up as levels do."""
_UNCOUNTED = ("percentage_point", "times", "year", "month", "day")


@dataclass(frozen=True, slots=True)
class Sum:
    """Parts that should make a whole: another claim, or an exact number."""

    parts: tuple[Claim, ...]
    """The terms, in the order of the text."""
    whole: Claim | None
    """The claim of the total; None where the total is 100%."""

    @property
    def members(self) -> tuple[Claim, ...]:
        """Every claim that takes part, the total first."""
        return self.parts if self.whole is None else (self.whole, *self.parts)

    def implied(self, member: Claim) -> tuple[Interval, Interval]:
        """What the others imply for one member, carefully and generously read, losses as they are written."""
        return self.careful(member), self._left(member, facts.hard)

    def careful(self, member: Claim) -> Interval:
        """What the others imply for one member, carefully read."""
        return self._left(member, facts.core)

    def _left(self, member: Claim, read: Callable[[Claim], Interval]) -> Interval:
        """What the others imply for one member under one reading."""
        total = _total([read(part) for part in self.parts if part.id != member.id])
        if self.whole is None or member.id != self.whole.id:
            total = (HUNDRED if self.whole is None else read(self.whole)) - total
        return -total if facts.variable(member.metric)[1] < 0 else total


def examine(identity: Identity, terms: Sum) -> Checked:
    """Compare the total with its parts, or the last part with what the others leave of 100%."""
    stated = terms.whole or terms.parts[-1]
    core, hard = terms.implied(stated)
    others = tuple(member for member in terms.members if member.id != stated.id)
    if terms.whole is None:
        working = " − ".join(["100%", *(part.text for part in others)])
    else:
        working = " + ".join(part.text for part in others)
    return Checked(
        identity, stated, others, working, core, core.hull(hard), judge(stated, core, core.hull(hard))
    )


def adds_up(terms: Sum) -> bool:
    """Whether the parts make the whole within the written precision."""
    member = terms.members[0]
    return agrees(member, terms.careful(member))


def suspect(book: FactBook, terms: Sum) -> Suspicion:
    """The member that is likeliest wrong: one that another place states so that it fits, or a plain slip.

    A slip of a figure whose release mends what failed around the sum, too, comes before others, and one that
    its own document alone states before one that another document states alike. Where that
    holds of the whole the shortest period comes first: reports are cumulative, a quarter is worked out.
    """
    from rules.release import releases

    slips = []
    own = {member.id for member in terms.members}
    mending = {c.id for release in releases(book.collection, terms.members) for c in release}
    known = terms.whole is not None and _stated_elsewhere(book, terms.whole)
    for member in terms.members:
        core = terms.careful(member)
        for other in book.stating(book.key(member)):
            witness = reading(other)
            if other.id in own:
                continue
            if witness.figure and witness.value != reading(member).value and agrees(other, core):
                return Suspicion(member, other.text)
        figure = reading(member)
        slip = slip_of(figure, core)
        if slip is not None:
            idle = bool(mending) and member.id not in mending
            months = _months(member) if known else 0
            rank = (idle, _stated_elsewhere(book, member), slip.kind is SlipKind.DIGIT, months)
            slips.append((rank, Suspicion(member, slip.repair, slip)))
    return min(slips, key=lambda s: s[0])[1] if slips else Suspicion(terms.members[0], None)


def plainest(book: FactBook, terms: Sum) -> Suspicion:
    """As `suspect`; where a digit of any of several would do, the total or what is told last, unmended."""
    found = suspect(book, terms)
    if found.slip is None or found.slip.kind is not SlipKind.DIGIT:
        return found
    told = _stated_elsewhere(book, found.claim)
    for member in terms.members:
        rival = member.id != found.claim.id and (told or not _stated_elsewhere(book, member))
        if rival and slip_of(reading(member), terms.careful(member)) is not None:
            last = terms.parts[-1] if terms.whole is None else terms.whole
            return Suspicion(last, None, found.slip)
    return found


def _months(member: Claim) -> int:
    """How many months a figure is told for; 0 where that is not known."""
    period = try_parse(member.period) if member.period is not None else None
    return (period.months or 0) if period is not None else 0


def _stated_elsewhere(book: FactBook, member: Claim) -> bool:
    """Whether another document states the same figure."""
    value = reading(member).value
    return any(
        other.document != member.document and reading(other).value == value
        for other in book.stating(book.key(member))
    )


def summable(claim: Claim) -> bool:
    """Whether a figure may be a total or one of its items: an amount or a part of one, and no bound."""
    figure = reading(claim)
    if claim.unit == "percent":
        counted = claim.measure is Measure.SHARE or claim.metric in (*knowledge().bounded, TRADED)
    else:
        amount = claim.measure is Measure.LEVEL or claim.metric == TRADED
        counted = amount and claim.unit not in _UNCOUNTED and "/" not in claim.unit
    return counted and figure.value > 0 and (figure.plain or figure.qualifier is Qualifier.ABOUT)


def exceeds(terms: Sum) -> bool:
    """Whether the parts make more than the whole; less may be a list that leaves the rest out."""
    member = terms.parts[-1]
    core = terms.careful(member)
    written = facts.core(member)
    return core.high is not None and written.low is not None and written.low >= core.high


def near(checked: Checked, terms: Sum) -> bool:
    """Whether a sum misses by at most 3% of its whole, so that it was hardly meant to be partial."""
    size = 100 if terms.whole is None else abs(reading(terms.whole).value)
    return checked.outcome.gap * 100 <= 3 * size


def _total(intervals: Sequence[Interval]) -> Interval:
    result = Interval.point(0)
    for interval in intervals:
        result = result + interval
    return result
