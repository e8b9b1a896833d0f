"""One wrong figure behind several failed checks: `回购152.5万股，占1.12%，均价20.98元，共3.20亿元`.

Takes the findings of a part of a collection. Checks of one text that fail by the same power of ten, and have
one figure in common, fail because of it: to give up that one is less than to give up one in each. Such
findings are told with that figure as the suspect, unless another check of the text bears it out. So is a
calculation that fails where one figure in it is the one that other sources state otherwise, or the only one
that none of them states.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from claims.model import Claim
from rules.collection import Collection
from rules.findings import make_finding
from rules.model import Finding, Verdict
from rules.outcome import digits
from rules.verdicts import phrase

_COMPARED = "C201"
"""The rule that compares what several documents state of one fact."""
_CHAINS = frozenset({"A121", "A122"})
"""The rules on what follows from several figures at once."""
_POWERS = range(1, 5)
"""Powers of ten by which a figure is written wrong."""
_NEAR = Fraction(1, 20)
"""How far from a power of ten what was expected may be, for what was stated: figures are rounded."""


_LONG = 4
"""Digits of a figure that no two things have by chance."""


@dataclass(frozen=True, slots=True)
class _Failed:
    """A failed check, and by which power of ten it misses."""

    finding: Finding
    power: int


def at_their_root(collection: Collection, findings: Sequence[Finding]) -> list[Finding]:
    """The findings in their order, those with one figure at their root told of that."""
    failed: dict[str, list[_Failed]] = defaultdict(list)
    for finding in findings:
        power = _power(finding)
        if power and finding.claims and len({place.document for place in finding.spans}) == 1:
            failed[finding.spans[0].document].append(_Failed(finding, power))
    told: dict[str, Finding] = {}
    for alike in failed.values():
        root = _root(alike, findings) if len(alike) > 1 else None
        if root is not None:
            for check in alike:
                if root in check.finding.claims:
                    told[check.finding.id] = _of(collection, check.finding, collection.claim[root])
    apart = (Verdict.DISCREPANCY, Verdict.TENSION)
    disputed = {f.claims[0] for f in findings if f.rule == _COMPARED and f.claims and f.verdict in apart}
    rooted = [told.get(finding.id) or _disputed(collection, finding, disputed) for finding in findings]
    return _each_once(_without_consequences(_not_borne_out(collection, rooted)))


def _not_borne_out(collection: Collection, findings: Sequence[Finding]) -> list[Finding]:
    """The findings, a calculation that fails told of the one figure in it that no other source bears out.

    A copy of the text bears nothing out: who states a figure speaks against another only where he does not
    state that one, too.
    """
    failed = {f.id: f for f in findings if _is_of_one_text(f)}
    stating: dict[tuple[object, ...], set[str]] = defaultdict(set)
    wanted = {_figure(collection.claim[claim]) for finding in failed.values() for claim in finding.claims}
    for claim in collection.claims if wanted else ():
        if (figure := _figure(claim)) in wanted:
            stating[figure].add(claim.document)
    told: list[Finding] = []
    for finding in findings:
        root: str | None = None
        if finding.id in failed:
            said = {c: stating[_figure(collection.claim[c])] for c in finding.claims}
            alone = [one for one in said if all(said[c] - said[one] for c in said if c != one)]
            root = alone[0] if len(alone) == 1 and len(said) > 1 else None
        told.append(finding if root is None else _of(collection, finding, collection.claim[root]))
    return told


def _is_of_one_text(finding: Finding) -> bool:
    """Whether a finding tells of a calculation of one text that fails."""
    failed = finding.verdict is Verdict.CONTRADICTED and finding.rule not in _CHAINS
    return failed and len({place.document for place in finding.spans}) == 1


def _figure(claim: Claim) -> tuple[object, ...]:
    """What two claims have in common that state one figure of one thing, whatever it is called."""
    if digits(claim) >= _LONG:
        return claim.unit, claim.value
    return claim.unit, claim.value, claim.entity, claim.metric, claim.measure


def _without_consequences(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without what only follows from a figure that another of them suspects.

    What a whole chain of figures implies fails with every wrong figure in it. Where it names that figure it
    bears the other check out; where it names another it adds nothing.
    """
    wrong = (Verdict.CONTRADICTED, Verdict.DISCREPANCY)
    suspected = {f.claims[0] for f in findings if f.verdict in wrong and f.claims and f.rule not in _CHAINS}
    return [
        f
        for f in findings
        if f.rule not in _CHAINS
        or f.verdict not in wrong
        or f.claims[0] in suspected
        or suspected.isdisjoint(f.claims)
    ]


