"""A holder's share before an issue or a deal against the one after it.

Takes the series of a collection; gives findings, one for each holder, where not the same documents tell both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.model import Claim
from rules.collation_findings import Reporter
from rules.collection import Collection
from rules.issues import AFTER, BEFORE, STAGE
from rules.model import Finding
from rules.series import Series, judged
from rules.sides import ranked, sides


def stages(collection: Collection, series: Sequence[Series], report: Reporter) -> Iterator[Finding]:
    """Each holder's share on either side of an issue."""
    told = {
        one.key: one
        for one in series
        if (STAGE, BEFORE) in one.key.slices or (STAGE, AFTER) in one.key.slices
    }
    for key, one in told.items():
        if (STAGE, BEFORE) not in key.slices:
            continue
        rest = (slot for slot in key.slices if slot != (STAGE, BEFORE))
        later = told.get(replace(key, slices=tuple(sorted((*rest, (STAGE, AFTER))))))
        if later is None:
            continue
        before, after = (ranked(sides(_all(x)), collection)[0] for x in (one, later))
        if before.documents != after.documents and not judged(before.lead, after.lead).agrees:
            yield report.stages(before, after)


def _all(series: Series) -> list[Claim]:
    return [*series.undated, *(claim for claims in series.dated.values() for claim in claims)]
