"""Moves told in one breath: from A to B by C%, and a change with its rate and the level that it leads to.

`从30020辆下降至11567辆，下降61.5%`, `103亿元,较上季度的70亿元增加33亿元` and `上涨81点或5.7%，至1503点` carry
all that is needed to recompute them. Which figure is which is read from the words in front of each, which are
data; a rate that says 同比 beside a change that does not is of another base and left alone. A miss that a
plain slip explains is contradicted, any other is tension.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, permutations

from claims.calendar import try_parse
from claims.model import Claim, Measure
from rules.collection import Collection
from rules.expression import Expression, parse
from rules.facts import FactBook, slice_of
from rules.identities import Identity
from rules.interval import Interval
from rules.knowledge import cue, listed_cue
from rules.model import Finding
from rules.outcome import Grade, Outcome, digits, judge_reading, reading
from rules.slips import SlipKind, recognise
from rules.surroundings import words_before
from rules.verdicts import Checked, Suspicion, finding_of

_RATE = parse("100 * (after - before) / before")
_FALL = parse("100 * (before - after) / before")
_POINTS = parse("after - before")
_DROP = parse("before - after")
_RISEN = parse("100 * change / (level - change)")
_FALLEN = parse("100 * change / (level + change)")
_LONG = 4
"""Digits from which on a swapped or changed digit is no chance."""
_BESIDE = 4
"""The most characters between a base and the move from it where nothing else stands."""
_MOST_LEVELS = 4
"""So many levels of the sentences before are tried, the nearest first."""
_OPENING = ("(", "（")
_LENGTHS = ("year", "month", "week", "day")
"""Units of a length of time, which may stand between two figures and what lies between them."""
_TIGHT = 12
"""The most characters between two figures of one breath."""


def from_to(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each `从A到B，升降C` of one breath."""
    book = collection.once(FactBook)
    for claims in book.sentences():
        figures = [c for c in claims if c.hard is not None and c.unit not in _LENGTHS]
        for three in zip(figures, figures[1:], figures[2:], strict=False):
            checked = _from_to(book, identity, *three) or _set_against(book, identity, three)
            if checked is not None and not (checked.strain and _recomputed(three)):
                yield finding_of(collection, checked)


