"""Runs the identities that are formulas: finds operands for each stated claim and judges what they give.

Operands are taken from the same sentence where they stand there, else from the paragraph, the document, or
another document. A claim is contradicted only if every choice of operands fails; where the nearest ones stand
in another sentence and others fit, those are taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, permutations, product

from claims.calendar import CalendarPeriod
from claims.model import Claim, Measure, Qualifier
from rules.collection import Collection
from rules.credible import outright
from rules.diagnosis import suspect
from rules.evaluation import Trial, evaluate, try_operands
from rules.facts import FactBook, slice_of
from rules.firmground import firm_ground
from rules.identities import Identity
from rules.interval import Interval
from rules.knowledge import knowledge, listed_cue
from rules.model import Finding
from rules.operands import SAME_PARAGRAPH, fits, many_wholes, operands_for, part_of_a_part, span_of, years_of
from rules.outcome import Grade, agrees, digits, reading
from rules.slips import Slip, SlipKind, written_like
from rules.surroundings import words_before
from rules.verdicts import Checked, Suspicion, finding_of

_PAIR = 2
_WHOLE = 100
"""Percent."""
_MOST_SIBLINGS = 6
_PLAIN_SLIPS = frozenset({SlipKind.POWER_OF_TEN, SlipKind.SCALE, SlipKind.SWAPPED})
_ANY_SLIP = _PLAIN_SLIPS | {SlipKind.DIGIT}
_BREATH = 8
"""So many characters at most between two figures of one breath."""
_ABSURD = 100_000
"""Percent from which on a miss that no slip explains sets things side by side that have nothing in common."""
_ORDERS = 1_000_000
"""So many times another's size no amount of one account is, whatever the slip."""
_LONG = 3
"""Digits from which on one changed digit is hardly a chance."""


