"""Reads a lexicon, a TOML file beside this package, into its pydantic model, and compiles its words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from claims.errors import LexiconError

Table = TypeVar("Table")


def packaged(name: str) -> str:
    """The text of the built-in lexicon `name`, such as `furniture.toml`."""
    return (files("claims") / "lexicon" / name).read_text(encoding="utf-8")


def parsed(shape: type[Table], text: str, name: str) -> Table:
    """The lexicon that `text` writes in TOML; LexiconError with `name` and key where it is malformed."""
    try:
        return TypeAdapter(shape).validate_python(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}: not valid TOML: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise LexiconError(f"{name}: {key}: {first['msg']}") from None


def built_in(shape: type[Table], name: str) -> Table:
    """The built-in lexicon `name`, checked; LexiconError with file and key where it is malformed."""
    return parsed(shape, packaged(name), f"claims/lexicon/{name}")


def trie(words: Iterable[str]) -> str:
    """A regular expression that matches the longest of many literal words in time linear in the text."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}

    def pattern(node: dict[str, Any]) -> str:
        branches = [re.escape(key) + pattern(child) for key, child in sorted(node.items()) if key]
        if not branches:
            return ""
        if len(branches) == 1 and "" not in node:
            return branches[0]
        return "(?:" + "|".join(branches) + ")" + ("?" if "" in node else "")

    return pattern(root)


def one_of(words: Iterable[str]) -> str:
    """A group of a regular expression that matches one of many literal words, the longest that fits."""
    return f"(?:{trie(words)})"
