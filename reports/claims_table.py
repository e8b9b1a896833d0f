"""The claims as a table that a person can check a document with, grouped by document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from reports import names
from reports.cards import Desk
from reports.layout import Column, Line, ink, table, wrap
from reports.paint import paint
from reports.text import one_line
from reports.values import Scale, parse
from rules.naming import period_name

if TYPE_CHECKING:
    from claims.model import Claim, Document
    from reports import Options
    from reports.model import AuditReport


def render(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Iterator[str]:
    """Yield one table a document: where, as written, value, what, whose, when, said by whom.

    Where evidence is asked for, a last column names the words that decided each field.
    """
    desk = Desk.of(report, documents, options)
    with_claims = set()
    for key, group in groupby(report.claims, key=lambda claim: claim.document):
        with_claims.add(key)
        claims = list(group)
        yield paint([*_title(desk, key, len(claims)), *_table(claims, desk), Text()], options)
    for record in report.documents:
        if record.id not in with_claims:
            none = wrap(ink(desk.say("no_claims_here"), "yellow"), desk.width)
            yield paint([*_title(desk, record.id, 0), *none, Text()], options)
    yield paint(_end(report, desk), options)


def _title(desk: Desk, document: str, count: int) -> list[Line]:
    dash = "─" if desk.options.unicode else "-"
    title = ink(f"{desk.paths.get(document, one_line(document))} · {count}", "bold")
    return [*wrap(title, desk.width, 2), ink(dash * desk.width, "dim")]


def _table(claims: list[Claim], desk: Desk) -> list[Line]:
    columns = [
        Column(desk.say("col_where")),
        Column(desk.say("col_written"), flexible=True, least=8),
        Column(desk.say("col_value"), flexible=True, least=8),
        Column(desk.say("col_what"), flexible=True, least=12),
        Column(desk.say("col_whose"), flexible=True, least=8),
        Column(desk.say("col_when"), flexible=True, least=8),
        Column(desk.say("col_who"), flexible=True, least=6),
    ]
    if desk.options.evidence:
        columns.append(Column(desk.say("col_why"), flexible=True, least=24))
    return table(columns, [_row(claim, desk) for claim in claims], desk.width)


def _row(claim: Claim, desk: Desk) -> list[Text]:
    language = desk.options.language
    slices = "·".join(claim.dimensions.values())
    basis = "" if claim.basis == "reported" else names.name("basis", claim.basis, language)
    what = " ".join(part for part in (slices, names.metric(claim, language), basis) if part)
    cells = [
        ink(f"{claim.span.line}:{claim.span.column}", "cyan"),
        ink(one_line(claim.text), "bold"),
        Text(one_line(_value(claim, desk))),
        Text(one_line(what)),
        Text(one_line(claim.entity or "-")),
        Text(one_line(period_name(claim.period, language) if claim.period else "-")),
        Text(one_line(names.speaker(claim, language) or "-")),
    ]
    return [*cells, ink(_evidence(claim, desk), "dim")] if desk.options.evidence else cells


def _evidence(claim: Claim, desk: Desk) -> str:
    """Which words decided which field: `period ← 2024年 (clause)`."""
    document = desk.documents.get(claim.document)
    told = []
    for evidence in claim.evidence:
        words = one_line(document.text[evidence.start : evidence.end]) if document else ""
        arrow = f" ← {words}" if words else ""
        told.append(f"{one_line(evidence.field)}{arrow} ({one_line(evidence.how)})")
    return "; ".join(told)


def _value(claim: Claim, desk: Desk) -> str:
    """The value as read, behind the sign of its qualifier; an asterisk where the unit was inferred."""
    value = parse(claim.value)
    if value is None or claim.unit == "date":
        return claim.value
    text = Scale.of([value], claim.unit, desk.options.language).value(value)
    sign = desk.say(f"sign_{claim.qualifier}")
    return f"{sign}{text}{'*' if claim.unit_inferred else ''}"


def _end(report: AuditReport, desk: Desk) -> list[Line]:
    summary = report.summary
    key = "read" if summary.documents else "no_documents"
    lines = wrap(Text(desk.say(key, documents=summary.documents, claims=summary.claims)), desk.width)
    if summary.documents and not summary.claims:
        lines += wrap(ink(desk.say("no_claims"), "bold yellow"), desk.width)
    if any(claim.unit_inferred for claim in report.claims):
        lines += wrap(ink(desk.say("inferred_note"), "dim"), desk.width)
    for skipped in summary.skipped:
        lines += wrap(ink(f"{one_line(skipped.path)}  {one_line(skipped.reason)}", "yellow"), desk.width, 2)
    return lines
