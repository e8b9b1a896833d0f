"""The facts of a report as tables: those that documents state, and those that only follow from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from reports.cards import Desk
from reports.facts import Fact, Statement, facts
from reports.layout import Column, Line, ink, table, wrap
from reports.paint import paint
from reports.text import one_line
from rules.wording import say

if TYPE_CHECKING:
    from claims.model import Document
    from reports import Options
    from reports.model import AuditReport


def render(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Iterator[str]:
    """Yield the tables one by one."""
    desk = Desk.of(report, documents, options)
    found = facts(report, documents, options.language).facts
    stated = [fact for fact in found if fact.stated]
    derived = [fact for fact in found if not fact.stated]
    summary = _say(desk, "summary", stated=len(stated), derived=len(derived))
    yield paint(wrap(ink(summary, "bold"), desk.width), options)
    for key, group in (("stated", stated), ("derived", derived)):
        if group:
            yield paint([Text(), *wrap(ink(_say(desk, key), "bold"), desk.width)], options)
            yield paint(_table(group, desk), options)


def _table(group: Sequence[Fact], desk: Desk) -> list[Line]:
    columns = [
        Column(_say(desk, "col_fact"), flexible=True, least=16),
        Column(_say(desk, "col_value")),
        Column(_say(desk, "col_stated"), flexible=True, least=16),
        Column(_say(desk, "col_follows"), flexible=True, least=16),
    ]
    rows = [
        [
            Text(one_line(fact.name)),
            ink(fact.value, "bold"),
            Text(_places(fact.stated)),
            Text(_trail(fact)),
        ]
        for fact in group
    ]
    return table(columns, rows, desk.width)


def _places(statements: Sequence[Statement]) -> str:
    told: dict[str, list[str]] = {}
    for statement in statements:
        place = statement.place
        told.setdefault(one_line(statement.text), []).append(
            f"{one_line(place.document)}:{place.line}:{place.column}"
        )
    return "; ".join(f"{text} {', '.join(places)}" for text, places in told.items())


def _trail(fact: Fact) -> str:
    if not fact.steps:
        return ""
    codes = " → ".join(dict.fromkeys(step.rule for step in fact.steps))
    figures = ", ".join(dict.fromkeys(one_line(statement.text) for statement in fact.rests_on))
    return f"{codes}: {figures}" if figures else codes


def _say(desk: Desk, key: str, **places: object) -> str:
    return say("reports", "facts", key, desk.options.language, **places)
