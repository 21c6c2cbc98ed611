from __future__ import annotations

import pytest

from tests.quality.mine_abbreviations import readings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Ủy ban nhân dân (UBND) xã giả định", [("UBND", "Ủy ban nhân dân")], id="in brackets"),
        pytest.param(
            "Kho bạc Nhà nước (sau đây viết tắt là KBNN) chi trả", [("KBNN", "Kho bạc Nhà nước")], id="said to be short"
        ),
        pytest.param(
            "giáo dục quốc phòng và an ninh (GDQPAN)", [("GDQPAN", "giáo dục quốc phòng và an ninh")], id="và"
        ),
        pytest.param("đầu tư phát triển (“ĐTPT”)", [("ĐTPT", "đầu tư phát triển")], id="quoted"),
        pytest.param("theo mẫu quy định (UBND)", [], id="other words"),
        pytest.param("Ủy ban; nhân dân (UBND)", [], id="not in one breath"),
    ],
)
def test_finds_abbreviations_that_a_text_explains(text: str, found: list[tuple[str, str]]) -> None:
    assert list(readings(text)) == found
