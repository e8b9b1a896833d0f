"""Loads `lexicon/characters.toml`: variants to fold, and the characters that texts are made of."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator


class CommonCharacters(BaseModel):
    """The characters that make up most of a modern text, by script."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    simplified: str
    traditional: str


class Characters(BaseModel):
    """The file as a whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    variants: dict[str, str]
    common: CommonCharacters

    @field_validator("variants")
    @classmethod
    def _one_for_one(cls, variants: dict[str, str]) -> dict[str, str]:
        for old, new in variants.items():
            if len(old) != 1 or len(new) != 1:
                raise ValueError(f"{old!r} = {new!r} is not one character for one")
        return variants


@cache
def characters() -> Characters:
    """The lexicon of characters; ValueError with file and key where it is malformed."""
    with (files("claims") / "lexicon" / "characters.toml").open("rb") as stream:
        data = tomllib.load(stream)
    try:
        return Characters.model_validate(data)
    except ValidationError as error:
        raise ValueError(f"characters.toml: {error}") from error
