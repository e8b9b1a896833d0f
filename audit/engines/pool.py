"""Processes that work for this one: started when there is enough to do, and gone with it."""

from __future__ import annotations

import copyreg
import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import Connection, wait
from threading import Lock, Thread
from types import TracebackType
from typing import Self, TypeVar

from audit.errors import AuditError, speaking
from claims.knowledge import Addition, AdditionError, install, installed
from rules.wording import Language

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 3
"""Tasks that wait for each process."""

copyreg.pickle(AdditionError, lambda error: (AdditionError, (error.problem,)))  # made of it, not of a text


class Pool:
    """At most so many processes; each knows and speaks what this one does when the first is started.

    A process that ends before its work does raises AuditError where that work's result is asked for.
    """

    def __init__(self, jobs: int) -> None:
        """Use at most `jobs` processes; one is this one."""
        self.jobs = jobs
        self._executor: ProcessPoolExecutor | None = None

    @property
    def started(self) -> bool:
        """Whether there are other processes by now."""
        return self._executor is not None

    def begun(self, work: Callable[[Task], Result], task: Task) -> Future[Result]:
        """Have another process do some work."""
        try:
            return self._started().submit(_worked, work, task)
        except BrokenProcessPool:
            raise AuditError("worker_lost") from None

    def done(self, future: Future[Result]) -> Result:
        """What came of it."""
        try:
            return future.result()
        except BrokenProcessPool:
            raise AuditError("worker_lost") from None

    def each(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """What comes of each task, in their order; only so many are begun ahead."""
        tasks = iter(tasks)
        waiting: deque[Future[Result]] = deque()
        while True:
            for task in islice(tasks, self.jobs * _AHEAD - len(waiting)):
                waiting.append(self.begun(work, task))
            if not waiting:
                return
            yield self.done(waiting.popleft())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor is None:
            return
        if error is not None:  # what they are at is of no use any more, and may take long
            self._stop.send_bytes(b"stop")
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = None

    def _started(self) -> ProcessPoolExecutor:
        if self._executor is None:
            known = multiprocessing.get_all_start_methods()
            context = multiprocessing.get_context("fork" if "fork" in known else None)
            stop, self._stop = context.Pipe(duplex=False)
            given = (stop, installed(), speaking.get())
            self._executor = ProcessPoolExecutor(
                self.jobs, mp_context=context, initializer=_start, initargs=given
            )
        return self._executor


_telling = Lock()
"""Held by a process but while it works: ended in the midst of telling a result, it would block the first."""


def _start(stop: Connection, own: tuple[Addition, ...], language: Language) -> None:
    """Begin a process: with the knowledge and the language of the first, which stops the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what came with the process is not its own to tidy
    _telling.acquire()
    Thread(target=_follow, args=(stop,), daemon=True).start()
    install(own)
    speaking.set(language)


def _follow(stop: Connection) -> None:
    """End when the first process says so, also amid work, or when it is no more."""
    first = multiprocessing.parent_process()
    ready = wait([stop] if first is None else [stop, first.sentinel])
    if stop in ready:
        _telling.acquire()
    os._exit(1)


def _worked(work: Callable[[Task], Result], task: Task) -> Result:
    _telling.release()
    try:
        return work(task)
    finally:
        _telling.acquire()
