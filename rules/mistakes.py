"""The strongest sign that documents share an origin: the same mistake.

Takes a collection; gives leanings. It builds on the comparison's conflicts, hence it stands apart from
`rules.origins`, on which the comparison builds.
"""

from __future__ import annotations

from fractions import Fraction

from claims.model import Claim
from rules.believable import TELLING
from rules.collation import compared
from rules.collection import Collection
from rules.model import Verdict
from rules.origins import Leaning, Trace, lineage, seniority
from rules.outcome import digits


def shared_mistakes(collection: Collection) -> tuple[Leaning, ...]:
    """Documents that give the same suspect figure as an earlier one, each with both places."""
    found: dict[tuple[str, str], Leaning] = {}
    for finding in collection.once(compared):
        if finding.verdict is not Verdict.DISCREPANCY:
            continue
        suspect, *others = (collection.claim[claim] for claim in finding.claims)
        if digits(suspect) < TELLING:
            continue
        first: dict[str, Claim] = {suspect.document: suspect}
        for claim in others:
            if claim.value == suspect.value and claim.unit == suspect.unit:
                first.setdefault(claim.document, claim)
        earliest, *later = sorted(first, key=lambda d: seniority(collection.document[d]))
        for document in later:
            places = (collection.location(first[document]), collection.location(first[earliest]))
            leaning = Leaning(document, earliest, Trace.MISTAKE, Fraction(0), places)
            found.setdefault((document, earliest), leaning)
    return tuple(found[pair] for pair in sorted(found))


def whole_lineage(collection: Collection) -> tuple[Leaning, ...]:
    """Every leaning that a collection shows, shared mistakes included; sorted by the documents' ids."""
    every = (*collection.once(lineage), *shared_mistakes(collection))
    return tuple(sorted(every, key=lambda x: (x.document, x.on, x.trace)))
