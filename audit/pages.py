"""The rules' pages as text: what `jiaokan rule CODE` and `jiaokan rules` print."""

from __future__ import annotations

from collections.abc import Iterable

from audit.config import nearest
from audit.errors import AuditError
from rules.catalogue import RULES
from rules.model import Rule
from rules.wording import Language, say


def page(name: str, language: Language) -> str:
    """The page of a rule by its code (in either case) or slug; raises AuditError where there is none."""
    rule = next(
        (rule for rule in RULES if name.upper() == rule.code.upper() or name.lower() == rule.slug), None
    )
    if rule is None:
        raise AuditError("unknown_rule", code=name, hint=nearest(name, tuple(rule.code for rule in RULES)))
    return say("audit", "pages", "page", language, **_parts(rule, language))


def index(language: Language, rules: Iterable[Rule] = RULES) -> str:
    """All rules, one a line: code, severity, slug, what it checks."""
    return "\n".join(
        f"{rule.code}  {rule.severity.value:<7}  {rule.slug:<{_width()}}  {rule.checks[language]}"
        for rule in rules
    )


def _width() -> int:
    return max(len(rule.slug) for rule in RULES)


def _parts(rule: Rule, language: Language) -> dict[str, str]:
    return {
        "code": rule.code,
        "slug": rule.slug,
        "severity": rule.severity.value,
        "checks": rule.checks[language],
        "misleads": rule.misleads[language],
        "fails": _examples(rule.fails),
        "passes": _examples(rule.passes),
    }


def _examples(texts: Iterable[str]) -> str:
    return "\n\n".join(
        "\n".join(f"    {line}".rstrip() for line in text.strip().splitlines()) for text in texts
    )
