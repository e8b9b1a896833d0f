"""What a finding is known by from one run to the next: its rule, its path, what it is about, and its number.

A mark holds no line, no offset and no date, so that edits elsewhere in the text leave it as it is. Baselines
list marks; suppressions in the configuration name their fingerprints.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from claims.model import Claim, Document
from rules.model import Finding


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A finding's key."""

    rule: str
    """Code of the rule."""
    path: str
    """Path of the document at which it is told, from the folder that marks are counted from."""
    claim: str
    """The suspect claim in normal form, or the words at the place where there is no claim."""
    ordinal: int
    """Which of the findings alike in all this it is, from 1, in the report's order."""

    @property
    def fingerprint(self) -> str:
        """The mark as 16 hex digits."""
        text = "\n".join((self.rule, self.path, self.claim, str(self.ordinal)))
        return sha256(text.encode(errors="backslashreplace")).hexdigest()[:16]


def marks(
    findings: Iterable[Finding], claims: Iterable[Claim], documents: Mapping[str, Document], folder: Path
) -> dict[str, Mark]:
    """The marks of findings, by the finding's id; paths are counted from the folder."""
    known = {claim.id: claim for claim in claims}
    seen: Counter[tuple[str, str, str]] = Counter()
    found: dict[str, Mark] = {}
    for finding in findings:
        document = documents.get(finding.spans[0].document) if finding.spans else None
        path = relative(document.path, folder) if document else ""
        about = _about(finding, known, document)
        seen[finding.rule, path, about] += 1
        found[finding.id] = Mark(finding.rule, path, about, seen[finding.rule, path, about])
    return found


def relative(path: str, folder: Path) -> str:
    """A path as seen from a folder, with `/` between its parts."""
    if path == "-":
        return path
    try:
        return os.path.relpath(path, folder.absolute()).replace(os.sep, "/")
    except ValueError:  # another drive
        return Path(path).absolute().as_posix()


def _about(finding: Finding, known: Mapping[str, Claim], document: Document | None) -> str:
    claim = known.get(finding.claims[0]) if finding.claims else None
    if claim is not None:
        slices = (f"{key}={value}" for key, value in sorted(claim.dimensions.items()))
        metric = claim.label or claim.metric
        parts = (claim.entity, metric, claim.measure.value, claim.of, *slices, claim.period)
        return " ".join(part for part in (*parts, claim.value, claim.unit) if part)
    if document is None:
        return ""
    place = finding.spans[0]
    return "".join(document.folded[place.start : place.end].split())
