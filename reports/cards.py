"""One finding in full: its message, the passages side by side, the numbers aligned, the intervals drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from reports import names
from reports.asking import whom
from reports.layout import Column, Line, beside, flow, indent, ink, pad, table, wrap
from reports.passages import Passage, passages
from reports.places import compares
from reports.text import one_line
from reports.values import Axis, Scale, parse
from rules.interval import Interval
from rules.model import Severity, Verdict
from rules.wording import say

if TYPE_CHECKING:
    from claims.model import Claim, Document
    from reports import Options
    from reports.model import AuditReport
    from rules.model import Finding, Location, StatedInterval

SIDE_BY_SIDE = 100
"""Columns from which on two passages stand beside one another."""
MOST_PASSAGES = 4
"""Passages shown in full; the places of the others are named."""
MOST_CLAIMS = 12
"""Claims of a finding shown in its table; the number of the others is named."""
STYLES: dict[Severity, str] = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.NOTE: "bold cyan",
}
_KEPT = 12
"""Characters of a marked number or phrase that a line break need not divide."""
_SUSPECT, _MARKED = "bold red underline", "bold yellow"


@dataclass(frozen=True, slots=True)
class Desk:
    """What every part of the terminal report is laid out with."""

    claims: Mapping[str, Claim]
    """Claims by id."""
    paths: Mapping[str, str]
    """Paths of the documents by id, fit to be shown."""
    documents: Mapping[str, Document]
    """The documents at hand, by id."""
    options: Options
    """How the report is to look."""

    @staticmethod
    def of(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Desk:
        """The desk for a report."""
        claims = {claim.id: claim for claim in report.claims}
        paths = {record.id: one_line(record.path) for record in report.documents}
        return Desk(claims, paths, documents, options)

    @property
    def width(self) -> int:
        """Columns of a line."""
        return max(20, self.options.width)

    def say(self, key: str, **places: object) -> str:
        """A phrase of the terminal report in the reader's language."""
        return say("reports", "terminal", key, self.options.language, **places)

    def place(self, document: str, line: int, column: int | None = None) -> str:
        """A place that opens from the working directory: `path:line:column`."""
        path = self.paths.get(document, one_line(document))
        return f"{path}:{line}" if column is None else f"{path}:{line}:{column}"

    def short(self, places: Iterable[tuple[str, int]]) -> str:
        """Places by document id and line, for tables: `a.txt:3,6  b.txt:2`."""
        lines: dict[str, dict[int, None]] = {}
        for document, line in places:
            lines.setdefault(document, {})[line] = None
        return "  ".join(f"{one_line(key)}:{','.join(map(str, at))}" for key, at in lines.items())

    def places(self, texts: Iterable[str], width: int) -> list[Line]:
        """Places one after the other, each whole where a line can hold it."""
        return flow((Text().append(text, style="cyan") for text in dict.fromkeys(texts)), width)

    def of_finding(self, finding: Finding) -> list[Claim]:
        """The claims of a finding that the report holds, the suspect first."""
        return [self.claims[key] for key in finding.claims if key in self.claims]


def card(finding: Finding, desk: Desk, label: str) -> list[Line]:
    """A finding in full, LABEL in front (`1 错误`)."""
    head = Text().append(f"{label}  ", style=STYLES[finding.severity])
    head.append(one_line(finding.rule), style="bold")
    head.append(f" {names.name('verdict', finding.verdict, desk.options.language)}")
    inner = desk.width - 2
    lines = wrap(head, desk.width)
    lines += [indent(line, 2) for line in wrap(ink(one_line(finding.message), "bold"), inner)]
    for block in (
        quotations(finding.spans, desk, inner),
        _numbers(finding, desk, inner),
        [*_intervals(finding, desk, inner), *_remarks(finding, desk, inner)],
    ):
        if block:
            lines.append(Text())
            lines += [indent(line, 2) for line in block]
    return lines


def quotations(places: Sequence[Location], desk: Desk, width: int) -> list[Line]:
    """The passages around some places, in two columns where the width allows."""
    shown = passages(places, desk.documents)
    rest = shown[MOST_PASSAGES:]
    shown = shown[:MOST_PASSAGES]
    lines: list[Line] = []
    if width + 2 >= SIDE_BY_SIDE and len(shown) > 1:
        half = (width - 3) // 2
        for left, right in zip(shown[::2], [*shown[1::2], None], strict=False):
            if lines:
                lines.append(Text())
            if right is None:
                lines += quotation(left, desk, width)
            else:
                lines += beside(quotation(left, desk, half), quotation(right, desk, half), half)
    else:
        for passage in shown:
            lines += quotation(passage, desk, width)
    if rest:
        lines += wrap(ink(desk.say("more_places", n=len(rest)), "dim"), width)
        places_left = (desk.place(other.document, other.line, other.column) for other in rest)
        lines += [indent(line, 2) for line in desk.places(places_left, width - 2)]
    return lines


