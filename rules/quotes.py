"""Quotes behind a stock's name: `青禾科技(15.740,-0.41,-2.54%)` is a price, its change and the rate.

Such a quote makes no claim, yet its three figures carry all that is needed to recompute the rate: the change
over the price without it. Some pages print cut or rounded prices beside a rate of finer ones, so that a miss
is told only where no such price gives the rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from claims.model import Document
from rules.collection import Collection
from rules.expression import parse
from rules.figures import show_interval
from rules.findings import make_finding
from rules.identities import Identity
from rules.interval import Interval
from rules.model import Finding, Verdict
from rules.verdicts import phrase

_NUMBER = r"[+-]?\d+\.\d+"
_QUOTE = re.compile(rf"[(（](?P<price>\d+\.\d+)[,，] ?(?P<change>{_NUMBER})[,，] ?(?P<rate>{_NUMBER})%[)）]")
_RATE = parse("100 * change / (price - change)")


def quoted_moves(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """The finding on each quote of a document."""
    if not collection.tells(None):
        return
    for document in collection.documents:
        for found in _QUOTE.finditer(document.folded):
            finding = _judged(collection, identity, document, found)
            if finding is not None:
                yield finding


def _judged(
    collection: Collection, identity: Identity, document: Document, found: re.Match[str]
) -> Finding | None:
    exact = {name: _written(found[name], 0) for name in ("price", "change")}
    loose = {name: _written(found[name], 1) for name in ("price", "change")}
    rate = _written(found["rate"], 1)
    try:
        expected, room = _RATE.over(exact), _RATE.over(loose)
    except ZeroDivisionError:
        return None
    if rate.meets(expected):
        verdict = Verdict.VERIFIED
    elif not rate.meets(room):
        verdict = Verdict.CONTRADICTED
    else:
        return None
    written = [document.text[slice(*found.span(name))] for name in ("rate", "change", "price")]
    language = collection.language
    return make_finding(
        collection,
        rule=identity.code,
        verdict=verdict,
        message=phrase(
            f"quote_{verdict.value}",
            language,
            rate=f"{written[0]}%",
            change=written[1],
            price=written[2],
            expected=show_interval(expected, "percent", language),
        ),
        spans=[
            collection.place(document.id, found.start(name), found.end(name) + (name == "rate"))
            for name in ("rate", "change", "price")
        ],
        expected=expected.stated("percent"),
        stated=rate.stated("percent"),
    )


def _written(text: str, units: int) -> Interval:
    """All numbers within so many units of the last digit of a written one."""
    value = Decimal(text)
    room = units * Fraction(Decimal(1).scaleb(int(value.as_tuple().exponent)))
    return Interval(Fraction(value) - room, Fraction(value) + room)
