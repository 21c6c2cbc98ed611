"""The table of constitutions, codes, laws and ordinances: which number a name means, at which time.

`laws.toml` holds facts only (names, numbers, dates), mined from how documents cite each other; its header names the
command.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from corpus.address import DocumentId
from corpus.text import old_tones

#: Abbreviations inside names of laws, as their words; how often each is used and what texts say it stands for is
#: counted by `python -m tests.quality.mine_initials`.
ABBREVIATIONS = {
    "qppl": "quy phạm pháp luật", "vbqppl": "văn bản quy phạm pháp luật", "nsnn": "ngân sách nhà nước",
    "bhxh": "bảo hiểm xã hội", "bhyt": "bảo hiểm y tế", "tndn": "thu nhập doanh nghiệp", "tncn": "thu nhập cá nhân",
    "gtgt": "giá trị gia tăng", "ttđb": "tiêu thụ đặc biệt", "hđnd": "hội đồng nhân dân", "ubnd": "ủy ban nhân dân",
    "tthc": "tố tụng hành chính", "xlvphc": "xử lý vi phạm hành chính", "nhnn": "ngân hàng nhà nước",
    "tctd": "tổ chức tín dụng", "pccc": "phòng cháy và chữa cháy", "hngđ": "hôn nhân và gia đình",
    "hn&gđ": "hôn nhân và gia đình", "tads": "thi hành án dân sự", "thads": "thi hành án dân sự",
    "ppp": "đầu tư theo phương thức đối tác công tư", "cntt": "công nghệ thông tin", "shtt": "sở hữu trí tuệ",
    "tttm": "trọng tài thương mại", "pctn": "phòng chống tham nhũng", "hkdd": "hàng không dân dụng",
    "attp": "an toàn thực phẩm", "htx": "hợp tác xã", "tths": "tố tụng hình sự", "ttds": "tố tụng dân sự",
    "tccqđp": "tổ chức chính quyền địa phương", "bvmt": "bảo vệ môi trường", "bvptr": "bảo vệ và phát triển rừng",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Law:
    """A law as cited by name: `Luật Đất đai`, `31/2024/QH15`; `also` are the other names it goes by."""

    name: str
    number: str | None
    issued: date | None
    effective: date | None
    id: DocumentId | None
    year: int | None  # of issue: what people put after the name
    also: tuple[str, ...] = ()


_WORDS = re.compile(r"[^\W_]+(?:&[^\W_]+)?")


@lru_cache(maxsize=16384)
def name_words(printed: str) -> tuple[str, ...]:
    """One printed word of a name in the form for comparison: lower case, one tone placement, abbreviations written
    out.
    """
    key = old_tones(printed.lower())
    return tuple(ABBREVIATIONS.get(key, key).split())


_ABOUT = re.compile(r"^(luật|bộ luật|pháp lệnh) về ")


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """What makes two names the same: their words, whatever the case, the commas, the two ways to place a tone, "về"
    after the kind.
    """
    return _ABOUT.sub(r"\1 ", " ".join(word for printed in _WORDS.findall(name) for word in name_words(printed)))


@cache
def laws() -> tuple[Law, ...]:
    """Every law of the table."""
    raw = tomllib.loads(files("corpus").joinpath("laws.toml").read_text(encoding="utf-8"))
    return tuple(_law(entry) for entry in raw["law"])


def _law(entry: Mapping[str, object]) -> Law:
    number, issued, effective, known, also, year = (
        entry.get(key) for key in ("number", "issued", "effective", "id", "also", "year")
    )
    day = issued if isinstance(issued, date) else None
    identity = DocumentId.parse(str(known)) if known else None
    return Law(
        name=str(entry["name"]),
        number=str(number) if number else None,
        issued=day,
        effective=effective if isinstance(effective, date) else None,
        id=identity,
        year=day.year if day else year if isinstance(year, int) else identity.year if identity else None,
        also=tuple(map(str, also)) if isinstance(also, list) else (),
    )


@cache
def _by_key() -> dict[str, tuple[Law, ...]]:
    table: dict[str, list[Law]] = {}
    for law in laws():
        for name in (law.name, *law.also):
            table.setdefault(name_key(name), []).append(law)
    return {key: tuple(sorted(found, key=_when)) for key, found in table.items()}


def _when(law: Law) -> date:
    return law.issued or (date(law.year, 12, 31) if law.year else date.min)


@cache
def _by_number() -> dict[str, Law]:
    return {law.number: law for law in laws() if law.number}


def by_number(number: str) -> Law | None:
    """The law of a number: `31/2024/QH15`."""
    return _by_number().get(number)


def by_name(name: str, *, year: int | None = None, on: date | None = None) -> tuple[Law, ...]:
    """The laws that a name may mean; exactly one where it is certain.

    `year` is the year that the citation gives (of issue). `on` is the date of the citing text: the law issued last
    before it, and the one before that first while the new one was not yet in force. Without either, all of them,
    oldest first.
    """
    found = _by_key().get(name_key(name), ())
    if year is not None:
        return tuple(law for law in found if law.year == year)
    if on is None:
        return found
    known = [law for law in found if _when(law) <= on]
    if not known:
        return ()  # an older law of that name, which the table lacks
    last = known[-1]
    if len(known) > 1 and last.effective is not None and last.effective > on:
        return (known[-2], last)
    return (last,)


@cache
def names() -> tuple[str, ...]:
    """The distinct names of the table."""
    return tuple({name_key(name): name for law in laws() for name in (law.name, *law.also)}.values())
