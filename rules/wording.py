"""Sentences in the reader's language, from TOML catalogues that hold both languages side by side.

A catalogue has one table a message, with a `zh` and an `en` string; `{name}` marks a place to fill.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@cache
def catalogue(package: str, name: str) -> dict[str, dict[str, str]]:
    """Read `messages/NAME.toml` of a package: message key → language → template.

    Raises ValueError when a message lacks a language or its languages fill different places.
    """
    import tomllib
    from importlib import resources
    from string import Formatter

    text = (resources.files(package) / "messages" / f"{name}.toml").read_text(encoding="utf-8")
    messages: dict[str, dict[str, str]] = tomllib.loads(text)
    for key, forms in messages.items():
        if set(forms) != set(LANGUAGES):
            raise ValueError(f"{package}/messages/{name}.toml: [{key}] needs exactly zh and en")
        places = [{field for _, field, _, _ in Formatter().parse(form) if field} for form in forms.values()]
        if places[0] != places[1]:
            raise ValueError(f"{package}/messages/{name}.toml: [{key}] fills different places in zh and en")
    return messages


def say(package: str, name: str, key: str, language: Language, **places: object) -> str:
    """The sentence KEY of a package's catalogue NAME in a language, with its places filled."""
    return catalogue(package, name)[key][language].format(**places)
