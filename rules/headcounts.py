"""Percentages of counted people, shops and customers: `员工1214人，其中研发人员560人，占46.1%`.

So of quantities of one unit (`总产能86万吨，其中自有60万吨，占70%`).

A percentage and its part stand side by side (`560人，占46.1%`, `70%（210人）`); the whole is an earlier and
larger count of the same counting word in the paragraph, or stands between the two (`占全部1214名的46.1%`).
A fit is verified. A miss is told only where a single whole could be meant and the words for what the
percentage is of are none other than the whole's: contradicted where a plain slip explains it or the three
stand in one sentence, else tension.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise

from claims.model import Claim
from rules.collection import Collection
from rules.expression import parse
from rules.facts import FactBook, core, hard
from rules.identities import Identity
from rules.knowledge import cue, knowledge
from rules.model import Finding
from rules.nearby import telling
from rules.outcome import Grade, judge, reading, slip_of
from rules.surroundings import words_before, words_behind
from rules.verdicts import Checked, Suspicion, finding_of

_cue = partial(cue, "counted")
_SHARE = parse("100 * part / whole")
_ABSURD = 1000
"""Percent from which on a miss that no slip explains is between figures that have nothing in common."""
_PART = parse("whole * share / 100")
_WORDS = 24
"""So many characters in front of a whole may say what it counts."""
_NOUN = 6
"""So many behind it."""
_BESIDE = 16
"""So many stand at most between a whole and a part that follows it without a word that says so."""


def parts_of_counts(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each percentage beside its count, against the count that it is a part of."""
    book = collection.once(FactBook)
    for claims in book.paragraphs():
        figures = tuple(c for c in claims if c.hard is not None)
        pairs = list(_pairs(book, figures))
        parts = {part.id for part, _, _ in pairs}
        for part, share, of in pairs:
            wholes = [c for c in figures if c.id not in parts and _may_hold(book, c, part)]
            checked = [_against(identity, part, share, whole) for whole in wholes]
            fitting = next((c for c in checked if c.outcome.agrees), None)
            if fitting is not None:
                yield finding_of(collection, fitting)
            elif len({whole.value for whole in wholes}) == 1 and _meant(book, wholes[-1], part, share, of):
                missed = _missed(checked[-1], part, share, wholes[-1], _together(book, wholes[-1], share))
                if missed is not None:
                    yield finding_of(collection, missed)
        for part, whole, share in _of_told(book, figures):
            checked_one = _against(identity, part, share, whole)
            missed = None if checked_one.outcome.agrees else _missed(checked_one, part, share, whole, True)
            if checked_one.outcome.agrees or missed is not None:
                yield finding_of(collection, missed or checked_one)


def _of_told(book: FactBook, figures: tuple[Claim, ...]) -> Iterator[tuple[Claim, Claim, Claim]]:
    """A count, the whole that stands between it and its percentage, and that (`占全部1214名员工的46.1%`)."""
    for part, whole, share in zip(figures, figures[1:], figures[2:], strict=False):
        if (
            share.unit == "percent"
            and part.unit == whole.unit
            and _is_quantity(part)
            and _together(book, part, share)
            and _alike(book, part, whole)
            and reading(whole).value > reading(part).value
            and _cue("of").search(words_before(book, whole))
            and _cue("of_told").fullmatch(words_before(book, share))
        ):
            yield part, whole, share


def _together(book: FactBook, one: Claim, other: Claim) -> bool:
    return book.place(one).sentence == book.place(other).sentence


def _alike(book: FactBook, one: Claim, other: Claim) -> bool:
    """Whether two figures are counted in the same word, or in words for the same (人, 名)."""
    folded = book.collection.document[one.document].folded
    a, b = folded[one.span.end - 1], folded[other.span.end - 1]
    return not a.isdigit() and (
        a == b or any(a in words and b in words for words in knowledge().counted["alike"])
    )