def quotation(passage: Passage, desk: Desk, width: int) -> list[Line]:
    """A passage under its place; the numbers marked by colour, or by a line of `^` where there is none."""
    where = ink(desk.place(passage.document, passage.line, passage.column), "cyan")
    lines = wrap(where, width, 2)
    if not passage.excerpt:
        return lines + wrap(ink(desk.say("no_text"), "dim"), width)
    return lines + marked(passage, desk, width)


def marked(passage: Passage, desk: Desk, width: int) -> list[Line]:
    """The excerpt of a passage, broken into lines, its places marked."""
    excerpt = Text(passage.excerpt)
    for mark in passage.marks:
        excerpt.stylize(_SUSPECT if mark.rank == 0 else _MARKED, mark.start, mark.end)
    lines: list[Line] = []
    for line in wrap(excerpt, max(8, width - 2), keep=_KEPT):
        lines.append(indent(line, 2))
        carets = "" if desk.options.color else _carets(line)
        if carets:
            lines.append(indent(Text(carets), 2))
    return lines


def _carets(line: Line) -> str:
    at = 0
    carets = ""
    for span in sorted(line.spans, key=lambda span: span.start):
        before, under = line.plain[at : span.start], line.plain[span.start : span.end].rstrip(" ")
        if under:
            carets += " " * cell_len(before) + "^" * cell_len(under)
            at = span.start + len(under)
    return carets


def _numbers(finding: Finding, desk: Desk, width: int) -> list[Line]:
    """How the tool read each number: as written, its value aligned with the others, what it is of, where."""
    claims = desk.of_finding(finding)
    if not claims:
        return []
    language = desk.options.language
    facts = [one_line(names.fact(claim, language)) for claim in claims]
    one_fact = _one_fact(claims, desk)
    lines: list[Line] = []
    if one_fact:
        lines += _labelled(desk, "about", Text(facts[0]), width)
    numbers = _aligned(claims, desk)
    rows = []
    for claim, number, fact in list(zip(claims, numbers, facts, strict=True))[:MOST_CLAIMS]:
        speaker = one_line(names.speaker(claim, language))
        said = desk.say("says", who=speaker) if speaker else ""
        what = Text(" ".join(part for part in ("" if one_fact else fact, said) if part))
        where = ink(desk.short([(claim.document, claim.span.line)]), "cyan")
        rows.append([ink(one_line(claim.text), "bold"), Text(number), what, where])
    columns = [
        Column(""),
        Column(""),
        Column("", flexible=True, least=12),
        Column(""),
    ]
    body = table(columns, rows, width - _label_width(desk))
    lines += _labelled_lines(desk, "numbers", body)
    if len(claims) > MOST_CLAIMS:
        more = ink(desk.say("more_claims", n=len(claims) - MOST_CLAIMS), "dim")
        lines += _labelled(desk, "", more, width)
    return lines


def _one_fact(claims: Sequence[Claim], desk: Desk) -> bool:
    return len(claims) > 1 and len({names.fact(claim, desk.options.language) for claim in claims}) == 1


def _aligned(claims: Sequence[Claim], desk: Desk) -> list[str]:
    """The claims' values; those of one unit in one scale, their decimal points below one another."""
    language = desk.options.language
    texts = [one_line(claim.value) for claim in claims]
    for unit in dict.fromkeys(claim.unit for claim in claims):
        values = {
            index: value
            for index, claim in enumerate(claims)
            if claim.unit == unit and (value := parse(claim.value)) is not None
        }
        scale = Scale.of(values.values(), unit, language)
        if unit == "rank":
            texts = [scale.value(values[i]) if i in values else text for i, text in enumerate(texts)]
            continue
        halves = {
            index: (desk.say(f"sign_{claims[index].qualifier}") + left, point + right)
            for index, value in values.items()
            for left, point, right in [scale.number(value).partition(".")]
        }
        whole = max((cell_len(left) for left, _ in halves.values()), default=0)
        for index, (left, right) in halves.items():
            texts[index] = " " * (whole - cell_len(left)) + f"{left}{right}{scale.suffix}"
    return texts


