"""The sources of a report as tables: documents and their origins, who leans on whom, what was kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from rich.text import Text

from reports.cards import Desk
from reports.layout import Column, Line, ink, table, wrap
from reports.paint import paint
from reports.sources import NearMatch, SourceDocument, SourceLeaning, SourcesReport, sources
from reports.text import one_line
from rules.wording import say

if TYPE_CHECKING:
    from claims.model import Document
    from reports import Options
    from reports.model import AuditReport
    from rules.model import Location


def render(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Iterator[str]:
    """Yield the tables one by one."""
    desk = Desk.of(report, documents, options)
    found = sources(report, documents, options.language)
    summary = _say(desk, "summary", documents=len(found.documents), origins=found.origins)
    yield paint([*wrap(ink(summary, "bold"), desk.width), Text()], options)
    if found.documents:
        yield paint([*_documents(found, desk), Text()], options)
    leanings = _leanings(found.leanings, desk) or wrap(Text(_say(desk, "no_leanings")), desk.width)
    yield paint(leanings, options)
    if found.near_matches:
        yield paint([Text(), *wrap(ink(_say(desk, "near"), "bold"), desk.width)], options)
        yield paint(_near(found.near_matches, desk), options)


def _documents(found: SourcesReport, desk: Desk) -> list[Line]:
    columns = [
        Column(_say(desk, "col_document"), flexible=True, least=16),
        Column(_say(desk, "col_published")),
        Column(_say(desk, "col_standing"), flexible=True, least=16),
    ]
    rows = [
        [Text(one_line(document.id)), Text(document.published or "-"), Text(_standing(document, desk))]
        for document in found.documents
    ]
    return table(columns, rows, desk.width)


def _standing(document: SourceDocument, desk: Desk) -> str:
    if document.own_word_of is not None:
        return _say(desk, "own_word", company=one_line(document.own_word_of))
    if document.origin != document.id:
        return _say(desk, "with_others", other=one_line(document.origin))
    return _say(desk, "on_its_own")


def _leanings(leanings: Sequence[SourceLeaning], desk: Desk) -> list[Line]:
    if not leanings:
        return []
    columns = [
        Column(_say(desk, "col_document"), flexible=True, least=16),
        Column(_say(desk, "col_on"), flexible=True, least=12),
        Column(_say(desk, "col_trace"), flexible=True, least=12),
        Column(_say(desk, "col_share"), flexible=True, least=10),
        Column(_say(desk, "col_where"), flexible=True, least=8),
    ]
    rows = []
    for leaning in leanings:
        on = one_line(leaning.on)
        share = ""
        if leaning.share is not None and leaning.of is not None:
            share = _say(desk, f"share_{leaning.of}", percent=int(Decimal(leaning.share) * 100))
        here = [place for place in leaning.spans if place.document == leaning.document]
        places = ", ".join(f"{place.line}:{place.column}" for place in here)
        trace = _say(desk, f"trace_{leaning.trace.value}")
        rows.append(
            [Text(one_line(leaning.document)), Text(on), Text(trace), Text(share), ink(places, "cyan")]
        )
    return table(columns, rows, desk.width)


def _near(matches: Sequence[NearMatch], desk: Desk) -> list[Line]:
    columns = [
        Column(_say(desk, "col_first"), flexible=True, least=16),
        Column(_say(desk, "col_second"), flexible=True, least=16),
        Column(_say(desk, "col_barrier"), flexible=True, least=16),
    ]
    rows = [
        [
            *(_figure(figure, place, desk) for figure, place in zip(match.figures, match.spans, strict=True)),
            Text(_say(desk, f"barrier_{match.barrier.value}")),
        ]
        for match in matches
    ]
    return table(columns, rows, desk.width)


def _figure(figure: str, place: Location, desk: Desk) -> Text:
    where = f" {one_line(place.document)}:{place.line}:{place.column}"
    return ink(one_line(figure), "bold").append(where, style="cyan")


def _say(desk: Desk, key: str, **places: object) -> str:
    return say("reports", "sources", key, desk.options.language, **places)
