"""The documents with their claims marked: each line cut where a claim or a statement begins or ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.model import BlockKind
from reports.page.desk import SIGNS, Desk, Tokens, code, needs_attention
from reports.page.matrix import OUTCOME_SIGNS, outcome
from reports.text import one_line, visible
from rules.model import Verdict

if TYPE_CHECKING:
    from claims.model import Claim, Document
    from rules.model import Finding, Location

_BLANKS = re.compile(r"[ \t\v\f\u00a0\u3000]+")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Remark:
    """What a finding says of a marked stretch."""

    anchor: str
    sign: str
    verdict: str
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a marked stretch is explained by, on hover or focus."""

    anchors: tuple[str, ...]
    """Its anchors; the first is that of the claim or the phrase."""
    kind: str
    """Its outcome as the matrix has it, or `unsupported`, `supported`, `remark` for a phrase."""
    sign: str
    remarks: tuple[Remark, ...]
    text: str = ""
    """The claim as read: `3.12亿元`; empty for a phrase."""
    bounds: str = ""
    fact: str = ""
    speaker: str = ""
    row: str = ""
    """Anchor of the fact's row in the matrix; empty for a phrase."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line."""

    text: str
    mark: Mark | None
    follows: bool
    """Whether it goes on a mark that a stretch before began; then the mark is not explained again."""
    ends: bool
    """Whether the mark ends with it; its sign stands there."""
    phrase: str
    """Kind of the phrase that it lies in, when it is a claim within a promotional statement."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank."""

    number: int
    anchor: str
    kind: str
    """`title`, `heading`, `body`, `caption`, `reference` or `furniture`."""
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A document."""

    anchor: str
    label: str
    path: str
    title: str
    published: str
    checked: bool
    lang: str
    claims: int
    attention: int
    """Findings that name it and ask for something."""
    lines: tuple[Line, ...]
    """Its lines; none where its text is not at hand."""
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    mark: Mark


def texts(desk: Desk, rows: Mapping[str, str]) -> Iterator[Text]:
    """The documents one by one; `rows` leads from the claims' anchors to those of their facts."""
    claims: dict[str, list[Claim]] = {}
    for claim in desk.report.claims:
        claims.setdefault(claim.document, []).append(claim)
    places: dict[str, list[tuple[Location, Finding]]] = {}
    for finding in desk.report.findings:
        for place in finding.spans:
            places.setdefault(place.document, []).append((place, finding))
    for record in desk.report.documents:
        own = claims.get(record.id, [])
        named = places.get(record.id, [])
        document = desk.documents.get(record.id)
        attention = {finding.id for _, finding in named if needs_attention(finding)}
        tokens = desk.tokens((), own)
        yield Text(
            anchor=f"d{desk.number[record.id]}",
            label=desk.labels[record.id],
            path=one_line(record.path),
            title=one_line(record.title or ""),
            published=one_line(record.published or ""),
            checked=record.checked,
            lang=desk.language_of(record.id),
            claims=len(own),
            attention=len(attention),
            lines=tuple(_lines(document, own, named, rows, desk)) if document is not None else (),
            tokens=Tokens("", "", str(desk.number[record.id]), tokens.companies),
        )


def _lines(
    document: Document,
    claims: list[Claim],
    named: list[tuple[Location, Finding]],
    rows: Mapping[str, str],
    desk: Desk,
) -> Iterator[Line]:
    figures = _apart(_of_claims(claims, rows, desk))
    phrases = _apart(_of_phrases(named, desk))
    at = 0
    shown: set[int] = set()
    ends = [(match.start(), match.end()) for match in _LINE_END.finditer(document.text)]
    ends.append((len(document.text), len(document.text)))
    for number, (end, following) in enumerate(ends, start=1):
        if document.text[at:end].strip():
            segments = tuple(_segments(document.text, at, end, figures, phrases, shown))
            kind = _kind(document, at + len(document.text[at:end]) - len(document.text[at:end].lstrip()))
            yield Line(number, desk.line(document.id, number), kind, segments)
        at = following


def _kind(document: Document, start: int) -> str:
    index = bisect_right(document.blocks, start, key=lambda block: block.start) - 1
    return document.blocks[index].kind.value if index >= 0 else BlockKind.BODY.value


