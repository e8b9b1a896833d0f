"""Parts of a holding: `质押500万股，占其所持股份的25%` against what the holder holds.

The holding stands beside the part, or in another paragraph of the notice; where it stands nowhere, two parts
of it must imply one. A miss is contradicted where a plain slip in one of the three figures explains it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from claims.model import Claim
from rules.bases import Pair, coarseness, is_held, pairs_by_document, suspect_of, verified
from rules.collection import Collection
from rules.expression import parse
from rules.facts import FactBook, core, hard
from rules.identities import Identity
from rules.interval import Interval
from rules.knowledge import knowledge
from rules.model import Finding
from rules.nearby import telling
from rules.outcome import Grade, judge, reading, slip_of, written
from rules.surroundings import words_before
from rules.verdicts import Checked, Suspicion, finding_of

_SHARE = parse("100 * part / base")
_HOLDING = parse("100 * part / share")
_FEWEST = 2
_COARSEST = Fraction(1, 10)
"""How wide a holding may be, for its size, that two parts imply, for their fit to mean something."""
_NEAR = 20
"""Percent up to which a part that misses its holding is surely meant to be of it."""
_PARAGRAPH = 400
"""So many characters at most stand between a part and the holding that it is a part of."""


def held_part(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each part of a holder's own holding against the holding, or against another part of the same."""
    book = collection.once(FactBook)
    for document, found in collection.once(pairs_by_document).items():
        pairs = [pair for pair in found if is_held(pair.base)]
        notice = _Notice(book, identity, pairs, collection.by_document[document])
        for pair in pairs:
            yield from notice.judged(pair)


class _Notice:
    """The parts and the amounts of one document."""

    def __init__(
        self, book: FactBook, identity: Identity, pairs: list[Pair], claims: tuple[Claim, ...]
    ) -> None:
        self._book, self._identity, self._pairs, self._claims = book, identity, pairs, claims
        self._parts = {pair.part.id for pair in pairs}
        self._told: set[str] = set()

    def judged(self, pair: Pair) -> Iterator[Finding]:
        """The finding on one part: of the holding that it fits, else of the one that it should."""
        book, identity = self._book, self._identity
        near = [c for c in self._claims if _beside(book, pair, c)]
        checked = [_against(identity, pair, holding) for holding in near]
        checked += _against_all(identity, pair, [h for h in near if h.id not in self._parts])
        elsewhere = [c for c in self._claims if _elsewhere(book, pair, c)]
        away = (_against(identity, pair, c) for c in elsewhere)
        fitting = next((c for c in (*checked, *away) if c.outcome.agrees), None)
        fellow = next((p for p in self._pairs if p is not pair and _fellows(book, pair, p)), None)
        if fitting is not None:
            yield finding_of(book.collection, fitting)
            return
        held = [c for c in near if c.id not in self._parts and _is_holding(book, c)]
        held = held or [c for c in elsewhere if c.id not in self._parts and _is_one_holder_s(book, c, pair)]
        missed = _missed(identity, pair, held[0]) if len({c.value for c in held}) == 1 else None
        if fellow is not None and not (missed and missed.suspicion and missed.suspicion.claim is held[0]):
            if fellow.share.id not in self._told:
                self._told.add(pair.share.id)
                yield verified(book.collection, identity, pair, [fellow])
        elif missed is not None:
            yield finding_of(book.collection, missed)
        elif not held and pair.share.id not in self._told:
            self._told.add(pair.share.id)
            yield from _unlike_fellows(book, identity, pair, self._pairs)


def _beside(book: FactBook, pair: Pair, claim: Claim) -> bool:
    """Whether an amount stands near enough to be the holding that a pair is a part of."""
    return (
        claim.unit == pair.part.unit
        and claim.id != pair.part.id
        and claim.hard is not None
        and book.place(claim).block == book.place(pair.part).block
        and abs(claim.span.start - pair.part.span.start) <= _PARAGRAPH
    )


def _elsewhere(book: FactBook, pair: Pair, claim: Claim) -> bool:
    """Whether a figure of another paragraph is a holding told as one."""
    return (
        claim.unit == pair.part.unit
        and claim.hard is not None
        and book.place(claim).block != book.place(pair.part).block
        and _is_holding(book, claim)
    )


def _is_holding(book: FactBook, claim: Claim) -> bool:
    words = words_before(book, claim)
    return is_held(words) and not any(word in words for word in knowledge().moved_cues)