def _pairs(book: FactBook, figures: tuple[Claim, ...]) -> Iterator[tuple[Claim, Claim, str]]:
    """A count, its percentage, and the words for what it is a percentage of."""
    for one, other in pairwise(figures):
        if book.place(one).sentence != book.place(other).sentence:
            continue
        lead = words_before(book, other)
        if _is_part(one, other) and other.unit == "percent" and reading(other).value > 0:
            found = _cue("of").search(lead)
            if found is not None:
                yield one, other, found["of"] or ""
        elif (one.unit, other.unit) == ("percent", "count") and (
            _in_bracket(lead, words_behind(book, other)) and not _moved(words_before(book, one))
        ):
            yield other, one, ""


_NO_QUANTITIES = ("percent", "percentage_point", "times", "date", "rank", "share", "celsius")
_NAMED = ("segment", "product", "region")
_TIMES = ("year", "month", "day", "hour", "minute", "second")


def _is_quantity(claim: Claim) -> bool:
    """Whether a claim counts or weighs things: no rate, no money, no time."""
    unit = claim.unit
    return unit.islower() and "/" not in unit and unit not in (*_NO_QUANTITIES, *_TIMES)


def _is_part(part: Claim, share: Claim) -> bool:
    """Whether a share may be a count's, or that of a quantity whose part no name tells."""
    named = not share.dimensions.keys().isdisjoint(_NAMED)
    return part.unit == "count" or (_is_quantity(part) and not named)


def _in_bracket(before: str, behind: str) -> bool:
    return before in ("(", "（") and behind.startswith((")", "）"))


def _moved(words: str) -> bool:
    """Whether words make a percentage one of growth."""
    known = knowledge()
    return any(re.search(cue, words) for cue in (*known.up_cues, *known.down_cues))


def _may_hold(book: FactBook, whole: Claim, part: Claim) -> bool:
    """Whether an earlier count can be the whole of a part: larger, and counted in the same word."""
    return (
        whole.unit == part.unit
        and whole.span.end <= part.span.start
        and _alike(book, whole, part)
        and reading(whole).value > reading(part).value
        and whole.period == part.period
        and whole.basis is part.basis
    )


def _meant(book: FactBook, whole: Claim, part: Claim, share: Claim, of: str) -> bool:
    """Whether a single whole is the one that a percentage is of, by its words."""
    folded = book.collection.document[whole.document].folded
    between = folded[whole.span.end : min(part.span.start, share.span.start)]
    named = _cue("all").sub("", of)
    around = folded[max(0, whole.span.start - _WORDS) : whole.span.end + _NOUN]
    if "。" in between or named not in around:
        return False
    if _cue("among").search(between) is not None:
        return True
    return (
        len(between) <= _BESIDE
        and _cue("not_parts").search(between) is None
        and not re.search("[;；\\d]", between)
    )


def _against(identity: Identity, part: Claim, share: Claim, whole: Claim) -> Checked:
    tight = _SHARE.over({"part": core(part), "whole": core(whole)})
    loose = tight.hull(_SHARE.over({"part": hard(part), "whole": hard(whole)}))
    working = f"{part.text} ÷ {whole.text}"
    return Checked(identity, share, (part, whole), working, tight, loose, judge(share, tight, loose))


def _missed(checked: Checked, part: Claim, share: Claim, whole: Claim, together: bool) -> Checked | None:
    """The miss with the figure that a slip explains, else a tension unless the three stand together."""
    if checked.outcome.grade is not Grade.CONTRADICTION:
        return None
    if checked.outcome.slip is not None and telling(share, checked.outcome.slip):
        return replace(checked, suspicion=Suspicion(share, checked.outcome.slip.repair, checked.outcome.slip))
    wanted = _PART.over({"whole": core(whole), "share": core(share)})
    figure = reading(part)
    slip = slip_of(figure, wanted)
    if slip is not None and telling(part, slip):
        return replace(checked, suspicion=Suspicion(part, slip.repair, slip))
    if together and checked.outcome.gap_percent < _ABSURD:
        return checked
    outcome = replace(checked.outcome, grade=Grade.TENSION, strain=None)
    return replace(checked, outcome=outcome, strain="strain_unfit")
