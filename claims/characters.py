"""Loads `lexicon/characters.toml`: variants to fold, and the characters that texts are made of."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict, field_validator

from claims.knowledge import Table


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


TABLE = Table("claims/lexicon/characters.toml", Characters, folded=False)
"""The file."""


@cache
def characters() -> Characters:
    """The lexicon of characters, read once."""
    return TABLE.load()


def read_characters(text: str, name: str) -> Characters:
    """A lexicon of characters from its TOML; LexiconError with `name` and key where it is malformed."""
    return TABLE.read(text, name)
