"""The lexicons of numbers: units, qualifiers and names that hold a numeral.

Reads `lexicon/units.toml`, `lexicon/qualifiers.toml` and `lexicon/number_names.toml` once, checks them, and
gives them in the shape in which the reader looks words up: by the character or pair of characters that they
start or end with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Literal, TypeVar

from pydantic import StringConstraints, field_validator

from claims.knowledge import Meaning, Slip, Table
from claims.lexicons import one_of
from claims.model import Model
from claims.numerals import DIGITS, LARGE_SCALES, SMALL_SCALES
from claims.precision import Bound

Kind = Literal["money", "percent", "points", "times", "count", "share", "token", "duration", "physical"]
Word = Annotated[str, StringConstraints(min_length=1)]

_NUMERAL_CHARACTERS = frozenset(DIGITS) | frozenset(SMALL_SCALES) | frozenset(LARGE_SCALES) | {"半"}


class _Money(Model):
    after: tuple[Word, ...]
    before: tuple[Word, ...]
    symbols: tuple[Word, ...]
    parts: dict[Word, Decimal]
    small: dict[Word, Decimal]


class _Unit(Model):
    unit: Word
    kind: Kind
    words: dict[Word, Decimal]


class _UnitsFile(Model):
    money: dict[Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")], _Money]
    unit: tuple[_Unit, ...]
    counts_before: dict[Word, str]
    counts_behind: dict[Word, tuple[Word, ...]]
    not_before: dict[Word, str]


class _Exception(Model):
    word: Word
    after_any: str = ""
    before_any: str = ""
    kinds: tuple[str, ...] = ()


class _BeforeWhole(Model):
    owners: tuple[Word, ...]
    which: tuple[Word, ...]
    wholes: tuple[Word, ...]
    of_which: tuple[Word, ...]


class _QualifiersFile(Model):
    precedence: tuple[Bound, ...]
    filler: tuple[Word, ...]
    before: dict[Word, Bound]
    after: dict[Word, Bound]
    inside: dict[Word, Bound]
    over: dict[Word, Bound]
    before_whole: _BeforeWhole
    bare_before: dict[Word, Bound]
    bare_after: dict[Word, Bound]
    exception: tuple[_Exception, ...]

    @field_validator("precedence")
    @classmethod
    def _complete(cls, value: tuple[Bound, ...]) -> tuple[Bound, ...]:
        missing = set(Bound) - set(value) - {Bound.RANGE}
        if missing:
            raise ValueError(f"precedence lacks {', '.join(sorted(missing))}")
        return value


class _Ordinals(Model):
    first: tuple[Word, ...]
    not_first: tuple[Word, ...]
    inside: tuple[Word, ...]
    not_rank: tuple[Word, ...]


class _Names(Model):
    reason: Word
    words: tuple[Word, ...]


class _Labels(Model):
    before: tuple[Word, ...]
    latin_metrics: tuple[Word, ...]
    latin_changes: tuple[Word, ...]
    after: tuple[Word, ...]


class _NamesFile(Model):
    labels: _Labels
    ordinals: _Ordinals
    names: tuple[_Names, ...]


def _unit_meanings(file: _UnitsFile) -> Iterator[Meaning]:
    for code, money in file.money.items():
        yield from (Meaning(word, code, ("money", code, "after", i)) for i, word in enumerate(money.after))
        yield from (
            Meaning(word, f"{worth} {code}", ("money", code, "parts", word))
            for word, worth in money.parts.items()
        )
    for index, entry in enumerate(file.unit):
        yield Meaning(f"kind of {entry.unit}", entry.kind, ("unit", index, "kind"))
        for word, worth in entry.words.items():
            yield Meaning(word, f"{worth} {entry.unit}", ("unit", index, "words", word))


def _without_numeral(file: _NamesFile) -> Iterator[Slip]:
    for number, group in enumerate(file.names):
        for index, word in enumerate(group.words):
            if len(word) < 2 or _NUMERAL_CHARACTERS.isdisjoint(word):
                yield Slip(("names", number, "words", index), f"{word} lacks a numeral or the rest")


UNITS = Table("claims/lexicon/units.toml", _UnitsFile, _unit_meanings)
"""The file of units."""
QUALIFIERS = Table("claims/lexicon/qualifiers.toml", _QualifiersFile)
"""The file of qualifying words."""
NUMBER_NAMES = Table("claims/lexicon/number_names.toml", _NamesFile, slips=_without_numeral)
"""The file of names that hold a numeral."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit word means."""

    word: str
    """The word, folded."""
    unit: str
    """Its name in a claim, or a currency's ISO 4217 code."""
    kind: Kind
    """The family that it belongs to; lists share units within one."""
    factor: Decimal
    """Worth of one in the base unit."""
    not_before: str
    """Characters that may not follow the word."""
    counts_before: str = ""
    """Characters before which the word of a currency counts things."""
    counts_behind: tuple[str, ...] = ()
    """Words behind which it does."""


