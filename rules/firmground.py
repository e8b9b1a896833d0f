"""What no contradiction is built on: a claim, or operands chosen for it, that are no firm ground.

In: claims, and the operands that a formula was tried with. Out: whether what they state was only assumed, is
disputed by their own document or by another's account of the same, or may be of another time or another word.
"""

from __future__ import annotations

from claims.model import Claim
from rules.evaluation import Trial, is_range, try_operands
from rules.facts import FactBook, slice_of
from rules.identities import Identity
from rules.outcome import Grade, compare
from rules.restrictions import named_wider

_OWN_TIME = frozenset({"clause", "sentence"})
"""How a claim's period is decided where its own sentence says it."""


def firm_ground(book: FactBook, identity: Identity, claim: Claim, trial: Trial) -> bool:
    """Whether a claim may be called wrong by the operands that an identity was tried with."""
    operands = trial.operands.values()
    return not (
        uncertain(claim)
        or any(disputed(book, member) for member in (claim, *operands))
        or _borrowed_from_another(book, claim, trial)
        or _fits_another_time(book, identity, claim, trial)
        or _under_another_word(book, claim, trial)
        or _fits_the_whole(book, identity, claim, trial)
        or (any(map(is_range, operands)) and not is_range(claim))
    )


def disputed(book: FactBook, claim: Claim) -> bool:
    """Whether the claim's own document states the same fact otherwise, so that it is no firm ground.

    That the two differ is told where sources are compared.
    """
    return any(
        other.value != claim.value and compare(claim, other).grade is Grade.CONTRADICTION
        for other in book.disputing(claim)
    )


def _borrowed_from_another(book: FactBook, claim: Claim, trial: Trial) -> bool:
    """Whether an operand comes from a document that states the claim's own ones otherwise.

    `归母净利润3.88亿元,同比增长6.9%` is not held against the base of a text that gives 4.27亿元: that the
    two differ is told where sources are compared.
    """
    members = (claim, *trial.operands.values())
    lent = {member.document for member in members} - {claim.document}
    return any(
        other.document in lent and compare(member, other).grade is Grade.CONTRADICTION
        for member in members
        if lent and member.document == claim.document and member is not claim
        for other in book.stating(book.key(member))
    )


def _under_another_word(book: FactBook, claim: Claim, trial: Trial) -> bool:
    """Whether an operand from elsewhere goes under a word that may hold more (研发投入, 研发费用)."""
    return any(
        o.metric == claim.metric
        and book.distance(claim, o)[0] > 0
        and named_wider(book, claim, o) is not None
        for o in trial.operands.values()
    )


def _fits_the_whole(book: FactBook, identity: Identity, claim: Claim, trial: Trial) -> bool:
    """Whether the last of some parts was taken where the rate fits the whole that opens the sentence.

    `收入51亿元,其中线上46亿元,线下5亿元,较2023年的57亿元下降10%`: only the arithmetic says of which.
    """
    for name, operand in trial.operands.items():
        own = slice_of(operand)
        if not own or book.distance(claim, operand)[0] > 0:
            continue
        for other in book.sentence(claim):
            same = (other.metric, other.measure, other.unit) == (
                operand.metric,
                operand.measure,
                operand.unit,
            )
            if not same or other.hard is None or other.span.start >= operand.span.start:
                continue
            if other.period != operand.period or not set(slice_of(other)) < set(own):
                continue
            found = try_operands(book, identity, claim, {**trial.operands, name: other}, 0)
            if found is not None and found.outcome.agrees and not found.weak:
                return True
    return False


def _fits_another_time(book: FactBook, identity: Identity, claim: Claim, trial: Trial) -> bool:
    """Whether a claim of no period of its own fits what its text tells of an operand for another.

    In `三季度收入2.14亿元,前三季度5.02亿元。出行收入0.96亿元,占约45%` nobody says which of the two it is a
    part of.
    """
    if any(e.field == "period" and e.how in _OWN_TIME for e in claim.evidence):
        return False
    for name, operand in trial.operands.items():
        if book.distance(claim, operand)[0] == 0 or operand.document != claim.document:
            continue
        key = book.key(operand)
        for other in book.facts_of(key.entity, key.metric, key.measure):
            if other.slice != key.slice or other.unit != key.unit or other.period == key.period:
                continue
            for stated in book.stating(other):
                if stated.document == claim.document and stated.hard is not None:
                    found = try_operands(book, identity, claim, {**trial.operands, name: stated}, 0)
                    if found is not None and found.outcome.agrees and not found.weak:
                        return True
    return False


def uncertain(claim: Claim) -> bool:
    """Whether a claim's period or subject was only assumed, so that nothing may be contradicted with it."""
    return any(e.field in ("period", "entity", "metric") and e.how == "default" for e in claim.evidence)