def _disputed(collection: Collection, finding: Finding, disputed: set[str]) -> Finding:
    """A finding on a calculation that fails, told of the one figure in it that others state otherwise."""
    failed = finding.verdict in (Verdict.CONTRADICTED, Verdict.TENSION) and finding.expected is not None
    roots = [claim for claim in finding.claims if claim in disputed]
    if not failed or len(roots) != 1 or roots[0] == finding.claims[0]:
        return finding
    return _of(collection, finding, collection.claim[roots[0]])


def _each_once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without those that set the same figures against each other and suspect the same one.

    Of two rules that fail on one slip the later speaks, which is made for narrower wordings.
    """
    last: dict[tuple[str, frozenset[str]], Finding] = {}
    for finding in findings:
        if finding.verdict is Verdict.CONTRADICTED and finding.claims:
            last[finding.claims[0], frozenset(finding.claims)] = finding
    kept = {finding.id for finding in last.values()}
    return [f for f in findings if f.verdict is not Verdict.CONTRADICTED or not f.claims or f.id in kept]


def _power(finding: Finding) -> int:
    """By which power of ten, up or down, a failed check misses; 0 where it fails otherwise."""
    if finding.verdict is not Verdict.CONTRADICTED or finding.expected is None or finding.stated is None:
        return 0
    ends = (finding.expected.low, finding.expected.high, finding.stated.low, finding.stated.high)
    if any(end is None for end in ends):
        return 0
    low, high, least, most = (Fraction(end or 0) for end in ends)
    expected, stated = abs(low + high), abs(least + most)
    if not expected or not stated:
        return 0
    ratio = max(expected, stated) / min(expected, stated)
    return next((n for n in _POWERS if abs(ratio / 10**n - 1) <= _NEAR), 0)


def _root(alike: Iterable[_Failed], findings: Sequence[Finding]) -> str | None:
    """The one figure that several failed checks with different suspects have in common, or None."""
    sharing: dict[str, list[_Failed]] = defaultdict(list)
    for check in alike:
        for claim in check.finding.claims:
            sharing[claim].append(check)
    most = max(len(checks) for checks in sharing.values())
    roots = [claim for claim, checks in sharing.items() if len(checks) == most]
    if most == 1 or len(roots) != 1:
        return None
    checks = sharing[roots[0]]
    suspects = {check.finding.claims[0] for check in checks}
    if len(suspects) == 1 or len({check.power for check in checks}) > 1:
        return None
    held = (f.claims for f in findings if f.verdict is Verdict.VERIFIED)
    return None if any(roots[0] in claims for claims in held) else roots[0]


def _of(collection: Collection, finding: Finding, suspect: Claim) -> Finding:
    """A finding with another suspect."""
    if finding.claims[0] == suspect.id:
        return finding
    language = collection.language
    before = collection.claim[finding.claims[0]].text
    repair = (finding.suggestion or "").partition(" → ")[2]
    said = phrase("suspect_only", language, figure=before)
    if repair:
        said = phrase("suspect", language, figure=before, repair=repair)
    message = finding.message.replace(said, phrase("suspect_only", language, figure=suspect.text))
    claims = [collection.claim[claim] for claim in finding.claims if claim != suspect.id]
    return make_finding(
        collection,
        rule=finding.rule,
        verdict=finding.verdict,
        message=message,
        claims=(suspect, *claims),
        expected=finding.expected,
        stated=finding.stated,
    )
