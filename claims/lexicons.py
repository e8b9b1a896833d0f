"""Reads a lexicon, a TOML file beside this package, into its pydantic model."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from claims.errors import LexiconError

Table = TypeVar("Table", bound=BaseModel)


def packaged(name: str) -> str:
    """The text of the built-in lexicon `name`, such as `furniture.toml`."""
    return (files("claims") / "lexicon" / name).read_text(encoding="utf-8")


def parsed(model: type[Table], text: str, name: str) -> Table:
    """The lexicon that `text` writes in TOML; LexiconError with `name` and key where it is malformed."""
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}: not valid TOML: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise LexiconError(f"{name}: {key}: {first['msg']}") from None
