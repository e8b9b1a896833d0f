"""Lines of styled text laid out in columns; every width is in terminal columns.

A line is a `rich.text.Text` without line breaks, never markup, so that no text can style another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from reports.text import units

Line = Text


def ink(text: str, style: str) -> Text:
    """A text in a style that ends with it, whatever is set behind it."""
    return Text().append(text, style=style)


def wrap(text: Text, width: int, hanging: int = 0, *, keep: int = 0) -> list[Line]:
    """Break a text into lines of at most WIDTH columns, those after the first set in by HANGING.

    Numbers, words and closing punctuation stay together unless they alone are wider than a line; so do
    styled stretches of at most KEEP characters.
    """
    plain = text.plain
    if cell_len(plain) <= width:
        return [_trimmed(text)]
    hanging = min(hanging, max(0, width - 8))
    cuts: list[int] = []
    start = 0
    room = width
    whole = sorted((s.start, s.end) for s in text.spans if s.end - s.start <= keep)
    for begin, end in _joined(units(plain), whole):
        if cell_len(plain[start:end].rstrip(" ")) <= room:
            continue
        if begin > start:
            cuts.append(begin)
            start, room = begin, width - hanging
        while cell_len(plain[start:end].rstrip(" ")) > room:
            start = _fitting(plain, start, end, room)
            cuts.append(start)
            room = width - hanging
    lines = [_trimmed(line) for line in text.divide(cuts)] if cuts else [_trimmed(text)]
    return [line if index == 0 else indent(line, hanging) for index, line in enumerate(lines)]


def _joined(pieces: Iterable[tuple[int, int]], whole: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start = end = at = 0
    for piece in pieces:
        while at < len(whole) and whole[at][1] <= piece[0]:
            at += 1
        if at < len(whole) and whole[at][0] < piece[0]:
            end = piece[1]
            continue
        if end > start:
            yield start, end
        start, end = piece
    if end > start:
        yield start, end


def _fitting(plain: str, start: int, end: int, room: int) -> int:
    at = start + 1
    while at < end and cell_len(plain[start : at + 1]) <= room:
        at += 1
    better = max(plain.rfind(mark, start + 1, at) for mark in "/,")  # behind a folder, a line's number
    return better + 1 if better > start and at < end else at


def _trimmed(line: Text) -> Text:
    if not line.plain.endswith(" "):
        return line
    line = line.copy()
    line.rstrip()
    return line


def flow(pieces: Iterable[Text], width: int, gap: int = 2) -> list[Line]:
    """Pieces in running text, each on one line where a line can hold it."""
    lines: list[Line] = []
    for piece in pieces:
        used = cell_len(lines[-1].plain) + gap if lines else 0
        if lines and used + cell_len(piece.plain) <= width:
            lines[-1].append(" " * gap).append_text(piece)
        else:
            lines += wrap(piece.copy(), width, 2)
    return lines


def indent(line: Line, by: int) -> Line:
    """The line set in by so many columns."""
    return Text(" " * by).append_text(line) if by else line


def pad(line: Line, width: int, *, right: bool = False) -> Line:
    """The line filled with blanks to a width, at its left end where `right` is asked for."""
    missing = " " * max(0, width - cell_len(line.plain))
    return Text(missing).append_text(line) if right else line.copy().append(missing)


def beside(left: Sequence[Line], right: Sequence[Line], width: int, gap: int = 3) -> list[Line]:
    """Two blocks of lines side by side, the left one WIDTH columns wide."""
    lines = []
    for index in range(max(len(left), len(right))):
        line = left[index] if index < len(left) else Text()
        if index < len(right):
            line = pad(line, width + gap).append_text(right[index])
        lines.append(line)
    return lines


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: str
    """Its heading."""
    right: bool = False
    """Whether its cells stand at the right end."""
    flexible: bool = False
    """Whether it gives way, and its cells are broken into lines, where the table is too wide."""
    least: int = 10
    """The least width of a flexible column."""


def table(columns: Sequence[Column], rows: Iterable[Sequence[Text]], width: int, gap: int = 2) -> list[Line]:
    """A table at most WIDTH columns wide; where its columns don't fit, each row is set as a list of lines."""
    body = [list(row) for row in rows]
    head = [ink(column.title, "dim") for column in columns]
    widths = _widths(columns, [head, *body], width, gap)
    if widths is None:
        return _stacked(columns, body, width)
    lines: list[Line] = []
    for cells in ([head] if any(column.title for column in columns) else []) + body:
        wrapped = [wrap(cell, at) for cell, at in zip(cells, widths, strict=True)]
        for index in range(max(map(len, wrapped))):
            line = Text()
            for column, at, cell in zip(columns, widths, wrapped, strict=True):
                content = cell[index] if index < len(cell) else Text()
                line.append_text(pad(content, at, right=column.right)).append(" " * gap)
            lines.append(_trimmed(line))
    return lines


def _widths(
    columns: Sequence[Column], rows: Sequence[Sequence[Text]], width: int, gap: int
) -> list[int] | None:
    natural = [max(cell_len(row[index].plain) for row in rows) for index in range(len(columns))]
    excess = sum(natural) + gap * (len(columns) - 1) - width
    while excess > 0:
        giving = [i for i, column in enumerate(columns) if column.flexible and natural[i] > column.least]
        if not giving:
            return None
        widest = max(giving, key=lambda i: natural[i])
        others = [natural[i] for i in giving if i != widest]
        step = min(excess, max(1, natural[widest] - max([columns[widest].least, *others])))
        natural[widest] -= step
        excess -= step
    return natural


def _stacked(columns: Sequence[Column], rows: Iterable[Sequence[Text]], width: int) -> list[Line]:
    """Each row as its first cell, and under it the others in running text behind their headings."""
    lines: list[Line] = []
    for first, *others in rows:
        pieces = []
        for column, cell in zip(columns[1:], others, strict=True):
            content = cell if cell.spans else Text(re.sub(" {2,}", "", cell.plain))  # without its alignment
            if content.plain and content.plain != first.plain:
                pieces.append(ink(f"{column.title} " if column.title else "", "dim").append_text(content))
        if columns[0].title:
            lines += wrap(first, width, 2) if first.plain else []
            lines += [indent(line, 2) for line in flow(pieces, width - 2)]
        else:
            body = flow([first, *pieces], width - 2)
            lines += [line if index == 0 else indent(line, 2) for index, line in enumerate(body)]
    return lines
