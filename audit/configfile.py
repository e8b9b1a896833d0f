"""The file of the configuration: where it is, its text, and the table in it; `config.py` reads the table.

The nearest `jiaokan.toml`, or `[tool.jiaokan]` of the nearest `pyproject.toml`. Nearest means: looked for
from the arguments' common root upwards. A `pyproject.toml` without the table is passed over; where one
folder holds both, `jiaokan.toml` counts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from audit.errors import AuditError


def find(start: Path) -> Path | None:
    """The configuration file that holds for a folder, or None."""
    for folder in (start, *start.parents):
        own = folder / "jiaokan.toml"
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and table_of(project, toml_of(project)) is not None:
            return project
    return None


def text_of(file: Path) -> str:
    """The text of a TOML file; AuditError where it can't be read."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise AuditError("config_unreadable", file=file, why=error.strerror) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise AuditError("config_toml", file=file, why=f"not UTF-8, line {line}") from None


def toml_of(file: Path) -> dict[str, Any]:
    """What a TOML file says; AuditError where it is none."""
    import tomllib

    try:
        return tomllib.loads(text_of(file))
    except tomllib.TOMLDecodeError as error:
        raise AuditError("config_toml", file=file, why=error) from None


def matching(folder: Path, pattern: str) -> list[Path]:
    """The files beside a configuration file that a pattern in it means."""
    literal = folder / pattern
    return [literal] if literal.exists() else sorted(folder.glob(pattern.lstrip("/")))


def place_of(file: Path) -> tuple[str, ...]:
    """The keys under which a configuration file holds the settings."""
    return ("tool", "jiaokan") if file.name == "pyproject.toml" else ()


def table_of(file: Path, document: dict[str, Any]) -> dict[str, Any] | None:
    """The settings in a file: all of a `jiaokan.toml`, one table of a `pyproject.toml`."""
    if file.name != "pyproject.toml":
        return document
    tool = document.get("tool")
    table = tool.get("jiaokan") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise AuditError(
            "config_value", file=file, line=line_of(file), setting="tool.jiaokan", why="not a table"
        )
    return table


def line_of(file: Path, *keys: str | int) -> int:
    """The line of a configuration file on which a setting, or a key in it, stands, from 1."""
    from claims import tomlplaces

    return tomlplaces.line_of(text_of(file), (*place_of(file), *keys))
