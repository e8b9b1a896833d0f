"""Every rule, in one visible tuple, in the order of their codes."""

from __future__ import annotations

from typing import Final

from rules.arithmetic import ARITHMETIC_RULES
from rules.comparison import COMPARISON_RULES
from rules.model import Rule
from rules.promotion.statements import PROMOTION_RULES

RULES: Final[tuple[Rule, ...]] = tuple(
    sorted((*ARITHMETIC_RULES, *COMPARISON_RULES, *PROMOTION_RULES), key=lambda rule: rule.code)
)
"""All rules, by code."""

BY_CODE: Final[dict[str, Rule]] = {rule.code: rule for rule in RULES}
"""Rules by code."""


def rule(code: str) -> Rule | None:
    """The rule of a code or slug, or None; case does not matter."""
    wanted = code.casefold()
    return next((r for r in RULES if wanted in (r.code.casefold(), r.slug.casefold())), None)
