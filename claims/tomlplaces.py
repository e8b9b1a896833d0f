"""On which line of a TOML text a key stands, which `tomllib` does not tell.

A text is a run of statements, and those up to any one of them are TOML themselves: the first such beginning
that holds the key ends with the statement that wrote it. So the grammar is `tomllib`'s alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Any

_NOTHING = object()


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The line, from 1, of the value at a path of keys and indices, or of the nearest table around it."""
    whole = tomllib.loads(text)
    while path and _at(whole, path) is _NOTHING:
        path = path[:-1]
    if not path:
        return 1
    lines = text.splitlines(keepends=True)
    before, behind = 0, len(lines)
    while (end := _between(lines, before, behind)) is not None:
        if _at(_read(lines, end), path) is _NOTHING:
            before = end
        else:
            behind = end
    return before + 1 + _inside(lines[before:behind], path[-1], _at(_read(lines, behind), path))


def _between(lines: Sequence[str], before: int, behind: int) -> int | None:
    """An end between two others, near their middle, up to which the lines are TOML; None where none is."""
    middle = (before + behind + 1) // 2
    ends = (*range(middle, behind), *range(middle - 1, before, -1))
    return next((end for end in ends if _read(lines, end) is not None), None)


def _read(lines: Sequence[str], end: int) -> dict[str, Any] | None:
    try:
        return tomllib.loads("".join(lines[:end]))
    except tomllib.TOMLDecodeError:
        return None


def _at(value: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        held = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        if step not in held:
            return _NOTHING
        value = value[step]
    return value


def _inside(statement: Sequence[str], key: str | int, value: Any) -> int:
    """Which line of a statement of several writes a key or an item."""
    wanted = key if isinstance(key, str) else value
    if not isinstance(wanted, str):
        return 0
    return next((number for number, line in enumerate(statement) if wanted in line), 0)
