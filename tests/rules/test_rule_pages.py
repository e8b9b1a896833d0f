"""Every rule is registered once, has its page in both languages, and examples that its tests run."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.pages import book, index, page
from rules.arithmetic import ARITHMETIC_RULES
from rules.catalogue import RULES
from rules.comparison import COMPARISON_RULES
from rules.identities import identities
from rules.model import Rule
from rules.promotion.statements import PROMOTION_RULES


def test_the_document_is_made_of_the_rules(root: Path):
    written = (root / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == book("en"), "run python docs/make_rules.py"


def test_every_rule_is_registered_once():
    everywhere = (*ARITHMETIC_RULES, *COMPARISON_RULES, *PROMOTION_RULES)
    assert sorted(r.code for r in RULES) == sorted(r.code for r in everywhere)
    assert len({r.code for r in RULES} | {r.slug for r in RULES}) == 2 * len(RULES)
    assert {i.code for i in identities()} == {r.code for r in ARITHMETIC_RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_its_page_and_examples(rule: Rule):
    assert rule.fails
    assert rule.passes
    for language in ("zh", "en"):
        assert rule.checks[language].strip()
        assert rule.misleads[language].strip()
        assert rule.checks[language] in page(rule.code, language)
        assert rule.checks[language] in index(language)


@pytest.mark.parametrize("identity", identities(), ids=lambda identity: identity.code)
def test_every_identity_says_when_it_stays_silent(identity):
    assert identity.silent.zh.strip()
    assert identity.silent.en.strip()
