"""An amount and the list that itemises it: `134亿元，其中甲64亿元、乙55亿元、丙15亿元`.

In: the lists that `rules.itemlists` finds, and the rows of `rules.rows` of which no list tells. Out:
findings. A list that adds up is verified. One that does not may be partial, so that a miss is told only where
one plain slip, in figures long enough to leave no room for chance, makes it add up, or where words say that
it is all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from claims.model import Claim, Measure
from rules.collection import Collection
from rules.facts import FactBook
from rules.identities import Identity
from rules.itemlists import lists, made_of, summed_before
from rules.kindrows import rows_of_kinds
from rules.knowledge import listed_cue
from rules.model import Finding
from rules.outcome import Grade, agrees, reading, slip_of
from rules.rows import misses, rows
from rules.slips import SlipKind
from rules.sums import Sum, adds_up, examine, exceeds, plainest, suspect
from rules.tallies import tallied
from rules.verdicts import Suspicion, finding_of

_FEWEST = 2
_BEHIND = 20
"""Characters behind a bracket's last item in which it may still say that it is partial."""
_CLOSES = re.compile("[,，、]?(?:以及|及|和|与)")
"""Before the last item of a list."""
_ROOM = {SlipKind.POWER_OF_TEN: 100, SlipKind.SCALE: 100, SlipKind.SWAPPED: 1000, SlipKind.DIGIT: 10_000}
"""How many times its own uncertainty a total must be for a slip of a kind to be no chance."""
_ROOM_OF_MORE = {
    SlipKind.POWER_OF_TEN: 10,
    SlipKind.SCALE: 10,
    SlipKind.SWAPPED: 100,
    SlipKind.DIGIT: 10_000,
}
"""The same as `_ROOM` for items that make more than their total, which no partial list does."""


