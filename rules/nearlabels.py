"""Things that no metric names under a longer and a shorter name: 自有运输车辆 and 自有车辆.

In: the claims of a collection by what they are of. Out: the same, those under the longer name beside those
under the shorter, where the figures themselves say that both mean one thing: they are the same, or the same
but for two digits that changed places or a power of ten. A text that gives both knows them apart.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import combinations

from claims.model import Claim, Measure
from rules.believable import TELLING, off_by_scale
from rules.outcome import digits
from rules.series import SeriesKey, judged
from rules.slips import SlipKind

_ENDING = 2
"""Characters at the end that say what a thing is, and that both names share."""
_MOST = 40
"""Names with one ending of one company, beyond which they are a list of different things."""


def join_labels(grouped: dict[SeriesKey, list[Claim]]) -> None:
    """Put figures under a longer name of a thing beside those under its shorter one."""
    alike: dict[tuple[SeriesKey, str], list[SeriesKey]] = defaultdict(list)
    for key in grouped:
        if key.metric == "other" and key.measure is Measure.LEVEL and len(key.label) > _ENDING:
            alike[replace(key, label=""), key.label[-_ENDING:]].append(key)
    for keys in alike.values():
        if not 1 < len(keys) <= _MOST:
            continue
        homes: dict[SeriesKey, list[SeriesKey]] = defaultdict(list)
        for one, other in combinations(keys, 2):
            short, long = sorted((one, other), key=lambda key: (len(key.label), key.label))
            if _holds(long.label, short.label) and _one_thing(grouped[short], grouped[long]):
                homes[long].append(short)
        for long, shorts in homes.items():
            if len(shorts) == 1 and shorts[0] not in homes:
                grouped[shorts[0]] += grouped.pop(long)


def _holds(long: str, short: str) -> bool:
    """Whether a name has all characters of another in their order."""
    rest = iter(long)
    return len(short) < len(long) and all(character in rest for character in short)


def _one_thing(some: list[Claim], others: list[Claim]) -> bool:
    """Whether the figures of no text for both, but of two for one time, are one but for a slip."""
    if {claim.document for claim in some} & {claim.document for claim in others}:
        return False
    return any(
        one.period is not None and one.period == other.period and _one_figure(one, other)
        for one in some
        for other in others
    )


def _one_figure(one: Claim, other: Claim) -> bool:
    if min(digits(one), digits(other)) < TELLING:
        return False
    outcome = judged(one, other)
    swapped = outcome.slip is not None and outcome.slip.kind is SlipKind.SWAPPED
    return outcome.agrees or swapped or off_by_scale(outcome)
