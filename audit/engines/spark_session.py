"""A session with a cluster: what it takes to have one, and the settings that suit this work.

Whatever the project's Spark configuration sets (`SPARK_CONF_DIR`, or `--spark-conf`) goes before the defaults
here.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import AuditError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

DEFAULTS = {
    "spark.app.name": "jiaokan",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.maxResultSize": "0",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1000",
    # Reading a document costs far more than moving it, so that small pieces keep every core busy to the end.
    "spark.sql.files.maxPartitionBytes": "4m",
    "spark.sql.files.openCostInBytes": "64k",
    "spark.sql.adaptive.advisoryPartitionSizeInBytes": "16m",
    "spark.sql.adaptive.coalescePartitions.minPartitionSize": "256k",
}
"""Settings that hold where the configuration has none."""

_RAISED = re.compile(r"^(?:\w+\.)*\w*(?:Error|Exception): .*")


@contextmanager
def session(master: str | None, settings: Iterable[str] = ()) -> Iterator[SparkSession]:
    """A session with the cluster at a master URL; `settings` are `KEY=VALUE`.

    Without a URL it is the one of the configuration, or this machine's cores. What goes wrong on the cluster
    is raised as one sentence.
    """
    from py4j.protocol import Py4JError
    from pyspark import SparkConf
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    conf = SparkConf()
    if master is not None:
        conf.setMaster(master)
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals:
            raise AuditError("spark_setting", given=setting)
        conf.set(key, value)
    for key, value in {"spark.master": "local[*]", **DEFAULTS}.items():
        conf.setIfMissing(key, value)
    try:
        found = SparkSession.builder.config(conf=conf).getOrCreate()
    except (PySparkException, Py4JError, RuntimeError) as error:
        raise AuditError("spark_unreachable", master=conf.get("spark.master"), why=why(error)) from None
    found.sparkContext.setLogLevel("ERROR")
    try:
        yield found
    except (PySparkException, Py4JError) as error:
        if os.environ.get("JIAOKAN_DEBUG"):
            raise
        raise AuditError("spark_failed", why=why(error)) from None
    finally:
        found.stop()


def why(error: Exception) -> str:
    """What a failure on a cluster comes down to: what a worker's Python raised, else the first line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    raised = [line for line in lines if _RAISED.match(line)]
    chosen = raised or lines or [type(error).__name__]
    return chosen[-1] if raised else chosen[0]


def needed() -> None:
    """Raise AuditError where there is no pyspark, or no Java for it."""
    if any(find_spec(name) is None for name in ("pyspark", "pyarrow", "pandas")):
        raise AuditError("spark_missing")
    home = os.environ.get("JAVA_HOME")
    if not (home and (Path(home) / "bin" / "java").exists()) and shutil.which("java") is None:
        raise AuditError("java_missing")
