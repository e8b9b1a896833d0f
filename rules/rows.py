"""Rows of parts: figures told one after another, each behind nothing but the name of a part, and their whole.

`熟料生产线26条,华东13条,华中7条,西南6条` tells its parts without a word for it; other rows stand behind 其中,
behind 按地区分 in the next sentence, or before 三地合计. In: the figures of a paragraph. Out: each row with
its whole and how much says that it leaves no part out: a member for the rest, words that make a whole of
them, the form of a bare row, or nothing but that parts never make more than their whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from functools import partial
from itertools import combinations

from claims.model import Basis, Claim, Measure, Qualifier
from rules.collection import Collection
from rules.interval import Interval
from rules.kinds import family_of
from rules.knowledge import cue, listed_cue
from rules.outcome import reading
from rules.rownames import (
    RAISED,
    alike_names,
    announced,
    compared,
    last_clause,
    leave_nothing_out,
    of_crossing_cuts,
    shared_names,
    stops,
    two_sides,
)
from rules.runs import FEWEST, SOME, Figures, Run, alike, figures_in_runs
from rules.slips import SlipKind
from rules.sums import Sum, adds_up, exceeds, summable
from rules.verdicts import Suspicion

_cue = partial(cue, "rows")
_MOST = 40
_REACH = 8
"""So many figures back the whole of a row is looked for."""
_FAR = 160
"""So many characters back."""
_TELLING = 100
"""So many of its last places a figure must have for others to make it by no chance."""
_THIRD, _QUARTER, _TENTH = Fraction(1, 3), Fraction(1, 4), Fraction(1, 10)
_SCALED = (SlipKind.POWER_OF_TEN, SlipKind.SCALE)
_SURE = (*_SCALED, SlipKind.SWAPPED)
_OF_ANOTHER = re.compile("[;；](?!其中|分别|依次)")
"""Between a figure and a row that is told of something else (`净利6.9亿元；乙分别估42.6亿元与6.5亿元`)."""
_NAMED = ("segment", "product", "region", "item", "model", "customer", "market")


class Fullness(IntEnum):
    """How much says that a row leaves no part out."""

    UNKNOWN = 0
    """Parts of several cuts, or a row that goes on: only that it adds up tells something."""
    OPEN = 1
    """Some parts, at least: they never make more than the whole."""
    LIKELY = 2
    """A row in the form of a full one."""
    FULL = 3
    """Words say that it is all."""


@dataclass(frozen=True, slots=True)
class Row:
    """A whole and the row of its parts."""

    terms: Sum
    fullness: Fullness


def rows(collection: Collection) -> tuple[Row, ...]:
    """The rows of parts of a collection, in the order of the texts."""
    return tuple(row for figures in collection.once(figures_in_runs) for row in _Reading(figures).rows())


def full_shares(collection: Collection) -> tuple[Row, ...]:
    """The rows of shares that words show to be of all of a whole, in the order of the texts."""
    return tuple(row for figures in collection.once(figures_in_runs) for row in _Reading(figures).shares())


def misses(row: Row, suspicion: Suspicion) -> bool:
    """Whether a row that does not make its whole was meant to, by its form, the miss and the slip in it."""
    whole = row.terms.whole
    size = Fraction(100) if whole is None else abs(reading(whole).value)
    made = sum((reading(part).value for part in row.terms.parts), Fraction(0))
    gap = abs(made - size) / max(made, size)
    kind = None if suspicion.slip is None else suspicion.slip.kind
    if row.fullness is Fullness.FULL:
        return gap <= _THIRD or kind is not None
    if row.fullness is Fullness.UNKNOWN:
        return False
    if exceeds(row.terms):
        return gap <= _QUARTER or kind is not None
    if row.fullness is Fullness.OPEN:
        return False
    return gap <= _TENTH or kind in _SURE or (kind is not None and gap <= _QUARTER)


class _Reading:
    """What the runs of a paragraph's figures come to."""

    def __init__(self, figures: Figures) -> None:
        self._figures, self._claims = figures, figures.claims
        self._folded, self._leads = figures.folded, figures.leads

    def rows(self) -> Iterator[Row]:
        """The rows with their wholes."""
        if len(self._claims) <= FEWEST:
            return
        for run in self._figures.runs:
            yield from self._read(run)

    def shares(self) -> Iterator[Row]:
        """The rows of shares that should make 100%, among other figures and by themselves."""
        told: set[str] = set()
        for row in self._shares_in_runs():
            told |= {part.id for part in row.terms.parts}
            yield row
        if self._figures.alone is not None:
            for row in _Reading(self._figures.alone)._shares_in_runs(of_uses=True):
                if told.isdisjoint(part.id for part in row.terms.parts):
                    yield row

    def _shares_in_runs(self, *, of_uses: bool = False) -> Iterator[Row]:
        """The rows of shares in runs, or only those `of_uses` that money is put to."""
        if not any(c.unit == "percent" for c in self._claims):
            return
        for run in self._figures.runs:
            parts = run.members
            if parts[0].unit != "percent" or run.whole is not None or not FEWEST <= len(parts) <= _MOST:
                continue
            words = re.split("[。\n]", self._leads[run.at])[-1]
            uses = parts[0].metric in RAISED and all("segment" in part.dimensions for part in parts)
            if uses:
                words = _cue("among").sub("", words)  # 净额12亿元,其中45%用于研发
            names = shared_names([_cue("links").sub("", _cue("opens").sub("", n)) for n in run.names])
            if run.broken or _cue("some").search(words) or compared(words) or (of_uses and not uses):
                continue
            if not uses and of_crossing_cuts(parts, names):
                continue
            if self._goes_with(run) or self._goes_further(run) or _has_subtotal(parts):
                continue
            full = _cue("makes_up").search(words) is not None
            if full or leave_nothing_out(names):
                terms = Sum(tuple(parts), None)
                yield Row(terms, Fullness.FULL if leave_nothing_out(names) else Fullness.LIKELY)

    def _read(self, run: Run) -> Iterator[Row]:
        """The whole of a run, with how full its form makes it."""
        if run.whole is not None:
            if len(run.members) >= FEWEST:
                yield from self._told(run.members, run.names, run.whole, self._fullness_joint(run), run)
            return
        first, *rest = run.members
        if len(rest) >= FEWEST and self._is_whole(run):
            full = Fullness.FULL if _cue("full").search(self._words(first, rest[0])) else Fullness.LIKELY
            yield from self._told(rest, run.names[1:], first, full, run)
        opened = run.lead.stop or run.lead.opener
        if len(run.members) < FEWEST or not (run.at and opened) or compared(run.names[0]):
            return
        whole = self._whole_before(run)
        if whole is not None:
            yield from self._told(run.members, run.names, whole, self._opened(run, whole), run)

    def _words(self, whole: Claim, first: Claim) -> str:
        return self._folded[whole.span.end : first.span.start]

    def _sentence_before(self, claim: Claim) -> str:
        """The words of a figure's sentence in front of it."""
        before = self._folded[max(0, claim.span.start - _FAR) : claim.span.start]
        return re.split("[。\n;；]", before)[-1]

    def _fullness_joint(self, run: Run) -> Fullness:
        """A total behind its row; a like figure right before the row may be another part."""
        before = self._claims[run.at - 1] if run.at else None
        first = run.members[0]
        more = before is not None and before.unit == first.unit and alike(before, first)
        counted = announced(self._sentence_before(first)) == len(run.members)
        some = not counted and _cue("some").search(self._leads[run.at]) is not None
        some = some or compared(run.names[0], planned=first.basis is Basis.TARGET)
        if run.whole is not None and listed_cue("later_cues").search(self._words(run.members[-1], run.whole)):
            return Fullness.UNKNOWN  # 一期1万吨、二期3万吨,三期达产后合计8万吨
        return Fullness.UNKNOWN if more or some else Fullness.FULL

    def _is_whole(self, run: Run) -> bool:
        """Whether the first figure of a run is what the others make: by the words before it and its noun."""
        first, second, *_ = run.members
        rest = run.members[1:]
        lead = self._leads[run.at]
        behind = self._words(first, second)
        if run.lead.opener or self._goes_with(run) or alike_names(last_clause(lead), run.names[1:]):
            return False
        sliced = {(k, v) for k, v in first.dimensions.items() if k in _NAMED}
        if sliced - second.dimensions.items() or compared(last_clause(lead)):
            return False
        told = _cue("whole").search(last_clause(lead)) is not None
        closed = _cue("rest").search(run.names[-1]) is not None and "segment" not in first.dimensions
        noun = re.match(r"[^,，、。;；:：()—…]{2,14}", behind) is not None
        parted = all(part.dimensions.keys() - first.dimensions.keys() for part in rest)
        sides = len(rest) == FEWEST and two_sides(run.names[1:])
        return told or noun or parted or sides or closed or re.match(r"\s*(?:[:：(]|——)", behind) is not None

    def _goes_with(self, run: Run) -> bool:
        """Whether a like figure stands before the run in its sentence, so that all are members of one row."""
        for at in range(run.at - 1, max(-1, run.at - 1 - _REACH), -1):
            if stops(self._leads[at + 1]):
                return False
            if alike(self._claims[at], run.members[0]):
                return True
        return False

    def _whole_before(self, run: Run) -> Claim | None:
        """The nearest figure before a row that may be what its parts make."""
        first = run.members[0]
        within = not run.lead.stop
        for at in range(run.at - 1, max(-1, run.at - 1 - _REACH), -1):
            claim = self._claims[at]
            between = self._folded[claim.span.end : first.span.start]
            if len(between) > _FAR or between.count("。") > 1:
                return None
            if claim.unit != first.unit:
                continue
            planned = claim.basis is first.basis is Basis.TARGET
            moved = compared(last_clause(self._leads[at]), planned=planned)
            if moved and (within or claim.period != first.period or claim.measure is Measure.CHANGE):
                if at == run.at - 1 and claim.measure is Measure.LEVEL and not run.lead.opener:
                    return None  # …；上年同期收入9亿元,境内6亿元,境外3亿元
                continue
            if self._is_base(at):
                continue
            if moved or not summable(claim) or not alike(first, claim):
                return None
            if not self._figures.counted_alike(claim, first):
                return None
            sliced = "。" in between and claim.dimensions.keys() & set(_NAMED)
            return None if sliced and not self._parted_alone(at, run) else claim
        return None

    def _is_base(self, at: int) -> bool:
        """Whether a figure is only what a share is of (`境外收入3.4亿元，占总收入48.6亿元的7%`)."""
        share = self._claims[at + 1] if at + 1 < len(self._claims) else None
        if share is None or share.unit != "percent" or "占" not in last_clause(self._leads[at]):
            return False
        return re.fullmatch("的(?:约|近)?", self._leads[at + 1]) is not None

    def _parted_alone(self, at: int, run: Run) -> bool:
        """Whether a row behind 其中 parts the one slice that the sentence before it tells of."""
        whole = self._claims[at]
        if _cue("among").match(self._leads[run.at].partition("。")[2].lstrip()) is None:
            return False
        before, at = self._leads[at], at - 1
        while at >= 0 and not stops(before):
            other = self._claims[at]
            if other.unit == whole.unit and other.metric == whole.metric and other.period == whole.period:
                return False
            before, at = self._leads[at], at - 1
        return not set(whole.dimensions.items()) & set(run.members[0].dimensions.items())

    def _opened(self, run: Run, whole: Claim) -> Fullness:
        """How full a row is by the words between its whole and it."""
        words = self._leads[run.at]
        words = words[: len(words) - len(run.names[0])] if run.names[0] else words
        if announced(self._sentence_before(whole)) == len(run.members):
            return Fullness.FULL  # 三人合计持有32%,其中甲15%、乙10%、丙7%
        if _cue("some").search(words):
            return Fullness.UNKNOWN
        if _cue("full").search(words):
            return Fullness.UNKNOWN if _OF_ANOTHER.search(words) else Fullness.FULL
        if _cue("among").search(words):
            return Fullness.OPEN
        if _cue("cut").search(words):
            return Fullness.LIKELY
        bare = re.fullmatch(r"[^,，、。;；:：()—…]{0,14}[,，:：(—。\s]+", words) is not None
        lead = last_clause(self._leads[self._claims.index(whole)])
        apart = "。" in words and not (_cue("has").search(lead) and len(run.members) > FEWEST)
        return Fullness.LIKELY if bare and not apart else Fullness.UNKNOWN

    def _told(
        self, parts: Sequence[Claim], names: Sequence[str], whole: Claim, fullness: Fullness, run: Run
    ) -> Iterator[Row]:
        """The row that makes its whole, else all of it with what says how full it is."""
        if whole.qualifier is Qualifier.UP_TO and None in (whole.low, whole.high):
            return  # the most that something may be is no total
        if any(_apart(part, whole) for part in parts) or not FEWEST <= len(parts) <= _MOST:
            return
        names = shared_names(names)
        if whole.unit == "percent" and adds_up(Sum(tuple(parts), None)):
            return  # 线上占60%,其中甲平台占55%、乙平台占45%
        terms = Sum(tuple(parts), whole)
        if adds_up(terms):
            yield Row(terms, fullness)
            return
        begin = min(whole.span.end, parts[0].span.end)
        ranked = _cue("ranked").search(self._folded, begin, parts[-1].span.start)
        if (
            ranked
            or run.broken
            or self._shares_tell(parts, whole)
            or of_crossing_cuts(parts, names)
            or _has_subtotal(parts)
            or self._goes_further(run)
        ):
            fullness = Fullness.UNKNOWN
            opening = (Sum(tuple(parts[:n]), whole) for n in range(FEWEST, len(parts)))
            terms = next((some for some in opening if adds_up(some)), terms)
        elif _of_others(parts, whole):
            fullness = Fullness.UNKNOWN
        elif fullness and (family := family_of(names)) is not None:
            fullness = Fullness.UNKNOWN if family.explains(terms) else Fullness.FULL
        elif fullness and leave_nothing_out(names):
            fullness = Fullness.FULL
        elif fullness is Fullness.LIKELY and {p.entity for p in parts[1:]} - {whole.entity, parts[0].entity}:
            fullness = Fullness.OPEN  # 全国销量310万辆,甲公司96万辆,乙公司41万辆
        yield Row(terms, fullness)

    def _shares_tell(self, parts: Sequence[Claim], whole: Claim) -> bool:
        """Whether shares beside the parts tell what is wrong, or bear out each part and so leave others."""
        size, at, fitting = reading(whole).value, self._claims.index(parts[0]), 0
        for part in parts:
            at = self._claims.index(part, at) + 1
            share = self._claims[at] if at < len(self._claims) else None
            if share is None or share.measure is not Measure.SHARE or share.unit != "percent":
                continue
            if not Interval.point(100 * reading(part).value / size).meets(reading(share).hard):
                return True
            fitting += 1
        return fitting == len(parts)

    def _goes_further(self, run: Run) -> bool:
        """Whether words behind a row say that it names some, or go on with parts without figures."""
        end = (run.whole or run.members[-1]).span.end
        behind = self._folded[end : end + 24]
        return _cue("further").match(re.split("[。;；\n]", behind)[0]) is not None


def _of_others(parts: Sequence[Claim], whole: Claim) -> bool:
    """Whether the parts are of several others than the whole is of: its peers, not its parts."""
    others = {part.entity for part in parts}
    return whole.entity is not None and len(others) == len(parts) and whole.entity not in others


def _apart(part: Claim, whole: Claim) -> bool:
    return not alike(part, whole) or part.id == whole.id


def _has_subtotal(parts: Sequence[Claim]) -> bool:
    """Whether a run of figures makes the one right before it, so that they are parts of a part."""
    if len(parts) > SOME:
        return False
    return any(
        adds_up(Sum(tuple(parts[start + 1 : end]), parts[start]))
        for start, end in combinations(range(len(parts) + 1), 2)
        if end - start > FEWEST and reading(parts[start]).value >= _TELLING * reading(parts[start]).ulp
    )
