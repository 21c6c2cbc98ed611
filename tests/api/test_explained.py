"""The search page tells how a query was read, why hits stand where they do, and which earlier years stand with one."""

from __future__ import annotations

from dataclasses import replace

from fastapi.testclient import TestClient

from api import search_answers
from api.library import Library
from api.reading.explain_view import place_view
from api.reading.search_view import Asked, search_view
from corpus.address import ProvisionId
from search.answer import Edition
from search.explained import Explanation, FieldScore, Term

ASKED = "/tim-kiem?q=thi+hành+pháp+luật"


def test_the_order_is_explained_where_it_is_asked_for(client: TestClient) -> None:
    plain, told = client.get(ASKED).text, client.get(f"{ASKED}&giai-thich=1").text

    assert "giai-thich=1" in plain
    assert "Câu hỏi được đọc thế nào" not in plain
    assert "Tìm theo các tiếng: thi, hành, pháp, luật" in told
    assert "Thứ 1 trong danh sách" in told
    assert "Ẩn giải thích thứ tự" in told


def test_the_interface_explains_too(client: TestClient) -> None:
    plain = client.get("/api/v1/search", params={"q": "thi hành pháp luật"}).json()
    told = client.get("/api/v1/search", params={"q": "thi hành pháp luật", "explain": "true"}).json()

    assert plain["reading"] is None
    assert plain["hits"][0]["explanation"] is None
    assert told["reading"]["syllables"] == ["thi", "hành", "pháp", "luật"]
    assert told["hits"][0]["explanation"]["place"] == 1


def test_a_place_in_words() -> None:
    fields = (FieldScore("bigrams", 3.25, (Term("thi_hành", 2.0, 3.25),)), FieldScore("words", 0.0, ()))
    why = Explanation(4.0, 7, 2, fields, ("luật",), ranked=True, demoted=True)

    assert place_view(why) == (
        "Thứ 2 trong danh sách; so khớp từ thì thứ 7, mô hình xếp hạng đưa về đây; điểm so khớp 4,0",
        "Hai tiếng liền nhau: 3,2 (thi hành 3,2)",
        "Không có: “luật”",
        "Đã hết hiệu lực, nên bị lùi lại",
    )


def test_documents_of_earlier_years_stand_with_the_newest(library: Library) -> None:
    found = library.search.search("thi hành pháp luật")
    best = ProvisionId.parse("ubnd-ha-tinh/2024/31-kh-ubnd#muc-2")
    earlier = Edition(str(best.document), "Kế hoạch 31/KH-UBND", "KẾ HOẠCH NĂM 2024", "năm 2024", "con-hieu-luc", best)
    folded = replace(found, groups=(replace(found.groups[0], earlier=(earlier,)), *found.groups[1:]), folded=1)

    (shown,) = search_view(folded, Asked("thi hành pháp luật")).groups[0].earlier
    assert (shown.href, shown.text) == ("/vb/ubnd-ha-tinh/2024/31-kh-ubnd#muc-2", "năm 2024")
    answer = search_answers.SearchAnswer.of(folded)
    assert answer.folded == 1
    assert [hit.earlier for hit in answer.hits if hit.earlier] == [(search_answers.Edition.of(earlier),)]
