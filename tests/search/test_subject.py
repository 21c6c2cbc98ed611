"""The subject of a document that has no title."""

from __future__ import annotations

import pytest

from search.subject import subject


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Thông tư này quy định về quản lý cảng cá giả định."], "về quản lý cảng cá giả định"),
        (["1. Nghị định này hướng dẫn việc đo đạc; 2. Khác."], "việc đo đạc"),
        (["Lời nói đầu.", "Quy chế này quy định nền nếp làm việc.\nĐoạn sau."], "nền nếp làm việc"),
        (["Cơ quan này quy định mức phí."], ""),
        (["a", "b", "c", "Thông tư này quy định về cảng."], ""),
        ([], ""),
    ],
)
def test_the_first_provisions_say_what_a_document_is_about(texts: list[str], expected: str) -> None:
    assert subject(texts) == expected
