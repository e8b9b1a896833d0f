"""What workers leave out of what the parts say, document by document, and how they put the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from audit.baseline import Baseline
from audit.config import Settings
from audit.corpus import STDIN
from audit.engines.spark_rows import SCREENED, dump, load, packed, rows, table, unpacked, unpacked_row
from audit.engines.spark_tasks import Batches, Row, Setting, from_home
from audit.ledger import Shelf
from audit.library import Entry, Library
from audit.screening import screen
from rules.folding import fold
from rules.model import Finding
from rules.profile import Profile


@dataclass(frozen=True, slots=True)
class Screener:
    """Leaves out what an editor lets stand, what was there before, or what is not selected."""

    settings: Settings
    baseline: Baseline | None
    home: str
    setting: Setting

    def __call__(self, batches: Batches) -> Batches:
        """What is told at documents, from all findings there and the documents themselves."""
        self.setting.take_up()
        for batch in batches:
            yield table([told for row in rows(batch) for told in self._screened(row)], SCREENED)

    def _screened(self, row: Row) -> Iterator[Row]:
        key = unpacked(row["told_at"])
        findings = sorted((load(one["finding"]) for one in row["findings"]), key=order)
        checked = {unpacked(other) for one in row["findings"] for other in one["checked"]}
        library = Library(Shelf())
        library.store.put([(b"", unpacked_row(row["body"]))])
        path = from_home(unpacked(row["path"]), self.home)
        library.add(Entry(key, path, key in checked, b"", Profile(key)))
        for other in checked - {key}:  # which makes a finding theirs, too, and they are not looked at
            library.add(Entry(other, STDIN, True, b"", Profile(other)))
        screened = screen(findings, library, self.settings, baseline=self.baseline, thorough=False)
        yield {
            "told_at": row["told_at"],
            "suppressed": screened.suppressed,
            "baselined": screened.baselined,
        }
        for finding in fold(screened.findings, self.settings.language):
            attention, start, *_ = order(finding)
            yield {
                "id": finding.id,
                "told_at": row["told_at"],
                "finding": dump(finding),
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
    from rules.findings import ATTENTION

    return (ATTENTION[finding.severity], finding.spans[0].start, finding.rule, finding.id)