def check(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """The findings of one formula identity, at most one a stated claim."""
    book = collection.once(FactBook)
    for claim in _matching(book, identity):
        checked = _examine(book, identity, claim)
        if checked is not None:
            yield finding_of(collection, checked)


def _matching(book: FactBook, identity: Identity) -> Iterator[Claim]:
    """The claims that an identity recomputes."""
    pattern = identity.claim
    if pattern is None:
        return
    for claim in book.collection.claims:
        if fits(pattern, claim) and book.usable(claim) and not _revised(book, claim):
            yield claim


def _revised(book: FactBook, claim: Claim) -> bool:
    """Whether a rate says how far a forecast or a target was revised, which is no growth of anything."""
    if claim.measure not in (Measure.GROWTH, Measure.CHANGE):
        return False
    before = book.words(claim)[: claim.span.start - book.place(claim).sentence]
    return listed_cue("revision_cues").search(before) is not None


def _examine(book: FactBook, identity: Identity, claim: Claim) -> Checked | None:
    """Recompute a claim; None where the identity must stay silent."""
    if identity.beside and listed_cue("others_cues").search(words_before(book, claim)):
        return None
    if any(part_of_a_part(book, claim, role) for role in identity.role):
        return None
    period, guessed = span_of(book, claim)
    trials = []
    for trial in _trials(book, identity, claim, period):
        trials.append(trial)
        if len(trials) == 1 and trial.outcome.agrees and not trial.weak:
            break  # the nearest operands of all fit
    if not trials:
        return None
    chosen = _choose(trials)
    outcome, doubtful = chosen.outcome, guessed or many_wholes(identity, claim)
    suspicion: Suspicion | None = None
    doubt = "strain_weak" if chosen.weak else None
    if not outcome.agrees and doubtful:
        slipped = _slipped(book, identity, claim, trials, years_of(period))
        if slipped is not None:
            chosen, suspicion = slipped
            outcome = chosen.outcome
            if suspicion.slip is not None and suspicion.slip.kind is SlipKind.DIGIT:
                outcome, doubt = replace(outcome, grade=Grade.TENSION, strain=None), "strain_digit"
        elif guessed and _spanning(book, claim) and _close(trials):
            outcome, doubt = replace(outcome, grade=Grade.TENSION, strain=None), "strain_guessed"
        else:
            return None
    if outcome.grade is Grade.CONTRADICTION and not firm_ground(book, identity, claim, chosen):
        return None
    rounded_off = identity.outright and not _told_outright(book, claim, chosen)
    if outcome.grade is Grade.TENSION and (rounded_off or _by_another(identity, chosen)):
        return None  # what others round off is no reason to doubt a margin
    checked = Checked(
        identity,
        claim,
        tuple(chosen.operands.values()),
        identity.working.format(
            **{name: operand.text for name, operand in chosen.operands.items()}, years=years_of(period)
        ),
        chosen.core,
        chosen.hard,
        outcome,
        strain=doubt,
    )
    if outcome.grade is Grade.CONTRADICTION:
        suspicion = suspicion or _telling_slip(book, identity, claim, period, chosen)
        suspicion = suspicion or suspect(book, identity, claim, chosen.operands, years_of(period))
        if any(_of_other_base(book, claim, operand) for operand in chosen.operands.values()):
            return None
        unexplained = identity.needs_slip and suspicion.slip is None and suspicion.repair is None
        if unexplained and not (identity.outright and _in_one_breath(book, claim, chosen)):
            return None
        if suspicion.slip is None and chosen.outcome.gap_percent > _ABSURD:
            return None  # 54.6元 a tonne are no part of 286亿元
        beside = identity.beside and _beside(book, identity, claim, chosen, trials)
        if not beside and _by_another(identity, chosen):
            return None
        if rounded_off and suspicion.slip is None and not beside:
            return None
        checked = replace(checked, suspicion=suspicion, beside=beside)
    return checked


def _of_other_base(book: FactBook, growth: Claim, change: Claim) -> bool:
    """Whether a growth names a base of its own, not that of a change (`环比增加3亿元,同比增长20%`)."""
    if (growth.measure, change.measure) != (Measure.GROWTH, Measure.CHANGE):
        return False
    own, other = (set(listed_cue("base_cues").findall(words_before(book, c))) for c in (growth, change))
    return bool(own) and own != other


def _in_one_breath(book: FactBook, claim: Claim, trial: Trial) -> bool:
    """Whether all operands stand in the claim's sentence, one of them right before it, and none is bound.

    What they count is one thing: 51个 and 2.8亿人次 have nothing in common.
    """
    operands = trial.operands.values()
    counted = {(o.unit, o.text[-1] if o.unit == "count" else "") for o in operands}
    together = len(counted) == 1 and all(
        book.distance(claim, o)[0] == 0 and reading(o).plain for o in operands
    )
    behind = min(
        (claim.span.start - o.span.end for o in operands if o.span.end <= claim.span.start), default=-1
    )
    return together and reading(claim).plain and 0 <= behind <= _BREATH


def _told_outright(book: FactBook, claim: Claim, trial: Trial) -> bool:
    """Whether each operand stands in the claim's sentence, or its text says outright what it is of."""
    return all(book.distance(claim, o)[0] == 0 or outright(book, o) for o in trial.operands.values())


def _by_another(identity: Identity, trial: Trial) -> bool:
    """Whether an operand is of a metric that only stands for the one that is asked for."""
    return any(trial.operands[role.name].metric in role.metrics for role in identity.role)


def _beside(book: FactBook, identity: Identity, claim: Claim, trial: Trial, trials: Sequence[Trial]) -> bool:
    """Whether operands stand so close that the claim is of them and misses them by more than a definition.

    That is in the claim's sentence; where nothing else could be meant, together in the one before; or one of
    them in the claim's sentence and the other told outright. A margin by a profit that leaves minorities out
    may lie a little below the one of all profit.
    """
    if trial.outcome.gap_percent < identity.room:
        return False
    operands = trial.operands.values()
    apart = [operand for operand in operands if book.distance(claim, operand)[0] > 0]
    if not apart:
        return True
    if len(_nearest(list(trials))) > 1 or any(o.document != claim.document for o in operands):
        return False
    first = min(operand.span.start for operand in operands)
    between = book.collection.document[claim.document].folded[first : claim.span.start]
    if first < claim.span.start and "\n" not in between and between.count("。") <= 1:
        return True
    return len(apart) < len(operands) and all(outright(book, operand) for operand in apart)


def _slipped(
    book: FactBook, identity: Identity, claim: Claim, trials: list[Trial], years: int
) -> tuple[Trial, Suspicion] | None:
    """Where the base had to be guessed and every guess fails: the one that a plain slip explains exactly.

    Of wholes only those count that the claim's own slice is a part of.
    """
    trials = _nearest(trials)
    if any(trial.outcome.grade is not Grade.CONTRADICTION for trial in trials):
        return None
    own = set(slice_of(claim))
    for trial in trials:
        if all(set(slice_of(operand)) <= own for operand in trial.operands.values()):
            found = suspect(book, identity, claim, trial.operands, years)
            kinds = _PLAIN_SLIPS if len(found.claim.value.strip("-").replace(".", "")) < _LONG else _ANY_SLIP
            if found.slip is not None and found.slip.kind in kinds:
                return trial, found
    return None


def _nearest(trials: list[Trial]) -> list[Trial]:
    near = min(trial.reach for trial in trials)
    return [trial for trial in trials if trial.reach == near]


def _spanning(book: FactBook, claim: Claim) -> bool:
    """Whether the words give the rate a span of years, so that only its ends had to be guessed."""
    words = book.words(claim)
    return claim.measure is Measure.CAGR or any(cue in words for cue in knowledge().span_cues)


def _close(trials: list[Trial]) -> bool:
    """Whether the one choice of operands in the claim's own paragraph is far from fitting."""
    nearest = _nearest(trials)
    alone = len(nearest) == 1 and nearest[0].reach <= SAME_PARAGRAPH
    return alone and nearest[0].outcome.grade is Grade.CONTRADICTION


def _trials(
    book: FactBook, identity: Identity, claim: Claim, period: CalendarPeriod | None
) -> Iterator[Trial]:
    names = [role.name for role in identity.role]
    options = [operands_for(book, claim, period, role) for role in identity.role]
    for choice in product(*options):
        if len({operand.id for operand in choice}) < len(choice):
            continue
        shared = {o.unit for o, role in zip(choice, identity.role, strict=True) if role.unit == "shared"}
        if len(shared) > 1:
            continue
        operands = dict(zip(names, choice, strict=True))
        if _inverted(claim, operands) or _one_figure_twice(choice) or _of_other_orders(choice):
            continue
        trial = try_operands(book, identity, claim, operands, years_of(period))
        if trial is not None:
            yield trial


def _of_other_orders(choice: Sequence[Claim]) -> bool:
    """Whether amounts of money lie so far apart that one is by the unit (成本186元) and another is not."""
    sizes = [abs(reading(claim).value) for claim in choice if claim.unit.isupper()]
    return len(sizes) > 1 and 0 < min(sizes) * _ORDERS < max(sizes)


def _one_figure_twice(choice: Sequence[Claim]) -> bool:
    """Whether one document dates a telling figure otherwise than another: then it moved nowhere."""
    return any(
        a.document != b.document and a.value == b.value and a.metric == b.metric and digits(a) >= _LONG
        for a, b in combinations(choice, 2)
    )


def _inverted(claim: Claim, operands: Mapping[str, Claim]) -> bool:
    """Whether what was taken for the part is larger than the whole, and the share fits the other way round.

    `内地出栏70,000万头,公司的712万头只占约1%`: part and whole were read for each other.
    """
    part, whole = operands.get("part"), operands.get("whole")
    if part is None or whole is None or claim.unit != "percent":
        return False
    larger, smaller = reading(part).value, reading(whole).value
    if smaller <= 0 or larger <= smaller or reading(claim).value >= _WHOLE:
        return False
    return _WHOLE * smaller / larger in reading(claim).hard


def _choose(trials: list[Trial]) -> Trial:
    """The trial that speaks for the claim: the nearest that fits; the nearest of all where none does.

    Nearest operands of the claim's own paragraph that contradict it are not overruled by far ones.
    """
    nearest = _nearest(trials)
    near = nearest[0].reach
    agreeing = [t for t in nearest if t.outcome.agrees] or (
        []
        if near <= SAME_PARAGRAPH and all(t.outcome.grade is Grade.CONTRADICTION for t in nearest)
        else [t for t in trials if t.outcome.agrees]
    )
    if agreeing:
        return min(agreeing, key=lambda t: (t.weak, t.reach))
    tense = [t for t in nearest if t.outcome.grade is Grade.TENSION] or [
        t for t in trials if t.outcome.grade is Grade.TENSION and near > SAME_PARAGRAPH
    ]
    return (tense or nearest)[0]


def _telling_slip(
    book: FactBook, identity: Identity, claim: Claim, period: CalendarPeriod | None, trial: Trial
) -> Suspicion | None:
    """A slip of wording that the identity's data name, or a base of another period, that fits exactly."""
    for formula in identity.reading:
        if formula.slip is None or (formula.units and claim.unit not in formula.units):
            continue
        result = evaluate(formula.expression, identity, claim, trial.operands, years_of(period))
        if result is not None and agrees(claim, result[0]):
            return Suspicion(claim, _as_written(claim, trial.core), Slip(formula.slip, None))
    exchanged = _exchanged(book, claim, trial)
    if exchanged is not None:
        return Suspicion(claim, exchanged.text, Slip(SlipKind.NEIGHBOUR, exchanged.text))
    if _fits_sibling(book, identity, claim, trial):
        return Suspicion(claim, None, Slip(SlipKind.SIBLING, None))
    if period is not None and not period.is_range and any(role.period == "base" for role in identity.role):
        for versus in ("year_ago", "previous", "period_start"):
            other = claim.model_copy(update={"versus": versus})
            for candidate in _trials(book, identity, other, period):
                if (
                    candidate.outcome.agrees
                    and not candidate.weak
                    and _differs_in_base(identity, trial, candidate)
                ):
                    return Suspicion(claim, None, Slip(SlipKind.OTHER_BASE, None))
    return None


def _exchanged(book: FactBook, claim: Claim, trial: Trial) -> Claim | None:
    """The rate of another period in the claim's sentence that fits where the claim does not, or None.

    `2023年、2024年分别增长15%和12%` for growth of 12% and then 15%.
    """
    for other in book.sentence(claim):
        alike = (other.metric, other.measure, other.unit) == (claim.metric, claim.measure, claim.unit)
        apart = other.period != claim.period and other.value != claim.value and other.hard is not None
        same = alike and apart and slice_of(other) == slice_of(claim)
        if same and other.qualifier is Qualifier.EXACT and agrees(other, trial.core):
            return other
    return None


def _fits_sibling(book: FactBook, identity: Identity, claim: Claim, trial: Trial) -> bool:
    """Whether the figure fits two others of its sentence, of the operands' unit, where its own fail."""
    if len(trial.operands) != _PAIR or any(role.unit != "shared" for role in identity.role):
        return False
    used = {operand.id for operand in trial.operands.values()}
    unit = next(iter(trial.operands.values())).unit
    others = [o for o in book.sentence(claim) if o.unit == unit and o.hard is not None and o.id not in used]
    names = [role.name for role in identity.role]
    for pair in permutations(others[:_MOST_SIBLINGS], _PAIR):
        found = try_operands(book, identity, claim, dict(zip(names, pair, strict=True)), 0)
        if found is not None and found.outcome.agrees and not found.weak:
            return True
    return False


def _differs_in_base(identity: Identity, trial: Trial, other: Trial) -> bool:
    """Whether two choices of operands differ in the base period and in nothing else."""
    return all(
        (trial.operands[role.name].period != other.operands[role.name].period)
        if role.period == "base"
        else trial.operands[role.name].id == other.operands[role.name].id
        for role in identity.role
    )


def _as_written(claim: Claim, core: Interval) -> str | None:
    middle = core.middle
    if middle is None or claim.ulp is None:
        return None
    return written_like(claim.text, Fraction(claim.value), middle, Fraction(claim.ulp))
