"""Turns between loss and profit as signs: 扭亏 ends above zero and began below, 减亏 is the smaller loss.

Taken are profits whose own sentence names the turn, with the figure of the year before where it is stated. A
sign that the reader of a text had to infer from a word is no firm ground, so that a breach is tension.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from claims.calendar import try_parse
from claims.model import Claim, Measure
from rules import facts
from rules.collection import Collection
from rules.facts import FactBook, Slice, account_of, slice_of, variable
from rules.firmground import uncertain
from rules.identities import Identity
from rules.interval import Interval
from rules.knowledge import cue, knowledge
from rules.model import Finding, Verdict
from rules.surroundings import words_before, words_behind
from rules.verdicts import phrase, worded

_cue = partial(cue, "turns")
_BASIS = "comparability"
"""The part of a slice that says whose profit or on what basis."""
_UP, _DOWN, _LESS, _MORE = "to_profit", "to_loss", "less_loss", "more_loss"


def signs(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each profit or loss whose words name a turn, against the one of the year before."""
    book = collection.once(FactBook)
    for claim in collection.claims:
        if variable(claim.metric)[0] not in knowledge().may_be_negative or claim.measure is not Measure.LEVEL:
            continue
        turn = _turn(book, claim) if claim.hard and book.usable(claim) and not uncertain(claim) else None
        if turn is None:
            continue
        before = _before(book, claim, turn)
        if before is not None and uncertain(before):
            continue
        now = facts.core(claim)
        holds = _ends_well(turn, now) if before is None else _holds(turn, now, facts.core(before))
        if holds is None or (before is None and not (holds and _only(book, claim))):
            continue  # among others it may be the figure of the year before
        fits = "turn_fits" if before is not None else "turn_alone_fits"
        yield worded(
            collection,
            identity,
            Verdict.VERIFIED if holds else Verdict.TENSION,
            fits if holds else "turn_breaks",
            (claim,) if before is None else (claim, before),
            turn=phrase(f"turn_{turn}", collection.language),
            now=claim.text,
            then=before.text if before is not None else "",
        )


def _ends_well(turn: str, now: Interval) -> bool | None:
    """Whether a figure has the sign that a turn ends with; None where it is open."""
    sign = _sign(now)
    return None if sign is None else sign == (1 if turn == _UP else -1)


def _only(book: FactBook, claim: Claim) -> bool:
    """Whether a paragraph states a profit in no other figure."""
    metric = variable(claim.metric)[0]
    levels = (c for c in book.paragraph(claim) if c.measure is Measure.LEVEL)
    return {c.value for c in levels if variable(c.metric)[0] == metric} == {claim.value}


def _turn(book: FactBook, claim: Claim) -> str | None:
    """The one turn that the words around a figure name, or its sentence where it tells no other profit."""
    words = f"{words_before(book, claim)}|{words_behind(book, claim)}"
    told = {
        variable(other.metric)[0]
        for other in book.sentence(claim)
        if other.measure is Measure.LEVEL and variable(other.metric)[0] in knowledge().may_be_negative
    }
    if len(told) == 1 and not _led_to_another(book, claim):
        words = book.words(claim)
    found = [name for name in (_UP, _DOWN, _LESS, _MORE) if _cue(name).search(words)]
    return found[0] if len(found) == 1 else None


def _led_to_another(book: FactBook, claim: Claim) -> bool:
    """Whether a loss's move leads to another figure of the sentence (`亏损收窄到9亿元,次年赚1亿元`)."""
    return any(
        _cue("moved_to").search(words_before(book, other))
        for other in book.sentence(claim)
        if other.id != claim.id and other.period != claim.period
    )


