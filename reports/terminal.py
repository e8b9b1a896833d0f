"""The report for a person at a terminal: what needs attention first, then what agrees, then what was read.

Every line is laid out by its display width and styled through rich's `Text`, so that no text of a document
can style or break the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from rich.text import Text

from reports import names
from reports.cards import STYLES, Desk, card, marked, quotation
from reports.layout import Column, Line, flow, indent, ink, table, wrap
from reports.paint import paint
from reports.passages import passages
from reports.tally import counts, not_told
from reports.text import one_line
from rules.model import Severity, Verdict

if TYPE_CHECKING:
    from claims.model import Claim, Document
    from reports import Options
    from reports.model import AuditReport
    from rules.model import Finding

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
SECTIONS = ("attention", "unsupported", "explained", "agreement", "verified", "supported", "info")
"""The sections of findings in their order."""
_DISPUTES = (Verdict.CONTRADICTED, Verdict.DISCREPANCY, Verdict.TENSION)


def render(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Iterator[str]:
    """Yield the report section by section, no line wider than `options.width` (20 at least)."""
    desk = Desk.of(report, documents, options)
    for section in _sections(report, desk):
        yield paint(section, options)


def lines(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Iterator[Line]:
    """Yield the report line by line, styled."""
    for section in _sections(report, Desk.of(report, documents, options)):
        yield from section


def _sections(report: AuditReport, desk: Desk) -> Iterator[list[Line]]:
    sections: dict[str, list[Finding]] = {}
    for finding in report.findings:
        sections.setdefault(_section(finding), []).append(finding)
    yield _head(report, sections, desk)
    yield from _attention(sections.get("attention", []), desk)
    yield from _promotion(sections.get("unsupported", []), desk)
    yield from _remarks("explained", sections.get("explained", []), desk)
    yield from _agreement(sections.get("agreement", []), desk)
    yield from _verified(sections.get("verified", []), desk)
    yield from _remarks("supported", sections.get("supported", []), desk)
    yield from _remarks("info", sections.get("info", []), desk)
    yield from _coverage(report, desk)


def _section(finding: Finding) -> str:
    """Where a finding stands: disputes and what the configuration raised are for attention."""
    if finding.verdict is Verdict.UNSUPPORTED:
        return "unsupported"
    if finding.verdict in _DISPUTES or finding.severity is not Severity.NOTE:
        return "attention"
    return finding.verdict.value


def _head(report: AuditReport, sections: Mapping[str, list[Finding]], desk: Desk) -> list[Line]:
    summary = report.summary
    rule = "━" if desk.options.unicode else "="
    lines = wrap(ink(desk.say("title"), "bold"), desk.width)
    lines.append(ink(rule * desk.width, "dim"))
    if not summary.documents:
        return lines + wrap(Text(desk.say("no_documents")), desk.width)
    read = desk.say("read", documents=summary.documents, claims=summary.claims)
    if summary.companions:
        read += desk.say("companions", n=summary.companions)
    lines += wrap(Text(read), desk.width)
    if not summary.claims:
        lines += wrap(ink(desk.say("no_claims"), "bold yellow"), desk.width)
    severities = {severity.value: summary.by_severity.get(severity.value, 0) for severity in Severity}
    if summary.findings or summary.suppressed or summary.baselined:
        language = desk.options.language
        lines += wrap(Text(counts(summary, language) + not_told(summary, language)), desk.width)
    if summary.claims and not severities["error"] and not severities["warning"]:
        lines += wrap(Text(desk.say("nothing_to_do")), desk.width)
    told = [(key, len(sections[key])) for key in SECTIONS if key in sections]
    if len(told) > 1:  # what is to come, so that a reader knows before scrolling
        pieces = [Text(desk.say(key)).append(f" {count}", style="bold") for key, count in told]
        lines += flow(pieces, desk.width)
    return lines


def _title(key: str, count: int, desk: Desk) -> list[Line]:
    dash = "─" if desk.options.unicode else "-"
    title = wrap(ink(f"{desk.say(key)} · {count}" if count else desk.say(key), "bold"), desk.width)
    return [Text(), *title, ink(dash * desk.width, "dim")]


def _attention(findings: Iterable[Finding], desk: Desk) -> Iterator[list[Line]]:
    ordered = sorted(findings, key=lambda finding: _RANK[finding.severity])
    if ordered:
        yield _title("attention", len(ordered), desk)
    for index, finding in enumerate(ordered, start=1):
        severity = names.name("severity", finding.severity, desk.options.language)
        yield [Text(), *card(finding, desk, f"{index}  {severity}")]


def _promotion(findings: list[Finding], desk: Desk) -> Iterator[list[Line]]:
    if findings:
        yield _title("unsupported", len(findings), desk)
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.spans[0].document if finding.spans else "", []).append(finding)
    for document, members in grouped.items():
        lines: list[Line] = [Text()]
        lines += wrap(ink(desk.paths.get(document, one_line(document)), "bold cyan"), desk.width, 2)
        lines += _statements(sorted(members, key=lambda f: f.spans[0].start if f.spans else 0), desk)
        yield lines
    remedies = {
        (one_line(finding.rule), one_line(finding.suggestion)): None
        for finding in findings
        if finding.suggestion
    }
    if remedies:
        rows = [[ink(rule, "bold"), ink(remedy, "green")] for rule, remedy in sorted(remedies)]
        columns = [Column(""), Column("", flexible=True, least=16)]
        body = [indent(line, 2) for line in table(columns, rows, desk.width - 2)]
        yield [Text(), *wrap(ink(desk.say("remedies"), "dim"), desk.width), *body]


def _statements(findings: list[Finding], desk: Desk) -> list[Line]:
    """Statements of one document; those of one sentence above one passage."""
    lines: list[Line] = []
    placed = [finding for finding in findings if finding.spans]
    for passage in passages((finding.spans[0] for finding in placed), desk.documents):
        for finding in (placed[rank] for rank in passage.ranks):
            lines += _statement(finding, f"{finding.spans[0].line}:{finding.spans[0].column}  ", desk)
        if passage.excerpt:
            lines += [indent(line, 2) for line in marked(passage, desk, desk.width - 2)]
        for finding in (placed[rank] for rank in passage.ranks):
            for other in passages(finding.spans[1:], desk.documents):
                lines += [indent(line, 4) for line in quotation(other, desk, desk.width - 4)]
    for finding in findings:
        if not finding.spans:
            lines += _statement(finding, "", desk)
    return lines


def _statement(finding: Finding, where: str, desk: Desk) -> list[Line]:
    head = ink(where, "cyan").append(one_line(finding.rule), style=STYLES[finding.severity])
    head.append(f"  {one_line(finding.message)}")
    return [indent(line, 2) for line in wrap(head, desk.width - 2, 2)]


def _remarks(key: str, findings: list[Finding], desk: Desk) -> Iterator[list[Line]]:
    """Findings in two lines each: what is said, and where."""
    if findings:
        yield _title(key, len(findings), desk)
    for finding in findings:
        text = ink(one_line(finding.rule), "bold").append(f"  {one_line(finding.message)}", style="")
        places = desk.short((span.document, span.line) for span in finding.spans).split("  ")
        lines = [indent(line, 2) for line in desk.places(places, desk.width - 2)] if finding.spans else []
        yield [*wrap(text, desk.width, 2), *lines]


def _agreement(findings: list[Finding], desk: Desk) -> Iterator[list[Line]]:
    """What agrees as a table: the fact, the figure as each source writes it, where, from how many origins."""
    if not findings:
        return
    columns = [
        Column(desk.say("col_fact"), flexible=True, least=16),
        Column(desk.say("col_written"), flexible=True, least=10),
        Column(desk.say("col_where"), flexible=True, least=28),
        Column(desk.say("col_origins"), right=True),
    ]
    rows: list[list[Text]] = []
    for finding in findings:
        rows += _agreed(finding, desk)
    lines = [*_title("agreement", len(findings), desk), *table(columns, rows, desk.width)]
    if any(finding.origins == 1 for finding in findings):
        lines += wrap(ink(desk.say("single_origin"), "dim"), desk.width)
    yield lines


def _agreed(finding: Finding, desk: Desk) -> list[list[Text]]:
    claims = desk.of_finding(finding)
    origins = "" if finding.origins is None else str(finding.origins)
    if not claims:
        places = desk.short((span.document, span.line) for span in finding.spans)
        return [[Text(one_line(finding.message)), Text(), ink(places, "cyan"), Text(origins)]]
    written: dict[str, list[Claim]] = {}
    for claim in claims:
        written.setdefault(one_line(claim.text), []).append(claim)
    rows = []
    for index, (text, group) in enumerate(written.items()):
        fact = one_line(names.fact(claims[0], desk.options.language)) if index == 0 else ""
        places = desk.short((claim.document, claim.span.line) for claim in group)
        rows.append(
            [
                Text(fact),
                ink(text, "bold"),
                ink(places, "cyan"),
                Text(origins if index == 0 else ""),
            ]
        )
    return rows


def _verified(findings: list[Finding], desk: Desk) -> Iterator[list[Line]]:
    if not findings:
        return
    columns = [
        Column(desk.say("col_rule")),
        Column(desk.say("col_check"), flexible=True, least=24),
        Column(desk.say("col_where"), flexible=True, least=20),
    ]
    rows = [
        [
            ink(" ".join(dict.fromkeys(one_line(finding.rule) for finding in same)), "green"),
            Text(one_line(same[0].message)),
            ink(desk.short((f.spans[0].document, f.spans[0].line) for f in same if f.spans), "cyan"),
        ]
        for same in _checks(findings)
    ]
    yield [*_title("verified", len(findings), desk), *table(columns, rows, desk.width)]


def _checks(findings: list[Finding]) -> list[list[Finding]]:
    """Findings by what they recompute: two rules on the same figures, or one sum told twice, are one."""
    checks: list[list[Finding]] = []
    known: dict[object, list[Finding]] = {}
    for finding in findings:
        keys = (frozenset(finding.claims) or finding.id, one_line(finding.message))
        same = next((known[key] for key in keys if key in known), None)
        if same is None:
            same = []
            checks.append(same)
        same.append(finding)
        known |= dict.fromkeys(keys, same)
    return checks


def _coverage(report: AuditReport, desk: Desk) -> Iterator[list[Line]]:
    claims: dict[str, int] = {}
    for claim in report.claims:
        claims[claim.document] = claims.get(claim.document, 0) + 1
    to_mend: dict[str, int] = {}
    for finding in report.findings:
        if finding.severity is not Severity.NOTE:
            for document in {span.document for span in finding.spans}:
                to_mend[document] = to_mend.get(document, 0) + 1
    columns = [
        Column(desk.say("col_document"), flexible=True, least=20),
        Column(desk.say("col_published")),
        Column(desk.say("col_characters"), right=True),
        Column(desk.say("col_claims"), right=True),
        Column(desk.say("col_findings"), right=True),
    ]
    rows = [
        [
            ink(desk.paths[record.id], "cyan").append("" if record.checked else desk.say("only_compared")),
            Text(one_line(record.published or "-")),
            Text(str(record.characters)),
            Text(str(claims.get(record.id, 0))),
            Text(str(to_mend.get(record.id, 0))),
        ]
        for record in report.documents
    ]
    lines = _title("coverage", 0, desk)
    if rows:
        lines += table(columns, rows, desk.width)
    for index, skipped in enumerate(report.summary.skipped):
        if index == 0:
            lines += _title("skipped", len(report.summary.skipped), desk)
        text = ink(one_line(skipped.path), "cyan").append(f"  {one_line(skipped.reason)}", style="yellow")
        lines += wrap(text, desk.width, 2)
    summary = report.summary
    if summary.claims:
        idle = (Verdict.UNSUPPORTED, Verdict.SUPPORTED, Verdict.INFO)
        touched = {
            key for finding in report.findings if finding.verdict not in idle for key in finding.claims
        }
        untouched = summary.claims - len(touched & desk.claims.keys())
        lines.append(Text())
        sentence = desk.say(
            "covered",
            claims=summary.claims,
            compared=summary.compared,
            checked=summary.checked,
            untouched=max(0, untouched),
        )
        lines += wrap(Text(sentence), desk.width)
    yield lines
