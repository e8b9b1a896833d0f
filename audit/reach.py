"""What a run goes through: a `Task` without what only matters once documents are read.

It can be put down as JSON, so that a later run can go the same way before anything heavy is loaded.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from audit.corpus import NO_LIMITS, Corpus, Exclusion, Limits, Recall, Source, common_root

if TYPE_CHECKING:
    from reports.model import Skipped

Paths = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Which documents a run reads, and which configured files beside them."""

    paths: Paths
    """PATH arguments."""
    against: Paths | None = None
    """What they are compared with by the command line, from the working directory."""
    corpus: Paths | None = None
    """What they are compared with by the configuration, from its folder."""
    exclude: Paths = ()
    """Patterns of the configuration."""
    without: Paths = ()
    """Patterns of the command line."""
    force_exclude: bool = False
    """Whether exclusions hold for files that are named, too."""
    stdin_filename: str | None = None
    """The path that standard input goes by."""
    lexicon_files: Paths = ()
    """Files of a project's own knowledge, as patterns of the configuration."""
    folder: str | None = None
    """The folder of the configuration."""

    @property
    def text(self) -> str:
        """The same as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, text: str) -> Self:
        """Read back what `text` wrote."""
        fields = json.loads(text)
        held: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()}
        return cls(**held)

    def taken(
        self, recall: Recall = lambda _: None, *, limits: Limits = NO_LIMITS, stdin: bytes | None = None
    ) -> Corpus:
        """The documents, yet to be walked through."""
        exclude: list[Callable[[str], bool]] = [
            Exclusion(self.exclude, Path(self.folder or "")),
            Exclusion(self.without),
        ]
        if os.environ.get("PRE_COMMIT"):
            from audit.changes import untracked

            exclude.append(untracked(common_root(self.paths)))
        return Corpus(
            self.paths,
            exclude=exclude,
            force_exclude=self.force_exclude,
            stdin=stdin,
            stdin_filename=self.stdin_filename,
            recall=recall,
            limits=limits,
        )

    def companions(self, corpus: Corpus) -> Iterator[Source | Skipped]:
        """What the documents are compared with, once the named ones have been walked through."""
        if self.against is not None:
            return corpus.companions(self.against, "where_against")
        folder = None if self.folder is None else Path(self.folder)
        return corpus.companions(self.corpus, "where_corpus", folder)
