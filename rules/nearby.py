"""Identities between figures of one paragraph that their own words tell apart, as notices state them.

A notice about a buyback, a dividend or an issue names each figure by the words in front of it
(`最高成交价为`, `支付的总金额为`) or behind it (`以12.20元的价格`), and each once. Roles are such words and
units, given as data; roles of one name are alternatives. Where several figures fit a role, a fit is verified
and a miss stays silent.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from claims.calendar import try_parse
from claims.model import Claim, Qualifier
from rules.collection import Collection
from rules.evaluation import is_range, two_scales
from rules.expression import parse
from rules.facts import FactBook, hard
from rules.facts import core as core_of
from rules.identities import Identity, Nearby
from rules.interval import Interval
from rules.model import Finding
from rules.outcome import Grade, digits, judge_reading, reading, rounded, slip_of, written
from rules.slips import Slip, SlipKind
from rules.surroundings import BOUNDARY, words_before, words_behind
from rules.verdicts import Checked, Suspicion, finding_of

_MOST = 4
"""So many figures are tried in a role."""

_MONEY = re.compile("[A-Z]{3}")
_PLAIN_SLIPS = (SlipKind.POWER_OF_TEN, SlipKind.SCALE)
_NO_PRICE = 100_000
"""What no share costs, in its currency: such an amount is none of its prices."""
_ABSURD = 100_000
"""Percent from which on a miss that no slip explains is between figures that have nothing in common."""
_LONG = 3
"""Digits from which on a figure with a swapped or changed digit is no chance."""


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that may stand together."""

    claims: tuple[Claim, ...]
    """All of them, in their order."""
    figures: Mapping[str, tuple[Claim, ...]]
    """Those that may have a role, by their unit, the last one first."""


