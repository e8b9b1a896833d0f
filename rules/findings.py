"""Makes findings: every rule says what it has to say through here, so that ids and places come out alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from claims.model import Claim
from rules.collection import Collection
from rules.model import SEVERITY, Finding, Location, Severity, StatedInterval, Verdict


def finding_id(rule: str, verdict: Verdict, spans: Iterable[Location]) -> str:
    """A stable id of 16 hex digits, from the rule, the verdict and the places in their order."""
    places = "|".join(f"{span.document}:{span.start}-{span.end}" for span in spans)
    return sha256(f"{rule}|{verdict.value}|{places}".encode()).hexdigest()[:16]


def make_finding(
    collection: Collection,
    *,
    rule: str,
    verdict: Verdict,
    message: str,
    claims: Sequence[Claim] = (),
    spans: Sequence[Location] | None = None,
    expected: StatedInterval | None = None,
    stated: StatedInterval | None = None,
    suggestion: str | None = None,
    origins: int | None = None,
    severity: Severity | None = None,
) -> Finding:
    """A finding of a rule; `claims` start with the suspect.

    The places default to the claims' own, in their order and each once; the severity defaults to the
    verdict's.
    """
    places = spans if spans is not None else tuple(collection.location(claim) for claim in claims)
    unique = tuple(dict.fromkeys(places))
    return Finding(
        id=finding_id(rule, verdict, unique),
        rule=rule,
        verdict=verdict,
        severity=severity or SEVERITY.get(verdict, Severity.NOTE),
        message=message,
        claims=tuple(dict.fromkeys(claim.id for claim in claims)),
        spans=unique,
        expected=expected,
        stated=stated,
        suggestion=suggestion if suggestion is not None and _changes(suggestion) else None,
        origins=origins,
    )


ATTENTION = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
"""Severities in the order of a report."""


def in_order(documents: Iterable[str], findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of a report: by severity, then by place, rule and id; each id once.

    `documents` are the ids of all documents in their order.
    """
    rank = {document: index for index, document in enumerate(documents)}
    unique = {finding.id: finding for finding in findings}

    def key(finding: Finding) -> tuple[int, int, int, str, str]:
        first = finding.spans[0] if finding.spans else None
        place = (rank[first.document], first.start) if first else (len(rank), 0)
        return (ATTENTION[finding.severity], *place, finding.rule, finding.id)

    return sorted(unique.values(), key=key)


def _changes(suggestion: str) -> bool:
    """Whether a suggestion (`甲 → 乙`) writes a figure otherwise; a wrong sign may stand in the words."""
    written, _, meant = suggestion.partition(" → ")
    return written != meant
