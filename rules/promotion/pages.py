"""The pages of the promotion rules: `rules.toml`, a page a class of statements."""

from __future__ import annotations

from claims.knowledge import Table
from claims.model import Model


class Page(Model):
    """What is said of a rule, by language."""

    slug: str
    checks: dict[str, str]
    misleads: dict[str, str]
    fails: tuple[str, ...]
    passes: tuple[str, ...]


PAGES = Table("rules/promotion/rules.toml", dict[str, Page], name="promotion_pages", folded=False)
"""The pages, which a project calls `promotion_pages`."""
