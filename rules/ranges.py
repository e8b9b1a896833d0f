"""Ranges whose two ends must imply one base: `净利润7000万–8000万元，同比增长100.92%–129.62%`.

Both ends were computed from last year's figure, so each end of the level with its end of the rate gives that
figure back. A larger loss may go with the larger or the smaller rate, so the ends are also paired crosswise;
an increase in money goes with its rate alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import pairwise

from claims.model import Claim
from rules.collection import Collection
from rules.evaluation import is_range, range_end
from rules.expression import Expression, parse
from rules.facts import FactBook, variable
from rules.figures import show_interval
from rules.findings import make_finding
from rules.identities import Identity
from rules.interval import Interval, plain
from rules.knowledge import cue, knowledge, listed_cue
from rules.model import Finding, Verdict
from rules.outcome import reading
from rules.surroundings import words_before
from rules.verdicts import phrase

_GROWN = parse("100 * level / (100 + rate)")
_FALLEN = parse("100 * level / (100 - rate)")
_INCREASE = parse("100 * level / rate")
_MULTIPLES = parse("level / rate")
_WRITTEN = re.compile(r"\d(?P<places>\.\d+)?(?P<scale>[万萬亿億]?)[^\d.]*$")
_BETWEEN = re.compile("[-–—~～至到]+")
_SCALES = {"": 0, "万": 4, "萬": 4, "亿": 8, "億": 8}
_ENDS = 2
_CLOSE = 25
"""The most characters between a level and its rate."""


@dataclass(frozen=True, slots=True)
class _Bases:
    """What the two ends imply, and how well they meet."""

    first: Interval
    second: Interval
    verdict: Verdict


_valued = partial(cue, "valuations")


def one_base(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each range of a level with the range of its rate behind it."""
    book = collection.once(FactBook)
    for claims in book.sentences():
        figures = [c for c in claims if c.hard is not None and c.unit not in ("date", "rank")]
        for level, rate in pairwise(figures):
            if is_range(level) and is_range(rate) and rate.unit == "percent" and level.unit != "percent":
                bases = _bases(book, level, rate)
                if bases is not None:
                    yield _finding(collection, identity, level, rate, bases)


def valuations(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each range of values per share with those of the premium and the multiple that it stands for."""
    book = collection.once(FactBook)
    for claims in book.sentences():
        figures = [c for c in claims if c.hard is not None and is_range(c)]
        value = None
        for claim in figures:
            lead = words_before(book, claim)
            if claim.unit.endswith("/share"):
                value = value if _valued("formerly").search(lead) else claim
                continue
            premium = claim.unit == "percent" and _valued("premium").search(lead)
            multiple = claim.unit == "times" and _valued("multiple").search(lead)
            if value is not None and (premium or multiple):
                bases = _implied(_GROWN if premium else _MULTIPLES, value, claim, (0, 1))
                if bases is not None:
                    yield _finding(collection, identity, value, claim, bases)


def _bases(book: FactBook, level: Claim, rate: Claim) -> _Bases | None:
    lead, own = words_before(book, rate), words_before(book, level)
    sinks, rises = bool(listed_cue("down_cues").search(lead)), bool(listed_cue("up_cues").search(lead))
    if len(lead) > _CLOSE or sinks == rises or any(word in lead for word in knowledge().turn_cues):
        return None
    clause = re.split("[，,、]", own)[-1]
    added = listed_cue("up_cues").search(clause) or listed_cue("down_cues").search(clause)
    formulas = [_INCREASE] if added else []
    formulas.append(_FALLEN if sinks else _GROWN)
    if variable(level.metric)[1] < 0:  # a profit falls where the loss grows
        formulas.append(_GROWN if sinks else _FALLEN)
    found = [
        bases
        for formula in formulas
        for order in ((0, 1), (1, 0))
        if (bases := _implied(formula, level, rate, order)) is not None
    ]
    ranked = (Verdict.VERIFIED, Verdict.TENSION, Verdict.CONTRADICTED)
    return min(found, key=lambda b: ranked.index(b.verdict)) if found else None


def _implied(formula: Expression, level: Claim, rate: Claim, order: tuple[int, int]) -> _Bases | None:
    cores, hards = [], []
    for mine, theirs in zip((0, 1), order, strict=True):
        ends = end_of(level, mine), end_of(rate, theirs)
        cores.append(_over(formula, *(reading(end).core.absolute() for end in ends)))
        hards.append(_over(formula, *(reading(end).hard.absolute() for end in ends)))
    if any(x is None for x in (*cores, *hards)):
        return None
    first, second = cores
    assert first is not None
    assert second is not None
    assert hards[0] is not None
    assert hards[1] is not None
    if first.meets(second):
        return _Bases(first, second, Verdict.VERIFIED)
    loose = hards[0].meets(hards[1])
    return _Bases(first, second, Verdict.TENSION if loose else Verdict.CONTRADICTED)


def end_of(claim: Claim, side: int) -> Claim:
    """One end of a range, as precise as it is written: `7920.95万元到1.09亿元` has two last digits."""
    ends = [_WRITTEN.search(part) for part in _BETWEEN.split(claim.text, maxsplit=1)]
    if len(ends) == _ENDS and all(ends):
        words = [end["scale"] for end in ends if end]
        places = [len((end["places"] or ".")[1:]) for end in ends if end]
        units = [Fraction(10) ** (_SCALES[word] - count) for word, count in zip(words, places, strict=True)]
        if words[0] != words[1] and all(words):
            return range_end(claim.model_copy(update={"ulp": plain(units[side])}), side)
    return range_end(claim, side)


def _over(formula: Expression, level: Interval, rate: Interval) -> Interval | None:
    try:
        return formula.over({"level": level, "rate": rate})
    except ZeroDivisionError:
        return None


def _finding(collection: Collection, identity: Identity, level: Claim, rate: Claim, bases: _Bases) -> Finding:
    language = collection.language
    return make_finding(
        collection,
        rule=identity.code,
        verdict=bases.verdict,
        message=phrase(
            f"ranges_{bases.verdict.value}",
            language,
            level=level.text,
            rate=rate.text,
            first=show_interval(bases.first, level.unit, language),
            second=show_interval(bases.second, level.unit, language),
        ),
        claims=(rate, level),
        expected=bases.first.stated(level.unit),
        stated=bases.second.stated(level.unit),
    )