def _intervals(finding: Finding, desk: Desk, width: int) -> list[Line]:
    """The stated and the implied interval, or those of the sources, on one axis."""
    bars = _bars(finding, desk)
    if not bars:
        return []
    ends = [end for _, bounds, _ in bars for end in (bounds.low, bounds.high) if end is not None]
    unit = _unit(finding, desk)
    scale = Scale.of(ends, unit, desk.options.language)
    written = [scale.interval(bounds) for _, bounds, _ in bars]
    label = max(cell_len(text) for text, _, _ in bars)
    label = min(max(label, _label_width(desk) - 2), max(4, width // 3))
    room = min(48, width - label - 4 - max(map(cell_len, written)))
    axis = Axis.over((bounds for _, bounds, _ in bars), room, unicode=desk.options.unicode)
    lines: list[Line] = []
    for (text, bounds, implied), interval in zip(bars, written, strict=True):
        head = wrap(ink(text, "dim"), label)
        if axis is None:
            lines += wrap(ink(f"{text}  ", "dim").append(interval, style=""), width, 2)
            continue
        for index, line in enumerate(head):
            row = pad(line, label + 2)
            if index == 0:
                row.append(axis.bar(bounds, solid=implied), style="green" if implied else "red")
                row.append(f"  {interval}")
            lines.append(row)
    return lines + _gap(finding, bars, scale, desk, width)


def _bars(finding: Finding, desk: Desk) -> list[tuple[str, Interval, bool]]:
    claims = desk.of_finding(finding)
    if finding.stated or finding.expected:
        bars = []
        if finding.stated:
            bars.append((desk.say("stated"), _interval(finding.stated), False))
        if finding.expected:
            label = "elsewhere" if compares(finding, claims) else "expected"
            bars.append((desk.say(label), _interval(finding.expected), True))
        return bars
    if len(claims) < 2 or len({claim.unit for claim in claims}) > 1 or claims[0].unit in ("date", "rank"):
        return []
    return [
        (one_line(claim.text), Interval.from_bounds(claim.core), False)
        for claim in claims[:MOST_CLAIMS]
        if claim.low is not None or claim.high is not None
    ]


def _unit(finding: Finding, desk: Desk) -> str:
    stated = finding.stated or finding.expected
    return stated.unit if stated else desk.of_finding(finding)[0].unit


def _interval(stated: StatedInterval) -> Interval:
    return Interval.of(parse(stated.low), parse(stated.high), stated.low_open, stated.high_open)


def _gap(
    finding: Finding, bars: list[tuple[str, Interval, bool]], scale: Scale, desk: Desk, width: int
) -> list[Line]:
    """How far the two sides are apart: the nearest ends where an interval is implied, else the values."""
    if finding.verdict not in (Verdict.CONTRADICTED, Verdict.DISCREPANCY, Verdict.TENSION):
        return []
    claims = desk.of_finding(finding)
    one_unit = len({claim.unit for claim in claims}) == 1
    compared = one_unit and compares(finding, claims)
    percent = scale.unit == "percent"
    apart = replace(scale, unit="percentage_point") if percent else scale
    if finding.stated and finding.expected and not compared:
        stated, implied = bars[0][1], bars[1][1]
        gap = stated.gap(implied)
        if not gap:
            return []
        text = desk.say("gap_size", size=apart.value(gap).lstrip("≈"))
        if implied.middle and not percent:
            text += desk.say("gap_percent", percent=_rounded(abs(gap / implied.middle * 100)))
        ulp = parse(claims[0].ulp) if claims and claims[0].unit == finding.stated.unit else None
        if ulp and 1 <= gap / ulp < 100:
            text += desk.say("gap_ulps", ulps=_rounded(gap / ulp))
        return _labelled(desk, "gap", Text(text), width)
    values = [value for claim in claims if (value := parse(claim.value)) is not None]
    if not compared or len(values) < 2 or scale.unit in ("date", "rank"):
        return []
    low, high = min(values, key=abs), max(values, key=abs)
    if low == high:
        return []
    text = apart.value(abs(high - low))
    if low > 0 and high > 0:
        text = desk.say("gap_ratio", size=text, ratio=_rounded(high / low))
    return _labelled(desk, "gap", Text(text), width)


def _rounded(value: Fraction) -> str:
    """A number to about three figures, enough to judge a gap by."""
    for digits in range(5):
        text = f"{round(value * 10**digits)}"
        if len(text) >= 3 or digits == 4:
            whole, rest = (text[:-digits] or "0", text[-digits:].rjust(digits, "0")) if digits else (text, "")
            return f"{whole}.{rest.rstrip('0')}".rstrip(".")
    return str(value)


def _remarks(finding: Finding, desk: Desk, width: int) -> list[Line]:
    lines: list[Line] = []
    claims = desk.of_finding(finding)
    if finding.suggestion:
        lines += _labelled(desk, "repair", ink(one_line(finding.suggestion), "bold green"), width)
    if finding.origins is not None:
        figure = one_line(claims[0].text) if claims else desk.say("origins_first")
        told = desk.say("origins_side", n=finding.origins, figure=figure)
        lines += _labelled(desk, "origins", Text(told), width)
    if asked := whom(finding, claims, desk.documents, desk.options.language, desk.say):
        lines += _labelled(desk, "ask", Text(asked), width)
    return lines


def _label_width(desk: Desk) -> int:
    keys = ("numbers", "stated", "expected", "gap", "repair", "origins", "ask", "about")
    return min(max(cell_len(desk.say(key)) for key in keys) + 2, desk.width // 3)


def _labelled(desk: Desk, key: str, text: Text, width: int) -> list[Line]:
    return _labelled_lines(desk, key, wrap(text, width - _label_width(desk)))


def _labelled_lines(desk: Desk, key: str, lines: Sequence[Line]) -> list[Line]:
    label = ink(desk.say(key) if key else "", "dim")
    return beside([label], lines, _label_width(desk), gap=0)
