"""What workers leave out of what the parts say, and how they put the rest.

What rests on claims is screened by the part that tells it, since nothing that another part says has to do
with it. What rests on none (a word of promotion) is numbered among all that is told of its document, and
waits for that where several parts speak of the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audit.baseline import Baseline
from audit.config import Settings
from audit.corpus import STDIN
from audit.engines.spark_reading import Batches, Row, Setting, from_home
from audit.engines.spark_rows import SCREENED, dump, load, packed, reading, rows, table, unpacked
from audit.ledger import Shelf
from audit.library import Entry, Library, Reading
from audit.screening import screen
from rules.findings import ATTENTION, in_order
from rules.folding import fold
from rules.model import Finding
from rules.profile import Profile


class _Held(Library):
    """Documents that are at hand."""

    def __init__(self, readings: Iterable[Reading], checked: frozenset[str], home: str) -> None:
        super().__init__(Shelf())
        self._at_hand: dict[str, Reading] = {}
        for one in readings:
            key = one.document.id
            self._at_hand[key] = one
            self.add(Entry(key, from_home(one.document.path, home), key in checked, b"", Profile(key)))

    def reading(self, document: str) -> Reading:
        """A document with its claims."""
        return self._at_hand[document]


@dataclass(frozen=True, slots=True)
class Screener:
    """Leaves out what an editor lets stand, what was there before, or what is not selected."""

    settings: Settings
    baseline: Baseline | None
    home: str

    def told(
        self,
        findings: Sequence[Finding],
        readings: Sequence[Reading],
        bodies: Mapping[str, Any],
        checked: frozenset[str],
        turn: int,
    ) -> Iterator[Row]:
        """What one of several parts says that speak of some documents."""
        yield from self.screened([finding for finding in findings if finding.claims], readings, checked)
        paths = {one.document.id: one.document.path for one in readings}
        for finding in findings:
            if not finding.claims:
                key = finding.spans[0].document
                concerned = {place.document for place in finding.spans} & checked
                yield {
                    "told_at": packed(key),
                    "finding": dump(finding),
                    "turn": turn,
                    "path": packed(paths[key]),
                    "checked": [packed(one) for one in sorted(concerned)],
                    "body": bodies[key],
                }

    def screened(
        self, findings: Sequence[Finding], readings: Iterable[Reading], checked: frozenset[str]
    ) -> Iterator[Row]:
        """What is told of findings beside which nothing else is to be looked at."""
        if findings:
            library = _Held(readings, checked, self.home)
            yield from self._rows(in_order(library, findings), library)

    def _rows(self, findings: Sequence[Finding], library: Library) -> Iterator[Row]:
        left = screen(findings, library, self.settings, baseline=self.baseline, thorough=False)
        for finding in fold(left.findings, self.settings.language):
            yield {"told_at": packed(finding.spans[0].document), "finding": dump(finding)}
        if left.suppressed or left.baselined:
            yield {"suppressed": left.suppressed, "baselined": left.baselined}

    def waited(self, waiting: Sequence[Row]) -> Iterator[Row]:
        """What is told of findings at one document, in rows that several parts gave."""
        first = waiting[0]
        key = unpacked(first["told_at"])
        turns = sorted(waiting, key=lambda row: int(row["turn"]))
        unique = {finding.id: finding for finding in (load(row["finding"]) for row in turns)}
        checked = frozenset(unpacked(other) for row in waiting for other in row["checked"])
        library = _Held([reading(first["body"], key, unpacked(first["path"]))], checked, self.home)
        for other in checked - {key}:  # which makes a finding theirs, too, and they are not looked at
            library.add(Entry(other, STDIN, True, b"", Profile(other)))
        yield from self._rows(sorted(unique.values(), key=order), library)


@dataclass(frozen=True, slots=True)
class Finisher:
    """Screens what has waited, and puts all that is told in the columns that a report is made from."""

    screener: Screener
    setting: Setting

    def __call__(self, batches: Batches) -> Batches:
        """What is told at documents."""
        self.setting.take_up()
        for batch in batches:
            yield table([told for row in rows(batch) for told in self._finished(row)], SCREENED)

    def _finished(self, row: Row) -> Iterator[Row]:
        waiting = [{**one, "told_at": row["told_at"]} for one in row["told"] if one["turn"] is not None]
        yield from (_columns(one | {"told_at": row["told_at"]}) for one in row["told"] if one["turn"] is None)
        if waiting:
            yield from map(_columns, self.screener.waited(waiting))


def _columns(row: Row) -> Row:
    """A row of what is told with the columns that a report is made from."""
    if row.get("finding") is None:
        return {"suppressed": row["suppressed"], "baselined": row["baselined"]}
    finding = load(row["finding"])
    attention, start, *_ = order(finding)
    return {
        "id": finding.id,
        "told_at": row["told_at"],
        "finding": row["finding"],
        "attention": attention,
        "start": start,
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "severity": finding.severity.value,
        "claims": list(finding.claims),
        "documents": [packed(key) for key in sorted({place.document for place in finding.spans})],
    }


def order(finding: Finding) -> tuple[int, int, str, str]:
    """The order of a report among the findings told at one document."""
    return (ATTENTION[finding.severity], finding.spans[0].start, finding.rule, finding.id)
