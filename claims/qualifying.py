"""Reads the words around a number that bound it, and the currency named or drawn before it."""

from __future__ import annotations

import re

from claims.precision import Bound
from claims.reading import Reading
from claims.unitreading import skip_blanks
from claims.units import Lexicon

_MOST_WORDS = 4
_PART_OF = "占"
_LONGEST_WHOLE = 32
"""How far before a percentage the words begin that name its whole, in code points."""
_PARTED = re.compile("[,，。;；:：]")


def qualify(reading: Reading, folded: str, words: Lexicon, floor: int) -> None:
    """Set a reading's bound, the ends of the qualified expression, and its currency where one precedes.

    Nothing before `floor`, where the number before ends, is read.
    """
    kind = reading.kind
    if kind in ("count", "money"):
        _read_currency(reading, folded, words, floor)
    bounds: list[Bound] = [] if reading.bound is Bound.EXACT else [reading.bound]
    at = reading.qualifier_start = reading.start
    if reading.numeral.bare_scale:
        led = max((w for w in words.bare_before if folded.endswith(w, floor, at)), key=len, default="")
        if led:
            bounds.append(words.bare_before[led])
            at = reading.qualifier_start = at - len(led)
    for _ in range(_MOST_WORDS):
        if at > 0 and folded[at - 1] == " ":
            at -= 1
        step = _word_before(reading, folded, at, kind, words)
        if step is None or at - step[0] < floor:
            break
        at -= step[0]
        if step[1] is not None:
            bounds.append(step[1])
            reading.qualifier_start = at
    end = skip_blanks(folded, reading.end)
    reading.qualifier_end = reading.end
    for word, bound in words.behind.get(folded[end : end + 1], ()):
        if folded.startswith(word, end) and _applies(word, folded, end, kind, words):
            bounds.append(bound)
            reading.qualifier_end = end + len(word)
            break
    else:
        if reading.numeral.bare_scale and reading.unit is None:
            for word, bound in words.bare_after.items():
                if folded.startswith(word, reading.end):
                    bounds.append(bound)
                    reading.qualifier_end = reading.end + len(word)
    if kind == "percent" and not bounds and (over := _over_whole(folded, floor, at, words)) is not None:
        bounds.append(over)
    if bounds:
        reading.bound = min(bounds, key=words.precedence.__getitem__)


def _over_whole(folded: str, floor: int, at: int, words: Lexicon) -> Bound | None:
    """The qualifier before the whole that a percentage is of (`约占公司总股本的2%`, `近总收入的一半`)."""
    start = max(floor, at - _LONGEST_WHOLE)
    whole = words.whole.search(folded, start, at)
    if whole is not None:
        for word, bound in words.before.get(folded[whole.start() - 1 : whole.start()], ()):
            led = whole.start() - len(word)
            if folded.endswith(word, start, whole.start()) and _applies(word, folded, led, "percent", words):
                return bound  # 不超过公司总股本的2%
    part = folded.rfind(_PART_OF, start, at)
    if part < 0 or _PARTED.search(folded, part, at) is not None:
        return None
    for word, bound in words.over.items():
        led = part + 1 - len(word)
        if folded.endswith(word, start, part + 1) and _applies(word, folded, led, "percent", words):
            return bound  # 约占总收入的2%, not 长约占比
    return None


def _word_before(
    reading: Reading, folded: str, at: int, kind: str, words: Lexicon
) -> tuple[int, Bound | None] | None:
    """The qualifier, filler or currency name that ends at an offset: its length and bound."""
    if at <= 0:
        return None
    if reading.named is None and (kind == "money" or (kind == "count" and reading.scaled)):
        for word, code in words.named_before.get(folded[at - 1], ()):
            if folded.endswith(word, 0, at):
                reading.named = code
                return len(word), None
    for word, bound in words.before.get(folded[at - 1], ()):
        start = at - len(word)
        if folded.endswith(word, 0, at) and _applies(word, folded, start, kind, words):
            return len(word), bound
    return None


def _applies(word: str, folded: str, start: int, kind: str, words: Lexicon) -> bool:
    exemption = words.exemptions.get(word)
    if exemption is None:
        return True
    if kind in exemption.kinds:
        return False
    previous = folded[max(0, start - 1) : start]
    following = folded[start + len(word) : start + len(word) + 1]
    return not (
        (previous and previous in exemption.after_any) or (following and following in exemption.before_any)
    )


def _read_currency(reading: Reading, folded: str, words: Lexicon, floor: int) -> None:
    """A symbol or a currency's name right before the number belongs to it (`US$3亿`, `人民币8亿元`)."""
    at = reading.start
    while at and folded[at - 1] == " " and reading.start - at < 2:
        at -= 1
    if at <= floor:
        return
    for word, code in words.symbols.get(folded[at - 1], ()):
        if folded.endswith(word, 0, at):
            reading.start, reading.named = at - len(word), code
            return
    yuan = reading.scaled if reading.unit is None else reading.unit.unit == "CNY"
    for word, code in words.named_before.get(folded[at - 1], ()):
        fits = yuan or word.isascii() or (reading.unit is not None and reading.unit.unit == code)
        if fits and folded.endswith(word, floor, at):
            reading.start, reading.named = at - len(word), code
            return
