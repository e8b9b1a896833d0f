"""What the comparison says about its findings, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from claims.model import Claim, Qualifier, Source
from rules.alignment import align
from rules.collection import Collection
from rules.countings import Reason
from rules.figures import significant
from rules.filings import own_word
from rules.model import Verdict
from rules.naming import fact_name, figure, figures, figures_of, period_name, slice_name
from rules.origins import nobody
from rules.outcome import Grade, Outcome
from rules.series import distinct, judged, number
from rules.sides import Side, clearest
from rules.toldapart import Told
from rules.vouching import vouched
from rules.wording import say

_NAMED = 5
"""Claims that a sentence names before it gets too long."""


class Wording:
    """Messages for one collection."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._language = collection.language
        self._alignment = collection.once(align)
        self._filings = frozenset(collection.once(own_word).filings)

    def agreement(self, side: Side, origins: int) -> str:
        """All claims of a side agree."""
        places = {
            "what": self._what(side.lead),
            "figures": figures(clearest(side.claims, _NAMED), self._language),
            "notes": self._notes(side),
        }
        if len(side.documents) == 1:
            return self._say("agreement_within", places=len(side.claims), **places)
        if origins > 1:
            return self._say("agreement_confirmed", documents=len(side.documents), origins=origins, **places)
        return self._say("agreement_repeated", documents=len(side.documents), **places)

    def conflict(self, verdict: Verdict, weak: Side, against: list[Claim], outcome: Outcome) -> str:
        """A side does not fit the claims against it."""
        slip = self._slip(outcome) if verdict is Verdict.DISCREPANCY else ""
        everyone = [*weak.claims, *against]
        undated = [c.period is None for c in everyone if c.unit != "date"]
        notes = ""
        if any(undated):
            notes = self._say("note_all_undated" if all(undated) else "note_undated")
        if verdict is Verdict.DISCREPANCY:
            notes += self._added_up(weak, against) + self._whom_to_ask(against)
        if outcome.grade is Grade.TENSION and any(judged(c, weak.lead).agrees for c in distinct(against)):
            notes += self._say("note_chain")
        places = {
            "what": self._what(weak.lead),
            "suspect": self._figures(weak.claims),
            "others": self._figures(against),
            "gap": self._gap(outcome, weak.lead, against[0]),
            "notes": notes,
        }
        if verdict is Verdict.DISCREPANCY:
            return self._say("conflict", slip=slip, **places)
        return self._say("tension" if outcome.grade is Grade.TENSION else "apart", **places)

    def _added_up(self, weak: Side, against: list[Claim]) -> str:
        """What arithmetic says of the two, where it decides between them."""
        sums = self._collection.once(vouched)
        here, there = sums.of(weak.claims), sums.of(against)
        if here <= there:
            return ""
        return self._say("note_suspect_faulted" if here > 0 else "note_other_held")

    def _whom_to_ask(self, against: list[Claim]) -> str:
        """Where the other figure can be looked up: a filing in the collection, else one that is named."""
        filed = sorted({claim.document for claim in against} & self._filings)
        if filed:
            return self._say("note_filed", document=filed[0])
        for kind in (Source.FILING, Source.OFFICIAL, Source.RESEARCH):
            for claim in against:
                name = claim.attribution.name
                if claim.attribution.kind is kind and name and not nobody(name):
                    return self._say("note_named", source=name)
        return ""

    def estimate(self, guess: Side, known: Side) -> str:
        """An estimate against a disclosure."""
        return self._say(
            "by_basis",
            what=self._what(guess.lead),
            estimated=self._figures(guess.claims),
            reported=self._figures(known.claims),
            notes=self._dropped(guess),
        )

    def forecast(self, ahead: Side, done: Side) -> str:
        """A forecast or target against a result."""
        return self._say(
            "by_forecast",
            what=self._what(done.lead),
            ahead=self._figures(ahead.claims),
            reported=self._figures(done.claims),
        )

    def preliminary(self, first: Side, final: Side) -> str:
        """A first count against the final figure."""
        return self._say(
            "by_first_count",
            what=self._what(final.lead),
            first=self._figures(first.claims),
            final=self._figures(final.claims),
        )

    def forecasters(self, one: Side, other: Side) -> str:
        """Two forecasts of one figure."""
        return self._say(
            "by_forecaster",
            what=self._what(one.lead),
            guess=self._figures(one.claims),
            other=self._figures(other.claims),
        )

    def target(self, guess: Side, aim: Side) -> str:
        """A forecast against a target."""
        return self._say(
            "by_target",
            what=self._what(aim.lead),
            guess=self._figures(guess.claims),
            aim=self._figures(aim.claims),
        )

    def items(self, one: Side, other: Side, names: tuple[str, str]) -> str:
        """One thing under two names."""
        return self._say(
            "by_item",
            what=self._what(one.lead),
            figures=self._figures(one.claims),
            item=names[0],
            other_figures=self._figures(other.claims),
            other_item=names[1],
        )

    def movement(self, earlier: Side, later: Side, of: Claim) -> str:
        """A standing fact at two dates, named as one claim names it."""
        before, after = number(earlier.lead), number(later.lead)
        change = ""
        if before:
            percent = significant(abs(after - before) / abs(before) * 100, 3)
            change = self._say("rise" if after > before else "fall", percent=percent)
        return self._say(
            "by_date",
            what=self._what(of, dated=False),
            earlier=self._figures(earlier.claims),
            later=self._figures(later.claims),
            earlier_date=self._date(earlier),
            later_date=self._date(later),
            change=change,
        )

    def unknown_date(self, undated: Side, dated: Side) -> str:
        """A standing fact without a date against one with a date."""
        return self._say(
            "by_unknown_date",
            what=self._what(dated.lead, dated=False),
            undated=self._figures(undated.claims),
            dated=self._figures(dated.claims),
            date=self._date(dated),
        )

    def published_apart(self, weak: Side, main: Side) -> str:
        """Two undated figures in documents of different dates."""
        return self._say(
            "by_publication",
            what=self._what(weak.lead),
            suspect=self._figures(weak.claims),
            others=self._figures(main.claims),
        )

    def definition(self, one: Side, other: Side) -> str:
        """Two kindred metrics."""
        return self._say(
            "by_definition",
            what=self._what(one.lead),
            figures=self._figures(one.claims),
            other=self._what(other.lead),
            other_figures=self._figures(other.claims),
        )

    def currency(self, one: Side, other: Side) -> str:
        """One amount in two currencies."""
        return self._say(
            "by_currency",
            what=self._what(one.lead),
            figures=self._figures(one.claims),
            other=self._figures(other.claims),
        )

    def part(self, whole: Side, parts: Iterable[Side]) -> str:
        """A whole and some of its parts."""
        told = (f"{slice_name(part.lead, self._language)}{self._figures(part.claims)}" for part in parts)
        return self._say(
            "by_part",
            what=self._what(whole.lead),
            figures=self._figures(whole.claims),
            parts=self._say("comma").join(told),
        )

    def issue(self, gross: Side, net: Side) -> str:
        """What an issue brought in, and what its costs left of it."""
        return self._say(
            "by_costs",
            what=self._what(gross.lead, dated=False),
            gross=self._figures(gross.claims),
            net=self._figures(net.claims),
        )

    def counted(self, one: Side, other: Side, reason: Reason) -> str:
        """Two counts of one market."""
        return self._say(
            f"by_{reason.value}",
            what=self._what(one.lead),
            figures=self._figures(one.claims),
            other_figures=self._figures(other.claims),
        )

    def footing(self, one: Side, other: Side, told: Told) -> str:
        """One thing on two footings, in the words of both."""
        words, plain = sorted(((one, told.words), (other, told.other)), key=lambda side: not side[1])
        return self._say(
            "by_footing" if plain[1] else "by_footing_of_one",
            what=self._what(words[0].lead),
            figures=self._figures(words[0].claims),
            words=words[1],
            other_figures=self._figures(plain[0].claims),
            other_words=plain[1],
        )

    def guided(self, ranged: Side, within: Side) -> str:
        """A forecast that lies within another source's range."""
        return self._say(
            "by_guidance",
            what=self._what(ranged.lead),
            ranged=self._figures(ranged.claims),
            within=self._figures(within.claims),
        )

    def aim(self, aim: Side, done: Side) -> str:
        """What is aimed at for a later time against what was last reached."""
        return self._say(
            "by_aim",
            what=self._what(done.lead, dated=False),
            aim=self._figures(aim.claims),
            aim_date=self._date(aim),
            done=self._figures(done.claims),
            done_date=self._date(done),
        )

    def stages(self, before: Side, after: Side) -> str:
        """A holding on either side of an issue."""
        return self._say(
            "by_stage",
            what=self._what(before.lead, dated=False),
            before=self._figures(before.claims),
            after=self._figures(after.claims),
        )

    def stretches(self, told: Iterable[Side]) -> str:
        """One rate over stretches of which one holds the other."""
        sides = tuple(told)
        each = (
            self._say("over_stretch", stretch=self._date(side), figures=self._figures(side.claims))
            for side in sides
        )
        return self._say(
            "by_stretch",
            what=self._what(sides[0].lead, dated=False),
            told=self._say("comma").join(each),
        )

    def rounded(self, exact: Side, coarse: Side) -> str:
        """A figure and what another text makes of it in round words."""
        return self._say(
            "by_rounding",
            what=self._what(exact.lead),
            coarse=self._figures(coarse.claims),
            exact=self._figures(exact.claims),
        )

    def moved(self, one: Claim, other: Claim) -> str:
        """One figure given as two different facts."""
        return self._say(
            "moved",
            figure=figure(one, self._language),
            one=one.document,
            one_what=self._what(one) + self._unit(one, other),
            other=other.document,
            other_what=self._what(other) + self._unit(other, one),
        )

    def _unit(self, claim: Claim, other: Claim) -> str:
        """The currency where it is what two figures differ in."""
        return "" if claim.unit == other.unit else self._say("in_unit", unit=claim.unit)

    def _say(self, key: str, **places: object) -> str:
        return say("rules", "comparison", key, self._language, **places)

    def _what(self, claim: Claim, *, dated: bool = True) -> str:
        return fact_name(claim, self._alignment.entity(claim) or "", self._language, dated=dated)

    def _figures(self, claims: Iterable[Claim]) -> str:
        told = tuple(claims)
        return figures_of(clearest(told, len(told)), self._language, most=_NAMED)

    def _date(self, side: Side) -> str:
        dated = next((claim.period for claim in side.claims if claim.period), None)
        return period_name(dated, self._language) if dated else self._say("no_date")

    def _notes(self, side: Side) -> str:
        notes = []
        for mark, coarse in side.marks.items():
            coarser = figures(clearest(coarse, 1), self._language)
            notes.append(self._say(f"note_{mark.value}", figure=coarser))
        periods = {claim.period is None for claim in side.claims if claim.unit != "date"}
        if len(periods) > 1:
            notes.append(self._say("note_undated"))
        return "".join(notes) + (self._dropped(side) or self._unhedged(side))

    def _dropped(self, side: Side) -> str:
        """An estimate that another document gives flatly."""
        for guess in side.estimates:
            for claim in side.claims:
                if (
                    claim not in side.estimates
                    and claim.document != guess.document
                    and claim.value == guess.value
                ):
                    return self._say("note_dropped", from_document=guess.document, by_document=claim.document)
        return ""

    def _unhedged(self, side: Side) -> str:
        """A bound or an `about` that another document gives flatly."""
        hedges = (Qualifier.MORE_THAN, Qualifier.ABOUT, Qualifier.LESS_THAN, Qualifier.NEARLY)
        flat: dict[str, Claim] = {}
        for claim in side.claims:
            if claim.qualifier in (Qualifier.EXACT, Qualifier.UP_TO):
                flat.setdefault(claim.value, claim)
        for hedged in side.claims:
            bare = flat.get(hedged.value) if hedged.qualifier in hedges else None
            if bare is not None and bare.document != hedged.document:
                said = figure(hedged, self._language)
                places = {"from_document": hedged.document, "by_document": bare.document}
                return self._say("note_hedge", said=said, **places)
        return ""

    def _gap(self, outcome: Outcome, claim: Claim, other: Claim) -> str:
        if not outcome.gap_percent:
            return ""
        a, b = abs(number(claim)), abs(number(other))
        if claim.unit != "percent" and a and b and max(a, b) >= 3 * min(a, b):
            return self._say("gap_times", times=significant(max(a, b) / min(a, b), 3))
        if claim.unit == "percent":
            return self._say("gap_points", points=significant(abs(number(claim) - number(other)), 3))
        return self._say("gap_percent", percent=significant(outcome.gap_percent, 2))

    def _slip(self, outcome: Outcome) -> str:
        slip = outcome.slip
        if slip is None:
            return ""
        repair = self._say("repair", figure=slip.repair) if slip.repair else ""
        return self._say(f"slip_{slip.kind.value}", repair=repair)
