"""Kill an ingest at random points, go on, and compare with a run that nobody disturbed.

    python -m tests.bench.kill_ingest [--kills 20] [--each 5] [--seed 1] [PATH ...]

Three kinds of runs take turns: files and folders (PATH, by default the samples, and a folder of made texts), files in
quarantine read again (`--retry`), and the rows of a data set that the library cites (`--dataset --only-cited`). Each
round has a home of its own, in which the run is ended with SIGKILL (its whole process group) `--each` times, at random
moments of the time that the undisturbed run took, so that reading, saving, linking, statuses and indexing are all hit;
then it is left to finish. What `traluat show ID --json` and `traluat references ID --json` print of every document,
the files held, those in quarantine and the documents waited for are compared byte for byte, and a search that must find
every document once. Exit status 1 where a round differs.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from unittest.mock import patch

from api import cli, ingest_command  # loaded here, so that a run, a fork of this process, spends its time at work
from corpus.store import Store
from tests.ingest.making import decision

assert ingest_command

MADE = range(901, 925)
STEP = 6  # from a row of the data set to the one it cites: four rounds of six rows


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of run: what is done before it, undisturbed, and the command that is killed."""

    name: str
    before: tuple[tuple[str, ...], ...]
    killed: tuple[str, ...]


def settings(home: Path) -> dict[str, str]:
    return {"TRALUAT_HOME": str(home), "TRALUAT_DATABASE_URL": "", "TRALUAT_ENGINE": "embedded"}


