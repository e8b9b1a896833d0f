"""Places and findings as other tools want them: ends, URIs, fingerprints, what asks for attention."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote

from reports.text import one_line
from rules.model import Severity, Verdict

if TYPE_CHECKING:
    from claims.model import Claim, Document
    from reports import Options
    from reports.model import AuditReport
    from rules.model import Finding, Location

CONTENT = frozenset((Verdict.VERIFIED, Verdict.AGREEMENT, Verdict.SUPPORTED))
"""Verdicts that ask nothing of anybody."""

COMPARISONS = frozenset((Verdict.AGREEMENT, Verdict.DISCREPANCY))
"""Verdicts that only a comparison comes to."""


def asks(finding: Finding) -> bool:
    """Whether a finding is worth a line in a list of what to look at."""
    return finding.severity is not Severity.NOTE or finding.verdict not in CONTENT


def compares(finding: Finding, claims: Sequence[Claim]) -> bool:
    """Whether a finding holds figures for one fact against one another, or recomputes one of them.

    `claims` are the finding's. An explained difference compares unless a figure was recomputed for it;
    figures in tension are compared where they are of one fact.
    """
    if len({claim.id for claim in claims}) < 2:
        return False
    if finding.verdict is Verdict.EXPLAINED:
        return finding.expected is None
    if finding.verdict is Verdict.TENSION:
        kinds = {(claim.metric, claim.label, claim.measure) for claim in claims}
        periods = {claim.period for claim in claims if claim.period}
        slices = {tuple(sorted(claim.dimensions.items())) for claim in claims}
        return len(kinds) == 1 and len(periods) <= 1 and len(slices) == 1
    return finding.verdict in COMPARISONS


def with_fingerprints(
    report: AuditReport, documents: Mapping[str, Document]
) -> Iterator[tuple[Finding, str]]:
    """The findings that ask for attention, each with a fingerprint that survives edits elsewhere in the text.

    It is the finding's own; where it has none it is made from the rule, the verdict, the path and the words
    at the places, and for the same words told twice from their number; never from lines or offsets.
    """
    paths = {record.id: record.path for record in report.documents}
    seen: Counter[str] = Counter()
    for finding in report.findings:
        if not asks(finding):
            continue
        if finding.fingerprint is not None:
            yield finding, finding.fingerprint
            continue
        words = [
            f"{paths.get(place.document, place.document)}|{_words(place, documents)}"
            for place in finding.spans
        ]
        key = "\n".join((finding.rule, finding.verdict, *words))
        seen[key] += 1
        yield finding, sha256(f"{key}\n{seen[key]}".encode(errors="backslashreplace")).hexdigest()[:32]


def end(place: Location, documents: Mapping[str, Document]) -> tuple[int, int]:
    """Line and column behind the last character of a place; counted on from its start without the text."""
    document = documents.get(place.document)
    if document is None:
        return place.line, place.column + place.end - place.start
    span = document.span(place.end, place.end)
    return span.line, span.column


def paths(report: AuditReport, options: Options) -> dict[str, str]:
    """The documents' paths by id, for programs that show a whole repository: counted from its root."""
    return {record.id: _from_root(record.path, options) for record in report.documents}


def _from_root(path: str, options: Options) -> str:
    """A path as counted from the repository's root; as it is given where it lies in none."""
    whole = posixpath.normpath(posixpath.join(options.folder, path))
    above = options.repository.rstrip("/") + "/"
    inside = options.repository and whole.startswith(above)
    return whole.removeprefix(above) if inside else path.removeprefix("./")


def uri(path: str) -> str:
    """A path as a percent-encoded URI reference; slashes of either kind separate folders."""
    text = quote(path.replace("\\", "/"), safe="/", errors="replace")
    return f"file://{text}" if text.startswith("/") else text


def repair(finding: Finding) -> str:
    """The finding's suggestion in brackets behind a blank, with an arrow; empty where there is none."""
    if not finding.suggestion:
        return ""
    text = one_line(finding.suggestion)
    return f" [{text}]" if "→" in text else f" [→ {text}]"


def _words(place: Location, documents: Mapping[str, Document]) -> str:
    document = documents.get(place.document)
    return document.text[place.start : place.end] if document else f"{place.start}-{place.end}"
