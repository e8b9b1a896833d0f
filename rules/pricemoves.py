"""Moves of one share: `触及3.06元，涨12.5%，收报2.88元，涨5.88%` are two moves from one close.

A price with its move implies the close that it moved from. Moves of one sentence are of one day and imply one
close; the close of the day before, where it is told, must be it. The day of other moves is open, so that a
miss is told only of one sentence, and as tension.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations, pairwise

from claims.model import Claim, Measure
from rules.collection import Collection
from rules.expression import parse
from rules.facts import FactBook
from rules.figures import show_interval
from rules.findings import make_finding
from rules.identities import Identity
from rules.interval import Interval
from rules.knowledge import cue
from rules.model import Finding, Verdict
from rules.outcome import Reading, reading, rounded
from rules.surroundings import words_before
from rules.verdicts import phrase

_cue = partial(cue, "price_moves")
_CLOSE = parse("100 * price / (100 + move)")
_MOVE = parse("100 * (price - close) / close")


@dataclass(frozen=True, slots=True)
class _Move:
    """A price with its move, and the close that the two imply."""

    price: Claim
    move: Claim
    core: Interval
    hard: Interval


def price_moves(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Moves of one sentence against each other, and each move against the close told of the day before."""
    book = collection.once(FactBook)
    for claims in book.paragraphs():
        figures = [c for c in claims if c.hard is not None]
        moves = [move for one, other in pairwise(figures) if (move := _move(book, one, other)) is not None]
        for one, other in combinations(moves[:4], 2):
            if one.price.unit != other.price.unit or book.subject(one.price) != book.subject(other.price):
                continue
            vague, exact = (one, other) if reading(one.move).bound else (other, one)
            if reading(exact.move).bound:
                continue
            same = book.place(one.price).sentence == book.place(other.price).sentence
            if _implied(vague, exact.core, rounded).meets(rounded(reading(vague.move))):
                yield _finding(collection, identity, Verdict.VERIFIED, vague, exact)
            elif same and not _implied(vague, exact.hard, _hard).meets(reading(vague.move).hard):
                yield _finding(collection, identity, Verdict.TENSION, vague, exact)
        closes = [c for c in figures if _is_close(book, c)]
        for move in moves:
            for close in closes:
                if (
                    close.unit == move.price.unit
                    and not reading(move.move).bound
                    and book.place(close).sentence != book.place(move.price).sentence
                    and reading(close).core.meets(move.core)
                ):
                    yield _against_close(collection, identity, move, close)


def _is_price(claim: Claim) -> bool:
    return claim.metric == "share_price" and claim.unit != "percent"


def _move(book: FactBook, one: Claim, other: Claim) -> _Move | None:
    """A price and the move right beside it, whichever comes first."""
    if book.place(one).sentence != book.place(other).sentence:
        return None
    lead = words_before(book, other)
    if _is_price(one) and other.unit == "percent" and _cue("moved").search(lead):
        price, move = one, other
    elif one.unit == "percent" and _is_price(other) and _cue("priced").search(lead):
        price, move = other, one
    else:
        return None
    if move.measure is not Measure.GROWTH or reading(price).value <= 0 or not _of_the_day(book, one):
        return None
    own = reading(move)
    closes = []
    for at, by in ((rounded(reading(price)), rounded(own)), (reading(price).hard, own.hard)):
        try:
            closes.append(_CLOSE.over({"price": at.absolute(), "move": by}))
        except ZeroDivisionError:
            return None
    return _Move(price, move, closes[0], closes[0].hull(closes[1]))


def _hard(figure: Reading) -> Interval:
    return figure.hard


def _implied(move: _Move, close: Interval, read: Callable[[Reading], Interval]) -> Interval:
    """The move to a price from a close."""
    return _MOVE.over({"price": read(reading(move.price)), "close": close})


def _of_the_day(book: FactBook, first: Claim) -> bool:
    """Whether a move is that of a day, not of a year or since an issue."""
    return _cue("other_base").search(words_before(book, first)) is None


def _is_close(book: FactBook, claim: Claim) -> bool:
    lead = book.words(claim)[: claim.span.start - book.place(claim).sentence]
    return _is_price(claim) and bool(_cue("day_before").search(lead) and _cue("closed").search(lead))


def _finding(
    collection: Collection, identity: Identity, verdict: Verdict, one: _Move, other: _Move
) -> Finding:
    language, unit = collection.language, one.price.unit
    return make_finding(
        collection,
        rule=identity.code,
        verdict=verdict,
        message=phrase(
            f"moves_{verdict.value}",
            language,
            list="、".join(f"{m.price.text}（{m.move.text}）" for m in (one, other)),
            close=show_interval(other.core, unit, language),
            implied=show_interval(_implied(one, other.core, rounded), "percent", language),
        ),
        claims=(one.move, one.price, other.price, other.move),
        expected=_implied(one, other.core, rounded).stated("percent"),
        stated=reading(one.move).core.stated("percent"),
    )


def _against_close(collection: Collection, identity: Identity, move: _Move, close: Claim) -> Finding:
    language = collection.language
    return make_finding(
        collection,
        rule=identity.code,
        verdict=Verdict.VERIFIED,
        message=phrase(
            "moves_close",
            language,
            price=move.price.text,
            move=move.move.text,
            close=close.text,
            implied=show_interval(move.core, close.unit, language),
        ),
        claims=(move.move, move.price, close),
        expected=move.core.stated(close.unit),
        stated=reading(close).core.stated(close.unit),
    )
