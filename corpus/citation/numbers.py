"""The number of a document as printed, with what printing does to it: blanks, look-alike letters, broken lines.

    80/2025/NĐ-CP · 66-NQ/TW · 64/2025/QH15 · 444/KH-UBND · 66.16/2026/NQ-CP · 45-CTr/TU · 115-HĐBT · 26 TC/TCT
    110/2023/NQ- HĐND · 87 /2025/QĐ-UBND · 31/2024/ QH15 · 01/2012/TTLT-BQP-BLĐTBXH- BTC · 74/TT, LB · 18–NQ/TW

`NUMBER` reads one at a position; `repair` brings it into its printed form.
"""

from __future__ import annotations

import re
from functools import cache

from corpus.errors import AddressError
from corpus.number import DocumentNumber
from corpus.text import plain_letters

_CYRILLIC = "АВЕКМНОРСТХУЅІаеорсхуіѕ"
_UP = f"A-ZĐÐƯĂÂÊÔƠ{_CYRILLIC}"
_DASH = r"\-–‑−"

_SERIAL = r"\d{1,6}(?:\.\d{1,3})?(?:\s?[a-zđA-C](?=\s?[/\-–]))?"
_YEAR = r"(?:19|20)\d{2}"
# One word of a symbol: NĐ, CP, CTr, QH15, BLĐTBXH, UBTVQH10, TTg.
_WORD = rf"(?:(?:TTg|CTr|TTr)(?![{_UP}])|CP(?=[a-zđ])|[{_UP}][{_UP}a-zđư]{{0,14}}(?:(?:(?<=QH)\ )?\d{{1,3}}(?![\d/]))?)"
# What joins the words: a blank may stand on one side of the sign, before capitals only.
_JOIN = rf"(?:[{_DASH}/.&+_]|\s[{_DASH}/](?=[{_UP}])|[{_DASH}/]\s{{1,2}}(?=[{_UP}]{{2}})|\s?&\s?(?=[{_UP}]{{2}}))"
# "101-SL/L.003": the first laws counted on after their sign.
_SYMBOL = rf"{_WORD}(?:{_JOIN}{_WORD}){{0,7}}(?:(?<=/L|-L)[.{_DASH}]\d{{3}}(?!\d))?(?:/nb(?!\w))?"

#: A whole number: serial, perhaps a year, a symbol.
NUMBER = re.compile(
    rf"""
    (?P<serial>{_SERIAL})
    (?:
        \s?[/{_DASH}]\s?(?P<year>{_YEAR})(?!\d)  (?:\s?[/{_DASH}]\s?|(?=[{_UP}]{{2,4}}-))
        (?P<dated>{_SYMBOL})  # 80/2025/NĐ-CP
      | (?!\s?\n\s?[{_DASH}]\s?\n)  # "QĐ 66" and a dash in the next cell of a table
        \s?[/{_DASH}]\s{{0,2}}  (?P<symbol>{_SYMBOL})  # 66-NQ/TW, 444/KH-UBND
      | \s(?P<loose>[{_UP}]{{2,8}}[/{_DASH}][{_UP}a-z]{{2,12}})                           # 26 TC/TCT
    )
    (?P<office>,\s?LB(?!\w))?
    """,
    re.VERBOSE,
)

#: A number cut short: 80, 119/2020, 15-2020.
SHORT = re.compile(
    rf"(?P<serial>\d{{1,5}}(?:\.\d{{1,3}})?[a-z]?)(?:\s?/\s?(?P<year>{_YEAR}))?(?!\d|[/{_DASH}]\s?[\w]|\.\d|,\d)(?!\w)"
)

_NO_SLASH = re.compile(r"(?<=/)((?:19|20)\d\d)(?=[A-ZĐ])")  # 49/2025TT-BCT
_TERM = re.compile(r"(QH) (\d)")
_BLANK = re.compile(r"\s+")


@cache
def repair(printed: str) -> DocumentNumber | None:
    """The number that a printed form means; None where it is none."""
    text = plain_letters(_BLANK.sub(" ", printed)).replace("Ð", "Đ")
    text = _NO_SLASH.sub(r"\1/", text)
    text = _TERM.sub(r"\1\2", text.replace(", LB", "-LB").replace(",LB", "-LB"))
    try:
        return DocumentNumber.parse(text)
    except AddressError:
        return None
