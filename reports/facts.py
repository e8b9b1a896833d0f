"""The facts of a report as one network: who states each, how far the rest narrows it, and what follows.

Takes an `AuditReport` with its documents; gives the `FactsReport` that `jiaokan facts` shows.
"""

from __future__ import annotations

from collections.abc import Mapping

from claims.model import Document, Model
from reports.model import AuditReport, Tool
from rules.catalogue import BY_CODE
from rules.collection import Collection
from rules.facts import FactKey
from rules.figures import show_interval
from rules.model import Location, StatedInterval
from rules.naming import metric_name, period_name
from rules.network import Bound, Network, network
from rules.wording import Language, catalogue, say

SCHEMA_VERSION = "1.0"


class Statement(Model):
    """A claim that states a fact."""

    claim: str
    """Its id."""
    text: str
    """The figure as written."""
    place: Location
    """Where it stands."""


class Use(Model):
    """One use of an identity on the way to a fact."""

    rule: str
    """Its code."""
    slug: str
    """Its short name."""
    fact: str
    """The fact that it bounded."""


class Fact(Model):
    """A fact: what some documents state, or all imply."""

    name: str
    """Whose, when, which slice, what, in the reader's language."""
    entity: str
    """Whom it is about."""
    metric: str
    """Id of the measured thing; a loss counts as a negative profit."""
    measure: str
    """In which way it is measured."""
    dimensions: dict[str, str]
    """Which slice of it."""
    period: str
    """Its period."""
    stated: tuple[Statement, ...]
    """The claims that state it; none for a fact that only follows."""
    value: str
    """The narrowed careful interval as a reader wants it."""
    core: StatedInterval
    """The narrowed careful interval."""
    hard: StatedInterval
    """The narrowed generous interval."""
    rests_on: tuple[Statement, ...]
    """The claims that the interval follows from."""
    steps: tuple[Use, ...]
    """The identities on the way, in order; none where it is as stated."""


class FactsReport(Model):
    """What `jiaokan facts` shows."""

    schema_version: str
    """Version of this form."""
    tool: Tool
    """What made it."""
    facts: tuple[Fact, ...]
    """Every fact, by subject, metric, slice and period."""


def facts(report: AuditReport, documents: Mapping[str, Document], language: Language) -> FactsReport:
    """The facts of a report's claims; those without a subject or a period are no facts yet."""
    known = [claim for claim in report.claims if claim.document in documents]
    collection = Collection.of(known, documents.values(), language)
    net = collection.once(network)
    named = [
        _fact(collection, net, key, bound)
        for key, bound in net.bounds.items()
        if _known(key) and (bound.hard.width is not None or key in net.stating)
    ]
    named.sort(key=lambda f: (f.entity, f.metric, f.measure, sorted(f.dimensions.items()), f.period))
    return FactsReport(schema_version=SCHEMA_VERSION, tool=report.tool, facts=tuple(named))


def _known(key: FactKey) -> bool:
    """Whether the text says whose the fact is and when, and of what unit."""
    return "?" not in (key.entity[:1], key.period[:1], key.unit) and key.metric != "other"


def _fact(collection: Collection, net: Network, key: FactKey, bound: Bound) -> Fact:
    language = collection.language
    stated = tuple(_statement(collection, claim.id) for claim in net.stating.get(key, ()))
    own = {statement.claim for statement in stated}
    others = (name for name in sorted(bound.claims) if name not in own)
    return Fact(
        name=fact_name(key, language),
        entity=key.entity,
        metric=key.metric,
        measure=key.measure.value,
        dimensions=dict(key.slice),
        period=key.period,
        stated=stated,
        value=show_interval(bound.core, key.unit, language),
        core=bound.core.stated(key.unit),
        hard=bound.hard.stated(key.unit),
        rests_on=tuple(_statement(collection, name) for name in others) if bound.steps else (),
        steps=tuple(
            Use(
                rule=step.relation.code,
                slug=BY_CODE[step.relation.code].slug,
                fact=fact_name(step.fact, language),
            )
            for step in bound.steps
        ),
    )


def fact_name(key: FactKey, language: Language) -> str:
    """What a fact is about, in the reader's language."""
    what = metric_name(key.metric, language)
    if f"measure_{key.measure.value}" in catalogue("rules", "comparison"):
        of = metric_name(key.of, language) if key.of else ""
        what = say("rules", "comparison", f"measure_{key.measure.value}", language, metric=what, of=of)
    parts = "、".join(name for _, name in key.slice)
    when = period_name(key.period, language)
    if language == "zh":
        return key.entity + when + (f"（{parts}）" if parts else "") + what
    return " ".join(word for word in (key.entity, what, f"({parts})" if parts else "", when) if word)


def _statement(collection: Collection, name: str) -> Statement:
    claim = collection.claim[name]
    return Statement(claim=name, text=claim.text, place=collection.location(claim))