def _before(book: FactBook, claim: Claim, turn: str) -> Claim | None:
    """The same figure a year before, in the same paragraph; of a sign alone it may leave 归母 out."""
    period = try_parse(claim.period) if claim.period else None
    if period is None or period.is_range:
        return None
    same = (
        other
        for other in book.paragraph(claim)
        if _one_account(other, claim, turn)
        and other.measure is Measure.LEVEL
        and other.hard is not None
        and other.period == period.year_before().iso
        and _alike(slice_of(other), slice_of(claim), turn)
        and book.subject(other) == book.subject(claim)
    )
    return next(iter(book.nearest(claim, same)), None)


def _one_account(other: Claim, claim: Claim, turn: str) -> bool:
    """Whether two profits or losses are of one account; a turn may tell one end without its basis."""
    loosely = turn in (_UP, _DOWN) and variable(other.metric)[0] == variable(claim.metric)[0]
    return loosely or account_of(other) == account_of(claim)


def _alike(one: Slice, other: Slice, turn: str) -> bool:
    if turn in (_UP, _DOWN):
        one, other = (tuple(pair for pair in x if pair[0] != _BASIS) for x in (one, other))
    return one == other


def _holds(turn: str, now: Interval, then: Interval) -> bool | None:
    """Whether a turn holds; None where a sign is open."""
    signs = [_sign(now), _sign(then)]
    if None in signs:
        return None
    wanted = {_UP: [1, -1], _DOWN: [-1, 1], _LESS: [-1, -1], _MORE: [-1, -1]}[turn]
    if signs != wanted or turn in (_UP, _DOWN):
        return signs == wanted
    smaller, larger = (now, then) if turn == _LESS else (then, now)
    if smaller.high is None or larger.low is None:
        return None
    return smaller.high >= larger.low


def _sign(x: Interval) -> int | None:
    if x.low is not None and x.low > 0:
        return 1
    return -1 if x.high is not None and x.high < 0 else None


def per_share_signs(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each earnings or loss per share against the profit or loss of its paragraph."""
    book = collection.once(FactBook)
    for claims in book.paragraphs():
        told: set[str] = set()
        profits = [c for c in claims if _is_profit(c) and book.usable(c) and not uncertain(c)]
        for each in claims:
            if each.metric != "eps" or each.measure is not Measure.LEVEL or each.hard is None:
                continue
            sign = _sign_per_share(book, each)
            if sign is None or not book.usable(each) or uncertain(each) or each.value in told:
                continue
            near = [p for p in profits if p.span.start < each.span.start and _of_one(book, p, each)]
            fitting = [p for p in near if _sign(facts.core(p)) == sign]
            same = [p for p in near if p.period == each.period and p.metric in knowledge().per_share_profits]
            if fitting or same:
                told.add(each.value)
                yield _per_share(collection, identity, each, (fitting or same)[-1], bool(fitting))


def _is_profit(claim: Claim) -> bool:
    known = knowledge().per_share_profits
    return claim.metric in known and claim.measure is Measure.LEVEL and claim.hard is not None


def _of_one(book: FactBook, profit: Claim, each: Claim) -> bool:
    own = each.unit.split("/")[0] == profit.unit and book.subject(profit) == book.subject(each)
    return own and not profit.dimensions.keys() & {"segment", "region", "product"}


def _sign_per_share(book: FactBook, each: Claim) -> int | None:
    """The sign of earnings per share: what is called a loss is below zero, however it is written.

    None where it only converts the amount in front of it.
    """
    sign, lead = _sign(facts.core(each)), words_before(book, each)
    if sign == 1 and _cue("per_share_size").search(lead):
        return None  # 净亏损9000万美元，合每股8.43美元
    return -1 if sign and _cue("per_share_loss").search(lead) else sign


def _per_share(
    collection: Collection, identity: Identity, each: Claim, profit: Claim, holds: bool
) -> Finding:
    return worded(
        collection,
        identity,
        Verdict.VERIFIED if holds else Verdict.TENSION,
        "per_share_fits" if holds else "per_share_breaks",
        (each, profit),
        each=each.text,
        profit=profit.text,
    )
