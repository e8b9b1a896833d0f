"""The report as Markdown for a pull request's comment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reports import names
from reports.places import asks, repair
from reports.tally import counts, not_told
from reports.text import one_line
from rules.wording import say

if TYPE_CHECKING:
    from claims.model import Document
    from reports import Options
    from reports.model import AuditReport
    from rules.model import Finding

LONGEST = 60_000
"""Characters of a comment; GitHub takes 65,536."""

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~@&$^=-])")


def render(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Iterator[str]:
    """Yield a heading, the counts, and a table of what asks for attention; what is left out is counted."""

    def phrase(key: str, **places: object) -> str:
        return say("reports", "terminal", key, options.language, **places)

    summary = report.summary
    yield f"### jiaokan · {phrase('title')}\n\n"
    if not summary.documents:
        yield phrase("no_documents") + "\n"
        return
    read = phrase("read", documents=summary.documents, claims=summary.claims)
    yield f"{read} · {counts(summary, options.language)}{not_told(summary, options.language)}\n"
    if not summary.claims:
        yield f"\n**{phrase('no_claims')}**\n"
    for skipped in summary.skipped:
        yield f"\n- {_plain(skipped.path)}: {_plain(skipped.reason)}\n"
    listed = [finding for finding in report.findings if asks(finding)]
    if not listed:
        return
    yield f"\n| | {phrase('col_where')} | {phrase('col_finding')} |\n| --- | --- | --- |\n"
    paths = {record.id: record.path for record in report.documents}
    length = 0
    for index, finding in enumerate(listed):
        row = _row(finding, paths, options)
        length += len(row)
        if length > LONGEST:
            yield f"\n{phrase('more_claims', n=len(listed) - index)}\n"
            return
        yield row


def _row(finding: Finding, paths: Mapping[str, str], options: Options) -> str:
    severity = names.name("severity", finding.severity, options.language)
    verdict = names.name("verdict", finding.verdict, options.language)
    places = "<br>".join(
        _plain(f"{paths.get(place.document, place.document)}:{place.line}:{place.column}")
        for place in finding.spans[:4]
    )
    message = f"{_plain(finding.message)}{_plain(repair(finding))}"
    return f"| **{severity}** | {places} | `{_code(finding.rule)}` {verdict}: {message} |\n"


def _plain(text: str) -> str:
    """Text in which nothing is markup, no name is mentioned and no address becomes a link."""
    shown = _MARKUP.sub(r"\\\1", one_line(text)).replace("\\<", "&lt;").replace("\\>", "&gt;")
    return re.sub(r"\b(https?|ftp|www)(?=[:.])", r"\1<!-- -->", shown).replace("\\@", "&#64;")


def _code(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "", text)
