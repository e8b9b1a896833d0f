"""One slip, one finding: checks that fault the same figure with the same repair are said together.

Takes the findings that a reader is to see; gives them with those folded that several rules have to say of one
suspect. One of them speaks, under its own id, points to the places of all and names the other rules: a text
that contradicts itself before a conflict between sources, and that before a calculation across them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from rules.model import Finding, Verdict
from rules.wording import Language, say

_IDLE_ZEROS = re.compile(r"\.0+(?!\d)|(\.\d*[1-9])0+(?!\d)")
_MOVED = "C206"
"""The rule that tells a figure given as two facts; of one that a conflict faults it says nothing more."""
_MOST = 16
"""A finding points to at most this many places."""


def fold(findings: Sequence[Finding], language: Language = "zh") -> list[Finding]:
    """The findings in their order, contradictions and conflicts of one suspect with one repair as one."""
    alike: dict[str, list[Finding]] = defaultdict(list)
    disputed = {f.claims[0] for f in findings if f.claims and f.verdict is Verdict.DISCREPANCY}
    wrong = [f for f in findings if f.claims and f.verdict in (Verdict.CONTRADICTED, Verdict.DISCREPANCY)]
    told_of = _told_of(wrong)
    for finding in findings:
        if finding.rule != _MOVED or finding.verdict is Verdict.DISCREPANCY:
            continue
        if suspects := [claim for claim in finding.claims if claim in disputed]:
            alike[suspects[0]].append(finding)
    for finding in wrong:
        suspect = finding.claims[0]
        if finding.verdict is Verdict.CONTRADICTED and finding.suggestion:
            suspect = told_of.get((suspect, _shortest(finding.suggestion)), suspect)
        alike[suspect].append(finding)
    told: dict[str, Finding] = {}
    left_out: set[str] = set()
    for group in alike.values():
        repairs = {_shortest(finding.suggestion) for finding in group if finding.suggestion}
        if len(group) > 1 and len(repairs) < 2:
            first, *others = sorted(group, key=_turn)
            told[first.id] = _together(first, others, language)
            left_out |= {finding.id for finding in others}
    return [told.get(finding.id, finding) for finding in findings if finding.id not in left_out]


def _told_of(findings: Sequence[Finding]) -> dict[tuple[str, str], str]:
    """The suspect that a conflict between sources tells of, by each of its claims and its repair.

    One slip that several documents repeat has one conflict, and in each of them its own calculation.
    """
    return {
        (claim, _shortest(finding.suggestion)): finding.claims[0]
        for finding in findings
        if finding.verdict is Verdict.DISCREPANCY and finding.suggestion
        for claim in finding.claims
    }


def _shortest(repair: str) -> str:
    """A repair without the zeros that say only how exactly it was worked out (12.40亿元 is 12.4亿元)."""
    return _IDLE_ZEROS.sub(r"\1", repair)


def _turn(finding: Finding) -> tuple[int, str, str]:
    """Who speaks first."""
    within = len({place.document for place in finding.spans}) == 1
    if finding.verdict is Verdict.DISCREPANCY:
        return (1, finding.rule, finding.id)
    return (0 if within else 2, finding.rule, finding.id)


def _together(first: Finding, others: Sequence[Finding], language: Language) -> Finding:
    every = (first, *others)
    rules = sorted({finding.rule for finding in others} - {first.rule})
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
            "expected": next((finding.expected for finding in every if finding.expected), None),
            "stated": next((finding.stated for finding in every if finding.stated), None),
            "suggestion": next((finding.suggestion for finding in every if finding.suggestion), None),
            "origins": next((finding.origins for finding in every if finding.origins is not None), None),
        }
    )
