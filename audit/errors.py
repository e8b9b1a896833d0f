"""What a user can mend: one sentence in the reader's language, exit code 2, no traceback."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from difflib import get_close_matches

from rules.wording import Language, say

speaking: ContextVar[Language] = ContextVar("speaking", default="zh")
"""Language of the sentences on stderr; `audit.__main__` and the commands set it."""


def sentence(key: str, /, **places: object) -> str:
    """The sentence KEY of `messages/cli.toml` in the language being spoken."""
    return say("audit", "cli", key, speaking.get(), **places)


def near(text: str, names: Sequence[str]) -> str | None:
    """The nearest of the names: one that begins or ends with the text, or that differs from it little."""
    close = get_close_matches(text, names, n=1)
    parts = [name for name in names if len(text) > 3 and (name.startswith(text) or name.endswith(text))]
    return next(iter((*parts, *close)), None)


def nearest(text: str, names: tuple[str, ...]) -> str:
    """A hint to what was meant: the nearest of the names, or all of them where none is near."""
    if (close := near(text, names)) is not None:
        return sentence("did_you_mean", given=close)
    return sentence("known_keys", names=", ".join(names)) if names else ""


class AuditError(Exception):
    """Bad usage, configuration or input: the command ends with exit code 2 and this sentence."""

    def __init__(self, key: str, /, **places: object) -> None:
        self.key = key
        self.places = places
        super().__init__(key)

    def __str__(self) -> str:
        return sentence(self.key, **self.places)
