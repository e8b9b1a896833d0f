"""Two statements of one fact that exclude each other, and arithmetic that tells which of them is wrong.

Where what ties the fact to others leaves room for one statement and none for the other, the other is the
suspect and the first its repair. That the two differ is for the comparison of sources to say; which of them
is wrong only the arithmetic knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.model import Claim, Measure
from rules import facts
from rules.collection import Collection
from rules.credible import credible
from rules.facts import FactBook, FactKey
from rules.figures import show_interval
from rules.findings import make_finding
from rules.firmground import uncertain
from rules.identities import Identity
from rules.interval import Interval
from rules.model import Finding, Verdict
from rules.network import Bound, firm, stated_bound
from rules.outcome import Grade, compare, judge, reading
from rules.relations import Relation, relations
from rules.restrictions import named_wider
from rules.verdicts import phrase

_MOST_FIGURES = 2
"""A document that gives more figures for what looks like one fact speaks of several."""

_FAR = 3
"""So many times another figure, with no slip to tell how, nothing means the same fact."""

_SMALL_GAP = 10
"""Percent up to which two places of one document surely mean the same fact."""


@dataclass(frozen=True, slots=True)
class _Ruling:
    """What a relation implies for a disputed fact, and who fits."""

    tie: Relation
    core: Interval
    operands: tuple[str, ...]
    right: tuple[Claim, ...]
    wrong: tuple[Claim, ...]


def decided(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each statement that the arithmetic excludes while it confirms another statement of the same fact."""
    book = collection.once(FactBook)
    touching: dict[FactKey, list[tuple[str, Relation]]] = defaultdict(list)
    for tie in collection.once(relations):
        for name, fact in tie.facts.items():
            touching[fact].append((name, tie))
    for fact in touching:
        claims = [c for c in firm(book.stating(fact)) if not uncertain(c)]
        if _disputed(claims):
            ruling = next(_rulings(book, fact, claims, touching[fact]), None)
            if ruling is not None:
                for claim in ruling.wrong:
                    if not _another_thing(book, claim, ruling):
                        yield _finding(collection, identity, claim, ruling)


def _another_thing(book: FactBook, claim: Claim, ruling: _Ruling) -> bool:
    """Whether a figure hardly means the same fact as the right one.

    It goes under a word that may hold more; or its document gives the right one, too. Nobody gives two
    figures of one fact in one sentence; further apart a slip or a small gap must tell that it is one, but for
    rates over the same years.
    """
    if any(named_wider(book, claim, right) for right in ruling.right):
        return True
    if all(claim.dimensions.get("item") != right.dimensions.get("item") for right in ruling.right):
        return True  # 研发人员842人 of the 1,286 are another fact, whatever they go under
    if all(_far_off(claim, right) for right in ruling.right):
        return True
    compared = [(right, judge(claim, reading(right).core, reading(right).hard)) for right in ruling.right]
    if not any(credible(book, claim, right, outcome) for right, outcome in compared):
        return True
    own = [right for right in ruling.right if right.document == claim.document]
    if not own:
        return False
    outcomes = [judge(claim, reading(right).core, reading(right).hard) for right in own]
    if any(book.distance(claim, right)[0] == 0 for right in own):
        return True
    if claim.measure is Measure.CAGR:
        return False
    return all(outcome.slip is None and outcome.gap_percent > _SMALL_GAP for outcome in outcomes)


def _far_off(claim: Claim, right: Claim) -> bool:
    """Whether an amount is so far from the right one, with no slip to explain it, that it is another's."""
    if claim.unit in ("percent", "percentage_point", "date", "rank"):
        return False
    near, far = sorted((abs(reading(claim).value), abs(reading(right).value)))
    return far > _FAR * near and judge(claim, reading(right).core, reading(right).hard).slip is None


def _disputed(claims: Sequence[Claim]) -> bool:
    figures: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        figures[claim.document].add(claim.value)
    if any(len(values) > _MOST_FIGURES for values in figures.values()):
        return False
    distinct = list({(c.value, c.ulp, c.qualifier): c for c in claims}.values())
    return any(
        compare(a, b).grade is Grade.CONTRADICTION for i, a in enumerate(distinct) for b in distinct[i + 1 :]
    )


def _rulings(
    book: FactBook, fact: FactKey, claims: Sequence[Claim], ties: Sequence[tuple[str, Relation]]
) -> Iterator[_Ruling]:
    for name, tie in ties:
        bounds = {other: _bound(book, key) for other, key in tie.facts.items() if other != name}
        known: Mapping[str, Bound] = {n: b for n, b in bounds.items() if b is not None}
        if len(known) < len(bounds):
            continue
        core = tie.implied(name, {n: b.core for n, b in known.items()})
        hard = tie.implied(name, {n: b.hard for n, b in known.items()})
        if core is None or hard is None or hard.width is None:
            continue
        sign = facts.variable(claims[0].metric)[1]
        core, hard = core.scale(sign), core.hull(hard).scale(sign)
        outcomes = [(claim, judge(claim, core, hard)) for claim in claims]
        right = tuple(claim for claim, outcome in outcomes if outcome.agrees)
        wrong = tuple(claim for claim, outcome in outcomes if outcome.grade is Grade.CONTRADICTION)
        if right and wrong:
            operands = dict.fromkeys(n for b in known.values() for n in sorted(b.claims))
            yield _Ruling(tie, core, tuple(operands), right, wrong)


def _bound(book: FactBook, fact: FactKey) -> Bound | None:
    claims = [c for c in firm(book.stating(fact)) if not uncertain(c)]
    return stated_bound(claims) if claims else None


def _finding(collection: Collection, identity: Identity, claim: Claim, ruling: _Ruling) -> Finding:
    right = min(ruling.right, key=lambda c: (c.document != claim.document, -len(c.value.strip("-0.")), c.id))
    operands = [collection.claim[name] for name in ruling.operands]
    return make_finding(
        collection,
        rule=identity.code,
        verdict=Verdict.CONTRADICTED,
        message=phrase(
            "decided",
            collection.language,
            stated=claim.text,
            right=right.text,
            trail="、".join(dict.fromkeys(operand.text for operand in operands)),
            expected=show_interval(ruling.core, claim.unit, collection.language),
            code=ruling.tie.code,
        ),
        claims=(claim, right, *operands),
        expected=ruling.core.stated(claim.unit),
        stated=reading(claim).core.stated(claim.unit),
        suggestion=f"{claim.text} → {right.text}",
    )
