"""What a rule says: findings, and the rule itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from claims.model import Model

if TYPE_CHECKING:
    from rules.collection import Collection


class Verdict(StrEnum):
    """What a check or a comparison came to."""

    VERIFIED = "verified"
    CONTRADICTED = "contradicted"
    TENSION = "tension"
    AGREEMENT = "agreement"
    DISCREPANCY = "discrepancy"
    EXPLAINED = "explained"
    UNSUPPORTED = "unsupported"
    SUPPORTED = "supported"
    INFO = "info"


class Severity(StrEnum):
    """How much attention a finding asks for."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


SEVERITY: dict[Verdict, Severity] = {
    Verdict.CONTRADICTED: Severity.ERROR,
    Verdict.DISCREPANCY: Severity.ERROR,
    Verdict.TENSION: Severity.WARNING,
    Verdict.UNSUPPORTED: Severity.WARNING,
}
"""Severity of each verdict unless the configuration says otherwise; what is not here is a note."""


class Location(Model):
    """A place to look at."""

    document: str
    """Id of the document."""
    start: int
    """Offset of the first code point."""
    end: int
    """Offset behind the last."""
    line: int
    """Line, from 1."""
    column: int
    """Column, from 1, in code points."""


class StatedInterval(Model):
    """An interval with its unit."""

    low: str | None
    """Lower end as a plain decimal (28 digits where it does not end), null where unbounded."""
    high: str | None
    """Upper end."""
    low_open: bool
    """Whether the lower end is left out."""
    high_open: bool
    """Whether the upper end is left out."""
    unit: str
    """Unit of both ends."""


class Finding(Model):
    """One thing that a rule has to say."""

    id: str
    """Stable across runs: from the rule, the verdict and the places."""
    rule: str
    """Code of the rule."""
    verdict: Verdict
    """What it came to."""
    severity: Severity
    """How much attention it asks for."""
    message: str
    """One sentence in the reader's language, with the numbers that matter."""
    claims: tuple[str, ...]
    """Ids of the claims involved, the suspect first."""
    spans: tuple[Location, ...]
    """Each place to look at, as narrow as the number or the phrase."""
    expected: StatedInterval | None = None
    """What the rest implies, where the rule computes it."""
    stated: StatedInterval | None = None
    """What the text says."""
    suggestion: str | None = None
    """What would resolve it, or null."""
    origins: int | None = None
    """How many independent origins stand on the side of the first claim, where sources are compared."""
    fingerprint: str | None = None
    """Stable across edits elsewhere in the text: from the rule, the path and what the finding is about."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, its page and its function, in one place."""

    code: str
    """Stable code, such as `A101`."""
    slug: str
    """Stable short name, such as `growth-rate`."""
    severity: Severity
    """The severity of its worst verdict."""
    checks: dict[str, str]
    """What it checks, by language (`zh`, `en`)."""
    misleads: dict[str, str]
    """Why a breach misleads, by language."""
    fails: tuple[str, ...]
    """Example texts on which it reports its worst verdict."""
    passes: tuple[str, ...]
    """Example texts on which it stays content."""
    run: Callable[[Collection], Iterable[Finding]]
    """Yields the rule's findings on a collection."""
