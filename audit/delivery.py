"""What becomes of a report: the formats and files it is written in, what is said beside it, the exit code."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import typer

from audit.__main__ import ERROR, OK
from audit.errors import AuditError, nearest, sentence
from audit.options import Color, FailOn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audit.answers import Answer
    from audit.config import Settings
    from audit.output import Output
    from audit.run import Audit, Task
    from reports.model import AuditReport


def default_format(settings: Settings, known: Mapping[str, str]) -> str:
    """The configured format, else that which fits where standard output goes."""
    name = settings.output_format
    if name is None:
        return "terminal" if sys.stdout.isatty() else "concise"
    if name not in known:
        raise AuditError("unknown_format", given=name, hint=nearest(name, tuple(known)))
    return name


def deliver_reading(
    ctx: typer.Context,
    task: Task,
    color: Color,
    renderers: Mapping[str, str],
    *,
    quiet: bool,
    evidence: bool = False,
) -> int:
    """Read the documents without checking them and write what was asked for; gives the exit code."""
    from audit.output import chosen, ready
    from audit.run import extraction

    outputs = chosen(ctx.meta["args"], renderers, "terminal")
    ready(outputs)
    audit = extraction(task)
    return deliver(audit, outputs, task.settings, color, renderers, quiet=quiet, evidence=evidence)


def deliver(
    audit: Audit,
    outputs: tuple[Output, ...],
    settings: Settings,
    color: Color,
    renderers: Mapping[str, str],
    *,
    quiet: bool,
    evidence: bool = False,
    answer: Answer | None = None,
) -> int:
    """Write the report where it goes and say what was skipped; gives the exit code but for findings."""
    from audit.answers import Answer
    from audit.output import options, write_tables
    from reports import TABLES, render

    answer = answer or Answer()
    report = audit.report
    bad = [skipped for skipped in report.summary.skipped if skipped.checked]
    for skipped in report.summary.skipped:
        if skipped.checked or not quiet:
            answer.say(f"jiaokan: {sentence('skipped', path=skipped.path, reason=skipped.reason)}")
    for note in () if quiet else audit.notes:
        answer.say(f"jiaokan: {note}")
    if not report.summary.documents and bad:
        return ERROR
    if not report.summary.documents and audit.excluded and not quiet:
        answer.say(f"jiaokan: {sentence('all_excluded')}")
    for output in outputs:
        look = options(output, settings.language, color.value, evidence=evidence)
        if output.format in TABLES:
            answer.not_kept()
            write_tables(output, report, look)
        else:
            answer.write(output, render(output.format, report, audit.documents, look, renderers=renderers))
    return ERROR if bad else OK


def reaches(report: AuditReport, least: str) -> bool:
    """Whether a report has findings of a severity or above it."""
    order = [severity.value for severity in FailOn]
    return any(report.summary.by_severity[severity] for severity in order[: order.index(least) + 1])


def tell_statistics(report: AuditReport) -> None:
    """Count the findings by rule and verdict, on stderr."""
    counted = Counter((finding.rule, finding.verdict.value) for finding in report.findings)
    for (code, verdict), count in sorted(counted.items()):
        print(f"{count:>6}  {code}  {verdict}", file=sys.stderr)


def tell_fingerprints(report: AuditReport) -> None:
    """List what a suppression would name, on stderr."""
    from reports.places import asks
    from reports.text import one_line

    paths = {record.id: one_line(record.path) for record in report.documents}
    for finding in filter(asks, report.findings):
        first = finding.spans[0]
        place = f"{paths[first.document]}:{first.line}:{first.column}"
        print(f"{finding.fingerprint}  {finding.rule}  {place}", file=sys.stderr)
