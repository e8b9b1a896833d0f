"""What a project may set, in the file that `configfile.py` finds.

Patterns are relative to the file's folder.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, Field, ValidationError, model_validator

from audit import __version__
from audit.configfile import line_of, table_of, toml_of
from audit.errors import AuditError, nearest, sentence
from claims.model import Model
from rules.model import Severity
from rules.wording import Language


class Suppression(Model):
    """A finding in plain text that is let stand: `[[suppress]]`, or `[[tool.jiaokan.suppress]]`."""

    fingerprint: str | None = Field(default=None, pattern="^[0-9a-f]{16}$")
    """The finding's fingerprint, as `jiaokan check --fingerprints` tells it."""
    rule: str | None = None
    """Code (or its beginning, or slug) of a rule, all of whose findings are let stand."""
    path: str
    """Pattern of the documents in which it holds, relative to the configuration's folder."""
    reason: str = Field(pattern=r"\S")
    """Why; required."""

    @model_validator(mode="after")
    def _says_what(self) -> Suppression:
        if self.fingerprint is None and self.rule is None:
            raise ValueError("needs a fingerprint or a rule")
        return self


class Settings(Model):
    """What a project may set; each key is the option of the same name."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"), populate_by_name=True)

    corpus: tuple[str, ...] | None = None
    """What a checked document is compared with, as patterns; without it, its folder's others."""
    select: tuple[str, ...] = ()
    """Codes (or their beginnings, or slugs) of the rules to report; empty for all."""
    ignore: tuple[str, ...] = ()
    """Codes (or their beginnings, or slugs) of the rules to leave out."""
    exclude: tuple[str, ...] = ()
    """Patterns of documents to leave out of folders."""
    fail_on: Severity = Severity.ERROR
    """The least severity that makes `check` exit with 1."""
    language: Language = "zh"
    """Language of messages."""
    output_format: str | None = None
    """Output format where the command line names none."""
    baseline: str | None = None
    """File of the findings that are known, as `jiaokan baseline create` writes it."""
    max_document: int = Field(default=20_000_000, ge=1)
    """The most bytes of a document; a larger one is skipped, and said to be."""
    max_line: int = Field(default=5_000_000, ge=1)
    """The most characters of a line; a document with a longer one is skipped, and said to be."""
    suppress: tuple[Suppression, ...] = ()
    """Findings in plain text that are let stand, each with its reason."""
    lexicon: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """What the project knows beside the built-in data, a table for each file that it adds to."""
    lexicon_files: tuple[str, ...] = ()
    """Files of such tables, as patterns."""
    folder: Path | None = None
    """Folder of the configuration file, from which its patterns start; not a key."""
    file: Path | None = None
    """The configuration file; not a key."""


KEYS = tuple(name.replace("_", "-") for name in Settings.model_fields if name not in ("folder", "file"))


def load(file: Path | None) -> Settings:
    """The settings of a configuration file, or the defaults; raises AuditError with file and line."""
    if file is None:
        return Settings()
    table = table_of(file, toml_of(file)) or {}
    for key in table:
        if key not in KEYS:
            hint = nearest(key, KEYS)
            if not get_close_matches(key, KEYS):
                hint += sentence("config_newer", version=__version__)
            raise AuditError("config_key", file=file, line=line_of(file, key), setting=key, hint=hint)
    try:
        settings = Settings.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        why = first["msg"].removeprefix("Value error, ")
        if first["type"] == "extra_forbidden":
            why = "there is no such key" + nearest(str(first["loc"][-1]), tuple(Suppression.model_fields))
        setting = ".".join(map(str, first["loc"]))
        line = line_of(file, *first["loc"])
        raise AuditError("config_value", file=file, line=line, setting=setting, why=why) from None
    return settings.model_copy(update={"folder": file.absolute().parent, "file": file})
