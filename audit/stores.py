"""Which store a run works over: the ledger, and where it can't be used, one that lasts as long as the run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from audit.errors import AuditError, sentence
from audit.ledger import FOLDER, NAME, Ledger, LedgerError, Shelf, Store, reader_version, set_aside

Result = TypeVar("Result")


def over_a_store(
    folder: Path | None, own: tuple[str, ...], work: Callable[[Store], Result], *, quiet: bool = False
) -> Result:
    """Do some work over the first store that bears it; it is begun anew where a store fails.

    `folder` is the project's, in which the ledger stands; None leaves the ledger alone. `own` is what of the
    project's settings decides how documents are read.
    """
    version = reader_version(own) if folder is not None else ""
    for store in _stores(folder, version, quiet=quiet):
        try:
            return work(store)
        except LedgerError as error:
            store.close()
            _failed(store, error, quiet=quiet)
    raise AuditError("no_store")


def _stores(folder: Path | None, version: str, *, quiet: bool) -> Iterator[Store]:
    if folder is not None:
        file = folder / FOLDER / NAME
        for _ in range(2):  # once more where a damaged one was set aside
            try:
                yield Ledger(file, version)
            except LedgerError as error:
                _tell(file, error, quiet=quiet)
            if file.exists():
                break
    with suppress(LedgerError):  # where there is no room for files, memory must do
        yield Ledger(None, version)
    yield Shelf()


def _failed(store: Store, error: LedgerError, *, quiet: bool) -> None:
    if isinstance(store, Ledger) and store.file is not None:
        _tell(store.file, error, quiet=quiet)


def _tell(file: Path, error: LedgerError, *, quiet: bool) -> None:
    """Say what is wrong with a ledger; one that is damaged is set aside first."""
    places = {"file": file, "why": error.args[0]}
    key = "ledger_unusable"
    if error.damaged:
        try:
            places["aside"] = set_aside(file).name
            key = "ledger_set_aside"
        except OSError:
            pass
    if not quiet:
        print("jiaokan:", sentence(key, **places), file=sys.stderr)
