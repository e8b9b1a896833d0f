"""Which number is wrong: frees each figure of a failed check in turn and ranks those whose release mends it.

Takes a failed check; gives the likeliest suspect with its repair. First comes a figure for which another
place states one that fits; then those whose release mends all that failed around it, too; among them one that
a plain slip repairs exactly, then one changed digit; failing all, the figure that was recomputed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claims.model import Claim, Qualifier
from rules.collection import Collection
from rules.evaluation import solved, try_operands
from rules.facts import FactBook, variable
from rules.identities import Identity
from rules.outcome import digits, reading, slip_of
from rules.release import releases
from rules.slips import Slip, SlipKind
from rules.verdicts import Suspicion

_TELLING = 3
"""Digits that a figure must have to be known again under another name."""
_NO_DIGITS = re.compile(r"[^\d.]")
_BY_WITNESS, _BY_SLIP, _BY_DIGIT, _BY_DEFAULT = range(4)


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A suspicion with its place in the order."""

    rank: int
    witnesses: int
    suspicion: Suspicion

    def turn(self, mending: frozenset[str], repeated: frozenset[str]) -> tuple[bool, bool, bool, int, int]:
        """Sorts the likeliest first.

        `mending` are the figures whose release mends what failed, if known, `repeated` those that other
        documents state alike.
        """
        idle = bool(mending) and self.suspicion.claim.id not in mending
        backed = self.suspicion.claim.id in repeated
        return self.rank != _BY_WITNESS, idle, backed, self.rank, -self.witnesses


def suspect(
    book: FactBook, identity: Identity, claim: Claim, operands: Mapping[str, Claim], years: int
) -> Suspicion:
    """The figure of a failed formula check that is likeliest wrong."""
    members = (claim, *operands.values())
    released = releases(book.collection, members)
    mending = frozenset(c.id for release in released for c in release)
    ranked = [
        *_witnessed(book, identity, claim, operands, years),
        *_slipped(book, identity, claim, operands, years),
        *(_Ranked(_BY_DEFAULT, 0, Suspicion(member, None)) for member in members),
    ]
    repeated = frozenset(m.id for m in members if book.repeated(m) or _told_elsewhere(book, m))
    return min(ranked, key=lambda r: r.turn(mending, repeated)).suspicion


def _witnessed(
    book: FactBook, identity: Identity, claim: Claim, operands: Mapping[str, Claim], years: int
) -> Iterator[_Ranked]:
    """Figures that another claim of the same fact replaces so that the check passes."""
    for name, member in (("", claim), *operands.items()):
        fitting: list[Claim] = []
        key = book.key(member)
        for other in book.candidates(member, key.entity, key.metric, key.measure, key.period):
            if other.value == member.value or book.key(other) != key or not _vouches(other, member):
                continue
            trial = (
                try_operands(book, identity, claim, {**operands, name: other}, years)
                if name
                else try_operands(book, identity, other, operands, years)
            )
            if trial is not None and trial.outcome.agrees and not trial.weak:
                fitting.append(other)
        if fitting:
            values = {other.value for other in fitting}
            count = len({other.document for other in book.stating(key) if other.value in values})
            yield _Ranked(_BY_WITNESS, count, Suspicion(member, fitting[0].text, _slip(member, fitting[0])))


def _vouches(other: Claim, member: Claim) -> bool:
    """Whether a claim is a figure of the same footing: no limit and no target says what was."""
    limit = other.qualifier is Qualifier.UP_TO and member.qualifier is not Qualifier.UP_TO
    return reading(other).figure and not limit and other.basis is member.basis


def _told_elsewhere(book: FactBook, member: Claim) -> bool:
    """Whether another document tells a figure of as many digits of the same time, whatever it calls it."""
    if member.period is None or digits(member) < _TELLING:
        return False
    telling = book.collection.once(_telling_documents)
    return not telling[_figure(member)] <= {member.document}


def _figure(claim: Claim) -> tuple[object, ...]:
    return claim.value, claim.unit, claim.measure, claim.period


def _telling_documents(collection: Collection) -> dict[tuple[object, ...], set[str]]:
    """Each figure of a time, whatever it is called, with the documents that tell it."""
    telling: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for claim in collection.claims:
        telling[_figure(claim)].add(claim.document)
    return telling


def _slip(member: Claim, other: Claim) -> Slip | None:
    figure, right = reading(member), reading(other)
    return slip_of(figure, right.core)


def _slipped(
    book: FactBook, identity: Identity, claim: Claim, operands: Mapping[str, Claim], years: int
) -> Iterator[_Ranked]:
    """Figures that a plain slip turns into what the rest of the check implies."""
    trial = try_operands(book, identity, claim, operands, years)
    if trial is not None and trial.outcome.slip is not None:
        yield _ranked(claim, trial.outcome.slip)
    for name, operand in operands.items():
        bounds = solved(identity, claim, operands, name, years)
        if bounds is None:
            continue
        if variable(operand.metric)[1] < 0:
            bounds = (-bounds[0], -bounds[1])
        figure = reading(operand)
        slip = slip_of(figure, bounds[0])
        if slip is not None and not _is_round(operand, slip):
            yield _ranked(operand, slip)


def _is_round(member: Claim, slip: Slip) -> bool:
    """Whether a round figure would have become so by a slip of one digit (1,500 for 1,590)."""
    written = _NO_DIGITS.sub("", member.text)
    repaired = _NO_DIGITS.sub("", slip.repair or "")
    return slip.kind is SlipKind.DIGIT and written.endswith("00") and not repaired.endswith("00")


def _ranked(claim: Claim, slip: Slip) -> _Ranked:
    rank = _BY_DIGIT if slip.kind is SlipKind.DIGIT else _BY_SLIP
    return _Ranked(rank, 0, Suspicion(claim, slip.repair, slip))
