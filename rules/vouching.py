"""What arithmetic says of single figures, for rules that must choose between two of them.

Takes a collection; gives the claims that a check within their own document bears out, and those that a check
faults. Every rule's findings are computed once for a collection and kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from claims.model import Claim
from rules.collection import Collection
from rules.identities import identities
from rules.model import Finding, Rule, Verdict


@dataclass(frozen=True, slots=True)
class Runs:
    """The findings of rules on one collection."""

    collection: Collection
    _found: dict[str, tuple[Finding, ...]] = field(default_factory=dict)

    def of(self, rule: Rule) -> tuple[Finding, ...]:
        """A rule's findings, computed at the first call."""
        if rule.code not in self._found:
            self._found[rule.code] = tuple(rule.run(self.collection))
        return self._found[rule.code]


@dataclass(frozen=True, slots=True)
class Vouched:
    """Claims by what arithmetic says of them."""

    borne_out: frozenset[str]
    """Ids of claims that take part in a check of their own document that holds."""
    faulted: frozenset[str]
    """Ids of claims that are the suspect of a check that can't hold."""

    def of(self, claims: Iterable[Claim]) -> int:
        """-1 for claims that arithmetic bears out, 1 for those that it faults, 0 where it is silent."""
        ids = {claim.id for claim in claims}
        return bool(ids & self.faulted) - bool(ids & self.borne_out - self.faulted)


def vouched(collection: Collection) -> Vouched:
    """What the arithmetic rules say of each claim."""
    from rules.arithmetic import ARITHMETIC_RULES  # which reads the identities that a project may add to

    runs = collection.once(Runs)
    bounding = {identity.code for identity in identities() if not identity.vouches}
    held: set[str] = set()
    failed: set[str] = set()
    for rule in ARITHMETIC_RULES:
        for finding in runs.of(rule):
            if finding.verdict is Verdict.CONTRADICTED:
                failed.update(finding.claims[:1])
            elif (
                finding.verdict is Verdict.VERIFIED
                and rule.code not in bounding
                and len({place.document for place in finding.spans}) == 1
            ):
                held.update(finding.claims)
    return Vouched(frozenset(held), frozenset(failed))
