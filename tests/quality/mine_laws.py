"""Mine the table of laws from how real texts cite them: `python -m tests.quality.mine_laws [DATA] > corpus/laws.toml`.

Every "Luật Thư viện số 46/2019/QH14 ngày 21 tháng 11 năm 2019", "Luật Đất đai ngày 18 tháng 01 năm 2024" and "Luật
này có hiệu lực
thi hành từ ngày …" in the articles, documents and sentences of ../shared/data is counted, with how often each was
seen. `--review`
prints what contradicts the majority instead, for a person to judge. What texts get wrong and what they do not say is
mended in
`laws_by_hand.toml`, which has the last word.
"""

from __future__ import annotations

import argparse
import json
import logging
import lzma
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as FilePath

from corpus.errors import TraluatError
from corpus.laws import name_key
from corpus.model import Metadata, Source
from corpus.number import DocumentNumber
from corpus.vocabulary import document_id, issuer_of_number
from ingest.readers import read
from ingest.structure import structure

log = logging.getLogger(__name__)

HERE = FilePath(__file__).resolve().parent
DATA = HERE.parents[2] / "shared" / "data"
_KIND = r"(?:Bộ luật|Luật|Pháp lệnh)"
_NUMBER = r"(?P<number>\d{1,3}[A-Z]?[/-](?:(?:19|20)\d\d[/-])?(?:PL-)?(?:QH|UBTVQH|LCT/HĐNN|L/CTN|PL/CTN|L-CTN)\d{0,2})"
_DATE = (
    r"ngày\s+(?:(?P<{0}d>\d{{1,2}})\s+tháng\s+(?P<{0}m>\d{{1,2}})\s+năm\s+(?P<{0}y>\d{{4}})"
    r"|(?P<{0}e>\d{{1,2}})\s?[/.-]\s?(?P<{0}n>\d{{1,2}})\s?[/.-]\s?(?P<{0}z>\d{{4}}))"
)
_CITED = re.compile(
    rf"(?P<name>{_KIND}\s(?:(?!(?:{_KIND}|Nghị quyết|này)\s)[^.;:()\d“”\"\n]){{2,160}}?)\s*,?\s*\(?"
    rf"(?:số\s*:?\s*{_NUMBER}\)?(?:\s*,?\s*{_DATE.format('a')})?|{_DATE.format('b')}|năm\s+(?P<only>\d{{4}}))"
)
_AMENDS = re.compile(r"(?i:sửa\s+đổi|bổ\s+sung)")
_AMENDING = re.compile(
    rf"(?P<name>{_KIND}\s(?i:sửa đổi)\s*,?\s*(?i:bổ sung)\s(?:một số điều|Điều \d+)\s+của\s+(?:các\s+)?{_KIND}\s"
    rf"(?:(?!(?:{_KIND}|Nghị quyết|này)\s)[^.;:()\d“”\"\n]){{2,120}}?)\s*,?\s*\(?"
    rf"(?:số\s*:?\s*{_NUMBER}\)?(?:\s*,?\s*{_DATE.format('a')})?|{_DATE.format('b')}|năm\s+(?P<only>\d{{4}}))"
)
_EFFECT = re.compile(rf"{_KIND}\s+này\s+có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ\s+{_DATE.format('a')}")
_PASSED = re.compile(rf"{_KIND}\s+này\s+(?:đã\s+)?được\s+.{{0,120}}?thông\s+qua\s+{_DATE.format('a')}", re.DOTALL)
# The years of each National Assembly: a number that does not fit was mistyped.
_TERMS = {
    9: (1992, 1997),
    10: (1997, 2002),
    11: (2002, 2007),
    12: (2007, 2011),
    13: (2011, 2016),
    14: (2016, 2021),
    15: (2021, 2026),
    16: (2026, 2031),
}


@dataclass
class Seen:
    """What texts say of one number, or of one name and year."""

    names: Counter[str] = field(default_factory=Counter)
    issued: Counter[date] = field(default_factory=Counter)
    effective: Counter[date] = field(default_factory=Counter)


@dataclass
class Mined:
    """Everything seen: by number, and by name and year where no number stands."""

    numbered: dict[str, Seen] = field(default_factory=lambda: defaultdict(Seen))
    named: dict[tuple[str, int], Seen] = field(default_factory=lambda: defaultdict(Seen))
    amending: dict[str, Seen] = field(default_factory=lambda: defaultdict(Seen))
    amending_named: dict[tuple[str, int], Seen] = field(default_factory=lambda: defaultdict(Seen))