def change_and_rate(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each change, rate and level of one breath."""
    book = collection.once(FactBook)
    for claims in book.sentences():
        figures = [c for c in claims if c.hard is not None]
        done: set[str] = set()
        for three in zip(figures, figures[1:], figures[2:], strict=False):
            if done.isdisjoint(c.id for c in three):
                checked = _change(book, identity, three) or _bracketed(book, identity, three)
                if checked is not None:
                    done |= {c.id for c in three}
                    yield finding_of(collection, checked)
        for change, rate in pairwise(figures):
            if done.isdisjoint((change.id, rate.id)):
                checked = _of_before(book, identity, change, rate)
                if checked is not None:
                    done |= {change.id, rate.id}
                    yield finding_of(collection, checked)


def _from_to(book: FactBook, identity: Identity, first: Claim, second: Claim, third: Claim) -> Checked | None:
    """The move of `从A到B，升降C`, or of `由A上调C至B`; None where the words say neither."""
    if not listed_cue("from_cues").search(words_before(book, first)):
        return None
    for after, move in ((second, third), (third, second)):
        checked = _moved(book, identity, first, after, move)
        if checked is not None:
            return checked
    return None


def _moved(book: FactBook, identity: Identity, before: Claim, after: Claim, move: Claim) -> Checked | None:
    lead, to = words_before(book, move), words_before(book, after)
    if (
        before.unit != after.unit
        or not listed_cue("to_cues").search(to)
        or max(len(lead), len(to) if after.span.start > move.span.start else 0) > _TIGHT
    ):
        return None
    if "segment" in move.dimensions and not {"segment", "product"} & {*before.dimensions, *after.dimensions}:
        return None  # 经典系列从2亿元到3亿元，新锐系列增长7%
    sinks = bool(listed_cue("down_cues").search(lead))
    if not sinks and not listed_cue("up_cues").search(lead):
        return None
    if move.unit == "percent" and before.unit != "percent":
        formula, working = (_FALL if sinks else _RATE), f"{after.text} ÷ {before.text} − 1"
    elif (move.unit, before.unit) == ("percentage_point", "percent") or (
        move.unit == before.unit == "count" and move.measure is Measure.CHANGE
    ):
        formula, working = (_DROP if sinks else _POINTS), f"{after.text} − {before.text}"
    else:
        return None
    return _checked(identity, move, (after, before), {"before": before, "after": after}, formula, working)


def _set_against(book: FactBook, identity: Identity, three: tuple[Claim, ...]) -> Checked | None:
    """A level, what it is set against, and the move between them, whichever of the last two comes first."""
    after, second, third = three
    for before, move in ((second, third), (third, second)):
        lead = words_before(book, move)
        if (
            before.unit != after.unit
            or not (_is_base(words_before(book, before)) or _was(book, after, before, lead))
            or listed_cue("than_cues").search(words_before(book, after))
            or _moving(book, after)
            or (move.unit == before.unit and listed_cue("to_cues").search(lead))  # 由98亿元上调至104亿元
            or len(lead) > _TIGHT
            or min(reading(after).value, reading(before).value) <= 0
        ):
            continue
        sinks, rises = (bool(listed_cue(name).search(_clause(lead))) for name in ("down_cues", "up_cues"))
        if sinks == rises:
            continue
        if move.unit == "percent" and before.unit != "percent":
            formula, working = (_FALL if sinks else _RATE), f"{after.text} ÷ {before.text} − 1"
        elif move.unit == before.unit or (move.unit, before.unit) == ("percentage_point", "percent"):
            formula, working = (_DROP if sinks else _POINTS), f"{after.text} − {before.text}"
        else:
            continue
        outright = before is second and (
            _outright(book, after, before, move) or _counted_out(book, after, before, move)
        )
        values = {"before": before, "after": after}
        checked = _checked(identity, move, (after, before), values, formula, working, outright=outright)
        if checked is not None and (
            checked.outcome.agrees
            or ((outright or _surely(book, three, move, checked)) and not _recomputed(three, after))
        ):
            return checked
    return None


def _counted_out(book: FactBook, after: Claim, before: Claim, move: Claim) -> bool:
    """Whether a count, the one before it and the move between them are told to the last one in one breath."""
    folded = book.collection.document[after.document].folded
    three = (after, before, move)
    exact = all(c.unit == "count" and reading(c).plain and reading(c).ulp <= 1 for c in three)
    alike = len({(book.subject(c), folded[c.span.end - 1]) for c in three}) == 1
    if any(_may_be_whole(after, c) for c in book.sentence(move)):
        return False  # 门店110家,其中直营80家、加盟30家,较年初的100家净增10家
    told = _THEN.fullmatch(words_before(book, before)) and _BY.fullmatch(words_before(book, move))
    return exact and alike and told is not None


def _moving(book: FactBook, claim: Claim) -> bool:
    """Whether a figure counts what came or went, and no level (`关闭346家,较年初的7,002家净增266家`)."""
    return bool(cue("tallies", "moving_only").search(_clause(words_before(book, claim))))


def _outright(book: FactBook, after: Claim, before: Claim, move: Claim) -> bool:
    """Whether a level, that of another time right behind it and the move right behind that are of one fact.

    `现金流净额6.3亿元，上年同期17.7亿元，下降59%` leaves nothing else that could be meant.
    """
    alike = {
        (book.subject(c), c.metric, c.measure, c.basis, tuple(sorted(c.dimensions.items())))
        for c in (after, before)
    }
    if len(alike) > 1 or after.metric == "other" or move.metric != after.metric:
        return False
    if move.measure is Measure.LEVEL or not all(reading(c).plain for c in (after, before, move)):
        return False
    base, lead = _THEN.fullmatch(words_before(book, before)), _BY.fullmatch(words_before(book, move))
    if any(_may_be_whole(after, c) for c in book.sentence(move)):
        return False  # 收入51亿元,其中线上46亿元,线下5亿元,较2023年的57亿元下降10%
    year_ago = lead is None or not lead["yearly"] or (base is not None and base["year"] is not None)
    return base is not None and lead is not None and year_ago and not _RESTATED.search(book.words(move))


def _may_be_whole(part: Claim, claim: Claim) -> bool:
    """Whether a figure before a part is of what it is a part of."""
    alike = (claim.metric, claim.measure, claim.unit) == (part.metric, part.measure, part.unit)
    return alike and claim.span.start < part.span.start and set(slice_of(claim)) < set(slice_of(part))


_THEN = re.compile(
    "[,，]?(?:较|比|而|对比|相比)?(?:(?P<year>(?:上|去|前一)年(?:同期|同月|同季)|上年|去年|20[0-9]{2}年(?:同期)?)"
    "|(?:今年|本年)?[年期]初|(?:上年|去年)年?[末底]|上(?:个?季度?|个?月)|(?:1[0-2]|[1-9])月[末底份]?|[一二三四]季度末?)"
    "(?:的|为|是|则为|还?只有|仅有?|还是|才)?"
)
"""Right before a level of another time."""
_BY = re.compile(
    "[,，]?(?:(?P<yearly>同比|按年|全年|一年(?:间|来|里|之间)?)|半年(?:间|来|里)?|年内|期内|[三六九]个月(?:间|来|里)?|上半年|前三季度)?"
    "(?:大幅|小幅|略|微)?"
    "(?:净?增长|净?增加?|净新增|净?减少?|上升|提高|提升|上涨|回升|扩大|下降|减少|下滑|下跌|回落|降低|[升降涨跌])(?:了|幅|率)?(?:约|达到?|为|是)?"
)
"""Right before the move from it."""
_RESTATED = re.compile("追溯|重述|调整|口径|可比|剔除|扣除|汇率|不变价|备考")


def _was(book: FactBook, after: Claim, before: Claim, lead: str) -> bool:
    """Whether a level is an earlier one with nothing but the move behind it (`上年末为5.1亿元,增长20%`)."""
    own, time = (try_parse(c.period or "") for c in (before, after))
    earlier = own is None or time is None or own.last < time.last
    told = _THEN.fullmatch(words_before(book, before)) and _BY.fullmatch(lead)
    return earlier and told is not None


def _recomputed(three: tuple[Claim, ...], after: Claim | None = None) -> bool:
    """Whether a rate is one of levels whose metric and periods are known, so that its own identity tells.

    It does not where the rate is read as of another slice or time than the level that it leads to.
    """
    rates = [c for c in three if c.measure in (Measure.GROWTH, Measure.CAGR)]
    levels = [c for c in three if c.measure is Measure.LEVEL]
    known = all(c.period is not None and c.metric != "other" for c in levels)
    apart = len({c.period for c in levels}) == len(levels)
    if len(rates) != 1:
        return False
    strayed = after is not None and (
        (rates[0].period, slice_of(rates[0])) != (after.period, slice_of(after))
        and rates[0].metric == after.metric
    )
    return rates[0].measure is Measure.CAGR or (known and apart and not strayed)


def _is_base(words: str) -> bool:
    """Whether words make the figure behind them what another is set against, not a move from it."""
    moves = listed_cue("up_cues").search(_clause(words)) or listed_cue("down_cues").search(_clause(words))
    return bool(listed_cue("than_cues").search(words)) and not moves


def _surely(book: FactBook, three: tuple[Claim, ...], move: Claim, checked: Checked) -> bool:
    """Whether three figures that don't fit are surely meant to: of one thing, and the slip no chance."""
    levels = [claim for claim in three if claim is not move]
    alike = (
        len({(book.subject(c), c.metric, c.measure, tuple(sorted(c.dimensions.items()))) for c in levels})
        == 1
    )
    if not alike or listed_cue("base_cues").search(words_before(book, move)):
        return False
    slip = checked.suspicion.slip if checked.suspicion else None
    beside = move is three[2] and len(words_before(book, move)) <= _BESIDE  # …,较上年的5.1亿元增长21.9%
    enough = _LONG - 1 if beside else _LONG
    return slip is None or slip.kind in (SlipKind.POWER_OF_TEN, SlipKind.SCALE) or digits(move) >= enough


def _change(book: FactBook, identity: Identity, three: tuple[Claim, ...]) -> Checked | None:
    rates = [c for c in three if c.unit == "percent"]
    if len(rates) != 1:
        return None
    rate = rates[0]
    leads = {c.id: words_before(book, c) for c in three}
    if any(len(leads[c.id]) > _TIGHT for c in three[1:]):
        return None
    for change, level in permutations([c for c in three if c is not rate]):
        own, to = _clause(leads[change.id]), leads[level.id]
        if rate.measure is Measure.LEVEL and rate.metric not in ("other", level.metric):
            continue  # a margin beside them
        leads_to = listed_cue("to_cues")
        if change.unit != level.unit or leads_to.search(own) or not leads_to.search(to):
            continue
        sinks, rises = (bool(listed_cue(name).search(own)) for name in ("down_cues", "up_cues"))
        if listed_cue("broken_cues").search(own):
            continue
        bases = [set(listed_cue("base_cues").findall(leads[c.id])) for c in (change, rate)]
        if sinks == rises or (bases[1] and bases[0] != bases[1]):
            continue
        formula = _FALLEN if sinks else _RISEN
        working = f"{change.text} ÷ ({level.text} {'+' if sinks else '−'} {change.text})"
        values = {"change": change, "level": level}
        checked = _checked(identity, rate, (change, level), values, formula, working)
        moved = listed_cue("up_cues").search(leads[rate.id]) or listed_cue("down_cues").search(leads[rate.id])
        told = moved or listed_cue("or_cues").search(leads[rate.id])
        if checked is not None and (checked.strain is None or told):
            return checked
    return None


def _bracketed(book: FactBook, identity: Identity, three: tuple[Claim, ...]) -> Checked | None:
    """A level, its rate and the change in brackets (`2491万辆，增加2.2%（55万辆）`), where they fit."""
    level, rate, change = three
    lead = words_before(book, rate)
    if words_before(book, change) not in _OPENING or rate.unit != "percent" or len(lead) > _TIGHT:
        return None
    return _fit(identity, rate, change, level, lead)


def _of_before(book: FactBook, identity: Identity, change: Claim, rate: Claim) -> Checked | None:
    """A change and its rate of a level that a sentence before states, where they fit."""
    own, lead = _clause(words_before(book, change)), words_before(book, rate)
    if rate.unit != "percent" or len(lead) > _TIGHT or set(listed_cue("base_cues").findall(lead)):
        return None
    if _moves(own) is None or _moves(own) != _moves(lead) or listed_cue("to_cues").search(own):
        return None
    here, paragraph = book.place(change).sentence, book.paragraph(change)
    earlier = [c for c in paragraph if c.span.end <= change.span.start and book.place(c).sentence != here]
    levels = [c for c in earlier if c.hard is not None][: -_MOST_LEVELS - 1 : -1]
    fits = (_fit(identity, rate, change, level, lead) for level in levels)
    return next((checked for checked in fits if checked is not None), None)


def _fit(identity: Identity, rate: Claim, change: Claim, level: Claim, lead: str) -> Checked | None:
    """The check of a rate by its change and level; None where it fails or they can't be each other's."""
    sinks = _moves(lead)
    if sinks is None or change.unit != level.unit or abs(reading(change).value) >= abs(reading(level).value):
        return None
    working = f"{change.text} ÷ ({level.text} {'+' if sinks else '−'} {change.text})"
    values = {"change": change, "level": level}
    checked = _checked(identity, rate, (change, level), values, _FALLEN if sinks else _RISEN, working)
    return checked if checked is not None and checked.outcome.agrees else None


def _moves(words: str) -> bool | None:
    """Whether words lead down; None where they lead nowhere, or both ways."""
    sinks, rises = (bool(listed_cue(name).search(words)) for name in ("down_cues", "up_cues"))
    return None if sinks == rises else sinks


def _clause(words: str) -> str:
    """The last clause of some words."""
    return re.split("[，,、]", words)[-1]


def _checked(
    identity: Identity,
    stated: Claim,
    operands: tuple[Claim, ...],
    values: dict[str, Claim],
    formula: Expression,
    working: str,
    *,
    outright: bool = False,
) -> Checked | None:
    """The check, of sizes; None where the formula is not defined on them.

    A miss that no slip explains is tension, but where the figures are `outright` each other's.
    """
    try:
        core = formula.over({name: reading(c).core.absolute() for name, c in values.items()})
        hard = formula.over({name: reading(c).hard.absolute() for name, c in values.items()})
    except (ZeroDivisionError, ValueError):
        return None
    figure = reading(stated)
    size = replace(figure, value=abs(figure.value), core=figure.core.absolute(), hard=figure.hard.absolute())
    outcome = judge_reading(size, core, core.hull(hard))
    checked = Checked(identity, stated, operands, working, core, core.hull(hard), outcome)
    if outcome.grade is not Grade.CONTRADICTION:
        return checked
    suspicion = _suspicion(stated, outcome, core)
    if suspicion is not None:
        return replace(checked, suspicion=suspicion)
    if outright:
        return replace(checked, suspicion=Suspicion(stated, None, None))
    loose = replace(outcome, grade=Grade.TENSION, strain=None)
    return replace(checked, outcome=loose, strain="strain_unfit")


def _suspicion(stated: Claim, outcome: Outcome, core: Interval) -> Suspicion | None:
    slip = outcome.slip or recognise(stated.text, abs(reading(stated).value), reading(stated).ulp, core)
    return Suspicion(stated, slip.repair, slip) if slip else None
