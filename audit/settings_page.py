"""What is in force, as TOML: each setting with its value, and where the value comes from."""

from __future__ import annotations

import json

from audit.config import KEYS, Settings
from audit.configfile import line_of
from audit.errors import sentence


def settings_page(settings: Settings) -> str:
    """The settings, one a line, each with the file and line it stands in, or `default`."""
    table = settings.model_dump(mode="json", by_alias=True, exclude={"folder", "file"})
    given = {name.replace("_", "-") for name in settings.model_fields_set}
    lines = [
        f"# {sentence('config_file', file=settings.file)}" if settings.file else f"# {sentence('no_config')}"
    ]
    for key in (key for key in KEYS if key not in ("suppress", "lexicon")):
        value = table[key]
        shown = f"{key} = {_toml(value)}" if value is not None else f"# {key} ="
        where = f"{settings.file}:{line_of(settings.file, key)}" if settings.file and key in given else None
        lines.append(f"{shown}  # {where or sentence('config_default')}")
    for name in settings.lexicon:
        place = f"{settings.file}:{line_of(settings.file, 'lexicon', name)}" if settings.file else ""
        lines += ["", f"[lexicon.{name}]  # {place}"]
        lines += [f"{_toml(key)} = {_inline(value)}" for key, value in settings.lexicon[name].items()]
    for entry in table["suppress"]:
        lines += ["", "[[suppress]]"]
        lines += [f"{key} = {_toml(value)}" for key, value in entry.items() if value is not None]
    return "\n".join(lines)


def _inline(value: object) -> str:
    """A value of the configuration in one line of TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml(key)} = {_inline(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return _toml(value)


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)  # strings and lists of strings are written alike in both
