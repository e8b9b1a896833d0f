"""Annotations for GitHub Actions, then everything once more for the log, which shows ten of them a step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reports import concise, places
from reports.places import asks, end, repair
from reports.text import one_line
from rules.model import Severity

if TYPE_CHECKING:
    from claims.model import Document
    from reports import Options
    from reports.model import AuditReport
    from rules.model import Finding

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_ORDER = tuple(_COMMANDS)


def render(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Iterator[str]:
    """Yield one workflow command a finding, errors first, and after them the concise report."""
    paths = places.paths(report, options)
    for finding in sorted(filter(asks, report.findings), key=lambda f: _ORDER.index(f.severity)):
        yield _command(finding, paths, documents)
    yield from concise.render(report, documents, options)


def _command(finding: Finding, paths: Mapping[str, str], documents: Mapping[str, Document]) -> str:
    properties = {"title": one_line(finding.rule)}
    if finding.spans:
        place = finding.spans[0]
        line, column = end(place, documents)
        properties |= {"file": one_line(paths.get(place.document, place.document)), "line": str(place.line)}
        if line == place.line:  # a region of several lines has no columns
            properties |= {"col": str(place.column), "endColumn": str(column)}
        else:
            properties |= {"endLine": str(line)}
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(one_line(finding.message) + repair(finding))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
