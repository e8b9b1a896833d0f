"""The examples on every arithmetic rule's page do what the page says of them."""

from __future__ import annotations

import pytest

from claims.document import document_from_text
from claims.extracting import extract
from rules.arithmetic import ARITHMETIC_RULES
from rules.collection import Collection
from rules.model import Rule

ALARMS = {"contradicted", "tension"}


def alarms(rule: Rule, text: str) -> set[str]:
    document = document_from_text(text, id="example", path="example")
    collection = Collection.of(extract(document), [document])
    return {finding.verdict.value for finding in rule.run(collection)} & ALARMS


@pytest.mark.parametrize("rule", ARITHMETIC_RULES, ids=lambda rule: rule.code)
def test_what_should_fail_fails(rule: Rule):
    for text in rule.fails:
        assert alarms(rule, text), text


@pytest.mark.parametrize("rule", ARITHMETIC_RULES, ids=lambda rule: rule.code)
def test_what_should_pass_passes(rule: Rule):
    for text in rule.passes:
        assert not alarms(rule, text), text


def test_no_rule_contradicts_another_s_passing_example():
    for rule in ARITHMETIC_RULES:
        for text in rule.passes:
            others = {r.code for r in ARITHMETIC_RULES if "contradicted" in alarms(r, text)}
            assert not others, (rule.code, others)
