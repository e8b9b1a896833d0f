"""Parts and wholes: shares that make 100%, parts that make a total, listed shares and their stated sum.

Parts add up only where the text makes one exhaustive list of them. That they add up somewhere, for any period
or in any document, shows that they do: such a partition is then held to elsewhere. Without one, a sum that
fits is verified and one that misses closely is tension; anything else may be a partial list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from claims.jointparts import JOINT
from claims.model import Basis, Claim, Measure
from rules import facts
from rules.collection import Collection
from rules.facts import FactBook, Slice, slice_of, variable
from rules.figures import show_interval
from rules.findings import make_finding
from rules.identities import Identity
from rules.interval import Interval
from rules.jointparts import taken_together
from rules.knowledge import knowledge
from rules.model import Finding, Verdict
from rules.outcome import Grade, reading
from rules.rows import Row, full_shares, misses
from rules.slips import SlipKind
from rules.sums import Sum, adds_up, examine, exceeds, near, plainest, suspect
from rules.verdicts import Checked, finding_of, phrase


@dataclass(frozen=True, slots=True)
class _Cut:
    """A way to cut a fact into parts: by one dimension, the others held."""

    entity: str
    metric: str
    dimension: str
    rest: Slice


@dataclass(frozen=True, slots=True)
class _Group:
    """Parts of one cut in one period, near each other."""

    cut: _Cut
    period: str
    parts: tuple[Claim, ...]
    reach: int
    """0 where all stand in one sentence, 1 in one paragraph, 2 in one document."""

    @property
    def names(self) -> frozenset[str]:
        """The parts' names."""
        return frozenset(_name(part, self.cut) for part in self.parts)


_FINE = Fraction(1, 100)
"""Percent to which shares are given where a list that adds up but for a slip is no chance."""
_PLAIN_SLIPS = (SlipKind.POWER_OF_TEN, SlipKind.SWAPPED)
_ROOM = Fraction(3, 100)
"""How much of a whole its parts may leave open, as they are rounded, to show that they are all of it."""


