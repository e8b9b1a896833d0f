"""Folds a text to its Simplified, half-width twin of the same length, and tells its script.

Reads a decoded text; gives `Folded`. Traditional to Simplified is OpenCC's `t2s`, loaded only for texts that
hold a character outside plain Simplified. Sentence punctuation (`，。：；！？`) keeps its width: whether
a full-width comma groups digits or separates figures is not for folding to decide.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple
from unicodedata import decimal

from claims.characters import characters
from claims.lexicons import SURROGATES

_KEPT = "！，：；？"
_WIDTHS = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT} | {
    "￥": "¥",
    "￡": "£",
    "￠": "¢",
    "〜": "~",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "﹣": "-",
    "﹢": "+",
    "﹪": "%",
    "﹒": ".",
    "﹩": "$",
    "﹙": "(",
    "﹚": ")",
    "∼": "~",
    "∶": ":",
    "\u3000": " ",
    "\u00a0": " ",
}

# Characters of GB 2312, the plain Simplified set, that t2s changes all the same.
_TRADITIONAL_IN_GB2312 = re.compile("[乾菸薹拚捱摺吒後徵夥榘於袷麴醣麽]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

# From which share of characters in the other script on a text counts as mixed.
_MIXED_FROM = 0.25

Converter = Callable[[str], str]


class Folded(NamedTuple):
    """A folded text and the script that it was written in."""

    text: str
    """As long as the original, one code point for one."""
    script: str
    """`Hans`, `Hant` or `mixed`."""


def fold(text: str) -> Folded:
    """Fold `text` to Simplified with half-width digits, letters, signs and round brackets.

    Decimal digits of other scripts become the European ones of the same value.
    """
    script = "Hans"
    simplified = text
    if _may_hold_traditional(text):
        safe = SURROGATES.sub("\ufffd", text)
        simplified = same_length(safe, _converter("t2s"))
        if simplified != safe:
            script = _script(safe, simplified)
    return Folded(_fold_widths(simplified), script)


_GROUP = re.compile(r"，\d{3}")
_THOUSANDS = re.compile(r"[1-9](?<![\d，,.].)\d{0,2}(?:，\d{3})+(?=\.\d|[万亿元股吨辆台平千])(?!\d)")
"""Groups of three digits that full-width commas part in front of a decimal point, a scale or a unit."""


def same_length(text: str, convert: Converter) -> str:
    """Convert `text` one code point for one: as a whole, else by the line, else by the character."""
    converted = convert(text)
    if len(converted) == len(text):
        return converted
    pieces = []
    for line in re.split(r"(\n)", text):
        piece = convert(line)
        if len(piece) != len(line):
            piece = "".join(new if len(new := convert(one)) == 1 else one for one in line)
        pieces.append(piece)
    return "".join(pieces)


def _may_hold_traditional(text: str) -> bool:
    """Whether `t2s` may change anything: only then is OpenCC worth loading."""
    if text.isascii():
        return False
    try:
        text.encode("gb2312", _HAN_ALONE)
    except UnicodeEncodeError:
        return True
    return _TRADITIONAL_IN_GB2312.search(text) is not None


def _pass_over(error: UnicodeError) -> tuple[str, int]:
    """Of what GB 2312 does not hold, only a Chinese character may be a traditional one."""
    if not isinstance(error, UnicodeEncodeError) or _HAN.search(error.object, error.start, error.end):
        raise error
    return "", error.end


_HAN_ALONE = "claims.han"
"""Name of the error handler that fails where a Chinese character cannot be written, and there alone."""
codecs.register_error(_HAN_ALONE, _pass_over)


def _script(text: str, simplified: str) -> str:
    """The script by what t2s changes against what s2t changes."""
    traditional = sum(map(str.__ne__, text, simplified))
    back = same_length(text, _converter("s2t"))
    plain = sum(map(str.__ne__, text, back))
    share = traditional / (traditional + plain)
    if share >= 1 - _MIXED_FROM:
        return "Hant"
    return "mixed" if share >= _MIXED_FROM else "Hans"


@cache
def _converter(name: str) -> Converter:
    """An OpenCC converter by the name of its configuration."""
    from opencc import OpenCC

    convert: Converter = OpenCC(name).convert
    return convert


_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
"""A decimal digit of another script (`٣`, `३`), which Unicode gives the same values as ours."""


def _fold_widths(text: str) -> str:
    pattern, folds = _widths()
    folded = pattern.sub(lambda match: folds[match[0]], text)
    if _FOREIGN_DIGIT.search(folded) is not None:
        folded = _FOREIGN_DIGIT.sub(lambda match: str(decimal(match[0])), folded)
    if _GROUP.search(folded) is None:
        return folded
    return _THOUSANDS.sub(lambda match: match[0].replace("，", ","), folded)


@cache
def _widths() -> tuple[re.Pattern[str], dict[str, str]]:
    folds = _WIDTHS | characters().variants
    return re.compile("[" + "".join(map(re.escape, folds)) + "]"), folds