def texts(data: FilePath) -> Iterator[tuple[str, str]]:
    """(number of the text where it is one, text) of everything in the data folder."""
    for name in ("articles", "alqac2025-articles", "drill2025-articles"):
        with lzma.open(data / "retrieval" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield str(row.get("number", "")).upper(), f"{row.get('title', '')}\n{row['text']}"
    for name in ("vnlegaltext-dev", "vnlegaltext-test-sentences", "relation-clauses", "citation-forms"):
        with open(data / "citations" / f"{name}.jsonl", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield (
                    "",
                    re.sub(r"\s+([,;.)])", r"\1", row.get("text") or row.get("content") or row.get("sentence") or ""),
                )
    files = [path for path in (data / "documents").rglob("*") if path.is_file() and path.suffix != ".json"]
    with ProcessPoolExecutor(2) as pool:
        for text in pool.map(_file_text, files, chunksize=8):
            yield "", text


def _file_text(path: FilePath) -> str:
    try:
        pages = read(path.read_bytes(), name=path.name)
    except TraluatError as error:
        log.info("%s: %s", path.name, error)
        return ""
    return "\n".join(line.text for line in pages.lines)


def titles(data: FilePath) -> Iterator[Metadata]:
    """What the laws among the documents say of themselves."""
    files = [path for path in (data / "documents").rglob("*") if path.suffix in (".docx", ".html", ".txt", ".md")]
    with ProcessPoolExecutor(2) as pool:
        yield from filter(None, pool.map(_metadata, files, chunksize=8))


def _metadata(path: FilePath) -> Metadata | None:
    try:
        pages = read(path.read_bytes(), name=path.name)
        return structure(pages, source=Source(path.name, "", pages.media_type)).metadata
    except TraluatError as error:
        log.info("%s: %s", path.name, error)
        return None


def learn_titles(mined: Mined, laws: Iterable[Metadata]) -> None:
    """Count a law's own title like three citations."""
    for said in laws:
        if said.kind not in ("Luật", "Bộ luật", "Pháp lệnh") or not said.number or not said.title:
            continue
        name = _titled(said.kind, said.title)
        if not fits(said.number) or re.search(r"\d", name) or len(name) > 160:
            continue
        seen = (mined.amending if _AMENDS.search(name) else mined.numbered)[said.number]
        seen.names[name] += 3
        if said.issued is not None:
            seen.issued[said.issued] += 3
        if said.effective is not None:
            seen.effective[said.effective] += 1


_PROPER = (
    "Việt Nam", "Quốc hội", "Hội đồng nhân dân", "Ủy ban nhân dân", "Chính phủ", "Mặt trận Tổ quốc Việt Nam",
    "Cộng hòa", "Liên hợp quốc",
    "Tòa án", "Viện kiểm sát", "HIV/AIDS",
)  # fmt: skip


def _titled(kind: str, title: str) -> str:
    """ "PHÒNG, CHỐNG KHỦNG BỐ" → "Luật Phòng, chống khủng bố"; laws named inside keep their capital."""
    words = " ".join(title.split()).lower()
    words = words.removeprefix(kind.lower()).strip(" .")
    words = re.sub(
        r"(?<!pháp )(bộ luật|luật|pháp lệnh) (\w)", lambda found: f"{found[1].capitalize()} {found[2].upper()}", words
    )
    for proper in _PROPER:
        words = re.sub(rf"(?<!\w){proper}(?!\w)", proper, words, flags=re.IGNORECASE)
    return f"{kind} {words}" if words.startswith(("sửa đổi", "bổ sung")) else f"{kind} {words[0].upper()}{words[1:]}"


def _day(found: re.Match[str], prefix: str) -> date | None:
    for day, month, year in ("dmy", "enz"):
        if found[prefix + day]:
            try:
                return date(int(found[prefix + year]), int(found[prefix + month]), int(found[prefix + day]))
            except ValueError:
                return None
    return None


def mine(sources: Iterable[tuple[str, str]]) -> Mined:
    mined = Mined()
    for own, text in sources:
        if own:
            _about_itself(mined.numbered[own], text)
        for found in _CITED.finditer(text):
            name = " ".join(found["name"].split()).strip(" ,")
            before = text[max(0, found.start() - 400) : found.start()]
            if _AMENDS.search(name) or _in_amending_name(before) or name.split()[-1] in ("và", "của", "số"):
                continue
            _one(mined.numbered, mined.named, name, found)
        for found in _AMENDING.finditer(text):
            name = " ".join(found["name"].split()).strip(" ,")
            _one(mined.amending, mined.amending_named, name[0] + name[1:].replace("Sửa đổi", "sửa đổi"), found)
    return mined


def _in_amending_name(before: str) -> bool:
    """True where the name stands inside "Luật sửa đổi, bổ sung một số điều của …": the number then belongs to that
    law.
    """
    tail = re.split(r"[.;\n]", before)[-1]
    return re.search(r"(?i:sửa\s+đổi|bổ\s+sung)[^\d]*$", tail) is not None


def _about_itself(seen: Seen, text: str) -> None:
    for pattern, slot in ((_EFFECT, seen.effective), (_PASSED, seen.issued)):
        for found in pattern.finditer(text):
            day = _day(found, "a")
            if day is not None:
                slot[day] += 1


def _one(numbered: dict[str, Seen], named: dict[tuple[str, int], Seen], name: str, found: re.Match[str]) -> None:
    if found["number"]:
        seen = numbered[found["number"].upper()]
        day = _day(found, "a")
    else:
        day = _day(found, "b")
        year = day.year if day else int(found["only"] or 0)
        seen = named[name_key(name), year]
    seen.names[name] += 1
    if day is not None:
        seen.issued[day] += 1


def fits(number: str) -> bool:
    """True when year and National Assembly of a number agree."""
    found = re.search(r"/((?:19|20)\d\d)/(?:PL-)?(?:QH|UBTVQH)(\d+)$", number)
    if found is None:
        return re.search(r"(?:LCT/HĐNN|CTN)", number) is not None
    first, last = _TERMS.get(int(found[2]), (0, 0))
    return first <= int(found[1]) <= last


def _year(number: str) -> int | None:
    found = re.search(r"/((?:19|20)\d\d)/", number)
    return int(found[1]) if found else None


def rows(mined: Mined) -> list[dict[str, object]]:
    """The laws, each with what most texts say of it; a law amending another never under the number of that one."""
    base = _table(mined.numbered, mined.named, set())
    own = {str(row["number"]) for row in base if row.get("number") and int(str(row["seen"])) > 1}
    return base + _table(mined.amending, mined.amending_named, own)


def _table(
    numbered: dict[str, Seen], named: dict[tuple[str, int], Seen], not_these: set[str]
) -> list[dict[str, object]]:
    table: list[dict[str, object]] = []
    taken: set[tuple[str, int]] = set()
    for number, seen in sorted(numbered.items()):
        if not seen.names or not fits(number) or number in not_these:
            continue
        name, also = _best_name(seen.names)
        year = _year(number)
        days = Counter({day: n for day, n in seen.issued.items() if year in (None, day.year)})
        for key in {name_key(one) for one in seen.names}:
            if year is not None and (key, year) in named:
                days += named[key, year].issued
            if year is not None:
                taken.add((key, year))
        issued = days.most_common(1)[0][0] if days else None
        effects = [day for day, _ in seen.effective.most_common() if issued is None or day >= issued]
        table.append(
            {
                "name": name, "also": also, "number": number, "issued": issued, "seen": sum(seen.names.values()),
                "effective": effects[0] if effects else None,
            }
        )  # fmt: skip
    for (key, year), seen in sorted(named.items()):
        if (key, year) not in taken and sum(seen.names.values()) >= 2 and year > 1944:
            issued = seen.issued.most_common(1)[0][0] if seen.issued else None
            name, _ = _best_name(seen.names)
            table.append({"name": name, "issued": issued, "year": year, "seen": sum(seen.names.values())})
    return table


def _best_name(names: Counter[str]) -> tuple[str, list[str]]:
    """The name as most texts write it (with a capital where some do), and the other names it goes by."""
    keys: Counter[str] = Counter()
    for name, number in names.items():
        keys[name_key(name)] += number
    best = keys.most_common(1)[0][0]
    spelled = [name for name, _ in names.most_common() if name_key(name) == best]
    chosen = next(
        (name for name in spelled if re.match(rf"{_KIND}\s[A-ZĐÀ-Ỹ]", name) and not name.split()[-1].isupper()),
        spelled[0],
    )
    also = [next(name for name in names if name_key(name) == key) for key, n in keys.items() if key != best and n > 1]
    return chosen, also


_NO_NAME = re.compile(
    r"(?:này|đã|được|chậm nhất|đến hết|trước|trừ|có hiệu lực|theo lệnh|ban hành theo|thông qua|hoàn thành|người đã)"
    r"(?:\s|,|$)|\sNghị định|\ssố$"
)


def merged(mined: list[dict[str, object]], hand: dict[str, object]) -> list[dict[str, object]]:
    """The mined laws, set right by hand."""
    rows, wrong = hand["law"], hand["wrong"]
    assert isinstance(rows, list)
    assert isinstance(wrong, dict)
    kept = [row for row in mined if not _is_wrong(row, wrong)]
    by_number = {row["number"]: row for row in kept if row.get("number")}
    for row in rows:
        if row.get("number") in by_number:
            by_number[row["number"]].update(row)
        else:
            kept.append(row)
    said = {(name_key(str(row["name"])), _issued_year(row)) for row in rows} | {
        (name_key(str(row["name"])), _issued_year(row)) for row in kept if row.get("number")
    }
    kept = [
        row
        for row in kept
        if row.get("number") or row in rows or (name_key(str(row["name"])), _issued_year(row)) not in said
    ]
    return sorted(kept, key=lambda row: (name_key(str(row["name"])), str(row.get("issued") or row.get("year") or "")))


def _is_wrong(row: dict[str, object], wrong: dict[str, list[str]]) -> bool:
    name, number = str(row["name"]), row.get("number")
    amends = _AMENDS.search(name) is not None
    if (
        number in wrong["numbers"]
        or (number in wrong["amending"] and not amends)
        or (number in wrong["base"] and amends)
    ):
        return True
    return (
        name in wrong["names"] or f"{name}@{_issued_year(row)}" in wrong["names"] or _NO_NAME.search(name) is not None
    )


def _issued_year(row: dict[str, object]) -> object:
    issued = row.get("issued")
    return issued.year if isinstance(issued, date) else row.get("year") or _year(str(row.get("number") or ""))


def toml(table: list[dict[str, object]]) -> str:
    lines = [
        "# Constitutions, codes, laws, ordinances: facts mined from how texts cite them.",
        "# Written by `python -m tests.quality.mine_laws`.",
    ]
    for row in table:
        lines.append("\n[[law]]")
        for key in ("name", "also", "number", "issued", "year", "effective", "seen"):
            value = row.get(key)
            if value and not (key == "year" and row.get("issued")):
                shown = value if isinstance(value, date | int) else json.dumps(value, ensure_ascii=False)
                lines.append(f"{key} = {shown}")
        if row.get("number"):
            lines.append(f'id = "{_id(str(row["number"]), _issued_year(row))}"')
    return "\n".join(lines) + "\n"


def _id(number: str, year: object) -> str:
    parsed = DocumentNumber.parse(number)
    issuer = issuer_of_number(parsed, province=None)
    return str(
        document_id(parsed, issuer_slug=issuer[0] if issuer else None, year=year if isinstance(year, int) else None)
    )


def review(mined: Mined) -> str:
    """What contradicts the majority: other names and other dates of one number, numbers that fit no National
    Assembly.
    """
    lines = []
    for number, seen in sorted(mined.numbered.items()):
        keys = {name_key(name) for name in seen.names}
        if len(keys) > 1 or len(seen.issued) > 1 or len(seen.effective) > 1 or (seen.names and not fits(number)):
            lines.append(f"{number}\t{dict(seen.names)}\t{_days(seen.issued)}\t{_days(seen.effective)}")
    return "\n".join(lines) + "\n"


def _days(days: Counter[date]) -> str:
    return ", ".join(f"{day}×{n}" for day, n in days.most_common())


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=FilePath, default=DATA)
    parser.add_argument("--review", action="store_true", help="print contradictions instead of the table")
    options = parser.parse_args(arguments)
    mined = mine(texts(options.data))
    learn_titles(mined, titles(options.data))
    sys.stdout.write(
        review(mined)
        if options.review
        else toml(merged(rows(mined), tomllib.loads((HERE / "laws_by_hand.toml").read_text(encoding="utf-8"))))
    )
    return 0


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    sys.exit(main())
