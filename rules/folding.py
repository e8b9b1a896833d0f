"""One slip, one finding: checks that fault the same figure in the same way are said together.

Takes the findings that a reader is to see; gives them with those folded that several rules have to say of one
suspect. The first rule speaks, under its own id; it points to the places of all and names the other rules. A
conflict between sources stays by itself where it shows a passage that no calculation uses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rules.model import Finding, Verdict
from rules.wording import Language, say

_MOST = 16
"""A finding points to at most this many places."""


def fold(findings: Sequence[Finding], language: Language = "zh") -> list[Finding]:
    """The findings in their order, contradictions of one figure with one repair as one."""
    alike: dict[str, list[Finding]] = defaultdict(list)
    compared: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.claims and finding.verdict in (Verdict.CONTRADICTED, Verdict.DISCREPANCY):
            kind = alike if finding.verdict is Verdict.CONTRADICTED else compared
            kind[finding.claims[0]].append(finding)
    told: dict[str, Finding] = {}
    left_out: set[str] = set()
    for suspect, group in alike.items():
        shown = {claim for finding in group for claim in finding.claims}
        group += [finding for finding in compared[suspect] if shown.issuperset(finding.claims)]
        repairs = {finding.suggestion for finding in group} - {None}
        if len(group) > 1 and len(repairs) < 2:
            first, *others = sorted(group, key=lambda finding: (finding.rule, finding.id))
            told[first.id] = _together(first, others, language)
            left_out |= {finding.id for finding in others}
    return [told.get(finding.id, finding) for finding in findings if finding.id not in left_out]


def _together(first: Finding, others: Sequence[Finding], language: Language) -> Finding:
    every = (first, *others)
    rules = dict.fromkeys(finding.rule for finding in others if finding.rule != first.rule)
    message = first.message
    if rules:
        comma = say("rules", "folding", "comma", language)
        message = say(
            "rules", "folding", "also", language, message=message.rstrip("。."), rules=comma.join(rules)
        )
    return first.model_copy(
        update={
            "message": message,
            "claims": tuple(dict.fromkeys(claim for finding in every for claim in finding.claims))[:_MOST],
            "spans": tuple(dict.fromkeys(place for finding in every for place in finding.spans))[:_MOST],
            "suggestion": next((finding.suggestion for finding in every if finding.suggestion), None),
        }
    )
