"""What an issue of shares brought in and whom it left with how much.

Takes a claim with its surroundings; answers whether it is the proceeds of an issue, gross or net of its
costs, and whether a holding is that before or after an issue or a deal. These tell facts apart that bear no
date.
"""

from __future__ import annotations

import re

from claims.model import Claim, Measure
from rules.definitions import definitions
from rules.facts import FactBook
from rules.surroundings import told_last, words_before

ISSUE = "ipo_proceeds"
"""The metric of what an issue brought in."""
STAGE = "stage"
"""The dimension that says on which side of an issue or a deal a holding stands."""
BEFORE, AFTER = "前", "后"
_RAISED = frozenset({"funding", ISSUE})
_CAPITAL = "share_capital"
_COMMA = re.compile("[,\uff0c]")
_NET = ("comparability", "净额")

Slots = tuple[tuple[str, str], ...]


def proceeds_of(book: FactBook, claim: Claim) -> Slots | None:
    """The slices of what an issue brought in: whether its costs are off; None of any other figure."""
    if claim.metric not in _RAISED or claim.measure is not Measure.LEVEL or "round" in claim.dimensions:
        return None
    words, known = words_before(book, claim), definitions()
    if known.rounds.search(book.words(claim)):
        return None
    net = known.net_issued.search(words) is not None
    if not (net or known.issued.search(words)) or known.not_issued.search(_COMMA.split(words)[-1]):
        return None
    return (_NET,) if net else ()


def stage_of(book: FactBook, claim: Claim) -> Slots:
    """The slice of a share capital, or of a share whose holder its sentence names, about an issue or deal."""
    holder = claim.dimensions.get("holder")
    held = claim.metric == "shareholding" and holder is not None and holder in book.words(claim)
    if not held and claim.metric != _CAPITAL:
        return ()
    stage = _stage(book, claim)
    return ((STAGE, stage),) if stage else ()


def tranche_of(book: FactBook, claim: Claim) -> Slots:
    """The slice of how often an offer was taken up: by the public, or by who is placed with."""
    if claim.metric != "subscription_multiple":
        return ()
    told = definitions().tranches.findall(words_before(book, claim))
    return (("market", told[-1]),) if told else ()


def _stage(book: FactBook, claim: Claim) -> str | None:
    words, known = words_before(book, claim), definitions()
    patterns = {BEFORE: known.stage_before, AFTER: known.stage_after}
    if (stage := told_last(patterns, words, 0, len(words))) is not None:
        return stage
    if known.stage_turned.search(words):
        earlier = [other for other in book.sentence(claim) if other.span.end <= claim.span.start]
        if earlier and earlier[-1].metric == claim.metric and _stage(book, earlier[-1]) == BEFORE:
            return AFTER
    return None
