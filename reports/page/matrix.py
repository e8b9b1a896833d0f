"""Facts against sources: a table for each company, a row a fact, a column a source, each cell as written."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports import names
from reports.page.desk import SIGNS, Desk, Tokens, shorten, suspected
from reports.text import one_line
from rules.alignment import slices
from rules.facts import variable
from rules.groups import Groups
from rules.model import Verdict

if TYPE_CHECKING:
    from claims.model import Claim
    from rules.model import Finding

OUTCOMES = ("conflict", "tension", "explained", "agreement", "verified", "against", "alone")
"""What a figure came to, what counts most first; `against` is all that a figure beside a suspect one has."""

WIDEST = 24
"""Sources that are given a column each."""

OUTCOME_SIGNS: dict[str, str] = {
    "conflict": SIGNS[Verdict.DISCREPANCY],
    "tension": SIGNS[Verdict.TENSION],
    "against": "↔",
    "explained": SIGNS[Verdict.EXPLAINED],
    "agreement": SIGNS[Verdict.AGREEMENT],
    "verified": SIGNS[Verdict.VERIFIED],
    "alone": "·",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a cell."""

    text: str
    outcome: str
    sign: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Column:
    """A source."""

    number: int
    label: str
    title: str
    """The document's title, shortened; empty where it has none."""
    lang: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one source writes of a fact."""

    source: Column
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A fact."""

    anchor: str
    fact: str
    cells: tuple[Cell, ...]
    """What each source writes, in the order of the columns; of a wide table those that write something."""
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows with their columns."""

    sources: tuple[Column, ...]
    """The documents that state any of the facts."""
    wide: bool
    """Whether these are too many for a column each; then a row names the source of each figure."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The facts about one company."""

    company: str
    """Its name; empty where none is known."""
    facts: Sheet | None
    """Facts that several sources state or that a check took part in; what needs attention first."""
    single: Sheet | None
    """Facts that one source states and no check took part in."""


def outcome(claim: Claim, findings: list[Finding], suspects: frozenset[str]) -> str:
    """What a figure came to by what the findings say; where one of them is suspect, the others are not."""
    found = {"alone"}
    for finding in findings:
        match finding.verdict:
            case Verdict.CONTRADICTED | Verdict.DISCREPANCY:
                wrong = {finding.claims[0]} if suspected(finding) else suspects.intersection(finding.claims)
                found.add("against" if wrong and claim.id not in wrong else "conflict")
            case Verdict.TENSION:
                found.add("tension" if finding.claims[0] == claim.id else "against")
            case Verdict.EXPLAINED if finding.expected is not None and finding.claims[0] != claim.id:
                pass
            case Verdict.EXPLAINED | Verdict.AGREEMENT | Verdict.VERIFIED as verdict:
                found.add(verdict.value)
            case _:
                pass
    if "agreement" in found:  # what differs from others for a reason may have sources that bear it out
        found.discard("explained")
    return min(found, key=OUTCOMES.index)


def tables(desk: Desk) -> tuple[Table, ...]:
    """The tables, companies with the most claims first."""
    facts: dict[str, list[list[Claim]]] = defaultdict(list)
    for members in _facts(desk):
        facts[desk.company(members[0])].append(members)
    return tuple(_table(company, facts[company], desk) for company in desk.companies if company in facts)


def _table(company: str, facts: list[list[Claim]], desk: Desk) -> Table:
    many: list[list[Claim]] = []
    single: list[list[Claim]] = []
    for members in sorted(facts, key=lambda claims: _first(claims, desk)):
        alone = len({claim.document for claim in members}) == 1 and _worst(members, desk) == "alone"
        (single if alone else many).append(members)
    many.sort(key=lambda members: OUTCOMES.index(_worst(members, desk)))
    labels = _labels([*many, *single], desk)
    return Table(
        one_line(company),
        _sheet(many, labels[: len(many)], desk),
        _sheet(single, labels[len(many) :], desk),
    )


def _sheet(facts: list[list[Claim]], labels: list[str], desk: Desk) -> Sheet | None:
    speaking = {claim.document for members in facts for claim in members}
    sources = {key: _column(key, desk) for key in desk.number if key in speaking}
    wide = len(sources) > WIDEST
    rows = tuple(
        _row(members, label, sources, desk, wide=wide) for members, label in zip(facts, labels, strict=True)
    )
    return Sheet(tuple(sources.values()), wide, rows) if rows else None


