"""What a finding is known by from one run to the next: its rule, its path, what it is about, and its number.

A mark holds no line, no offset and no date, so that edits elsewhere in the text leave it as it is. Baselines
list marks; suppressions in the configuration name their fingerprints.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from audit.library import Library
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


def marks(findings: Iterable[Finding], library: Library, folder: Path) -> dict[str, Mark]:
    """The marks of findings, by the finding's id; paths are counted from the folder."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found: dict[str, Mark] = {}
    for finding in findings:
        path = relative(library.path(finding.spans[0].document), folder) if finding.spans else ""
        about = _about(finding, library)
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


def _about(finding: Finding, library: Library) -> str:
    claim = library.suspect(finding)
    if claim is not None:
        slices = (f"{key}={value}" for key, value in sorted(claim.dimensions.items()))
        metric = claim.label or claim.metric
        parts = (claim.entity, metric, claim.measure.value, claim.of, *slices, claim.period)
        return " ".join(part for part in (*parts, claim.value, claim.unit) if part)
    if not finding.spans:
        return ""
    place = finding.spans[0]
    document = library[place.document]
    return "".join(document.folded[place.start : place.end].split())
