"""The rules' pages as text: what `jiaokan rule CODE` and `jiaokan rules` print."""

from __future__ import annotations

from collections.abc import Iterable

from audit.config import nearest
from audit.errors import AuditError
from rules import catalogue
from rules.wording import Language, say


def page(name: str, language: Language) -> str:
    """The page of a rule by its code (in either case) or slug; raises AuditError where there is none."""
    rule = catalogue.rule(name)
    if rule is None:
        raise AuditError("unknown_rule", code=name, hint=nearest(name.upper(), tuple(catalogue.BY_CODE)))
    return say(
        "audit",
        "pages",
        "page",
        language,
        code=rule.code,
        slug=rule.slug,
        severity=rule.severity.value,
        checks=rule.checks[language],
        misleads=rule.misleads[language],
        fails=_examples(rule.fails),
        passes=_examples(rule.passes),
    )


def index(language: Language) -> str:
    """All rules, one a line: code, severity, slug, what it checks."""
    width = max(len(rule.slug) for rule in catalogue.RULES)
    return "\n".join(
        f"{rule.code}  {rule.severity.value:<7}  {rule.slug:<{width}}  {rule.checks[language]}"
        for rule in catalogue.RULES
    )


def _examples(texts: Iterable[str]) -> str:
    return "\n\n".join(
        "\n".join(f"    {line}".rstrip() for line in text.strip().splitlines()) for text in texts
    )