def itemised_total(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each total whose list adds up, and each whose list would but for a slip."""
    book = collection.once(FactBook)
    told: list[set[str]] = []
    for terms in collection.once(lists):
        checked = examine(identity, terms)
        if checked.outcome.agrees:
            told.append({member.id for member in terms.members})
            yield finding_of(collection, checked)
            moved = _moved(book, terms)
            if moved is not None and adds_up(moved):
                yield finding_of(collection, examine(identity, moved))
        elif checked.outcome.grade is Grade.CONTRADICTION:
            witnessed = _witnessed(book, terms)
            suspicion = witnessed or suspect(book, terms)
            whole_count = not _halves(suspicion)
            slipped = suspicion.slip is not None and _telling(book, terms, suspicion.slip.kind)
            if whole_count and (witnessed is not None or slipped):
                told.append({member.id for member in terms.members})
                yield finding_of(collection, replace(checked, suspicion=suspicion))
            elif _counted(book, terms) or tallied(book, terms):
                told.append({member.id for member in terms.members})
                yield finding_of(collection, replace(checked, suspicion=_of_whole(terms)))
            elif _listed_in_full(book, terms):
                outcome = replace(checked.outcome, grade=Grade.TENSION, strain=None)
                yield finding_of(collection, replace(checked, outcome=outcome, strain="strain_partial"))
    yield from _of_rows(book, identity, told)


def _of_rows(book: FactBook, identity: Identity, told: list[set[str]]) -> Iterator[Finding]:
    """Each row of parts of which no list has told before."""
    for row in (*book.collection.once(rows_of_kinds), *book.collection.once(rows)):
        terms = row.terms
        if any(len(ids.intersection(m.id for m in terms.members)) > 1 for ids in told):
            continue
        checked = examine(identity, terms)
        if checked.outcome.agrees:
            yield finding_of(book.collection, checked)
        elif checked.outcome.grade is Grade.CONTRADICTION:
            suspicion = _witnessed(book, terms) or plainest(book, terms)
            if _halves(suspicion):
                suspicion = Suspicion(terms.members[0], None)
            if misses(row, suspicion):
                yield finding_of(book.collection, replace(checked, suspicion=suspicion))
            else:
                continue
        told.append({member.id for member in terms.members})


def _halves(suspicion: Suspicion) -> bool:
    """Whether a repair counts things by fractions (`36.8家`)."""
    repair = suspicion.repair or ""
    return suspicion.claim.unit == "count" and "." in repair and not any(c in repair for c in "万萬亿億千")


def _counted(book: FactBook, terms: Sum) -> bool:
    """Whether the words beside a total say of how many items it is (`两项相加`): none is left out."""
    assert terms.whole is not None
    folded = book.collection.document[terms.whole.document].folded
    timely = len({m.period for m in terms.members if m.metric != "other"} - {None}) <= 1
    behind = terms.parts[-1].span.end <= terms.whole.span.start
    told = summed_before(folded, terms.whole) if behind else made_of(folded, terms.whole, terms.parts[0])
    return timely and told == len(terms.parts)


def _of_whole(terms: Sum) -> Suspicion:
    """A total as what is likeliest wrong, with the slip that its items tell."""
    assert terms.whole is not None
    figure = reading(terms.whole)
    core = terms.careful(terms.whole)
    slip = slip_of(figure, core)
    return Suspicion(terms.whole, None if slip is None else slip.repair, slip)


def _witnessed(book: FactBook, terms: Sum) -> Suspicion | None:
    """The item that another document states so that the list adds up, or None."""
    for member in terms.parts:
        core = terms.careful(member)
        for other in (*book.stating(book.key(member)), *_undated(book, member)):
            if other.document != member.document and agrees(other, core):
                figure = reading(member)
                slip = slip_of(figure, core)
                return Suspicion(member, other.text, slip)
    return None


def _undated(book: FactBook, member: Claim) -> Iterator[Claim]:
    """The claims of an item's fact that name no period."""
    for other in book.of_metric(member.metric, member.measure):
        same = book.subject(other) == book.subject(member) and other.dimensions == member.dimensions
        if other.period is None and same and other.unit == member.unit and member.dimensions:
            yield other


def _moved(book: FactBook, terms: Sum) -> Sum | None:
    """The changes right behind a total and its items, which must make each other, too; None if one lacks."""
    changes = [_change(book, member) for member in terms.members]
    known = [change for change in changes if change is not None]
    if len(known) < len(changes) or len({change.unit for change in known}) > 1:
        return None
    return Sum(tuple(known[1:]), known[0])


def _change(book: FactBook, member: Claim) -> Claim | None:
    behind = [c for c in book.paragraph(member) if c.span.start > member.span.start]
    first = next((c for c in behind if c.hard is not None and c.unit == member.unit), None)
    if first is None or first.measure is not Measure.CHANGE:
        return None
    return first


def _listed_in_full(book: FactBook, terms: Sum) -> bool:
    """Whether a bracket of several counted items gives no sign that it leaves some out."""
    whole, parts = terms.whole, terms.parts
    assert whole is not None
    text = book.collection.document[whole.document].folded[whole.span.end : parts[-1].span.end + _BEHIND]
    inside = text[: text.find(")")] if ")" in text else text
    return (
        len(parts) > _FEWEST
        and text.lstrip().startswith(("(", "（"))
        and all(reading(member).ulp == 0 or member.unit == "count" for member in terms.members)
        and not listed_cue("partial_cues").search(inside)
    )


def _closed(book: FactBook, terms: Sum) -> bool:
    """Whether a list says itself where it ends: `分别用于甲3亿元、乙2亿元，以及丙1亿元`."""
    first, *_, last = terms.parts
    if terms.whole is None or terms.whole.span.end > first.span.start:
        return False
    folded = book.collection.document[terms.whole.document].folded
    opened = folded[terms.whole.span.end : first.span.start]
    ends = max(part.span.end for part in terms.parts if part is not last)
    told = _CLOSES.match(folded, ends, last.span.start) is not None
    return listed_cue("listing_cues").search(opened) is not None and told


def _telling(book: FactBook, terms: Sum, kind: SlipKind) -> bool:
    """Whether the figures are exact enough for a slip of a kind to be no chance."""
    whole = terms.whole
    assert whole is not None
    if whole.unit == "percent":
        return False
    _, hard = terms.implied(whole)
    figure = reading(whole)
    width = (hard.width or Fraction(0)) + max(figure.ulp, figure.ulp_significant)
    room = _ROOM.get(kind)
    if exceeds(terms) or _closed(book, terms):
        room = _ROOM_OF_MORE.get(kind, room)
    return room is not None and width * room <= abs(figure.value)
