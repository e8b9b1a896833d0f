"""The findings as a GitLab Code Quality report: one JSON array."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reports import places
from reports.places import end, repair, with_fingerprints
from reports.text import one_line
from rules.model import Severity

if TYPE_CHECKING:
    from claims.model import Document
    from reports import Options
    from reports.model import AuditReport
    from rules.model import Finding

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Iterator[str]:
    """Yield the array, one entry a finding that asks for attention and has a place."""
    paths = places.paths(report, options)
    separator = "["
    for finding, fingerprint in with_fingerprints(report, documents):
        if finding.spans:
            entry = _entry(finding, fingerprint, paths, documents)
            yield separator + "\n" + json.dumps(entry, ensure_ascii=False)
            separator = ","
    yield "[]\n" if separator == "[" else "\n]\n"


def _entry(
    finding: Finding, fingerprint: str, paths: Mapping[str, str], documents: Mapping[str, Document]
) -> dict[str, object]:
    place = finding.spans[0]
    return {
        "description": f"{one_line(finding.message)}{repair(finding)}",
        "check_name": f"jiaokan/{one_line(finding.rule)}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": one_line(paths.get(place.document, place.document)),
            "lines": {"begin": place.line, "end": end(place, documents)[0]},
        },
    }
