"""A standalone Spark master and its workers on this machine, small, on free ports, gone when left.

From pyspark's own classes alone; for the tests and for `benchmarks/cluster.py`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_PATIENCE = 120
"""Seconds until something that does not start is given up."""


def missing() -> str | None:
    """Why there can be no cluster here, in a sentence; None where there can."""
    if any(find_spec(name) is None for name in ("pyspark", "pyarrow", "pandas")):
        return "pyspark is not installed; jiaokan[spark] brings it"
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        return "there is no Java on this machine"
    return None


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker of one core."""

    process: subprocess.Popen[bytes]
    folder: Path

    @property
    def made(self) -> frozenset[Path]:
        """What it made so far that lies with it for others to fetch."""
        return frozenset(self.folder.glob("local/**/shuffle_*.data"))

    def kill(self) -> None:
        """End it and its executors as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Standalone:
    """A master with its workers."""

    def __init__(self, folder: Path) -> None:
        """Keep logs and what the workers make in a folder."""
        self._folder = folder
        self._started: list[subprocess.Popen[bytes]] = []
        self.workers: list[Worker] = []
        options = "-Dspark.master.rest.enabled=false"
        self._start("master", "Master", "--port", "0", "--webui-port", "0", SPARK_MASTER_OPTS=options)
        self.url = self._said("master", r"Starting Spark master at (spark://\S+)")
        self._page = self._said("master", r"MasterWebUI.* (http://\S+)")

    def add_worker(self, memory: str = "2g", core: int | None = None) -> Worker:
        """Start a worker, bound to a core if one is named, and wait until the master knows it."""
        name = f"worker-{len(self.workers)}"
        folder = self._folder / name
        size = ("--cores", "1", "--memory", memory)
        rest = ("--webui-port", "0", "--work-dir", str(folder), self.url)
        process = self._start(name, "Worker", *size, *rest, SPARK_LOCAL_DIRS=str(folder / "local"))
        if core is not None and hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(process.pid, {core})
        worker = Worker(process, folder)
        self._said(name, "Successfully registered with master")
        self.workers.append(worker)
        return worker

    def state(self) -> dict[str, Any]:
        """What the master says of itself."""
        page = self._page.replace("localhost", "127.0.0.1")
        with urllib.request.urlopen(f"{page}/json/", timeout=_PATIENCE) as answer:
            state: dict[str, Any] = json.load(answer)
        return state

    def close(self) -> None:
        """End all."""
        for process in reversed(self._started):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _start(self, name: str, what: str, *args: str, **env: str) -> subprocess.Popen[bytes]:
        import pyspark

        home = Path(pyspark.__file__).parent
        daemon = {"SPARK_DAEMON_JAVA_OPTS": " ".join(LIGHT)}
        command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{what.lower()}.{what}"]
        with (self._folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [*command, "--host", "127.0.0.1", *args],
                env={
                    **environment(),
                    "SPARK_HOME": str(home),
                    "SPARK_DAEMON_MEMORY": "256m",
                    **daemon,
                    **env,
                },
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._started.append(process)
        return process

    def _said(self, name: str, pattern: str) -> str:
        """What a log says, once it does."""
        log = self._folder / f"{name}.log"
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            text = log.read_text(encoding="utf-8", errors="replace")
            if found := re.search(pattern, text):
                return found[found.re.groups]
            if self._started[-1].poll() is not None:
                raise RuntimeError(f"{name} ended: {text[-2000:]}")
            time.sleep(0.1)
        raise RuntimeError(f"{name} did not start: {text[-2000:]}")


LIGHT = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData")
"""Options of a Java that starts soon and takes little, since it has little to do."""


def environment() -> dict[str, str]:
    """The environment in which this machine talks to itself and runs this Python, in UTF-8."""
    own = {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "LC_ALL": "C.UTF-8"}
    return {**os.environ, **own}


@contextmanager
def standalone(folder: Path, workers: int, *, bound: bool = False) -> Iterator[Standalone]:
    """A master with so many workers, for as long as it is needed; `bound` each to a core of its own."""
    cluster = Standalone(folder)
    try:
        for number in range(workers):
            cluster.add_worker(core=number if bound else None)
        yield cluster
    finally:
        cluster.close()
