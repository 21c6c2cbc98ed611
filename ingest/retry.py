"""Files in quarantine read again, from wherever they lie: a path, an address, a row of a data set."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.store import Arrivals, Waiting
from ingest.datasets import Dataset, Mapping, UnusableMapping
from ingest.fetch import Fetcher, fetched
from ingest.linking import UNLINKED
from ingest.pipeline import Item
from ingest.report import Fate, FileReport
from ingest.sources import found_again

#: The code of what is in quarantine and cannot be found any more.
GONE = "gone"


def retried(
    waiting: Iterable[Waiting], arrivals: Arrivals, fetcher: Fetcher, *, folder: Path
) -> Iterator[Item | FileReport]:
    """What lies in quarantine as items to read; `folder` takes what is fetched.

    What cannot be found again stays in quarantine and is reported as failed. Documents whose references could not be
    followed are no files: `ingest.linking` looks after them.
    """
    rows: defaultdict[str, set[str]] = defaultdict(set)
    addresses: list[str] = []
    for one in waiting:
        place = json.loads(one.origin or "{}")
        if "dataset" in place:
            rows[json.dumps({**place, "row": ""})].add(place["row"])
        elif "address" in place:
            addresses.append(place["address"])
        elif "path" in place:
            yield from _files(one, arrivals)
        elif one.entry.code != UNLINKED:
            yield _lost(one)
    yield from fetched(dict.fromkeys(addresses), arrivals, fetcher, folder=folder, again=True)
    for place, ids in rows.items():
        yield from _rows(json.loads(place), ids)


def _files(one: Waiting, arrivals: Arrivals) -> Iterator[Item | FileReport]:
    found = list(found_again(one.origin or ""))
    if not found:
        yield _lost(one)
    elif all(file.name != one.entry.file for file in found):
        arrivals.release(one.entry.file)  # an archive that did not open, and does now
    yield from found


def _lost(one: Waiting) -> FileReport:
    message = f"Không còn tìm thấy tệp ở chỗ cũ ({one.entry.message}); hãy nạp lại từ chỗ mới."
    return FileReport(one.entry.file, Fate.FAILED, message=message, code=GONE)


def _rows(place: dict[str, object], ids: set[str]) -> Iterator[Item | FileReport]:
    files, others = place["dataset"], place["metadata"]
    assert isinstance(files, list)
    assert isinstance(others, list)
    try:
        mapping = Mapping.read(str(place["mapping"]))
        dataset = Dataset([Path(file) for file in files], mapping, metadata=[Path(file) for file in others])
        yield from dataset.rows(lambda told: told.get("id", "") in ids)
    except UnusableMapping as error:
        for id in sorted(ids):
            yield FileReport(id, Fate.FAILED, message=str(error), code=GONE)