def _missed(identity: Identity, pair: Pair, holding: Claim) -> Checked | None:
    """A part that misses its holding, with what explains it; None where nothing does and it misses by far."""
    missed = _against(identity, pair, holding)
    if missed.outcome.grade is not Grade.CONTRADICTION:
        return None
    suspicion = suspect_of(pair, core(holding)) or _wrong_holding(pair, holding)
    if suspicion is not None:
        return replace(missed, suspicion=suspicion)
    return _softened(missed) if missed.outcome.gap_percent <= _NEAR else None


def _wrong_holding(pair: Pair, holding: Claim) -> Suspicion | None:
    """The holding, where a plain slip in it explains that its part misses it."""
    wanted = _HOLDING.over({"part": written(reading(pair.part)).core, "share": core(pair.share)})
    figure = reading(holding)
    slip = slip_of(figure, wanted)
    if slip is None or not telling(holding, slip):
        return None
    return Suspicion(holding, slip.repair, slip)


def _against_all(identity: Identity, pair: Pair, holdings: list[Claim]) -> Iterator[Checked]:
    """A part of all that is held, directly and through others (`占其全部持股总数的34.38%`)."""
    before = [h for h in holdings if h.span.start < pair.part.span.start and reading(h).plain]
    distinct = list({h.value: h for h in before}.values())
    if len(distinct) != _FEWEST:
        return
    tight, loose = (
        _SHARE.over({"part": read(pair.part), "base": read(distinct[0]) + read(distinct[1])})
        for read in (core, hard)
    )
    yield Checked(
        identity,
        pair.share,
        (pair.part, *distinct),
        f"{pair.part.text} ÷ ({' + '.join(h.text for h in distinct)})",
        tight,
        tight.hull(loose),
        judge(pair.share, tight, tight.hull(loose)),
    )


def _against(identity: Identity, pair: Pair, holding: Claim, base: Interval | None = None) -> Checked:
    """A part against what is held, or against what another part of it implies to be."""
    part = written(reading(pair.part))
    tight = _SHARE.over({"part": part.core, "base": base or core(holding)})
    loose = _SHARE.over({"part": part.hard, "base": base or hard(holding)})
    return Checked(
        identity,
        pair.share,
        (pair.part, holding),
        f"{pair.part.text} ÷ {holding.text}",
        tight,
        tight.hull(loose),
        judge(pair.share, tight, tight.hull(loose)),
    )


def _fellows(book: FactBook, pair: Pair, other: Pair) -> bool:
    """Whether two parts of one paragraph imply one holding, and closely enough to tell."""
    if (pair.part.value, pair.share.value) == (other.part.value, other.share.value):
        return False
    close = max(coarseness(pair), coarseness(other)) <= _COARSEST
    return close and book.distance(pair.part, other.part)[0] <= 1 and pair.hard.meets(other.hard)


def _unlike_fellows(book: FactBook, identity: Identity, pair: Pair, pairs: list[Pair]) -> Iterator[Finding]:
    """Two parts of what one holder holds that imply two holdings, where a plain slip explains it."""
    near = [
        p
        for p in pairs
        if book.distance(pair.part, p.part)[0] <= 1
        and p.share.value != pair.share.value
        and _one_holder(p.share, pair.share)
    ]
    if len(near) != 1 or near[0].base != pair.base:
        return
    base = near[0].core
    checked = _against(identity, pair, near[0].part, base)
    suspicion = suspect_of(pair, base)
    if suspicion is not None and checked.outcome.grade is Grade.CONTRADICTION:
        yield finding_of(book.collection, _softened(checked))


def _one_holder(a: Claim, b: Claim) -> bool:
    """Whether two figures may be of one holder, by full name or a shorter one of its characters."""
    short, long = sorted((c.dimensions.get("holder") or c.entity or "" for c in (a, b)), key=len)
    rest = iter(long)
    return all(c in rest for c in short)


def _is_one_holder_s(book: FactBook, holding: Claim, pair: Pair) -> bool:
    """Whether a holding of another paragraph is all that the holder of a part holds, and nobody else's."""
    folded = book.collection.document[holding.document].folded
    words = folded[book.place(holding).sentence : holding.span.start]
    joint = any(word in words for word in knowledge().joint_cues_of_holders)
    return not joint and _one_holder(holding, pair.share)


def _softened(checked: Checked) -> Checked:
    outcome = replace(checked.outcome, grade=Grade.TENSION, strain=None)
    return replace(checked, outcome=outcome, strain="strain_unfit")
