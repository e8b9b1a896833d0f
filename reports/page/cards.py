"""The findings, sorted into the sections that an editor goes through, what needs attention first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reports.asking import whom
from reports.page.bars import Chart, chart
from reports.page.desk import SIGNS, Desk, Link, Tokens, code, needs_attention
from reports.passages import passages
from reports.text import one_line
from rules.model import Severity, Verdict

if TYPE_CHECKING:
    from rules.model import Finding

MOST_PASSAGES = 6
"""Passages shown in full; the places of the others are linked."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage."""

    text: str
    mark: str
    """`suspect`, `other`, or empty."""
    anchor: str
    """Where a marked stretch stands in its document."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage with its figures marked."""

    link: Link
    title: str
    """The document's title, empty where it has none."""
    lang: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """How a claim was read."""

    text: str
    value: str
    fact: str
    speaker: str
    link: Link


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as it is shown."""

    anchor: str
    rule: str
    verdict: str
    severity: str
    sign: str
    message: str
    suggestion: str
    origins: int | None
    asked: str
    """Whom to ask about a disputed figure; else empty."""
    quotations: tuple[Quotation, ...]
    more: tuple[Link, ...]
    figures: tuple[Figure, ...]
    chart: Chart | None
    tokens: Tokens
    again: bool = False
    """Whether the card before is about the same figure."""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings under one heading."""

    key: str
    """Key of the heading in the catalogue."""
    full: bool
    """Whether each is shown with its passages and intervals at once."""
    open: bool
    """Whether it is shown at first."""
    cards: tuple[Card, ...]


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_QUIET = (Verdict.EXPLAINED, Verdict.AGREEMENT, Verdict.VERIFIED, Verdict.SUPPORTED, Verdict.INFO)


def groups(desk: Desk) -> tuple[Group, ...]:
    """The sections of findings that hold any."""
    found: dict[str, list[Finding]] = {key: [] for key in ("attention", "unsupported", *_QUIET)}
    for finding in desk.report.findings:
        if finding.verdict is Verdict.UNSUPPORTED and finding.severity is not Severity.ERROR:
            found["unsupported"].append(finding)
        elif needs_attention(finding) or finding.verdict not in _QUIET:
            found["attention"].append(finding)
        else:
            found[finding.verdict.value].append(finding)
    found["attention"].sort(key=lambda finding: _RANK[finding.severity])
    first = {key: index for index, key in enumerate(desk.number)}
    found["unsupported"].sort(key=lambda f: [(first.get(p.document, 0), p.start) for p in f.spans[:1]])
    return tuple(
        Group(
            str(key),
            key in ("attention", "explained"),
            key in ("attention", "unsupported"),
            tuple(
                replace(_card(finding, desk), again=again)
                for finding, again in (
                    _together(findings) if key == "attention" else ((x, False) for x in findings)
                )
            ),
        )
        for key, findings in found.items()
        if findings
    )


def _together(findings: list[Finding]) -> Iterator[tuple[Finding, bool]]:
    """Findings about one suspect figure after one another; whether one follows on another about the same."""
    about: dict[str, list[Finding]] = {}
    for finding in findings:
        figures = finding.claims if finding.verdict is Verdict.DISCREPANCY else finding.claims[:1]
        known = next((figure for figure in figures if figure in about), None)
        about.setdefault(known or next(iter(figures), finding.id), []).append(finding)
    for members in about.values():
        yield from ((finding, index > 0) for index, finding in enumerate(members))


def _card(finding: Finding, desk: Desk) -> Card:
    shown = passages(finding.spans, desk.documents)
    quotations = []
    for passage in shown[:MOST_PASSAGES]:
        pieces = []
        at = 0
        for mark in passage.marks:
            if mark.start > at:
                pieces.append(Piece(passage.excerpt[at : mark.start], "", ""))
            anchor = desk.anchor(finding.spans[mark.rank])
            kind = "suspect" if mark.rank == 0 and needs_attention(finding) else "other"
            pieces.append(Piece(passage.excerpt[mark.start : mark.end], kind, anchor))
            at = mark.end
        if at < len(passage.excerpt):
            pieces.append(Piece(passage.excerpt[at:], "", ""))
        record = desk.records.get(passage.document)
        title = one_line(record.title) if record is not None and record.title else ""
        link = desk.link(finding.spans[passage.ranks[0]])
        quotations.append(Quotation(link, title, desk.language_of(passage.document), tuple(pieces)))
    figures = tuple(
        Figure(
            one_line(claim.text),
            desk.value(claim),
            desk.fact(claim),
            desk.speaker(claim),
            desk.to_claim(claim),
        )
        for claim in desk.claims_of(finding)
    )
    return Card(
        anchor=desk.finding_anchor(finding),
        rule=code(finding.rule),
        verdict=finding.verdict.value,
        severity=finding.severity.value,
        sign=SIGNS[finding.verdict],
        message=one_line(finding.message),
        suggestion=one_line(finding.suggestion or ""),
        origins=finding.origins,
        asked=whom(finding, desk.claims_of(finding), desk.documents, desk.language, desk.say),
        quotations=tuple(quotations),
        more=tuple(desk.link(finding.spans[p.ranks[0]]) for p in shown[MOST_PASSAGES:]),
        figures=figures,
        chart=chart(finding, desk),
        tokens=desk.tokens([finding]),
    )
