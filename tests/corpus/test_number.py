"""Numbers of documents: repaired, canonical, inverse; what is none is refused."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.address import AddressError, DocumentNumber
from corpus.wordlists import rows

CANONICAL = [
    "84/2025/QĐ-UBND",
    "66-NQ/TW",
    "64/2025/QH15",
    "45-CTr/TU",
    "2208/TTr-STP",
    "01/2022/TTLT-VKSNDTC-TANDTC-BCA-BQP-BLĐTBXH",
    "66.16/2026/NQ-CP",
    "115-HĐBT",
    "10-TTg",
    "36-HD/VPTW",
    "01/2026/NQ-HĐND",
    "52/2025/QĐ-CTUBND",
    "244/QĐ-TTg",
    "1605/TTr-SNgV",
    "02/VBHN-BTP",
    "21-LCT/HĐNN8",
    "60-L/CTN",
    "05-NQ/BCS",
    "101-SL/L-004",
    "4240/UBND-VX",
    "14612-CV/VPTW",
    "37/2000/QĐ-BGD&ĐT",
    "74/CP",
    "94-CP",
    "02/2020/UBTVQH14",
    "36/2005/PL-UBTVQH11",
    "17a/BGDĐT/HTQT",
    "109/2009/TTLT/BTC-BGDĐT",
    "170/QĐ-BCDNNDL",
    "12/QĐ-CT.UBND",
    "23/TTLN",
    "26 TC/TCT",
    "CS-LS-01/SHB",
]


@pytest.mark.parametrize("printed", CANONICAL)
def test_a_number_as_printed_is_kept_as_printed(printed: str) -> None:
    assert str(DocumentNumber.parse(printed)) == printed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("140/NQ- CP", "140/NQ-CP", id="blank after hyphen"),
        pytest.param("57 /2016/ QĐ-TTg", "57/2016/QĐ-TTg", id="blanks around slashes"),
        pytest.param("3169/TTr -STP", "3169/TTr-STP", id="blank before hyphen"),
        pytest.param("80/2025 NĐ-CP", "80/2025/NĐ-CP", id="slash lost"),
        pytest.param("80/2025/QĐ UBND", "80/2025/QĐ-UBND", id="hyphen lost"),
        pytest.param("193/2025/NĐCP", "193/2025/NĐ-CP", id="hyphen lost without a blank"),
        pytest.param("204/2004/NĐ–CP", "204/2004/NĐ-CP", id="en dash"),
        pytest.param("84/2025/QĐ−UBND", "84/2025/QĐ-UBND", id="minus"),
        pytest.param("84/2025/QĐ\u2011UBND", "84/2025/QĐ-UBND", id="no-break hyphen"),
        pytest.param("84/2025/QÐ-UBND", "84/2025/QĐ-UBND", id="eth"),
        pytest.param("84/2025/QĐ-UВND", "84/2025/QĐ-UBND", id="Cyrillic В"),
        pytest.param("Số: 84/2025/QĐ-UBND", "84/2025/QĐ-UBND", id="Số:"),
        pytest.param("số 84/2025/QĐ-UBND;", "84/2025/QĐ-UBND", id="số and a semicolon"),
        pytest.param("SỐ: 45-CTR/TU", "45-CTr/TU", id="capitals"),
        pytest.param("1605/TTR-SNGV", "1605/TTr-SNgV", id="capitals of a department"),
        pytest.param("1899/QĐ-TTG", "1899/QĐ-TTg", id="capitals of the prime minister"),
        pytest.param("80/2025/nđ-cp", "80/2025/NĐ-CP", id="typed small"),
        pytest.param("80/2025/nd-cp", "80/2025/NĐ-CP", id="typed small and bare"),
        pytest.param("5721/QD-UBND", "5721/QĐ-UBND", id="đ lost"),
        pytest.param("19/2003/TT-BLDTBXH", "19/2003/TT-BLĐTBXH", id="đ lost in a ministry"),
        pytest.param("117/HDBT", "117/HĐBT", id="đ lost in a council"),
        pytest.param("36-HD/VPTW", "36-HD/VPTW", id="HD stays hướng dẫn"),
        pytest.param("64/2025/qh15", "64/2025/QH15", id="legislature typed small"),
        pytest.param("75/2006/QH 11", "75/2006/QH11", id="blank before the term"),
        pytest.param("52/2025/ QĐ-CTUBND\n", "52/2025/QĐ-CTUBND", id="line end"),
    ],
)
def test_slips_are_repaired(text: str, expected: str) -> None:
    assert str(DocumentNumber.parse(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("30/4/2025", id="date"),
        pytest.param("NĐ-CP", id="no serial"),
        pytest.param("1086/Ng", id="prose after a slash"),
        pytest.param("10 - Bao", id="list item"),
        pytest.param("2025- Qu", id="word that begins like an abbreviation"),
        pytest.param("01/CK-NSNN", id="form"),
        pytest.param("08/TSC-HĐ", id="asset form"),
        pytest.param("35/2016/NĐ-CPng", id="prose ran into it"),
        pytest.param("130/KH", id="kind alone"),
        pytest.param("5 CP", id="blank before one part"),
        pytest.param("5 KH/Giả", id="blank before a word"),
        pytest.param("84/2025/QĐ-UBND ngày 1 tháng 2", id="more than a number"),
        pytest.param("84/2025/QĐ-UBND ngày", id="the first word of a date"),
        pytest.param("Quyết định 84/2025/QĐ-UBND", id="kind before it"),
        pytest.param("Điều 5", id="provision"),
    ],
)
def test_what_is_no_number_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(AddressError, match="84/2025/QĐ-UBND"):
        DocumentNumber.parse(text)


@pytest.mark.parametrize(
    ("printed", "slug", "key"),
    [
        pytest.param("84/2025/QĐ-UBND", "84-2025-qd-ubnd", "84-2025-qd-ubnd", id="decision"),
        pytest.param("01/2026/NQ-HĐND", "01-2026-nq-hdnd", "1-2026-nq-hdnd", id="leading zero"),
        pytest.param("66.16/2026/NQ-CP", "66.16-2026-nq-cp", "66.16-2026-nq-cp", id="dot in the serial"),
        pytest.param("12/QĐ-CT.UBND", "12-qd-ct-ubnd", "12-qd-ct-ubnd", id="dot in the symbol"),
        pytest.param("37/2000/QĐ-BGD&ĐT", "37-2000-qd-bgddt", "37-2000-qd-bgddt", id="ampersand"),
        pytest.param("64/2025/QH15", "64-2025-qh15", "64-2025-qh15", id="law"),
    ],
)
def test_slug_and_key(printed: str, slug: str, key: str) -> None:
    number = DocumentNumber.parse(printed)
    assert (number.slug, number.key) == (slug, key)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("1/2026/NQ-HĐND", "01/2026/NQ-HĐND", id="zero"),
        pytest.param("74/CP", "74-CP", id="joiner"),
        pytest.param("44/2007/TTLT/BTC-BKHCN", "44/2007/TTLT-BTC-BKHCN", id="inner slash"),
        pytest.param("66/NQ-TW", "66-NQ/TW", id="party form"),
    ],
)
def test_two_ways_to_print_one_number_have_one_key(one: str, other: str) -> None:
    assert DocumentNumber.parse(one).key == DocumentNumber.parse(other).key


def _parts(table: str, key: str) -> list[str]:
    return [
        part for row in rows(table, key) for part in row.get("abbreviations", ()) if re.fullmatch(r"[^\W\d]+", part)
    ]


NUMBERS = st.builds(
    lambda serial, letter, year, kind, body, joiner: (
        f"{serial}{letter}{f'/{year}' if year else ''}{joiner}{kind}{body}"
    ),
    st.integers(1, 99999),
    st.sampled_from(["", "a", "b"]),
    st.none() | st.integers(1945, 2035),
    st.sampled_from([f"{kind}-" for kind in _parts("kinds", "kind")]),
    st.sampled_from(_parts("bodies", "body")),
    st.sampled_from("/-"),
)


@given(NUMBERS)
def test_printing_and_reading_are_inverse(printed: str) -> None:
    number = DocumentNumber.parse(printed)
    assert str(number) == printed
    assert DocumentNumber.parse(str(number)) == number


@given(NUMBERS, st.sampled_from(["upper", "lower"]), st.sampled_from(["", " "]), st.sampled_from(["", " "]))
def test_case_and_blanks_do_not_matter(printed: str, case: str, before: str, after: str) -> None:
    typed = re.sub(r"[-/]", lambda mark: before + mark[0] + after, getattr(printed, case)())
    assert DocumentNumber.parse(typed) == DocumentNumber.parse(printed)


@given(st.text(max_size=30) | st.from_regex(r"\d{1,4}(/(19|20)\d\d)?[-/][A-ZĐa-z&./-]{1,12}\d?", fullmatch=True))
def test_any_text_is_read_stably_or_refused(text: str) -> None:
    try:
        number = DocumentNumber.parse(text)
    except AddressError:
        return
    assert DocumentNumber.parse(str(number)) == number
    assert re.fullmatch(r"[a-z0-9]+(?:[-.][a-z0-9]+)*", number.slug)


def test_numbers_that_differ_only_in_separators_are_kept_apart_in_print() -> None:
    number = DocumentNumber.parse("74/CP")
    assert replace(number, joiner="-") != number
