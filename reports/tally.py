"""What a report counts, in one line: findings by severity, and those that are not told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.model import Severity
from rules.wording import say

if TYPE_CHECKING:
    from reports.model import Summary
    from rules.wording import Language


def counts(summary: Summary, language: Language) -> str:
    """The findings by severity."""
    told = {severity.value: summary.by_severity.get(severity.value, 0) for severity in Severity}
    return say("reports", "terminal", "counts", language, **told)


def not_told(summary: Summary, language: Language) -> str:
    """How many findings are let stand or known, to be set behind other counts; empty where none is."""
    numbers = {"suppressed": summary.suppressed, "baselined": summary.baselined}
    return "".join(say("reports", "terminal", key, language, n=n) for key, n in numbers.items() if n)
