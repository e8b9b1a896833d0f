"""What is wrong with a command line, in the reader's language.

The parser of the command line says it in English and by the class of its error, whose names typer and click
share; what is not known here is passed on as the parser says it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from audit.errors import near, nearest, sentence

_COMMAND = re.compile(r"No such command '([^']*)'")
_EXTRA = re.compile(r"Got unexpected extra argument\S* \((.*)\)")
_CHOICES = re.compile(r"'(.*)' is not one of (.*?)\.?$", re.DOTALL)


def told(error: Any) -> str:
    """One sentence about an error of typer or click: what is wrong, what would be right, where to look."""
    context = getattr(error, "ctx", None)
    what = _KINDS.get(type(error).__name__, _other)(error)
    return sentence("usage", what=what, command=context.command_path if context else "jiaokan")


def _option(error: Any) -> str:
    names = {name.lstrip("-"): name for name in error.possibilities or ()}
    close = near(error.option_name.lstrip("-"), tuple(names))
    hint = sentence("did_you_mean", given=names[close]) if close else ""
    return sentence("usage_option", given=error.option_name, hint=hint)


def _value(error: Any) -> str:
    why = " ".join(error.message.split()).removeprefix("Value error, ")
    if found := _CHOICES.search(why):
        names = tuple(re.findall(r"'([^']*)'", found[2]))
        return sentence("usage_choice", setting=_name(error), given=found[1], names=", ".join(names))
    return sentence("usage_value", setting=_name(error), why=why)


def _missing(error: Any) -> str:
    return sentence("usage_missing", setting=_name(error))


def _bare(error: Any) -> str:
    key = "usage_flag" if "does not take a value" in error.message else "usage_bare"
    return sentence(key, setting=error.option_name)


def _other(error: Any) -> str:
    why: str = error.format_message()
    commands = tuple(getattr(getattr(getattr(error, "ctx", None), "command", None), "commands", ()))
    if found := _COMMAND.match(why):
        return sentence("usage_command", given=found[1], hint=nearest(found[1], commands))
    if why == "Missing command.":
        return sentence("usage_no_command", names=", ".join(commands))
    if found := _EXTRA.match(why):
        return sentence("usage_extra", given=found[1])
    return why


def _name(error: Any) -> str:
    """What the parameter of an error is called on the command line."""
    param = error.param
    names = [*param.opts, getattr(param, "metavar", None) or ""] if param else [""]
    return next((name for name in names if name.startswith("--")), names[-1] or names[0])


_KINDS: dict[str, Callable[[Any], str]] = {
    "NoSuchOption": _option,
    "BadParameter": _value,
    "MissingParameter": _missing,
    "BadOptionUsage": _bare,
}