def named_in_words(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """The findings of one identity of this form, each stated figure once."""
    book = collection.once(FactBook)
    examined = [(group.claims, _examine(book, identity, group)) for group in grouped(collection, identity)]
    held = [found.chosen for _, (told, _) in examined for found in told if found.checked.outcome.agrees]
    for claims, (told, misses) in examined:
        for found in told:
            yield finding_of(collection, found.checked)
        if not told and len(misses) == 1:
            missed = _missed(book, identity, claims, misses[0], held)
        else:
            missed = _within_sentences(book, identity, misses, told)
        for checked in missed:
            yield finding_of(collection, checked)


def grouped(collection: Collection, identity: Identity) -> Iterator[Group]:
    """What figures may stand together in an identity, as far as they have the units of all its roles."""
    for group in collection.once(_GROUPS[identity.scope]):
        if not any(units.isdisjoint(group.figures) for units in identity.near_units):
            yield group


def named(book: FactBook, identity: Identity, group: Group) -> dict[str, list[Claim]]:
    """The figures that fit each role of an identity, in its order."""
    options: dict[str, list[Claim]] = {}
    for name, roles in identity.roles.items():
        found = options.setdefault(name, [])
        for role in roles:
            if not group.figures.keys().isdisjoint(role.units):
                told = {(c.value, c.unit) for c in found}
                found += [c for c in _fitting(book, role, group) if (c.value, c.unit) not in told]
    return options


def _grouped(collection: Collection, several: Iterable[tuple[Claim, ...]]) -> tuple[Group, ...]:
    """The groups in which there are figures to be set against each other."""
    book = collection.once(FactBook)
    groups = []
    for claims in several:
        figures: dict[str, list[Claim]] = {}
        for claim in reversed(claims):
            if claim.hard is not None and book.usable(claim) and not two_scales(claim):
                figures.setdefault(claim.unit, []).append(claim)
        if sum(map(len, figures.values())) > 1:
            groups.append(Group(claims, {unit: tuple(found) for unit, found in figures.items()}))
    return tuple(groups)


def _documents(collection: Collection) -> tuple[Group, ...]:
    return _grouped(collection, collection.by_document.values())


def _paragraphs(collection: Collection) -> tuple[Group, ...]:
    return _grouped(collection, collection.once(FactBook).paragraphs())


def _clauses(collection: Collection) -> tuple[Group, ...]:
    return _grouped(collection, _split(collection))


def _split(collection: Collection) -> Iterator[tuple[Claim, ...]]:
    for claims in collection.once(FactBook).sentences():
        folded = collection.document[claims[0].document].folded
        clause: list[Claim] = []
        for claim in claims:
            if clause and BOUNDARY.search(folded, clause[-1].span.end, claim.span.start):
                yield tuple(clause)
                clause = []
            clause.append(claim)
        yield tuple(clause)


_GROUPS = {"document": _documents, "paragraph": _paragraphs, "clause": _clauses}
"""What figures may stand together, by an identity's scope."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A check with the figure that it takes for each role."""

    checked: Checked
    chosen: dict[str, Claim]


def _examine(book: FactBook, identity: Identity, group: Group) -> tuple[list[_Found], list[_Found]]:
    """What holds or is told anyway among some figures, and what does not hold."""
    options = named(book, identity, group)
    if not all(options.values()):
        return [], []
    misses: dict[frozenset[str], _Found] = {}
    found: list[_Found] = []
    told: set[str] = set()
    for choice in product(*(option[:_MOST] for option in options.values())):
        chosen = dict(zip(options, choice, strict=True))
        if len({claim.id for claim in choice}) < len(choice) or choice[0].id in told or not _coherent(choice):
            continue
        if not _in_order(identity, chosen):
            continue
        checked = _checked(identity, chosen)
        if checked is not None and checked.outcome.grade is Grade.CONTRADICTION:
            misses.setdefault(frozenset(c.id for c in choice), _Found(checked, chosen))
        elif checked is not None and (checked.outcome.agrees or not identity.needs_slip):
            told.add(choice[0].id)
            found.append(_Found(checked, chosen))
    return found, list(misses.values())


def _missed(
    book: FactBook,
    identity: Identity,
    claims: tuple[Claim, ...],
    miss: _Found,
    held: Sequence[Mapping[str, Claim]],
) -> Iterator[Checked]:
    """The one miss among some figures as told; `held` are those of the same calculation where it holds."""
    checked, chosen = miss.checked, miss.chosen
    suspicion = _witnessed(book, chosen, held) or _suspicion(book, identity, checked, chosen)
    if suspicion is not None or not identity.needs_slip:
        yield replace(checked, suspicion=suspicion)
    elif (
        identity.misses == "all"
        and (not identity.named or _of_one(book, chosen.values()))
        and (not identity.sizes or _whole_counts(book, chosen.values()))
        and (identity.named or _side_by_side(claims, chosen.values()))
    ):
        if identity.beside and _beside(book, identity, checked, chosen.values()):
            yield replace(checked, suspicion=Suspicion(checked.stated, None, None))
            return
        loose = replace(checked.outcome, grade=Grade.TENSION, strain=None)
        unheard = [claim for claim in chosen.values() if not _told_elsewhere(book, claim)]
        suspicion = Suspicion(unheard[0], None, None) if len(unheard) == 1 else None
        yield replace(checked, outcome=loose, strain="strain_unfit", suspicion=suspicion)


def _beside(book: FactBook, identity: Identity, checked: Checked, chosen: Iterable[Claim]) -> bool:
    """Whether figures that are no bounds stand in one sentence, and miss by more than definitions differ."""
    figures = list(chosen)
    told = all(reading(claim).plain or claim.qualifier is Qualifier.ABOUT for claim in figures)
    together = len({book.place(claim).sentence for claim in figures}) == 1
    together = together or identity.named
    return told and together and identity.room <= checked.outcome.gap_percent < _ABSURD


def _of_one(book: FactBook, chosen: Iterable[Claim]) -> bool:
    """Whether figures are of one company, and of one year as far as known."""
    figures = list(chosen)
    years = {claim.period[:4] for claim in figures if claim.period}
    return len({book.subject(claim).partition("?")[0] for claim in figures}) == 1 and len(years) < 2


def _whole_counts(book: FactBook, chosen: Iterable[Claim]) -> bool:
    """Whether figures of one sentence are all counted to the last one (`新开78家、关闭22家,净增56家`)."""
    figures = list(chosen)
    counted = all(c.unit == "count" and reading(c).plain and reading(c).ulp <= 1 for c in figures)
    return counted and len({book.place(c).sentence for c in figures}) == 1


def _told_elsewhere(book: FactBook, claim: Claim) -> bool:
    """Whether another document gives the same figure, whatever it calls it."""
    same = (c for c in book.collection.claims if (c.value, c.unit) == (claim.value, claim.unit))
    return any(c.document != claim.document for c in same)


def _within_sentences(
    book: FactBook, identity: Identity, misses: Iterable[_Found], told: Sequence[_Found]
) -> Iterator[Checked]:
    """The misses of figures alone in their roles in one sentence that a plain slip explains.

    Where figures of one time belong together and the others of a row fit, one that does not needs no slip.
    """
    held = {found.checked.stated.id for found in told}
    alone: dict[str, list[_Found]] = defaultdict(list)
    in_row = bool(held) and any(role.same for role in identity.near)
    for miss in misses:
        if in_row or len({book.place(claim).sentence for claim in miss.chosen.values()}) == 1:
            alone[miss.checked.stated.id].append(miss)
    for name, found in alone.items():
        if len(found) == 1 and name not in held:
            suspicion = _suspicion(book, identity, found[0].checked, found[0].chosen)
            if suspicion is None and in_row:
                suspicion = Suspicion(found[0].checked.stated, None, None)  # the others of its row fit
            if suspicion is not None:
                yield replace(found[0].checked, suspicion=suspicion)


def _witnessed(
    book: FactBook, chosen: Mapping[str, Claim], held: Sequence[Mapping[str, Claim]]
) -> Suspicion | None:
    """The one figure in which a calculation differs from the same one that holds in another document."""
    stated = next(iter(chosen.values()))
    for other in held:
        told = next(iter(other.values()))
        if told.document == stated.document or book.subject(told) != book.subject(stated):
            continue
        differing = [
            name
            for name, claim in chosen.items()
            if (claim.value, claim.unit) != (other[name].value, other[name].unit)
        ]
        if len(differing) == 1:
            figure, right = reading(chosen[differing[0]]), reading(other[differing[0]])
            slip = slip_of(figure, right.core)
            return Suspicion(chosen[differing[0]], other[differing[0]].text, slip)
    return None


def _in_order(identity: Identity, chosen: Mapping[str, Claim]) -> bool:
    """Whether figures that must be of an earlier time than another's, or of its own, are so."""
    for role in identity.near:
        if role.earlier:
            own, later = (try_parse(chosen[name].period or "") for name in (role.name, role.earlier))
            if own is not None and later is not None and own.last >= later.last:
                return False
        if role.same:
            one, other = chosen[role.name].period, chosen[role.same].period
            if None not in (one, other) and one != other:
                return False
    return True


def _side_by_side(claims: tuple[Claim, ...], chosen: Iterable[Claim]) -> bool:
    """Whether no other figure that could be meant stands between, so that these surely mean each other."""
    members = {(claim.value, claim.unit): claim for claim in chosen}
    units = {unit for _, unit in members}
    places = [claims.index(claim) for claim in members.values()]
    between = claims[min(places) : max(places) + 1]
    return all(
        (claim.value, claim.unit) in members or not (claim.unit in units or _MONEY.match(claim.unit))
        for claim in between
    )


def _fitting(book: FactBook, role: Nearby, group: Group) -> list[Claim]:
    """The figures of a role, each once."""
    before, after, besides, among = role.patterns
    found: dict[tuple[str, str], Claim] = {}
    for claim in (claim for unit in role.units for claim in group.figures.get(unit, ())):
        if role.whole and not _SLICED.isdisjoint(claim.dimensions):
            continue
        if role.metrics and claim.metric not in role.metrics:
            continue
        if is_range(claim) is not role.range or (
            role.per_share and "/" not in claim.unit and abs(reading(claim).value) >= _NO_PRICE
        ):
            continue
        lead = words_before(book, claim)
        if (
            (before is None or before.search(lead))
            and (after is None or after.search(words_behind(book, claim)))
            and (besides is None or not besides.search(lead))
            and (among is None or among.search(book.words(claim)))
        ):
            found[claim.value, claim.unit] = claim
    return sorted(found.values(), key=lambda claim: claim.span.start)


def _coherent(claims: tuple[Claim, ...]) -> bool:
    """Whether prices are in the currency of the amounts, and for the unit of the quantities, beside them."""
    told = [c for c in claims if not (c.unit_inferred and reading(c).text.endswith("元"))]
    currencies = {claim.unit.split("/")[0] for claim in told if _MONEY.match(claim.unit)}
    wholes = {claim.unit.split("/")[1] for claim in claims if "/" in claim.unit}
    quantities = {c.unit for c in claims if "/" not in c.unit and not _MONEY.match(c.unit)} - _PARTS
    if len(currencies) > 1 or len(wholes) > 1:
        return False
    return not wholes or not quantities or wholes <= quantities


_SLICED = frozenset({"segment", "region", "product", "customer"})
_PARTS = frozenset({"percent", "percentage_point", "times"})


def _checked(identity: Identity, chosen: Mapping[str, Claim]) -> Checked | None:
    stated, *operands = chosen.values()
    bounds: list[Interval] = []
    for read in (core_of, hard):
        values = {name: _exactly(identity, claim) or read(claim) for name, claim in chosen.items()}
        values |= {name: values[name].absolute() for name in identity.sized if name in values}
        try:
            ends = [parse(formula.value).over(values) for formula in identity.reading]
        except (ZeroDivisionError, ValueError):
            return None
        span = ends[0]
        for end in ends[1:]:
            span = span.hull(end)
        bounds.append(span.absolute() if identity.sizes else span)
    core, loose = bounds[0], bounds[0].hull(bounds[1])
    figure = reading(stated)
    if figure.value > 0 and loose.high is not None and loose.high <= 0:
        return None  # the operands stand the other way round
    if identity.limits:
        figure = written(figure)
    figure = replace(figure, core=rounded(figure), hard=figure.hard.hull(rounded(figure)))
    if identity.sizes:
        figure = replace(
            figure, value=abs(figure.value), core=figure.core.absolute(), hard=figure.hard.absolute()
        )
    return Checked(
        identity,
        stated,
        tuple(operands),
        identity.working.format(**{name: claim.text for name, claim in chosen.items()}),
        core,
        loose,
        judge_reading(figure, core, loose),
    )


def _exactly(identity: Identity, claim: Claim) -> Interval | None:
    """What a limit is, for identities between limits, which are set exactly; None for other figures."""
    figure = reading(claim)
    return Interval.point(figure.value) if identity.limits and figure.core.low is None else None


def _suspicion(
    book: FactBook, identity: Identity, checked: Checked, chosen: Mapping[str, Claim]
) -> Suspicion | None:
    """The figure that a plain slip explains: the stated one first, then what can be solved for.

    One that another document states alike comes last.
    """
    found = []
    if checked.outcome.slip is not None:
        found.append(Suspicion(checked.stated, checked.outcome.slip.repair, checked.outcome.slip))
    for name, formula in identity.solve.items():
        values = {other: written(reading(claim)).core for other, claim in chosen.items()}
        try:
            wanted = parse(formula).over(values)
        except (ZeroDivisionError, ValueError):
            continue
        figure = written(reading(chosen[name]))
        slip = slip_of(figure, wanted)
        if slip is not None:
            found.append(Suspicion(chosen[name], slip.repair, slip))
    plain = [s for s in found if s.slip is not None and telling(s.claim, s.slip)]
    return min(
        plain,
        key=lambda s: (book.repeated(s.claim), s.slip is not None and s.slip.kind is SlipKind.DIGIT),
        default=None,
    )


def telling(claim: Claim, slip: Slip) -> bool:
    """Whether a slip in a figure of so many digits is no chance."""
    long = digits(claim) >= _LONG
    return slip.kind in _PLAIN_SLIPS or (slip.kind in (SlipKind.SWAPPED, SlipKind.DIGIT) and long)