def _worst(members: list[Claim], desk: Desk) -> str:
    return min((_outcome(claim, desk) for claim in members), key=OUTCOMES.index)


def _outcome(claim: Claim, desk: Desk) -> str:
    return outcome(claim, desk.findings_of.get(claim.id, []), desk.suspects)


def anchors(found: tuple[Table, ...]) -> dict[str, str]:
    """The rows in which claims stand: the claims' anchors → the rows'."""
    return {
        figure.anchor: row.anchor
        for table in found
        for sheet in (table.facts, table.single)
        if sheet is not None
        for row in sheet.rows
        for cell in row.cells
        for figure in cell.figures
    }


def _column(document: str, desk: Desk) -> Column:
    title = shorten(one_line(desk.records[document].title or ""), 24)
    return Column(desk.number[document], desk.labels[document], title, desk.language_of(document))


def _facts(desk: Desk) -> list[list[Claim]]:
    """Claims that state one fact: by what they are about, or because a comparison of sources says so."""
    groups: Groups[str] = Groups()
    first: dict[tuple[object, ...], str] = {}
    for claim in desk.report.claims:
        key = _key(claim, desk)
        groups.join(claim.id, first.setdefault(key, claim.id))
    for finding in desk.report.findings:
        if finding.verdict in (Verdict.AGREEMENT, Verdict.DISCREPANCY):
            members = desk.claims_of(finding)
            for claim in members[1:]:
                if desk.company(claim) == desk.company(members[0]):
                    groups.join(claim.id, members[0].id)
    facts: dict[str, list[Claim]] = {}
    for claim in desk.report.claims:
        facts.setdefault(groups.leader(claim.id), []).append(claim)
    return list(facts.values())


def _key(claim: Claim, desk: Desk) -> tuple[object, ...]:
    metric, _ = variable(claim.metric)
    what = (metric, claim.label, claim.measure, claim.of, claim.versus, slices(claim), claim.unit)
    undated = claim.value if claim.period is None else ""  # figures of no known time: one fact if the same
    return (desk.company(claim), *what, claim.period, undated)


def _first(members: list[Claim], desk: Desk) -> int:
    """Place of the first comparison that a fact takes part in; behind all where there is none."""
    findings = [f for claim in members for f in desk.findings_of.get(claim.id, []) if f.expected is None]
    return min((desk.rank[finding.id] for finding in findings), default=len(desk.rank))


def _labels(facts: list[list[Claim]], desk: Desk) -> list[str]:
    """What each fact is called; those of one name are told apart by their unit, else by what is written."""
    labels = [one_line(_fact(members, desk)) for members in facts]
    for name in [name for name, count in Counter(labels).items() if count > 1]:
        alike = [index for index, label in enumerate(labels) if label == name]
        heads = [facts[index][0] for index in alike]
        ways = (
            [names.unit(claim.unit, desk.language).strip() for claim in heads],
            [one_line(claim.text) for claim in heads],
            [f"{one_line(c.text)} {desk.labels[c.document]}:{c.span.line}" for c in heads],
        )
        marks = next((way for way in ways if len(set(way)) == len(way)), ways[-1])
        for index, mark in zip(alike, marks, strict=True):
            labels[index] = f"{name} · {mark}" if mark else name
    return labels


def _fact(members: list[Claim], desk: Desk) -> str:
    worded = max(members, key=lambda claim: (claim.period is not None, len(claim.dimensions)))
    return names.fact(worded.model_copy(update={"entity": None}), desk.language)


def _row(members: list[Claim], label: str, sources: dict[str, Column], desk: Desk, *, wide: bool) -> Row:
    figures: dict[str, list[Figure]] = {} if wide else {key: [] for key in sources}
    for claim in members:
        result = _outcome(claim, desk)
        figure = Figure(one_line(claim.text), result, OUTCOME_SIGNS[result], desk.anchors.get(claim.id, ""))
        figures.setdefault(claim.document, []).append(figure)
    findings = [f for claim in members for f in desk.findings_of.get(claim.id, [])]
    return Row(
        anchor=f"r{desk.places[members[0].id]}",
        fact=label,
        cells=tuple(Cell(sources[key], tuple(found)) for key, found in figures.items()),
        tokens=desk.tokens(findings, members),
    )
