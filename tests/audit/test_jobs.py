"""Any number of processes says the same, byte for byte; they come when there is enough to do, and go."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run

from audit.corpus import Corpus
from audit.engines.local import LocalEngine
from audit.engines.pool import Pool
from audit.ledger import Shelf, Store

ROOT = Path(__file__).resolve().parents[2]
ARGS = ("check", "articles", "records.jsonl", "--output-format", "json")
CONFIGURED = """
[[suppress]]
rule = "P3"
path = "records.jsonl"
reason = "a speaker's own words"

[lexicon.metrics]
revenue = { aliases = ["揽金额"] }
"""
IDENTITY = """
[[lexicon.identities.identity]]
code = "A391"
slug = "free-cash-flow"
form = "formula"
working = "{inflow} − {spent}"
title.zh = "自由现金流"
title.en = "Free cash flow"
checks.zh = "用经营活动现金流净额减资本开支重算自由现金流。"
checks.en = "Recomputes free cash flow as operating cash flow less capital expenditure."
misleads.zh = "自由现金流与其来源不合。"
misleads.en = "A free cash flow that its sources don't bear out."
silent.zh = "两项来源缺一时不判断。"
silent.en = "Silent where one of the two sources is missing."
strict = false
fails = ["云栈软件2024年经营活动产生的现金流量净额为5.00亿元，资本开支为3.00亿元，自由现金流为2.50亿元。"]
passes = ["云栈软件2024年经营活动产生的现金流量净额为5.00亿元，资本开支为3.00亿元，自由现金流为2.00亿元。"]
claim = { measures = ["level"], metrics = ["free_cash_flow"] }
role = [
    { name = "inflow", metric = "operating_cash_flow", unit = "stated" },
    { name = "spent", metric = "capex", unit = "stated" },
]
reading = [{ value = "FORMULA" }]
"""


def article(number: int) -> str:
    """A text on one company in three, in which some figures are wrong and some differ from the others'."""
    company, wrong = number // 3, number % 20 == 7
    best = "，毛利率为行业最高" if number % 5 == 0 else ""
    growth = "，比上年增长3%" if wrong else ""
    return (
        f"沧岭{company}号科技2024年营业收入{company + 1}.{5 + wrong}亿元，2023年为{company + 1}.0亿元"
        f"{growth}{best}。公司2024年揽金额{company + 1}.5亿元，员工{company + 300}人。"
        f"经营活动产生的现金流量净额为5.00亿元，资本开支为3.00亿元，自由现金流为2.{wrong:d}0亿元。"
        f"公司表示，下一步将继续在各地开展业务，与伙伴一起改进产品和服务（公告{number}）。\n"
    )


def records(file: Path, numbers: range) -> None:
    lines = (json.dumps({"id": str(n), "text": article(n)}, ensure_ascii=False) + "\n" for n in numbers)
    file.write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    for number in range(40):
        comment = "<!-- jiaokan: ignore[C2] 未经审计 -->" if number % 4 == 0 else ""
        text = article(number).rstrip() + comment + "\n"
        (tmp_path / "articles" / f"{number}.md").write_text(text, encoding="utf-8")
    (tmp_path / "articles" / "损坏.txt").write_bytes(b"\x00\x01\x02" * 99)
    records(tmp_path / "records.jsonl", range(20, 220))
    return tmp_path


@pytest.mark.parametrize(
    "more",
    [
        (),
        ("--lang", "en", "--output-format", "sarif", "--output-file", "report.sarif"),
        ("--select", "A,C2"),
        ("--baseline", "known.json"),
        ("--diff-base", "HEAD"),
    ],
    ids=" ".join,
)
def test_any_number_of_jobs_says_the_same(jiaokan: Run, project: Path, more: tuple[str, ...]) -> None:
    (project / "jiaokan.toml").write_text(CONFIGURED, encoding="utf-8")
    jiaokan("baseline", "create", "articles", "--baseline", "known.json")
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "as it was")
    with (project / "articles" / "7.md").open("a", encoding="utf-8") as file:
        file.write(article(4))
    said = [jiaokan(*ARGS, *more, "--no-cache", "--jobs", jobs) for jobs in ("12" if more else "123")]
    assert len({(one.code, one.raw, one.err) for one in said}) == 1
    assert json.loads(said[0].raw or (project / "report.sarif").read_bytes())


def test_a_ledger_changes_nothing_of_it(jiaokan: Run, project: Path) -> None:
    cold = jiaokan(*ARGS, "--jobs", "2")
    warm = jiaokan(*ARGS, "--jobs", "3")
    (project / "articles" / "7.md").write_text(article(5), encoding="utf-8")
    changed = jiaokan(*ARGS, "--jobs", "2")
    assert warm.raw == cold.raw != changed.raw
    assert changed.raw == jiaokan(*ARGS, "--jobs", "1", "--no-cache").raw


