"""A group of commands that are made when they are asked for.

typer makes a parser of every command that it knows before it looks at the arguments; a run needs one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group
from typer.models import CommandInfo, TyperInfo

commands = typer.Typer()
"""Takes commands and groups of commands in the order of the help."""


class Lazily(TyperGroup):
    """The group of what `commands` has taken."""

    _passed_over = False

    @cached_property
    def _known(self) -> Mapping[str, CommandInfo | TyperInfo]:
        known: list[CommandInfo | TyperInfo] = [*commands.registered_commands, *commands.registered_groups]
        return {str(one.name or getattr(one.callback, "__name__", "")): one for one in known}

    def get_params(self, ctx: Any) -> list[Any]:
        """Its options; none where a command comes first, since typer would load pydantic to read them."""
        return [] if self._passed_over else super().get_params(ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Part the command from the options before it."""
        self._passed_over = bool(args) and args[0] in self._known
        try:
            return super().parse_args(ctx, args)
        finally:
            self._passed_over = False

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all commands, none of which is made for this."""
        return list(self._known)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name, made at the first time; None where there is none."""
        if cmd_name not in self._known:
            for name in self._known:  # what may have been meant is looked for among all
                self.get_command(ctx, name)
            return None
        if cmd_name not in self.commands:
            known = self._known[cmd_name]
            alone = typer.Typer(add_completion=False, rich_markup_mode=None)
            if isinstance(known, CommandInfo):
                alone.registered_commands.append(known)
                self.commands[cmd_name] = get_command(alone)
            else:
                alone.registered_groups.append(known)
                self.commands[cmd_name] = get_group(alone).commands[cmd_name]
        return self.commands[cmd_name]
