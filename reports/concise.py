"""One line a finding, for logs, editors and pipes: `path:line:column: CODE severity message [→ repair]`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reports.places import asks, repair
from reports.tally import counts
from reports.text import one_line
from rules.wording import say

if TYPE_CHECKING:
    from claims.model import Document
    from reports import Options
    from reports.model import AuditReport
    from rules.model import Finding


def render(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Iterator[str]:
    """Yield the findings by path, line and column, then the skipped documents, then one line of counts.

    What is verified, agreed or supported is counted, not listed.
    """
    paths = {record.id: one_line(record.path) for record in report.documents}
    order = {record.id: index for index, record in enumerate(report.documents)}

    def place(finding: Finding) -> tuple[int, int, int]:
        if not finding.spans:
            return len(order), 0, 0
        first = finding.spans[0]
        return order.get(first.document, len(order)), first.line, first.column

    for finding in sorted(report.findings, key=place):
        if asks(finding):
            yield _line(finding, paths)
    for skipped in report.summary.skipped:
        yield f"{one_line(skipped.path)}: {one_line(skipped.reason)}\n"
    yield _summary(report, options) + "\n"


def _line(finding: Finding, paths: Mapping[str, str]) -> str:
    where = ""
    if finding.spans:
        first = finding.spans[0]
        path = paths.get(first.document, one_line(first.document))
        where = f"{path}:{first.line}:{first.column}: "
    return (
        f"{where}{one_line(finding.rule)} {finding.severity} {one_line(finding.message)}{repair(finding)}\n"
    )


def _summary(report: AuditReport, options: Options) -> str:
    summary = report.summary
    if not summary.documents:
        return say("reports", "terminal", "no_documents", options.language)
    read = {"documents": summary.documents, "claims": summary.claims}
    text = say("reports", "terminal", "read", options.language, **read)
    if not summary.claims:
        return f"{text} · {say('reports', 'terminal', 'no_claims', options.language)}"
    return f"{text} · {counts(summary, options.language)}"
