"""A headline's figures against those of the text below it.

A headline says again what the text says, often rounded or bounded (`近12%` for 11.97%). A figure that some
figure of the text bears out is verified. One that none bears out is contradicted where a plain slip turns it
into the text's only figure of its metric and unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from claims.model import BlockKind, Claim, Document, Measure, Qualifier
from rules.collection import Collection
from rules.facts import FactBook
from rules.findings import make_finding
from rules.identities import Identity
from rules.interval import Interval
from rules.model import Finding, Verdict
from rules.nearby import telling
from rules.outcome import compare_readings, digits, reading, slip_of
from rules.slips import Slip
from rules.surroundings import words_before
from rules.verdicts import phrase

_UNREPEATED = ("date", "rank", "year", "month", "day")
_PARTS = ("percent", "percentage_point", "times", "count")
_VERB = 2
"""Characters in front of both figures that are a word which says that they mean one thing (`回购`)."""
_LONG = 3
"""Digits that make a bare count or amount in a headline one that the text repeats by no chance."""


def headline_and_text(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each figure of a headline that the text bears out, and each that only a slip keeps from it."""
    book = collection.once(FactBook)
    for document in collection.documents:
        figures = [c for c in collection.by_document.get(document.id, ()) if _repeatable(book, c)]
        above = [c for c in figures if _kind(book, document, c) is BlockKind.TITLE]
        below = [c for c in figures if _kind(book, document, c) is not BlockKind.TITLE]
        borne_out: dict[str, Claim] = {}
        for said in above:
            fitting = _fitting(said, below)
            if fitting is not None:
                borne_out[said.id] = fitting
                yield _verified(collection, identity, said, fitting)
        taken = {(c.value, c.unit) for c in borne_out.values()}
        open_below = [c for c in below if (c.value, c.unit) not in taken]
        for said in above:
            if said.id not in borne_out and _is_figure(said):
                yield from _missed(book, identity, said, open_below)


def _repeatable(book: FactBook, claim: Claim) -> bool:
    counted = claim.unit == "count" and len(claim.value) == 1
    return claim.hard is not None and not counted and claim.unit not in _UNREPEATED and book.usable(claim)


def _is_figure(claim: Claim) -> bool:
    """Whether a figure is told as one, if only about, and bounds nothing."""
    return reading(claim).plain or claim.qualifier is Qualifier.ABOUT


def _kind(book: FactBook, document: Document, claim: Claim) -> BlockKind:
    return document.blocks[book.place(claim).block].kind


def _fitting(said: Claim, below: list[Claim]) -> Claim | None:
    """A figure of the text that a headline's says again: of its metric, or of so many digits that it must."""
    same = [c for c in below if c.unit == said.unit]
    alike = [c for c in same if _alike(said, c)]
    return next((c for c in (*alike, *(same if _telling_alone(said) else ())) if _fits(said, c)), None)


def _missed(book: FactBook, identity: Identity, said: Claim, below: list[Claim]) -> Iterator[Finding]:
    """The finding on a headline's figure that is one of the text's but for a slip."""
    alike = [c for c in below if c.unit == said.unit and _alike(said, c) and _is_figure(c)]
    alike = [c for c in alike if _of_one(book, said, c)]
    lead = words_before(book, said)
    shared = [(_common_end(lead, words_before(book, c)), c) for c in alike]
    longest = max((length for length, _ in shared), default=0)
    meant = [c for length, c in shared if length == longest]
    if len({c.value for c in meant}) != 1:
        return
    figure, other = reading(said), reading(meant[0])
    wanted = Interval(other.value - other.ulp / 2, other.value + other.ulp / 2)
    slip = slip_of(figure, wanted)
    long = all(digits(c) > 1 for c in (said, meant[0]))
    sure = longest >= _VERB or (long and len({c.value for c in alike}) == 1)
    if slip is not None and (sure or (telling(said, slip) and telling(meant[0], slip))):
        yield _contradicted(book.collection, identity, said, meant[0], slip)


def _common_end(one: str, other: str) -> int:
    """How many characters two stretches of words have in common at their ends."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _alike(said: Claim, claim: Claim) -> bool:
    """Whether two figures are of one metric, measured alike, and of no two periods or slices."""
    periods = {said.period, claim.period} - {None}
    holders = {c.dimensions.get("holder") for c in (said, claim)} - {None}
    same = (said.metric, said.measure) == (claim.metric, claim.measure) and said.metric != "other"
    return same and len(periods) < len((said, claim)) and len(holders) < len((said, claim))


def _of_one(book: FactBook, said: Claim, claim: Claim) -> bool:
    """Whether a figure of the text is of the headline's subject, where both are known."""
    return None in (said.entity, claim.entity) or book.subject(said) == book.subject(claim)


def _telling_alone(said: Claim) -> bool:
    """Whether a figure has so many digits that the same one in the text is surely it."""
    return digits(said) >= _LONG and not (said.unit in _PARTS and said.measure is Measure.LEVEL)


def _fits(said: Claim, claim: Claim) -> bool:
    """Whether a headline's figure is the text's, or made coarser from it."""
    one, other = reading(said), reading(claim)
    return (one.value == other.value or other.ulp <= one.ulp) and compare_readings(one, other).agrees


def _verified(collection: Collection, identity: Identity, said: Claim, claim: Claim) -> Finding:
    return make_finding(
        collection,
        rule=identity.code,
        verdict=Verdict.VERIFIED,
        message=phrase("headline_fits", collection.language, said=said.text, text=claim.text),
        claims=(said, claim),
        expected=reading(claim).core.stated(claim.unit),
        stated=reading(said).core.stated(said.unit),
    )


def _contradicted(
    collection: Collection, identity: Identity, said: Claim, claim: Claim, slip: Slip
) -> Finding:
    language = collection.language
    return make_finding(
        collection,
        rule=identity.code,
        verdict=Verdict.CONTRADICTED,
        message=phrase(
            "headline_misses",
            language,
            said=said.text,
            text=claim.text,
            slip=phrase(f"slip_{slip.kind}", language),
        ),
        claims=(said, claim),
        expected=reading(claim).core.stated(claim.unit),
        stated=reading(said).core.stated(said.unit),
        suggestion=f"{said.text} → {slip.repair}" if slip.repair else None,
    )
