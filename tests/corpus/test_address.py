"""Addresses: parse and format are inverse, order is that of the document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.address import POINT_LETTERS, AddressError, DocumentId, Level, Path, ProvisionId, Step

NUMBERS = st.from_regex(r"[0-9]{1,3}[a-z]?(-[0-9a-z]{1,2}){0,2}", fullmatch=True) | st.sampled_from(POINT_LETTERS)
STEPS = st.builds(Step, st.sampled_from(Level), NUMBERS) | st.sampled_from([Step(Level.APPENDIX), Step(Level.ATTACHED)])
PATHS = st.lists(STEPS, max_size=5).map(tuple).map(Path)
IDS = st.builds(
    DocumentId,
    st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,3}", fullmatch=True),
    st.integers(0, 9999),
    st.from_regex(r"[0-9]{1,4}(\.[0-9]{1,2})?(-[a-z0-9]{1,8}){1,4}", fullmatch=True),
)


@given(STEPS)
def test_steps_are_read_back(step: Step) -> None:
    assert Step.parse(str(step)) == step


@given(PATHS)
def test_paths_are_read_back(path: Path) -> None:
    assert Path.parse(str(path)) == path


@given(IDS)
def test_ids_of_documents_are_read_back(name: DocumentId) -> None:
    assert DocumentId.parse(str(name)) == name


@given(IDS, PATHS)
def test_ids_of_provisions_are_read_back(name: DocumentId, path: Path) -> None:
    whole = ProvisionId(name, path)
    assert ProvisionId.parse(str(whole)) == whole


@given(IDS, PATHS)
def test_addresses_are_plain_lower_case_ascii(name: DocumentId, path: Path) -> None:
    text = str(ProvisionId(name, path))
    assert text.isascii()
    assert text == text.lower()
    assert not any(char.isspace() for char in text)


@pytest.mark.parametrize(
    "text",
    [
        "dieu-5",
        "dieu-5a",
        "dieu-5.khoan-2.diem-dd",
        "chuong-3.muc-2",
        "tieu-muc-1",
        "phu-luc",
        "phu-luc-1-1",
        "kem-theo-2.dieu-1.khoan-1",
        "phu-luc.muc-2.dong-5",
        "khoan-3.khoan-3-1",
        "diem-a.tiet-ii",
        "mau-3",
        "phan-1",
    ],
)
def test_the_paths_of_the_design_are_paths(text: str) -> None:
    assert str(Path.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "dieu",
        "dieu-",
        "dieu-đ",
        "Dieu-5",
        "dieu-5.",
        ".dieu-5",
        "dieu 5",
        "dieu-5..khoan-1",
        "điều-5",
        "dieu-5\n",
        "dieu--5",
        "x-1",
    ],
)
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        Path.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cp/2025",
        "cp/25/80",
        "CP/2025/80",
        "cp/2025/80/1",
        "cp//80",
        "cp/2025/80-nđ-cp",
        "cp/2025/80-nd-cp\n",
        "cp/2025/-80",
    ],
)
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(AddressError, match="cp/2025/80-2025-nd-cp"):
        DocumentId.parse(text)


@pytest.mark.parametrize("year", [-1, 10000])
def test_a_year_that_has_not_four_digits_is_refused(year: int) -> None:
    with pytest.raises(AddressError):
        DocumentId("cp", year, "80-nd-cp")


@pytest.mark.parametrize(
    "order",
    [
        pytest.param("dieu-5 dieu-5a dieu-5b dieu-6 dieu-10", id="articles"),
        pytest.param("diem-a diem-b diem-c diem-d diem-dd diem-e diem-g diem-o diem-y", id="letters"),
        pytest.param("khoan-1 khoan-1.diem-a khoan-1.diem-b khoan-2", id="children after their parent"),
        pytest.param("khoan-1 khoan-1-1 khoan-1-2 khoan-1-10 khoan-2", id="decimals"),
        pytest.param("kem-theo.dieu-1 phu-luc dieu-1", id="levels from the outside in"),
        pytest.param("phu-luc phu-luc-1 phu-luc-2", id="bare before numbered"),
        pytest.param("dieu-01 dieu-1 dieu-2", id="a written nought is kept"),
    ],
)
def test_order_is_natural(order: str) -> None:
    paths = list(map(Path.parse, order.split()))
    backwards = paths[::-1]
    assert sorted(backwards) == paths


@given(PATHS, PATHS)
def test_order_is_total_and_agrees_with_equality(one: Path, other: Path) -> None:
    assert (one < other) + (other < one) + (one == other) == 1


@given(PATHS, STEPS)
def test_a_step_further_in_is_within_and_leads_back(path: Path, step: Step) -> None:
    inner = path / step
    assert inner.parent == path
    assert inner.last == step
    assert inner.is_within(path)
    assert not path.is_within(inner)
    assert path < inner


@given(PATHS)
def test_ancestors_are_proper_and_outermost_first(path: Path) -> None:
    ancestors = path.ancestors()
    assert len(ancestors) == max(len(path.steps) - 1, 0)
    assert all(path.is_within(ancestor) and ancestor for ancestor in ancestors)
    assert list(ancestors) == sorted(ancestors, key=lambda ancestor: len(ancestor.steps))


def test_the_empty_path_is_the_whole_document() -> None:
    assert not Path()
    assert str(Path()) == ""
    with pytest.raises(AddressError):
        _ = Path().last