def shares_of_one_whole(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Shares of one whole that make 100%."""
    book = collection.once(FactBook)
    told: list[set[str]] = []
    for groups in collection.once(_shares):
        for finding in _judged(book, identity, [(group, Sum(group.parts, None)) for group in groups]):
            if finding.verdict is not Verdict.TENSION:
                told.append(set(finding.claims))
                yield finding
                continue
            row = next((r for r in _full(book) if len(set(finding.claims) & _ids(r.terms)) > 1), None)
            if row is None or examine(identity, row.terms).outcome.grade is not Grade.CONTRADICTION:
                yield finding
    for row in _full(book):
        if any(len(ids & _ids(row.terms)) > 1 for ids in told):
            continue
        checked = examine(identity, row.terms)
        suspicion = plainest(book, row.terms)
        if checked.outcome.agrees:
            yield finding_of(collection, checked)
        elif checked.outcome.grade is Grade.CONTRADICTION and misses(row, suspicion):
            yield finding_of(collection, replace(checked, suspicion=suspicion))


def _full(book: FactBook) -> tuple[Row, ...]:
    return book.collection.once(full_shares)


def _ids(terms: Sum) -> set[str]:
    return {member.id for member in terms.members}


def shares_within_whole(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Shares of one whole that are listed in one sentence: they leave something of it, or make more than it.

    What makes all of it is another rule's.
    """
    book = collection.once(FactBook)
    for groups in collection.once(_shares):
        for group in groups:
            terms = Sum(group.parts, None)
            listed = any(cue in book.words(group.parts[0]) for cue in knowledge().listing_cues)
            if group.reach or not listed or adds_up(terms):
                continue
            if not exceeds(terms):
                yield _of_the_whole(collection, identity, terms, Verdict.VERIFIED)
            elif not near(examine(identity, terms), terms) and not _has_subtotal(terms):
                yield _of_the_whole(collection, identity, terms, Verdict.TENSION)


def _has_subtotal(terms: Sum) -> bool:
    """Whether a run of shares makes another of the same list, so that it lists parts of parts."""
    return any(
        adds_up(Sum(parts[start:end], part))
        for part in terms.parts
        for parts in [tuple(other for other in terms.parts if other is not part)]
        for start, end in combinations(range(len(parts) + 1), 2)
        if end - start > 1
    )


def _of_the_whole(collection: Collection, identity: Identity, terms: Sum, verdict: Verdict) -> Finding:
    parts = sorted(terms.parts, key=lambda part: -reading(part).value)
    total = sum((facts.core(part) for part in parts), Interval.point(0))
    return make_finding(
        collection,
        rule=identity.code,
        verdict=verdict,
        message=phrase(
            f"shares_within_{verdict.value}",
            collection.language,
            sum=" + ".join(part.text for part in terms.parts),
            total=show_interval(total, "percent", collection.language),
        ),
        claims=parts,
        expected=Interval(Fraction(0), Fraction(100)).stated("percent"),
        stated=total.stated("percent"),
    )


def parts_and_total(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Parts that make a stated total, which may stand in another document."""
    book = collection.once(FactBook)
    for groups in collection.once(_levels):
        yield from _judged(book, identity, list(_with_totals(book, groups)))
    yield from taken_together(collection, identity)


def partitions(collection: Collection) -> frozenset[tuple[_Cut, frozenset[str]]]:
    """Cuts known to be exhaustive: their parts add up for some period in some document."""
    book = collection.once(FactBook)
    known = set()
    for groups in collection.once(_shares):
        known |= {(group.cut, group.names) for group in groups if _shows_all(Sum(group.parts, None))}
    for groups in collection.once(_levels):
        known |= {(g.cut, g.names) for g, terms in _with_totals(book, groups) if _shows_all(terms)}
    return frozenset(known)


def _shows_all(terms: Sum) -> bool:
    """Whether parts make their whole so closely that no other is left out, as 一半、三成和18% need not."""
    size = 100 if terms.whole is None else abs(reading(terms.whole).value)
    room = sum((facts.core(part).width or Fraction(0) for part in terms.parts), Fraction(0))
    return adds_up(terms) and room <= _ROOM * size


def complete(book: FactBook, entity: str, metric: str, dimension: str, names: frozenset[str]) -> bool:
    """Whether the named parts of a whole are known to be all of it."""
    return (_Cut(entity, metric, dimension, ()), names) in book.collection.once(partitions)


def complete_cuts(book: FactBook) -> tuple[tuple[str, str, str, Slice, frozenset[str]], ...]:
    """Every complete cut: subject, metric, dimension, the slice that it cuts, the parts' names."""
    known = book.collection.once(partitions)
    found = [(c.entity, c.metric, c.dimension, c.rest, names) for c, names in known]
    return tuple(sorted(found, key=lambda cut: (*cut[:4], sorted(cut[4]))))


def _shares(collection: Collection) -> tuple[list[_Group], ...]:
    return tuple(_groups(collection.once(FactBook), Measure.SHARE))


def _levels(collection: Collection) -> tuple[list[_Group], ...]:
    return tuple(_groups(collection.once(FactBook), Measure.LEVEL))


def _groups(book: FactBook, measure: Measure) -> Iterator[list[_Group]]:
    """For each cut, period and document its groups of parts, those of the narrowest place first."""
    known = knowledge()
    found: dict[tuple[str, _Cut, str, str], list[Claim]] = defaultdict(list)
    for claim in book.collection.claims:
        metric, _ = variable(claim.metric)
        if (
            claim.measure is not measure
            or not claim.hard
            or not book.usable(claim)
            or claim.basis is Basis.TARGET
            or metric in known.may_be_negative
            or (measure is Measure.LEVEL and metric not in known.additive)
        ):
            continue
        own = slice_of(claim)
        if any(JOINT in name for _, name in own):
            continue
        for pair in own:
            cut = _Cut(book.subject(claim), metric, pair[0], tuple(p for p in own if p != pair))
            found[claim.document, cut, book.time(claim), claim.unit].append(claim)
    for (_, cut, period, _), claims in found.items():
        groups = list(_nested(book, cut, period, claims))
        if groups:
            yield groups


def _nested(book: FactBook, cut: _Cut, period: str, claims: list[Claim]) -> Iterator[_Group]:
    """Groups of at least two parts, by sentence, by paragraph, and of the whole document."""
    seen: set[frozenset[str]] = set()
    for reach in range(3):
        places: dict[int, list[Claim]] = defaultdict(list)
        for claim in claims:
            place = book.place(claim)
            places[(place.sentence, place.block, place.document)[reach]].append(claim)
        for near_by in places.values():
            first = {_name(claim, cut): claim for claim in reversed(near_by)}
            group = _Group(cut, period, tuple(sorted(first.values(), key=lambda c: c.span.start)), reach)
            if len(group.parts) > 1 and group.names not in seen:
                seen.add(group.names)
                yield group


def _name(claim: Claim, cut: _Cut) -> str:
    return dict(slice_of(claim))[cut.dimension]


def _with_totals(book: FactBook, groups: Iterable[_Group]) -> Iterator[tuple[_Group, Sum]]:
    """Each group with the total's nearest statement that it makes, else with the nearest."""
    for group in groups:
        cut, first = group.cut, group.parts[0]
        stating = (
            claim
            for claim in book.candidates(first, cut.entity, cut.metric, Measure.LEVEL, group.period)
            if slice_of(claim) == cut.rest and claim.unit == first.unit
        )
        sums = [Sum(group.parts, total) for total in book.nearest(first, stating)]
        if sums:
            yield group, next((terms for terms in sums if adds_up(terms)), sums[0])


def _judged(book: FactBook, identity: Identity, cases: list[tuple[_Group, Sum]]) -> Iterator[Finding]:
    """The finding on parts of one cut in one document and period: those that fit, else the nearest."""
    known = book.collection.once(partitions)
    fitting = [terms for _, terms in cases if adds_up(terms)]
    if fitting:
        yield finding_of(book.collection, examine(identity, fitting[0]))
        return
    for group, terms in cases:
        checked = examine(identity, terms)
        if (group.cut, group.names) in known:
            yield finding_of(book.collection, _with_suspect(book, checked, terms))
            return
        if terms.whole is None and group.reach == 0:
            found = suspect(book, terms)
            fine = all(reading(part).ulp <= _FINE for part in terms.parts)
            if found.slip is not None and found.slip.kind in _PLAIN_SLIPS and fine:
                yield finding_of(book.collection, replace(_softened(checked), strain="strain_unfit"))
                return
        close = group.reach == 0 and book.distance(group.parts[0], checked.stated)[0] == 0
        if close and near(checked, terms) and exceeds(terms):
            yield finding_of(book.collection, _softened(checked))
            return


def _with_suspect(book: FactBook, checked: Checked, terms: Sum) -> Checked:
    if checked.outcome.grade is not Grade.CONTRADICTION:
        return checked
    return replace(checked, suspicion=suspect(book, terms))


def _softened(checked: Checked) -> Checked:
    """A miss of a list that may be partial is no contradiction."""
    outcome = replace(checked.outcome, grade=Grade.TENSION, strain=None)
    return replace(checked, outcome=outcome, strain="strain_partial")
