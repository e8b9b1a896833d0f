"""A document's own text with its claims coloured, or in brackets where there are no colours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reports.cards import Desk
from reports.layout import Line, ink, wrap
from reports.paint import paint
from reports.text import visible

if TYPE_CHECKING:
    from claims.model import Claim, Document
    from reports import Options
    from reports.model import AuditReport

_STYLES = {
    "percent": "bold magenta", "percentage_point": "bold magenta", "times": "bold magenta",
    "date": "bold blue", "year": "bold blue", "month": "bold blue", "day": "bold blue",
    "count": "bold cyan", "rank": "bold cyan",
}  # fmt: skip
_MONEY = "bold green"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


def render(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Iterator[str]:
    """Yield each document's lines behind their numbers, the claims marked where they stand."""
    desk = Desk.of(report, documents, options)
    claims: dict[str, list[Claim]] = {}
    for claim in report.claims:
        claims.setdefault(claim.document, []).append(claim)
    for record in report.documents:
        yield paint(wrap(ink(desk.paths[record.id], "bold"), desk.width, 2), options)
        document = documents.get(record.id)
        if document is None:
            yield paint(wrap(ink(desk.say("no_text"), "dim"), desk.width), options)
            continue
        yield from (paint(lines, options) for lines in _lines(document, claims.get(record.id, []), desk))
        yield "\n"


def _lines(document: Document, claims: list[Claim], desk: Desk) -> Iterator[list[Line]]:
    ordered = sorted(claims, key=lambda claim: claim.span.start)
    digits = len(str(len(document.line_starts)))
    at = 0
    for number, match in enumerate(_LINE.finditer(document.text), start=1):
        if match.start() == match.end() and match.start():
            break
        text = match.group().rstrip("\r\n")
        end = match.start() + len(text)
        line = ink(f"{number:>{digits}}  ", "")
        cursor = match.start()
        while at < len(ordered) and ordered[at].span.start < end:
            span = ordered[at].span
            if span.start >= cursor:
                line.append(_shown(document.text[cursor : span.start]))
                mark = _shown(document.text[span.start : span.end])
                style = _STYLES.get(ordered[at].unit, _MONEY)
                line.append(mark if desk.options.color else f"[{mark}]", style=style)
                cursor = min(span.end, end)
            at += 1
        line.append(_shown(document.text[cursor:end]))
        yield wrap(line, desk.width, digits + 2, keep=16)


def _shown(text: str) -> str:
    return visible(text.replace("\t", " ").replace("\u3000", " "))