@dataclass(frozen=True, slots=True)
class Exemption:
    """Where a qualifying word is none."""

    after_any: str = ""
    before_any: str = ""
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The three files, indexed for the reader."""

    after: dict[str, tuple[Unit, ...]]
    """Unit words by their first character, longest first."""
    named_before: dict[str, tuple[tuple[str, str], ...]]
    """Currency names before a number by their last character: (word, code)."""
    yuan: tuple[str, ...]
    """The names that say of a bare 元 which it is (人民币)."""
    sub_units: tuple[str, ...]
    """Hundredths and tenths of currencies but the yuan that are read alone (港仙, 美分)."""
    symbols: dict[str, tuple[tuple[str, str], ...]]
    """Currency symbols by their last character: (symbol, code)."""
    small: dict[str, dict[str, Decimal]]
    """By currency, sub-units that are read behind it."""
    before: dict[str, tuple[tuple[str, Bound | None], ...]]
    """Qualifiers and fillers (None) by their last character, longest first."""
    behind: dict[str, tuple[tuple[str, Bound], ...]]
    """Qualifiers after a number by their first character, longest first."""
    inside: dict[str, Bound]
    """Qualifiers between digits and scale or classifier."""
    over: dict[str, Bound]
    """Qualifiers before the whole that a percentage is a part of."""
    whole: re.Pattern[str]
    """That whole by itself, right before a percentage."""
    bare_before: dict[str, Bound]
    """Qualifiers before a scale without digits."""
    bare_after: dict[str, Bound]
    """Qualifiers behind a scale without digits."""
    exemptions: dict[str, Exemption]
    """Where a qualifier is none."""
    precedence: dict[Bound, int]
    """Which of several qualifiers holds: the lowest."""
    names: dict[str, tuple[tuple[str, int], ...]]
    """Names by the pair of characters at their first numeral: (word, offset of the pair in the word)."""
    firsts: tuple[str, ...]
    """Words that rank first."""
    not_firsts: tuple[str, ...]
    """Words that start so and do not."""
    labels: tuple[str, ...]
    """Words behind which a number is a label."""
    labels_after: tuple[str, ...]
    """Words before which a number is a label."""
    latin_metrics: tuple[str, ...]
    """Latin words before a bare number that it is of (`EPS 1.54`)."""
    latin_changes: tuple[str, ...]
    """Latin words right behind which a hyphen is a minus (`YoY-12.5%`)."""
    rank_inside: tuple[str, ...]
    """Classifiers inside a rank's text."""
    not_rank: tuple[str, ...]
    """What makes `第N` no rank."""


