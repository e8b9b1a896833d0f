"""Makes the findings of the comparison: which claims they point to, and what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claims.model import Claim
from rules.collation_messages import Wording
from rules.collection import Collection
from rules.countings import Reason
from rules.findings import make_finding
from rules.model import Finding, Verdict
from rules.origins import origins_of
from rules.outcome import Outcome, reading
from rules.sides import Side, clearest, estimated
from rules.toldapart import Told

MOST_CLAIMS = 16
"""A finding that points everywhere points nowhere."""


class Reporter:
    """Findings for one collection."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._wording = Wording(collection)

    def agreement(self, side: Side) -> Iterator[Finding]:
        """One finding for all claims that agree; none for words that one document merely repeats."""
        within = len(side.documents) == 1
        if (
            within
            and len({(c.value, c.qualifier) for c in side.claims if c.unit not in ("date", "rank")}) < 2
        ):
            return
        origins = origins_of(self._collection, side.claims)
        yield make_finding(
            self._collection,
            rule="C202" if within else "C201",
            verdict=Verdict.AGREEMENT,
            message=self._wording.agreement(side, origins),
            claims=clearest(side.claims, MOST_CLAIMS),
            origins=origins,
        )

    def differing(self, verdict: Verdict, weak: Side, against: list[Claim], outcome: Outcome) -> Finding:
        """A conflict or a tension, the suspect first, then its own document's claims against it."""
        plain = verdict is Verdict.DISCREPANCY and weak.lead.unit not in ("date", "rank")
        within = weak.lead.document in {claim.document for claim in against}
        slipped = plain and outcome.slip is not None  # one slip made twice was made once and copied
        repair = outcome.slip.repair if outcome.slip is not None and plain else None
        others = sorted(clearest(against, MOST_CLAIMS - 1), key=lambda c: c.document not in weak.documents)
        return make_finding(
            self._collection,
            rule="C202" if within else "C201",
            verdict=verdict,
            message=self._wording.conflict(verdict, weak, against, outcome),
            claims=[weak.lead, *others, *weak.claims[1:]][:MOST_CLAIMS],
            expected=reading(against[0]).core.stated(against[0].unit) if plain else None,
            stated=reading(weak.lead).core.stated(weak.lead.unit) if plain else None,
            suggestion=f"{weak.lead.text} → {repair}" if repair else None,
            origins=1 if slipped else origins_of(self._collection, weak.claims),
        )

    def estimate(self, one: Side, other: Side) -> Finding:
        """An estimate against a disclosure, first whoever gives the estimate flatly."""
        guess, known = (one, other) if estimated(one, self._collection) else (other, one)
        flat = [claim for claim in guess.claims if claim not in guess.estimates]
        claims = [*clearest(flat, 5), *clearest(guess.estimates, 5), *clearest(known.claims, 6)]
        return self._explained("C205", self._wording.estimate(guess, known), claims, guess)

    def forecast(self, ahead: Side, done: Side) -> Finding:
        """A forecast or target against a result."""
        return self._pair("C205", self._wording.forecast(ahead, done), ahead, done)

    def preliminary(self, first: Side, final: Side) -> Finding:
        """A first count against the final figure."""
        return self._pair("C205", self._wording.preliminary(first, final), first, final)

    def target(self, guess: Side, aim: Side) -> Finding:
        """What somebody expects against what the company aims at."""
        return self._pair("C205", self._wording.target(guess, aim), guess, aim)

    def forecasters(self, one: Side, other: Side) -> Finding:
        """What two people expect of one figure."""
        return self._pair("C205", self._wording.forecasters(one, other), one, other)

    def items(self, one: Side, other: Side, names: tuple[str, str]) -> Finding:
        """One thing under two names that may not hold the same."""
        return self._pair("C204", self._wording.items(one, other, names), one, other)

    def movement(self, earlier: Side, later: Side, *, of: Claim | None = None) -> Finding:
        """A standing fact at two dates, named as one claim names it."""
        return self._pair("C203", self._wording.movement(earlier, later, of or earlier.lead), earlier, later)

    def unknown_date(self, undated: Side, dated: Side) -> Finding:
        """A standing fact without a date against one with a date."""
        return self._pair("C203", self._wording.unknown_date(undated, dated), undated, dated)

    def published_apart(self, weak: Side, main: Side) -> Finding:
        """Two undated figures in documents of different dates."""
        return self._pair("C203", self._wording.published_apart(weak, main), weak, main)

    def definition(self, one: Side, other: Side) -> Finding:
        """Two definitions of one thing, or two scopes of one rank."""
        return self._pair("C204", self._wording.definition(one, other), one, other)

    def currency(self, one: Side, other: Side) -> Finding:
        """One amount in two currencies."""
        return self._pair("C204", self._wording.currency(one, other), one, other)

    def part(self, whole: Side, parts: Sequence[Side]) -> Finding:
        """The whole's figure and those of its parts that stand alone elsewhere."""
        claims = [*clearest(whole.claims, 5), *(c for part in parts for c in clearest(part.claims, 3))]
        return self._explained("C204", self._wording.part(whole, parts), claims, whole)

    def issue(self, gross: Side, net: Side) -> Finding:
        """What an issue brought in, and what its costs left of it."""
        return self._pair("C204", self._wording.issue(gross, net), net, gross)

    def counted(self, one: Side, other: Side, reason: Reason) -> Finding:
        """Two counts of one market."""
        return self._pair("C204", self._wording.counted(one, other, reason), one, other)

    def footing(self, one: Side, other: Side, told: Told) -> Finding:
        """One thing counted on two footings, which the words of either name."""
        return self._pair("C204", self._wording.footing(one, other, told), one, other)

    def guided(self, ranged: Side, within: Side) -> Finding:
        """A forecast that lies within another source's range."""
        return self._pair("C205", self._wording.guided(ranged, within), within, ranged)

    def aim(self, aim: Side, done: Side) -> Finding:
        """What is aimed at for a later time against what was last reached."""
        return self._pair("C205", self._wording.aim(aim, done), aim, done)

    def stages(self, before: Side, after: Side) -> Finding:
        """A holding on either side of an issue."""
        return self._pair("C203", self._wording.stages(before, after), before, after)

    def stretches(self, told: Sequence[Side]) -> Finding:
        """One rate over stretches of which one holds the other."""
        claims = [claim for side in told for claim in clearest(side.claims, MOST_CLAIMS // len(told))]
        return self._explained("C203", self._wording.stretches(told), claims, told[0])

    def rounded(self, exact: Side, coarse: Side) -> Finding:
        """A figure and what another text makes of it in round words."""
        return self._pair("C207", self._wording.rounded(exact, coarse), coarse, exact)

    def moved(self, one: Claim, other: Claim, *, sure: bool = False) -> Finding:
        """One figure given as two different facts; `sure` where one of them must be wrong."""
        return make_finding(
            self._collection,
            rule="C206",
            verdict=Verdict.DISCREPANCY if sure else Verdict.TENSION,
            message=self._wording.moved(one, other),
            claims=(one, other),
        )

    def _pair(self, rule: str, message: str, first: Side, second: Side) -> Finding:
        claims = [*clearest(first.claims, MOST_CLAIMS // 2), *clearest(second.claims, MOST_CLAIMS // 2)]
        return self._explained(rule, message, claims, first)

    def _explained(self, rule: str, message: str, claims: Iterable[Claim], first: Side) -> Finding:
        return make_finding(
            self._collection,
            rule=rule,
            verdict=Verdict.EXPLAINED,
            message=message,
            claims=tuple(claims),
            origins=origins_of(self._collection, first.claims),
        )
