"""Lists that itemise an amount, as texts write them: `134亿元，其中甲64亿元、乙55亿元、丙15亿元`.

In: the figures of a paragraph. Out: each total with the items that make it, else with all that follow it. A
list is found by how it is written: in brackets behind its total, behind a word such as 其中, or before a word
such as 合计. What its items are called does not matter. What a list that adds up to something else means,
`rules.itemised` judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from claims.calendar import try_parse
from claims.model import Bounds, Claim, Qualifier
from rules.collection import Collection
from rules.definitions import definitions
from rules.facts import FactBook
from rules.interval import plain
from rules.knowledge import listed_cue
from rules.outcome import reading
from rules.sums import TRADED, Sum, adds_up, summable
from rules.tallies import shared_out

_PLANNED = frozenset({TRADED, "funding"})
"""What is planned as a whole and told again part by part, without the word for a plan."""
_COUNT, _OTHER = "count", "other"
_FEWEST = 2
_MOST = 40
"""So many items a list has, at most."""
_MOST_NESTED = 12
"""So many items has a list, at most, in which others are looked for."""
_CLOSE = 40
"""The most characters between a total and the first of its items, or the last item and its total."""
_FARTHEST = 4
"""So many sentences an itemised list runs on, at most."""
_COUNTS = "零一两三四五六七八"
_EACH = "分别"
_PARTED = re.compile("[;；]")


def lists(collection: Collection) -> tuple[Sum, ...]:
    """The lists of a collection: each total with the items that make it, else with all that follow it."""
    book = collection.once(FactBook)
    return tuple(terms for claims in book.paragraphs() for terms in _Paragraph(book, claims).lists())


def summed_before(folded: str, whole: Claim) -> int:
    """How many items the words right before a total say that it adds up; 0 where they don't."""
    found = definitions().items_added.search(folded, max(0, whole.span.start - _CLOSE // 2), whole.span.start)
    return 0 if found is None else _COUNTS.index(found["count"])


def made_of(folded: str, whole: Claim, first: Claim) -> int:
    """How many items the words between a total and its first item say that make it; 0 where they don't."""
    found = definitions().items_make.search(folded, whole.span.end, first.span.start)
    return 0 if found is None else _COUNTS.index(found["count"])


class _Paragraph:
    """The figures of one paragraph with the brackets that they stand in."""

    def __init__(self, book: FactBook, claims: tuple[Claim, ...]) -> None:
        figures = [c for c in claims if c.hard is not None and c.unit not in ("date", "rank")]
        self._limits = frozenset(c.id for c in figures if _limits(c))
        self._claims = tuple(_as_limit(c) if c.id in self._limits else c for c in figures)
        if not self._claims:
            return
        self._folded = book.collection.document[self._claims[0].document].folded
        self._start = book.place(self._claims[0]).block_start
        self._depth = dict(self._depths())

    def lists(self) -> Iterator[Sum]:
        """Each total with its list, in the order of the text."""
        for index, whole in enumerate(self._claims):
            if not summable(whole):
                continue
            near = [self._bracketed(index, whole), self._own(self._following(index, whole))]
            every = list(self._following(index, whole, sentences=_FARTHEST))
            far = self._own(every)
            joint = self._own(self._announced(index, whole))
            fitting = _openings((*near, far, joint, every))
            before = list(self._before(index, whole))
            flat = (_outermost(parts) for parts in (*near, far, joint))
            tried = (Sum(tuple(parts), whole) for parts in chain(fitting, before, flat) if parts)
            found = next((terms for terms in tried if adds_up(terms)), None)
            if found is None:
                told = summed_before(self._folded, whole)
                found = next((Sum(tuple(p), whole) for p in before if len(p) == told), None)
            if found is None:
                found = next((Sum(tuple(p), whole) for p in (*near, *before[-1:]) if len(p) >= _FEWEST), None)
            if found is not None:
                yield found
                yield from _other_cuts(found, every)

    def _depths(self) -> Iterator[tuple[str, int]]:
        depth, at = 0, self._start
        for claim in self._claims:
            for c in self._folded[at : claim.span.start]:
                depth += (c in "(（") - (c in ")）")
            at = claim.span.start
            yield claim.id, depth

    def _bracketed(self, index: int, whole: Claim) -> list[Claim]:
        """The items in the bracket right behind a total."""
        depth = self._depth[whole.id]
        items: list[Claim] = []
        for claim in self._claims[index + 1 : index + 1 + _MOST]:
            if self._depth[claim.id] <= depth or (not items and claim.span.start - whole.span.end > _CLOSE):
                break
            if not items and listed_cue("former_cues").search(self._folded, whole.span.end, claim.span.start):
                return []  # 4.10亿元（原4.70亿元）
            if self._depth[claim.id] == depth + 1 and self._alike(claim, whole):
                items.append(claim)
        return self._own(items)

    def _following(self, index: int, whole: Claim, sentences: int = 1) -> Iterator[Claim]:
        """Items at the total's own depth, up to the end of so many sentences from the first item on."""
        depth, text, begun = self._depth[whole.id], self._folded, False
        at = whole.span.end
        behind = self._claims[index + 1 : index + 1 + _MOST]
        timely = any(c.metric == whole.metric and c.period == whole.period for c in behind)
        for claim in behind:
            gap, at = text[at : claim.span.start], claim.span.end
            sentences -= begun and "。" in gap
            if self._depth[claim.id] < depth or "\n" in gap or not sentences:
                return
            if self._depth[claim.id] != depth or not self._alike(claim, whole):
                continue
            if timely and _is_past(claim, whole):
                continue
            if not begun:
                cue = listed_cue("item_cues").search(text, whole.span.end, claim.span.start)
                if cue is None and listed_cue("nested_cues").search(gap):
                    continue  # what the total was before, or how far it moved
                if cue is None or claim.span.start - cue.end() > _CLOSE:
                    return
                if cue.group().startswith(_EACH) and _PARTED.search(text, whole.span.end, cue.start()):
                    return  # 甲预计净利6.9亿元;乙分别估42.6亿元与6.5亿元
                if cue.start() - whole.span.end > 2 * _CLOSE:
                    return
                if "。" in text[whole.span.end : claim.span.start] and self._is_item(index, whole):
                    return  # 甲8亿元,其他3亿元。按渠道分,门店7亿元,线上4亿元
            begun = True
            yield claim

    def _is_item(self, index: int, whole: Claim) -> bool:
        """Whether a figure is itself one of several slices that its sentence tells."""
        before = self._claims[index - 1] if index else whole
        alike = before.metric == whole.metric and before.unit == whole.unit and bool(whole.dimensions)
        sliced = alike and before.dimensions.keys() == whole.dimensions.keys()
        apart = sliced and before.dimensions != whole.dimensions
        return apart and "。" not in self._folded[before.span.end : whole.span.start]

    def _announced(self, index: int, whole: Claim) -> Iterator[Claim]:
        """Items right behind a total that 共 or 总 announces (`共设站12座，高架站5座，地下站7座`)."""
        text, at = self._folded, whole.span.end
        lead = text[max(self._start, whole.span.start - _CLOSE // 4) : whole.span.start]
        if not listed_cue("whole_cues").search(re.split("[,，、。;；]", lead)[-1]):
            return
        for claim in self._claims[index + 1 : index + 1 + _MOST]:
            gap, at = text[at : claim.span.start], claim.span.end
            if len(gap) > _CLOSE // 2 or "。" in gap or not self._alike(claim, whole):
                return
            yield claim

    def _before(self, index: int, whole: Claim) -> Iterator[list[Claim]]:
        """Items before a total that 合计 announces, from the nearest few to all of the sentence's.

        The total may be the second of a pair (`合计减持85万股,占总股本的5%`), and 合计 may open a sentence
        behind the list's.
        """
        text, depth = self._folded, self._depth[whole.id]
        parts: list[Claim] = []
        at, announced = whole.span.start, False
        for number, claim in enumerate(reversed(self._claims[max(0, index - _MOST) : index])):
            gap, at = text[claim.span.end : at], claim.span.start
            each = 1 if "/" in claim.unit else shared_out(text, claim)
            cue = None if announced else listed_cue("joint_cues").search(gap[-_CLOSE:])
            stops = gap if cue is None else gap[gap.rfind("。") + 1 :] if _opens(gap) else gap
            if "。" in stops or "\n" in gap:
                return
            if (
                not announced
                and cue is None
                and (number > 0 or claim.unit == whole.unit or len(gap) > _CLOSE)
            ):
                return
            if cue is not None and listed_cue("later_cues").search(gap[-_CLOSE:], 0, cue.start()):
                return  # 一期1万吨、二期3万吨,三期达产后合计8万吨
            announced = announced or cue is not None
            if announced and self._depth[claim.id] == depth and self._alike(claim, whole):
                parts[:0] = [claim] * each
                if len(parts) >= _FEWEST:
                    yield list(parts)

    def _alike(self, claim: Claim, whole: Claim) -> bool:
        """Whether a figure may be an item of a total: of one unit, measure and basis, limits of limits.

        A plan to trade is often told as one only of its first part.
        """
        same = (claim.unit, claim.measure) == (whole.unit, whole.measure)
        based = claim.basis == whole.basis or (claim.metric == whole.metric and claim.metric in _PLANNED)
        limited = claim.id in self._limits and whole.id not in self._limits
        known = claim.unit == _COUNT and _OTHER not in (claim.metric, whole.metric)
        apart = known and not claim.metric.endswith(whole.metric)  # users are no customers
        return same and based and not limited and not apart and summable(claim)

    def _own(self, items: Iterable[Claim]) -> list[Claim]:
        """The items without parts of an item (`北京5例,其中甲区4例、乙区1例`) and figures of another time."""
        own: list[Claim] = []
        nested = False
        for claim in items:
            ends = [other.span.end for other in self._claims if other.span.end <= claim.span.start]
            lead = self._folded[max([*ends[-1:], claim.span.start - _CLOSE]) : claim.span.start]
            if not own:
                counts = True
            elif nested and lead.startswith(("、", "和")):
                counts = False
            else:
                counts = listed_cue("nested_cues").search(lead) is None
            nested = not counts
            if counts:
                own.append(claim)
        return own


def _is_past(claim: Claim, whole: Claim) -> bool:
    """Whether a figure is of a time before its total's (`收入9亿元。甲由上年的3亿元变为4亿元，…`)."""
    if claim.metric != whole.metric or claim.period in (None, whole.period) or whole.period is None:
        return False
    own, time = try_parse(claim.period or ""), try_parse(whole.period)
    return own is not None and time is not None and own.last < time.first


def _outermost(parts: Sequence[Claim]) -> list[Claim]:
    """A list without the items that make another of it (`注册资本144亿元,甲出66亿元,乙出78亿元;其余96亿元`).

    Empty where no item is made by those behind it.
    """
    outer: list[Claim] = []
    at = 0 if len(parts) <= _MOST_NESTED else len(parts)
    while at < len(parts):
        made = range(at + 1 + _FEWEST, len(parts) + 1)
        end = next((n for n in made if adds_up(Sum(tuple(parts[at + 1 : n]), parts[at]))), at + 1)
        outer.append(parts[at])
        at = end
    return outer if _FEWEST <= len(outer) < len(parts) else []


def _openings(lists: Iterable[list[Claim]]) -> Iterator[list[Claim]]:
    """What lists open with, from a few items to all of them, each once: mostly they are the same list."""
    known: set[tuple[str, ...]] = set()
    for parts in lists:
        ids = tuple(part.id for part in parts)
        for n in range(_FEWEST, len(parts) + 1):
            if ids[:n] not in known:
                known.add(ids[:n])
                yield parts[:n]


def _opens(gap: str) -> bool:
    """Whether the last sentence of some words opens with 合计 or the like."""
    return listed_cue("joint_cues").match(gap[gap.rfind("。") + 1 :].lstrip()) is not None


def _other_cuts(found: Sum, items: list[Claim]) -> Iterator[Sum]:
    """The same total cut another way behind the first list (`甲3亿元,乙2亿元;现货1亿元,期货4亿元`)."""
    rest = items[len(found.parts) :] if tuple(items[: len(found.parts)]) == found.parts else []
    tried = (Sum(tuple(rest[:n]), found.whole) for n in range(_FEWEST, len(rest) + 1))
    if adds_up(found):
        yield from islice((terms for terms in tried if adds_up(terms)), 1)


def _limits(claim: Claim) -> bool:
    """Whether a figure is the most that something may be (`不超过300万股`)."""
    return claim.qualifier is Qualifier.UP_TO and (claim.low is None or claim.high is None)


def _as_limit(claim: Claim) -> Claim:
    """A limit as the figure that it is written as: limits add up among themselves."""
    figure = reading(claim)
    low, high = (plain(figure.value + half) for half in (-figure.ulp / 2, figure.ulp / 2))
    around = Bounds(low=low, high=high, low_open=False, high_open=False)
    return claim.model_copy(update={"value": plain(figure.value), **around.model_dump(), "hard": around})