@cache
def lexicon() -> Lexicon:
    """The checked and indexed lexicons; LexiconError names file and key where one is malformed."""
    units, qualifiers, names = UNITS.load(), QUALIFIERS.load(), NUMBER_NAMES.load()
    exemptions = {
        entry.word: Exemption(entry.after_any, entry.before_any, frozenset(entry.kinds))
        for entry in qualifiers.exception
    }
    before: dict[str, Bound | None] = dict.fromkeys(qualifiers.filler)
    before.update(qualifiers.before)
    return Lexicon(
        after=_by_character([(unit.word, unit) for unit in _unit_words(units)], first=True),
        named_before=_pairs(
            [(word, code) for code, money in units.money.items() for word in money.before], first=False
        ),
        yuan=units.money["CNY"].before,
        sub_units=tuple(part for code, money in units.money.items() if code != "CNY" for part in money.parts),
        symbols=_pairs(
            [(word, code) for code, money in units.money.items() for word in money.symbols], first=False
        ),
        small={code: money.small | money.parts for code, money in units.money.items()},
        before=_pairs(list(before.items()), first=False),
        behind=_pairs(list(qualifiers.after.items()), first=True),
        inside=dict(qualifiers.inside),
        over=dict(qualifiers.over),
        whole=_whole(qualifiers.before_whole),
        bare_before=dict(qualifiers.bare_before),
        bare_after=dict(qualifiers.bare_after),
        exemptions=exemptions,
        precedence={bound: rank for rank, bound in enumerate(qualifiers.precedence)},
        names=_names_by_pair(names),
        firsts=names.ordinals.first,
        not_firsts=names.ordinals.not_first,
        labels=names.labels.before,
        labels_after=names.labels.after,
        latin_metrics=names.labels.latin_metrics,
        latin_changes=names.labels.latin_changes,
        rank_inside=names.ordinals.inside,
        not_rank=names.ordinals.not_rank,
    )


def _unit_words(file: _UnitsFile) -> list[Unit]:
    words = [
        Unit(
            word,
            code,
            "money",
            worth,
            file.not_before.get(word, ""),
            file.counts_before.get(word, ""),
            file.counts_behind.get(word, ()),
        )
        for code, money in file.money.items()
        for word, worth in [*((word, Decimal(1)) for word in money.after), *money.parts.items()]
    ]
    words += [
        Unit(word, entry.unit, entry.kind, worth, file.not_before.get(word, ""))
        for entry in file.unit
        for word, worth in entry.words.items()
    ]
    return words


_Meaning = TypeVar("_Meaning")


def _by_character(entries: list[tuple[str, _Meaning]], *, first: bool) -> dict[str, tuple[_Meaning, ...]]:
    groups: dict[str, list[tuple[str, _Meaning]]] = {}
    for word, meaning in entries:
        groups.setdefault(word[0] if first else word[-1], []).append((word, meaning))
    return {
        character: tuple(meaning for _, meaning in sorted(group, key=lambda entry: -len(entry[0])))
        for character, group in groups.items()
    }


def _whole(words: _BeforeWhole) -> re.Pattern[str]:
    """The expression for the whole that stands right before its percentage."""
    whole = rf"(?:{one_of(words.wholes)}的?|{one_of(words.of_which)}的)"
    of_year = r"(?:\d\d(?:\d\d)?年度?)?"
    return re.compile(rf"{one_of(words.owners)}?{of_year}{one_of(words.which)}?{whole}(?:比例)?\s?$")


def _pairs(
    entries: list[tuple[str, _Meaning]], *, first: bool
) -> dict[str, tuple[tuple[str, _Meaning], ...]]:
    return _by_character([(word, (word, meaning)) for word, meaning in entries], first=first)


def _names_by_pair(file: _NamesFile) -> dict[str, tuple[tuple[str, int], ...]]:
    index: dict[str, list[tuple[str, int]]] = {}
    for group in file.names:
        for word in group.words:
            offset = next(at for at, character in enumerate(word) if character in _NUMERAL_CHARACTERS)
            at = offset if offset + 1 < len(word) else offset - 1
            index.setdefault(word[at : at + 2], []).append((word, at))
    return {
        pair: tuple(sorted(dict.fromkeys(words), key=lambda entry: -len(entry[0])))
        for pair, words in index.items()
    }
