"""What of the findings is told: not what an editor lets stand, what was there before, or what is left out.

Takes all findings of a collection, so that the marks are the same whichever of its documents are checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit.baseline import Baseline
from audit.config import Settings
from audit.errors import sentence
from audit.library import Library
from audit.marks import marks, relative
from audit.suppressions import Comment, Suppressor, comments, entries, may_comment, may_show, named
from reports.places import asks
from rules.folding import fold
from rules.model import Finding
from rules.wording import Language


@dataclass(frozen=True, slots=True)
class Screened:
    """What is left to tell, before findings are folded."""

    findings: tuple[Finding, ...]
    """The findings that are told, each with its fingerprint."""
    suppressed: int
    """How many comments and the configuration let stand."""
    baselined: int
    """How many the baseline knows."""
    notes: tuple[str, ...]
    """What the reader is to know about the others, a sentence each."""


def screen(
    findings: Sequence[Finding],
    library: Library,
    settings: Settings,
    *,
    baseline: Baseline | None,
    thorough: bool,
) -> Screened:
    """Leave out what is suppressed, known or not selected.

    `thorough` says whether all is compared that the project compares, so that what is of no use shows.
    """
    checked = library.checked
    marked = marks(findings, library, settings.folder or Path())
    findings = [
        finding.model_copy(update={"fingerprint": marked[finding.id].fingerprint}) for finding in findings
    ]
    inline = [
        comment
        for entry in library.entries
        if may_comment(entry.path)
        for comment in comments(library[entry.id], checked=entry.checked)
    ]
    suppressors: tuple[Suppressor, ...] = (*inline, *entries(settings))
    used: Counter[Suppressor] = Counter()

    def let_stand(finding: Finding) -> bool:
        holding = [one for one in suppressors if asks(finding) and one(finding, marked[finding.id])]
        used.update(holding)
        return bool(holding)

    left = _without(findings, let_stand, settings.language) if suppressors else findings
    suppressed = len(_told(findings, checked) - _told(left, checked))
    baselined = 0
    notes = hidden(suppressed, 0, None)
    if thorough:
        notes += [str(one) for one in suppressors if not used[one] and _shows(one, library)]
    if baseline is not None:
        before = _told(left, checked)
        known = marks(findings, library, baseline.folder)
        read = frozenset(relative(path, baseline.folder) for path in library.paths)
        left = _without(left, lambda finding: known[finding.id] in baseline.known, settings.language)
        baselined = len(before - _told(left, checked))
        notes += hidden(0, baselined, baseline)
        stale = baseline.stale(frozenset(known.values()), read) if thorough else []
        if stale:
            notes.append(sentence("stale", count=len(stale), file=baseline.file))
    told = tuple(finding for finding in left if _selected(finding, settings) and _concerns(finding, checked))
    return Screened(told, suppressed, baselined, tuple(notes))


def hidden(suppressed: int, baselined: int, baseline: Baseline | None) -> list[str]:
    """What the reader is to know about findings that are not told, by their number."""
    notes = [sentence("suppressed", count=suppressed)] if suppressed else []
    if baselined and baseline is not None:
        notes.append(sentence("in_baseline", count=baselined, file=baseline.file))
    return notes


def _without(
    findings: Sequence[Finding], hidden: Callable[[Finding], bool], language: Language
) -> list[Finding]:
    """The findings but those that are hidden, and those that only one of the hidden ones would have told."""
    gone = {finding.id for finding in findings if hidden(finding)}
    if not gone:
        return list(findings)
    heads = {finding.id for finding in fold(findings, language)}
    suspects = {f.claims[0] for f in findings if f.id in gone and f.id in heads and f.claims}
    return [
        finding
        for finding in findings
        if finding.id not in gone and (finding.id in heads or finding.claims[0] not in suspects)
    ]


def _told(findings: Iterable[Finding], checked: frozenset[str]) -> frozenset[str]:
    """Ids of the findings that a report would tell, each slip once."""
    return frozenset(finding.id for finding in fold([f for f in findings if _concerns(f, checked)]))


def _shows(one: Suppressor, library: Library) -> bool:
    """Whether a run that read these documents would show that a suppression is of use, if it were."""
    return one.document in library.checked if isinstance(one, Comment) else may_show(one, library.paths)


def _concerns(finding: Finding, checked: frozenset[str]) -> bool:
    return any(place.document in checked for place in finding.spans)


def _selected(finding: Finding, settings: Settings) -> bool:
    return (not settings.select or named(finding.rule, settings.select)) and not named(
        finding.rule, settings.ignore
    )
