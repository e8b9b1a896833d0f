"""Figures that follow one another as members of a row do, in the paragraphs of a collection.

In: the figures of a paragraph, with the words between them. Out: its runs, each with the names of its members
and with the joint total that ends it, where one does. What a run is a row of, `rules.rows` decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import zip_longest

from claims.model import Basis, Claim, Measure
from rules.collection import Collection
from rules.facts import FactBook
from rules.knowledge import cue, listed_cue
from rules.outcome import reading
from rules.rownames import Lead, last_words, name_as_read, plain_name, read_lead, stops
from rules.sums import summable

FEWEST = 2
"""So many members a row has, at least."""
SOME = 12
"""So many parts has a row, at most, in which subtotals are looked for."""
_cue = partial(cue, "rows")
_RATES = ("percent", "percentage_point", "times")


@dataclass(slots=True)
class Run:
    """Figures that follow one another as members of a row do."""

    lead: Lead
    at: int
    """Index of its first figure."""
    members: list[Claim] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    whole: Claim | None = None
    """The joint total that ends it."""
    broken: bool = False
    """Whether a figure follows that is no member, though counted alike."""


def figures_in_runs(collection: Collection) -> tuple[Figures, ...]:
    """The figures of each paragraph that has enough of them for a row, in the order of the texts."""
    book = collection.once(FactBook)
    told = (_figures(claims) for claims in book.paragraphs())
    return tuple(Figures(book, figures) for figures in told if len(figures) >= FEWEST)


def _figures(claims: Sequence[Claim]) -> list[Claim]:
    """The figures of a paragraph but for those that only stand in the name of what the one behind is of.

    `年产2万吨薄膜项目5亿元` tells of 5亿元.
    """
    found = [c for c in claims if c.hard is not None and c.unit not in ("date", "rank")]
    return [
        claim
        for claim, behind in zip_longest(found, found[1:])
        if behind is None
        or claim.unit == behind.unit
        or claim.text not in behind.dimensions.get("segment", "")
    ]


class Figures:
    """The figures of a paragraph, with the words between them."""

    def __init__(self, book: FactBook, figures: Sequence[Claim]) -> None:
        self._book, self.claims = book, figures
        self.folded = book.collection.document[figures[0].document].folded
        ends = [book.place(figures[0]).block_start, *(c.span.end for c in figures)]
        self.leads = [self.folded[end : c.span.start] for end, c in zip(ends, figures, strict=False)]

    @cached_property
    def alone(self) -> Figures | None:
        """The percentages by themselves, where there are enough of them among other figures."""
        rates = [claim for claim in self.claims if claim.unit == "percent"]
        return Figures(self._book, rates) if FEWEST <= len(rates) < len(self.claims) else None

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The runs in the order of the text."""
        return tuple(self._run_on())

    def counted_alike(self, claim: Claim, other: Claim) -> bool:
        """Whether two figures of one unit have one counting word, by its last character."""
        return claim.unit != "count" or self.folded[claim.span.end - 1] == self.folded[other.span.end - 1]

    def _run_on(self) -> Iterator[Run]:
        run: Run | None = None
        for at, claim in enumerate(self.claims):
            words = self.leads[at]
            if run is not None:
                last = run.members[-1]
                if claim.unit != last.unit or (_small(claim) and not self.counted_alike(claim, last)):
                    if claim.unit in _RATES or _small(claim):
                        continue
                    lone = len(run.members) == 1 and _small(last)  # 前四大客户
                    if lone or stops(words):
                        yield run
                        run = self._begun(at) if lone and summable(claim) else None
                    continue
                if self._joint(run, at) and alike(claim, last):
                    run.whole = claim
                    yield run
                    run = None
                    continue
                name = self._goes_on(run, at)
                if name is not None:
                    run.members.append(claim)
                    run.names.append(name)
                    continue
                run.broken = not stops(words)
                yield run
            run = self._begun(at) if summable(claim) else None
        if run is not None:
            yield run

    def _begun(self, at: int) -> Run:
        lead = read_lead(self.leads[at]) if at else None
        first = lead or Lead(True, "", last_words(self.leads[at]))
        return Run(first, at, [self.claims[at]], [first.name])

    def _goes_on(self, run: Run, at: int) -> str | None:
        """The name of a figure that is a further member of a run, else None."""
        claim, last = self.claims[at], run.members[-1]
        lead = read_lead(self.leads[at])
        if lead is None or lead.stop or lead.opener or not summable(claim) or not alike(claim, last):
            return None
        name = name_as_read(claim, last, lead.name)
        if name is None:
            name = plain_name(lead.name)
        if name == "" and not listed_cue("listing_cues").search(self.leads[run.at]):
            return None
        return name if self.counted_alike(claim, last) else None

    def _joint(self, run: Run, at: int) -> bool:
        """Whether a figure is what those before it come to."""
        if len(run.members) < FEWEST:
            return False
        words = self.folded[run.members[-1].span.end : self.claims[at].span.start]
        return _cue("joint").fullmatch(words) is not None


def alike(claim: Claim, other: Claim) -> bool:
    """Whether two figures may be of one row: of one unit, measure, basis, time and metric as far as known."""
    if (claim.unit, claim.measure) != (other.unit, other.measure):
        return False
    planned = claim.measure is Measure.SHARE and {claim.basis, other.basis} <= {Basis.REPORTED, Basis.TARGET}
    if claim.basis != other.basis and not planned:
        return False
    known = {c.metric for c in (claim, other)} - {"other"}
    return len(known) < 2 and len({claim.period, other.period} - {None}) < 2


def _small(claim: Claim) -> bool:
    """Whether a count may only say how many parts there are (`三款车型合计`)."""
    return claim.unit == "count" and reading(claim).value <= SOME
