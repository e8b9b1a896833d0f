"""What a terminal shows of a character that its encoding lacks: a plain one for a sign, else its number."""

from __future__ import annotations

import codecs

NAME = "legible"
"""Name of the error handler, as streams take it."""

_PLAIN = {
    **dict.fromkeys("−–‐‑", "-"),
    **dict.fromkeys("“”„", '"'),
    **dict.fromkeys("‘’", "'"),
    "—": "--",
    "·": "-",
    "…": "...",
    "→": "->",
    "↔": "<->",
    "×": "x",
    "÷": "/",
    "≈": "~",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "∞": "inf",
    "。": ".",
    "、": ",",
    "\u3000": " ",
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full width
}


def register() -> None:
    """Make the handler known to streams."""
    codecs.register_error(NAME, _shown)


def _shown(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    shown = "".join(map(_one, error.object[error.start : error.end]))
    return shown, error.end


def _one(character: str) -> str:
    return _PLAIN.get(character) or character.encode("ascii", "backslashreplace").decode("ascii")
