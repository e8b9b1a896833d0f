"""From an outcome to a finding: the sentence, the interval, the power, the suspect first.

Takes what a check computed; gives the finding that says so. Nothing is computed here but how much a passed
check would have noticed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from claims.model import Claim
from rules.collection import Collection
from rules.figures import show_interval, significant
from rules.findings import make_finding
from rules.identities import Identity
from rules.interval import Interval
from rules.model import Finding, Location, Verdict
from rules.outcome import Grade, Outcome, reading
from rules.slips import Slip
from rules.wording import Language, say


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Which figure is likely wrong, and how it should read."""

    claim: Claim
    """The suspect."""
    repair: str | None
    """The figure as it should read, or None."""
    slip: Slip | None = None
    """The kind of slip that explains it."""

    @property
    def mends(self) -> bool:
        """Whether the repair is written otherwise: the one of a wrong sign may stand in the words around."""
        return self.repair is not None and self.repair != self.claim.text


@dataclass(frozen=True, slots=True)
class Checked:
    """A stated figure, what the rest implies, and what the comparison came to."""

    identity: Identity
    stated: Claim
    operands: tuple[Claim, ...]
    working: str
    core: Interval
    hard: Interval
    outcome: Outcome
    strain: str | None = None
    """Message key of the reason for a tension that no interval shows."""
    suspicion: Suspicion | None = None
    beside: bool = False
    """Whether what it was computed from stands so close that no other definition can be meant."""


def phrase(key: str, language: Language, **places: object) -> str:
    """A sentence or part of one from the arithmetic catalogue."""
    return say("rules", "arithmetic", key, language, **places)


def verdict_of(checked: Checked) -> Verdict:
    """The verdict that an outcome stands for; a lax identity never contradicts."""
    grade = checked.outcome.grade
    if checked.outcome.agrees:
        return Verdict.TENSION if checked.strain else Verdict.VERIFIED
    if grade is Grade.TENSION or not (checked.identity.strict or checked.beside):
        return Verdict.TENSION
    return Verdict.CONTRADICTED


def finding_of(collection: Collection, checked: Checked) -> Finding:
    """The finding of a check, its suspect first."""
    language, verdict, outcome = collection.language, verdict_of(checked), checked.outcome
    unit, stated = checked.stated.unit, checked.stated
    places: dict[str, object] = {
        "title": getattr(checked.identity.title, language),
        "stated": stated.text,
        "working": checked.working,
        "expected": show_interval(checked.core, unit, language),
    }
    suggestion = None
    claims: Sequence[Claim] = (stated, *checked.operands)
    if verdict is Verdict.VERIFIED:
        places["mark"] = phrase(f"mark_{outcome.mark}", language) if outcome.mark else ""
        places["power"] = _power_text(checked, language)
    elif verdict is Verdict.TENSION:
        reason = checked.strain or (f"strain_{outcome.strain}" if outcome.strain else "strain_loose")
        places["strain"] = phrase(reason, language)
        if checked.suspicion is not None:
            suspect = checked.suspicion.claim.id
            claims = sorted(claims, key=lambda claim: claim.id != suspect)
    else:
        suspicion = checked.suspicion or Suspicion(
            stated, outcome.slip.repair if outcome.slip else None, outcome.slip
        )
        places |= {
            "percent": significant(outcome.gap_percent, 2) + "%",
            "ulps": significant(outcome.gap_ulps, 3),
            "slip": phrase(f"slip_{suspicion.slip.kind}", language) if suspicion.slip else "",
            "suspect": _suspect_text(suspicion, language),
        }
        claims = sorted(claims, key=lambda claim: claim.id != suspicion.claim.id)
        if suspicion.mends:
            suggestion = f"{suspicion.claim.text} → {suspicion.repair}"
    return make_finding(
        collection,
        rule=checked.identity.code,
        verdict=verdict,
        message=phrase(verdict.value, language, **places),
        claims=claims,
        expected=checked.core.stated(unit),
        stated=reading(stated).core.stated(unit),
        suggestion=suggestion,
    )


def worded(
    collection: Collection,
    identity: Identity,
    verdict: Verdict,
    key: str,
    claims: Sequence[Claim] = (),
    spans: Sequence[Location] | None = None,
    figure: Claim | None = None,
    **places: object,
) -> Finding:
    """A finding of which its sentence in the arithmetic catalogue says all; `figure` is what is stated."""
    return make_finding(
        collection,
        rule=identity.code,
        verdict=verdict,
        message=phrase(key, collection.language, **places),
        claims=claims,
        spans=spans,
        stated=None if figure is None else reading(figure).core.stated(figure.unit),
    )


def power(stated: Claim, hard: Interval) -> Fraction | None:
    """The smallest relative error in a stated figure that would have failed; None where none would have.

    A fall that was recomputed as a size is taken as one.
    """
    figure = reading(stated)
    if figure.value == 0:
        return None
    size = figure.value < 0 and hard.low is not None and hard.low >= 0
    own = figure.hard.absolute() if size else figure.hard
    rooms = []
    if hard.high is not None and own.low is not None:
        rooms.append(hard.high - own.low)
    if hard.low is not None and own.high is not None:
        rooms.append(own.high - hard.low)
    return max(Fraction(0), min(rooms)) / abs(figure.value) if rooms else None


def _power_text(checked: Checked, language: Language) -> str:
    least = power(checked.stated, checked.hard)
    if least is None:
        return phrase("no_power", language)
    if not least:
        return phrase("full_power", language)
    return phrase("power", language, percent=significant(least * 100, 2) + "%")


def _suspect_text(suspicion: Suspicion, language: Language) -> str:
    if suspicion.repair is not None and suspicion.mends:
        return phrase("suspect", language, figure=suspicion.claim.text, repair=suspicion.repair)
    return phrase("suspect_only", language, figure=suspicion.claim.text)
