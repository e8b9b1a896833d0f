"""The findings as JUnit XML: a suite a document, a failed case a finding at error or warning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from reports.places import asks, repair
from reports.text import one_line
from rules.model import Severity

if TYPE_CHECKING:
    from claims.model import Document
    from reports import Options
    from reports.model import AuditReport
    from rules.model import Finding


def render(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Iterator[str]:
    """Yield the suites in the documents' order; a sound document is a suite with one passed case."""
    grouped: dict[str, list[Finding]] = {}
    for finding in filter(asks, report.findings):
        grouped.setdefault(finding.spans[0].document if finding.spans else "", []).append(finding)
    paths = {record.id: one_line(record.path) for record in report.documents}
    paths |= {key: one_line(key) or "jiaokan" for key in grouped if key not in paths}
    skipped = report.summary.skipped
    cases = sum(max(1, len(grouped.get(key, ()))) for key in paths) + len(skipped)
    failures = sum(finding.severity is not Severity.NOTE for group in grouped.values() for finding in group)
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield f'<testsuites name="jiaokan" tests="{cases}" failures="{failures}" errors="{len(skipped)}">\n'
    for key, path in paths.items():
        yield _suite(path, grouped.get(key, []))
    for document in skipped:
        path, reason = quoteattr(one_line(document.path)), quoteattr(one_line(document.reason))
        yield f'  <testsuite name={path} tests="1" failures="0" errors="1">\n'
        yield f'    <testcase classname={path} name="read"><error message={reason}/></testcase>\n'
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _suite(path: str, findings: list[Finding]) -> str:
    name = quoteattr(path)
    failures = sum(finding.severity is not Severity.NOTE for finding in findings)
    lines = [f'  <testsuite name={name} tests="{max(1, len(findings))}" failures="{failures}" errors="0">']
    lines += [_case(name, path, finding) for finding in findings]
    if not findings:
        lines.append(f'    <testcase classname={name} name="check"/>')
    return "\n".join([*lines, "  </testsuite>\n"])


def _case(classname: str, path: str, finding: Finding) -> str:
    place = f":{finding.spans[0].line}:{finding.spans[0].column}" if finding.spans else ""
    message = f"{one_line(finding.message)}{repair(finding)}"
    name = quoteattr(f"{one_line(finding.rule)}{place}")
    if finding.severity is Severity.NOTE:
        said = f"<system-out>{escape(message)}</system-out>"
    else:
        kind = quoteattr(f"{finding.severity.value} {finding.verdict.value}")
        body = escape(f"{path}{place}: {message}")
        said = f"<failure type={kind} message={quoteattr(message)}>{body}</failure>"
    return f"    <testcase classname={classname} name={name}>{said}</testcase>"