def test_a_file_against_many(jiaokan: Run, project: Path) -> None:
    args = ("check", "articles/3.md", "--against", "records.jsonl", "--output-format", "json", "--no-cache")
    one, two = jiaokan(*args, "--jobs", "1"), jiaokan(*args, "--jobs", "2")
    assert (one.code, one.raw, one.err) == (two.code, two.raw, two.err)
    assert json.loads(one.raw)["summary"]["companions"] == 200


@pytest.mark.parametrize("formula", ["inflow - spent", "inflow - lost"])
def test_a_project_s_own_identity_holds_in_every_process(jiaokan: Run, project: Path, formula: str) -> None:
    own = IDENTITY.replace("FORMULA", formula)
    (project / "jiaokan.toml").write_text(CONFIGURED + own, encoding="utf-8")
    one, two = (jiaokan(*ARGS, "--no-cache", "--jobs", jobs) for jobs in "12")
    assert (one.code, one.raw, one.err) == (two.code, two.raw, two.err)
    assert (b"A391" in one.raw) is ("lost" not in formula)
    assert ("jiaokan.toml" in one.err) is ("lost" in formula)


def engine(store: Store, pool: Pool, file: Path, most: int) -> LocalEngine:
    """An engine that has read the first records of a file."""
    found = LocalEngine(store, pool)
    some = file.with_name("some.jsonl")
    some.write_text("".join(file.read_text(encoding="utf-8").splitlines(keepends=True)[:most]), "utf-8")
    assert list(found.read(Corpus([str(some)]).named())) == []
    return found


@pytest.mark.parametrize(("most", "many"), [(20, False), (200, True)])
def test_processes_are_started_for_what_is_worth_it(project: Path, most: int, many: bool) -> None:
    store = Shelf()
    with Pool(2) as pool:
        read = engine(store, pool, project / "records.jsonl", most)
        assert pool.started is many
        together = read.check("zh", None)
    with Pool(2) as pool:
        known = engine(store, pool, project / "records.jsonl", most)
        assert not pool.started
        assert known.check("zh", None) == together
        assert pool.started is many
    with Pool(2) as pool:
        asked = frozenset({"some.jsonl#25"})
        some = engine(store, pool, project / "records.jsonl", most).check("zh", asked)
        assert not pool.started
    assert some
    assert {finding.id for finding in some} < {finding.id for finding in together}


def git(folder: Path, *args: str) -> None:
    subprocess.run(["git", *args], cwd=folder, check=True, capture_output=True)


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="this system does not list the processes of another"
)
"""Of the tests that look for the processes of a run."""


def children(process: int) -> list[int]:
    try:
        return [int(n) for n in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def until(met: Callable[[], bool]) -> None:
    ended = time.monotonic() + 60
    while not met():
        assert time.monotonic() < ended
        time.sleep(0.002)


def at_work(project: Path, *, warm: bool) -> subprocess.Popen[bytes]:
    """A run whose processes read, or, over a warm ledger, check."""
    records(project / "records.jsonl", range(600))
    command = [sys.executable, "-m", "audit", "check", "records.jsonl", "--output-format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    if warm:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([*command, "--jobs", "2"], cwd=project, env=environment, check=False, **quiet)
        command += ["--lang", "en"]  # so that it is no question that was answered
    begun = subprocess.Popen(
        [*command, "--jobs", "2"],
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    until(lambda: len(children(begun.pid)) == 2)
    time.sleep(0.05)
    return begun


@needs_proc
@pytest.mark.parametrize("warm", [False, True], ids=["reading", "checking"])
def test_a_process_that_is_killed_ends_the_run_with_a_sentence(project: Path, warm: bool) -> None:
    run = at_work(project, warm=warm)
    os.kill(children(run.pid)[1], signal.SIGKILL)
    out, err = run.communicate(timeout=60)
    assert run.returncode == 2
    assert out == b""
    assert b"--jobs 1" in err
    assert b"Traceback" not in err


@needs_proc
@pytest.mark.parametrize("warm", [False, True], ids=["reading", "checking"])
@pytest.mark.parametrize("all_of_them", [False, True], ids=["the first", "all"])
def test_an_interrupt_ends_all_processes(project: Path, warm: bool, all_of_them: bool) -> None:
    run = at_work(project, warm=warm)
    others = children(run.pid)
    (os.killpg if all_of_them else os.kill)(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert (out, err) == (b"", b"")
    assert not any(Path(f"/proc/{other}").exists() for other in others)


@needs_proc
def test_no_process_outlives_the_first(project: Path) -> None:
    run = at_work(project, warm=False)
    others = children(run.pid)
    run.kill()
    run.communicate(timeout=60)
    until(lambda: not any(Path(f"/proc/{other}").exists() for other in others))
