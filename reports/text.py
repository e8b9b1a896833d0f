"""Document text made fit to be shown: nothing invisible, lines broken where Chinese allows it.

Widths are terminal columns as `rich.cells.cell_len` counts them: two for a Chinese character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
"""Characters that print nothing although their category is that of letters or marks."""

_HIDDEN_CATEGORIES = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))

_UNIT = re.compile(
    r"""
    # a word, a number, a path, a time
    [$€£¥./~_+\-−]{0,8} [A-Za-z0-9] [A-Za-z0-9.,:%/+\-−–~_#@&'’]{0,200} [A-Za-z0-9%]
    | <U\+[0-9A-F]{4,6}>  # what `visible` writes
    | [ ]{1,200}
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
"""What a line break never divides while it fits on a line."""

_LONGEST = 200
"""Characters from which on a stretch is not joined with the next: no text makes an endless one."""

_NOT_FIRST = frozenset("，。、；：？！）》」』】〕’”…—％%,.;:?!)]}>亿億万萬千元％%倍")
"""Closing marks, and the units that belong to a number before them: no line starts with one."""
_NOT_LAST = frozenset("（《「『【〔‘“([{<$￥¥")
"""Opening marks: no line ends with one."""


def visible(text: str) -> str:
    r"""The text with every control, bidi, zero-width, private and unassigned character as `<U+202E>`.

    What comes out has no line break, no tab, nothing that a terminal acts on and nothing that UTF-8 cannot
    hold; text without such characters comes out as it is.
    """
    if text.isprintable() and not _IGNORABLE.search(text):
        return text
    return "".join(_shown(character) for character in text)


def one_line(text: str) -> str:
    """The text with runs of white space and line breaks as one space, and the rest made visible."""
    return visible(re.sub(r"[ \t\r\n\v\f\u00a0\u3000]+", " ", text).strip(" "))


def units(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that a line break should not divide, as offsets that follow on one another."""
    start = end = 0
    for match in _UNIT.finditer(text):
        character = match.group()[0]
        joined = character in _NOT_FIRST or (end > start and text[end - 1] in _NOT_LAST)
        if end > start and (not joined or end - start > _LONGEST):
            yield start, end
            start = end
        end = match.end()
    if end > start:
        yield start, end


def _shown(character: str) -> str:
    if unicodedata.category(character) in _HIDDEN_CATEGORIES or _IGNORABLE.match(character):
        return f"<U+{ord(character):04X}>"
    return character
