"""A line of a JSON Lines file as a document that is yet to be read."""

from __future__ import annotations

from datetime import date

from pydantic import ConfigDict, Field

from claims.model import Model


class Record(Model):
    """One line of a JSON Lines file."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str = Field(min_length=1)
    """Unique in its file."""
    text: str
    """The document's text."""
    title: str | None = None
    """Its title, if known."""
    published: date | None = None
    """Its publication date, if known."""
    source: str | None = None
    """Who published it, if known."""
