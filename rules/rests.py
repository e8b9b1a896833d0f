"""What is left of a whole, and what parts two figures.

`24家子公司中,4家亏损,其余20家盈利`; `甲23%,乙17%,甲高出6个百分点`. In: the figures of a
sentence with the words in front of them. Out: findings where the words leave no other figure that could be
meant: a rest of counts of one counting word, and a gap or a multiple said right behind the only two figures
that it can be between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations

from claims.model import Claim, Measure
from rules.collection import Collection
from rules.expression import parse
from rules.facts import FactBook
from rules.facts import core as core_of
from rules.facts import hard as hard_of
from rules.identities import Identity
from rules.knowledge import cue
from rules.model import Finding
from rules.outcome import Grade, judge, reading
from rules.surroundings import words_before
from rules.verdicts import Checked, Suspicion, finding_of

_cue = partial(cue, "rests")
_TIGHT = 16
"""So many characters at most lead from two figures to what parts them."""
_PARTS = 2
"""So many parts before a rest are told at most, where it is not all of them that fit."""
_GAP, _MULTIPLE = parse("one - other"), parse("one / other")


def rest_of_counts(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each rest of what a sentence counts."""
    book = collection.once(FactBook)
    for claims in book.sentences():
        for at, rest in enumerate(claims):
            if _counts(rest) and _cue("rest").search(words_before(book, rest)):
                checked = _rest(book, identity, rest, [c for c in claims[:at] if _alike(book, c, rest)])
                if checked is not None:
                    yield finding_of(collection, checked)


def _rest(book: FactBook, identity: Identity, rest: Claim, before: Sequence[Claim]) -> Checked | None:
    """The rest of the first of some counts less the others; None where that is not surely what is meant."""
    if not _PARTS <= len(before) <= _PARTS + 2 or any(_moved(book, c) for c in before):
        return None
    whole, *parts = before
    size = reading(whole).value
    if any(reading(c).value >= size for c in (rest, *parts)):
        return None
    fitting = next(
        (
            some
            for n in range(len(parts), 0, -1)
            for some in combinations(parts, n)
            if size - sum(reading(c).value for c in some) == reading(rest).value
        ),
        None,
    )
    if fitting is None and len(parts) > 1:
        return None
    told = tuple(fitting or parts)
    core, hard = core_of(whole), hard_of(whole)
    for part in told:
        core, hard = core - core_of(part), hard - hard_of(part)
    working = " − ".join(c.text for c in (whole, *told))
    outcome = judge(rest, core, core.hull(hard))
    suspicion = Suspicion(rest, None, None) if outcome.grade is Grade.CONTRADICTION else None
    return Checked(
        identity, rest, (whole, *told), working, core, core.hull(hard), outcome, suspicion=suspicion
    )


def _counts(claim: Claim) -> bool:
    return (
        claim.unit == "count" and claim.hard is not None and reading(claim).plain and reading(claim).ulp <= 1
    )


def _alike(book: FactBook, claim: Claim, rest: Claim) -> bool:
    """Whether a count has the counting word of another."""
    folded = book.collection.document[claim.document].folded
    same = folded[claim.span.end - 1] == folded[rest.span.end - 1]
    return _counts(claim) and same


def _moved(book: FactBook, claim: Claim) -> bool:
    return _cue("other").search(words_before(book, claim)) is not None


def gap_between(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each gap and multiple said right behind the two figures that it is between."""
    book = collection.once(FactBook)
    for claims in book.sentences():
        for at, said in enumerate(claims):
            checked = _gap(book, identity, said, claims[:at]) if said.hard is not None else None
            if checked is not None:
                yield finding_of(book.collection, checked)


def _gap(book: FactBook, identity: Identity, said: Claim, before: Sequence[Claim]) -> Checked | None:
    """What two figures differ by, or how many times the one is the other, where no doubt is left."""
    words = words_before(book, said)
    times = said.unit == "times"
    if len(words) > _TIGHT or _cue("other").search(words) or not reading(said).plain:
        return None
    if not _cue("times" if times else "apart").search(words):
        return None
    unit = "percent" if said.unit == "percentage_point" else said.unit
    figures = [c for c in before if c.hard is not None and c.unit not in ("rank", "date")]
    two = [c for c in figures if times or c.unit == unit]
    if len(two) != len(figures) or len(two) != _PARTS:
        return None
    one, other = two
    alike = (one.unit, one.metric, one.measure, one.period) == (
        other.unit,
        other.metric,
        other.measure,
        other.period,
    )
    level = one.measure in (Measure.LEVEL, Measure.SHARE) and all(reading(c).plain for c in two)
    if not alike or not level or any(_moved(book, c) for c in two):
        return None
    if not times and reading(one).value < reading(other).value:
        one, other = other, one
    formula = _MULTIPLE if times else _GAP
    values = {"one": core_of(one), "other": core_of(other)}
    wide = {"one": hard_of(one), "other": hard_of(other)}
    try:
        core, hard = formula.over(values), formula.over(wide)
    except (ZeroDivisionError, ValueError):
        return None
    outcome = judge(said, core, core.hull(hard))
    suspicion = Suspicion(said, None, None) if outcome.grade is Grade.CONTRADICTION else None
    working = f"{one.text} {'÷' if times else '−'} {other.text}"
    return Checked(identity, said, (one, other), working, core, core.hull(hard), outcome, suspicion=suspicion)
