"""The rules that recompute figures, one an identity, in one visible tuple."""

from __future__ import annotations

from functools import partial

from rules import formulas
from rules.identities import Identity, identities
from rules.model import Rule, Severity


def _rule(identity: Identity) -> Rule:
    run = partial(formulas.check, identity=identity)
    return Rule(
        code=identity.code,
        slug=identity.slug,
        severity=Severity.ERROR if identity.strict else Severity.WARNING,
        checks=identity.checks.model_dump(),
        misleads=identity.misleads.model_dump(),
        fails=identity.fails,
        passes=identity.passes,
        run=run,
    )


ARITHMETIC_RULES: tuple[Rule, ...] = tuple(_rule(identity) for identity in identities())
"""Every arithmetic rule, by code."""