def _of_claims(claims: Iterable[Claim], rows: Mapping[str, str], desk: Desk) -> Iterator[_Stretch]:
    for claim in claims:
        findings = desk.findings_of.get(claim.id, [])
        kind = outcome(claim, findings, desk.suspects)
        anchor = desk.anchors[claim.id]
        mark = Mark(
            anchors=(anchor,),
            kind=kind,
            sign=OUTCOME_SIGNS[kind],
            text=desk.value(claim),
            bounds=desk.bounds(claim),
            fact=desk.fact(claim),
            speaker=desk.speaker(claim),
            row=rows.get(anchor, ""),
            remarks=tuple(_remark(finding, desk) for finding in findings),
        )
        yield _Stretch(claim.span.start, claim.span.end, mark)


def _of_phrases(named: Iterable[tuple[Location, Finding]], desk: Desk) -> Iterator[_Stretch]:
    """Stretches that findings name and that are no claim: promotional statements, mostly."""
    found: dict[tuple[int, int, str], list[Finding]] = {}
    for place, finding in named:
        anchor = desk.anchor(place)
        if anchor.startswith("p"):
            found.setdefault((place.start, place.end, anchor), []).append(finding)
    for (start, end, anchor), findings in sorted(found.items()):
        verdicts = {finding.verdict for finding in findings}
        kind = next((v for v in (Verdict.UNSUPPORTED, Verdict.SUPPORTED) if v in verdicts), None)
        sign = SIGNS[kind or findings[0].verdict]
        remarks = tuple(_remark(finding, desk) for finding in findings)
        mark = Mark((anchor,), kind.value if kind else "remark", sign, remarks)
        yield _Stretch(start, end, mark)


def _remark(finding: Finding, desk: Desk) -> Remark:
    return Remark(
        desk.finding_anchor(finding),
        SIGNS[finding.verdict],
        finding.verdict.value,
        code(finding.rule),
        one_line(finding.message),
    )


def _apart(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    """Stretches in their order, none overlapping: a later one starts where the one before ends.

    One that would vanish leaves its anchors and remarks to the one that covers it.
    """
    kept: list[_Stretch] = []
    for stretch in sorted(stretches, key=lambda s: (s.start, -s.end)):
        before = kept[-1] if kept else None
        if before is None or stretch.start >= before.end:
            kept.append(stretch)
        elif stretch.end > before.end:
            kept.append(_Stretch(before.end, stretch.end, stretch.mark))
        else:
            kept[-1] = _Stretch(before.start, before.end, _joined(before.mark, stretch.mark))
    return kept


def _within(stretches: list[_Stretch], start: int, end: int) -> list[_Stretch]:
    first = bisect_right(stretches, start, key=lambda s: s.end)
    last = bisect_right(stretches, end - 1, key=lambda s: s.start)
    return stretches[first:last]


def _segments(
    text: str, start: int, end: int, figures: list[_Stretch], phrases: list[_Stretch], shown: set[int]
) -> Iterator[Segment]:
    here = _within(figures, start, end)
    around = _within(phrases, start, end)
    cuts = {start, end}
    for one in (*here, *around):
        cuts |= {max(start, one.start), min(end, one.end)}
    ordered = sorted(cuts)
    for low, high in pairwise(ordered):
        figure = next((s for s in here if s.start <= low < s.end), None)
        phrase = next((s for s in around if s.start <= low < s.end), None)
        stretch = figure if figure is not None else phrase
        follows = stretch is not None and id(stretch) in shown
        if stretch is not None:
            shown.add(id(stretch))
        mark = stretch.mark if stretch is not None else None
        if figure is not None and phrase is not None and id(phrase) not in shown and mark is not None:
            shown.add(id(phrase))  # the phrase begins with the figure: its anchor must stand somewhere
            mark = _joined(mark, phrase.mark)
        yield Segment(
            visible(_BLANKS.sub(" ", text[low:high])),
            mark,
            follows,
            stretch is not None and high >= stretch.end,
            phrase.mark.kind if phrase is not None and figure is not None else "",
        )


def _joined(mark: Mark, other: Mark) -> Mark:
    """A mark with another's anchors and remarks."""
    anchors = tuple(dict.fromkeys((*mark.anchors, *other.anchors)))
    remarks = tuple(dict.fromkeys((*mark.remarks, *other.remarks)))
    return replace(mark, anchors=anchors, remarks=remarks)