def start(home: Path, *arguments: str) -> int:
    """A run of the command in a process group of its own; its process id."""
    if pid := os.fork():
        return pid
    os.setsid()
    os.environ.update(settings(home))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(os.open(f"{home}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    status = 3
    with contextlib.suppress(BaseException):
        status = cli.main([*arguments])
    os._exit(status)


def finish(home: Path, *arguments: str) -> None:
    _, status = os.waitpid(start(home, *arguments), 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):  # 1: some files failed and are listed
        raise RuntimeError(Path(f"{home}.log").read_text("utf-8"))


def kill(home: Path, after: float, *arguments: str) -> bool:
    """Start a run and end it after some seconds; whether it was still running."""
    pid = start(home, *arguments)
    time.sleep(after)
    ended, _ = os.waitpid(pid, os.WNOHANG)
    if not ended:
        os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return not ended


def shown(home: Path) -> dict[str, str]:
    """What the command line prints of every document of a library, and what is held beside them."""
    with Store.open(f"sqlite:///{home}/library.db") as store:
        ids = [str(header.id) for header in store.headers()]
        beside = {
            "sources": repr(store.sources()),
            "quarantine": repr(store.quarantined()),
            "missing": repr(store.missing()),
            "totals": repr(store.totals()),
        }
    printed = {one: told(home, "show", one) + told(home, "references", one) for one in ids}
    found = json.loads(told(home, "search", "quy định", "--size", "100"))
    return {**printed, **beside, "searched": repr(sorted(hit["id"] for hit in found["hits"]))}


def told(home: Path, command: str, *arguments: str) -> str:
    printed = io.StringIO()
    with patch.dict(os.environ, settings(home)), contextlib.redirect_stdout(printed):
        if cli.main([command, *arguments, "--json"]):
            raise RuntimeError(printed.getvalue())
    return printed.getvalue()


def kinds(folder: Path, paths: Sequence[str]) -> tuple[Kind, ...]:
    """The kinds of runs, with the files that they read made in a folder."""
    texts, news, first = folder / "van-ban", folder / "tin", folder / "dau"
    for made in (texts, news, first):
        made.mkdir()
    for number in MADE:
        (texts / f"{number}.txt").write_bytes(decision(number, cited=901 + (number * 7) % len(MADE)))
        (news / f"{number}.txt").write_text("Tin trong ngày.\n", "utf-8")
    (texts / "bản sao 905.txt").write_bytes(decision(905, cited=901 + (905 * 7) % len(MADE)))
    (texts / "bản khác 906.txt").write_bytes(decision(906, cited=901) + "Điều 3. Thêm\nNội dung.\n".encode())
    (texts / "tin.txt").write_text("Tin trong ngày.\n", "utf-8")
    for number in range(MADE.start - STEP, MADE.start):
        (first / f"{number}.txt").write_bytes(decision(number, cited=number + STEP))
    mapping = folder / "m.toml"
    mapping.write_text('name = "bộ"\n[columns]\nid = "id"\ntext = "chu"\nnumber = "so"\n', "utf-8")
    rows = [{"id": n, "so": f"{n}/2025/QĐ-UBND", "chu": decision(n, cited=n + STEP).decode()} for n in MADE]
    (folder / "vb.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    dataset = ("--dataset", str(folder / "vb.jsonl"), "--mapping", str(mapping), "--only-cited")
    return (
        Kind("files", (), ("ingest", *paths, str(texts))),
        Kind("retry", (("ingest", str(news)),), ("ingest", "--retry")),
        Kind("data set", (("ingest", str(first)),), ("ingest", *dataset)),
    )


@dataclass(frozen=True, slots=True)
class Whole:
    """What an undisturbed run ends in, and the seconds it takes."""

    kind: Kind
    expected: dict[str, str]
    seconds: float


def undisturbed(folder: Path, kind: Kind) -> Whole:
    home = folder / f"whole-{kind.name}"
    prepare(folder, home, kind)
    began = time.monotonic()
    finish(home, *kind.killed)
    seconds = time.monotonic() - began
    expected = shown(home)
    print(f"{kind.name}, undisturbed: {len(expected) - 5} documents in {seconds:.1f} s", flush=True)
    return Whole(kind, expected, seconds)


def prepare(folder: Path, home: Path, kind: Kind) -> None:
    """Do what comes before; files in quarantine are mended after they were put there."""
    for number in MADE:
        (folder / "tin" / f"{number}.txt").write_text("Tin trong ngày.\n", "utf-8")
    for before in kind.before:
        finish(home, *before)
    for number in MADE:
        (folder / "tin" / f"{number}.txt").write_bytes(decision(number, cited=901 + (number * 5) % len(MADE)))


def rounds(folder: Path, wholes: Sequence[Whole], *, kills: int, each: int, chance: random.Random) -> Iterator[bool]:
    """A home for every few kills; says whether it ended like the undisturbed one."""
    left = kills
    for number, whole in enumerate(cycle(wholes), start=1):
        if not left:
            return
        home = folder / f"killed-{number}"
        prepare(folder, home, whole.kind)
        moments = []
        while len(moments) < min(each, left):
            moment = chance.uniform(0, whole.seconds)
            if kill(home, moment, *whole.kind.killed):
                moments.append(moment)
            elif len(moments) < min(each, left):  # it was done before that: nothing is left to kill here
                break
        left -= len(moments)
        finish(home, *whole.kind.killed)
        found = shown(home)
        odd = sorted(key for key in whole.expected.keys() | found.keys() if whole.expected.get(key) != found.get(key))
        at = ", ".join(f"{moment:.2f}" for moment in moments)
        print(
            f"{kills - left:3} kills, {whole.kind.name} at {at}: {f'DIFFERENT: {odd}' if odd else 'the same'}",
            flush=True,
        )
        yield not odd


def main(argv: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", nargs="*", default=["corpus/samples"])
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--each", type=int, default=5, help="kills in one home")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wholes = [undisturbed(folder, kind) for kind in kinds(folder, given.paths)]
        made = rounds(folder, wholes, kills=given.kills, each=given.each, chance=random.Random(given.seed))
        ends = list(made)
    print(f"{given.kills} kills in {len(ends)} libraries; {ends.count(True)} ended like the undisturbed one")
    return 0 if all(ends) else 1


if __name__ == "__main__":
    sys.exit(main())
