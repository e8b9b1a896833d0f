"""The rules' pages as text: what `jiaokan rule CODE` and `jiaokan rules` print."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from audit.errors import AuditError, nearest
from rules import catalogue
from rules.model import Rule
from rules.wording import Language, say


def page(name: str, language: Language) -> str:
    """The page of a rule by its code (in either case) or slug; raises AuditError where there is none."""
    rule = catalogue.rule(name)
    if rule is None:
        raise AuditError("unknown_rule", code=name, hint=nearest(name.upper(), tuple(catalogue.BY_CODE)))
    return _told("page", rule, language, _examples)


def index(language: Language) -> str:
    """All rules, one a line: code, severity, slug, what it checks."""
    width = max(len(rule.slug) for rule in catalogue.RULES)
    return "\n".join(
        f"{rule.code}  {rule.severity.value:<7}  {rule.slug:<{width}}  {rule.checks[language]}"
        for rule in catalogue.RULES
    )


def book(language: Language) -> str:
    """The pages of all rules as one Markdown document, which is `docs/rules.md`."""
    rows = [
        f"| [{r.code}](#{r.code.lower()}-{r.slug}) | {r.slug} | {r.severity.value} |" for r in catalogue.RULES
    ]
    table = "\n".join([say("audit", "pages", "columns", language), "| --- | --- | --- |", *rows])
    pages = [_told("chapter", rule, language, _fenced) for rule in catalogue.RULES]
    return "\n\n".join([say("audit", "pages", "preface", language), table, *pages]) + "\n"


def _told(form: str, rule: Rule, language: Language, examples: Callable[[Iterable[str]], str]) -> str:
    """A rule in one of the forms of the catalogue of messages."""
    return say(
        "audit",
        "pages",
        form,
        language,
        code=rule.code,
        slug=rule.slug,
        severity=rule.severity.value,
        checks=rule.checks[language],
        misleads=rule.misleads[language],
        fails=examples(rule.fails),
        passes=examples(rule.passes),
    )


def _fenced(texts: Iterable[str]) -> str:
    return "\n\n".join(f"```text\n{text.strip()}\n```" for text in texts)


def _examples(texts: Iterable[str]) -> str:
    return "\n\n".join(
        "\n".join(f"    {line}".rstrip() for line in text.strip().splitlines()) for text in texts
    )
