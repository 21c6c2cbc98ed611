"""The sides of a document: surroundings, tasks, comparison, print, related, the reading file."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from dataclasses import replace
from html import unescape
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from PIL import Image

from api import sheets
from api.reading.compare import Piece, compare, pieces, word_by_word
from api.reading.graph import group_of
from api.reading.search_view import Asked, search_view
from api.reading.tasks import bodies
from corpus.address import DocumentId, Path
from corpus.model import RecognisedPage, Relation, Source
from search import answer
from search.query import understand
from tests.api import build
from tests.api.build import DECISION_ID, DECREE_ID, MISSING_ID, PLAN_ID

PLAN = f"/vb/{PLAN_ID}"
SHOWN = ("query", "choices", "groups", "total", "documents", "facets", "understood", "page", "pages")


def words(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", html)).split())


def drawn(html: str) -> str:
    return html.split('<svg class="graph"')[1].split("</svg>")[0]


# Lược đồ


def test_the_map_counts_documents_by_relation_both_ways_zeros_too(client: TestClient) -> None:
    text = words(client.get(f"{PLAN}/luoc-do").text)

    assert "Căn cứ ban hành 0 1 " in text
    assert "Thực hiện, quy định chi tiết, hướng dẫn 1 0 " in text
    assert "Dẫn chiếu 2 1 " in text
    assert "Thay thế 0 0 " in text
    assert "Số văn bản 2 1 " in text


def test_the_drawing_holds_every_document_as_a_link_with_its_rank(client: TestClient) -> None:
    drawing = re.search(r"<svg class=\"graph\".*?</svg>", client.get(f"{PLAN}/luoc-do").text, re.DOTALL)
    assert drawing
    svg = drawing[0]

    hrefs = re.findall(r'<a href="([^"]+)"', svg)
    assert hrefs == [f"/vb/{MISSING_ID}", f"/vb/{DECREE_ID}", f"/vb/{DECISION_ID}"]
    assert svg.index("Đảng") < svg.index("Chính phủ") < svg.index("Dẫn tới văn bản này")
    assert f'href="/vb/{MISSING_ID}" class="no"' in svg
    assert svg.count('class="do"') == 2  # guidance of the missing one, basis of the decision


def test_a_document_of_the_drawing_opens_and_closes_in_place(client: TestClient) -> None:
    closed = client.get(f"{PLAN}/luoc-do").text
    opener = unescape(re.search(r'class="mo" href="([^"]+)"', closed)[1])  # type: ignore[index]
    assert opener == f"{PLAN}/luoc-do?mo={DECREE_ID}#do-thi"
    opened = client.get(opener).text

    assert "905/2023/QH15" not in drawn(closed)
    assert "905/2023/QH15" in drawn(opened)
    assert 'aria-label="Thu gọn' in opened


def test_the_map_of_a_document_nobody_cites_says_so(client: TestClient) -> None:
    text = client.get(f"/vb/{DECISION_ID}/luoc-do").text

    assert "Chưa văn bản nào trong thư viện dẫn tới văn bản này." in text


def test_unheld_documents_and_odd_ids_in_the_address_are_harmless(client: TestClient) -> None:
    assert client.get(f"/vb/{MISSING_ID}/luoc-do").status_code == 404
    assert client.get(f"{PLAN}/luoc-do?mo=../x&mo={MISSING_ID}").status_code == 200


@pytest.mark.parametrize(
    ("id", "name", "group"),
    [
        pytest.param("bct/2025/66-nq-tw", "", "Đảng", id="party"),
        pytest.param("tinh-uy-ha-tinh/2025/1-nq-tu", "", "Đảng", id="party of the province"),
        pytest.param("qh/2025/64-2025-qh15", "", "Quốc hội", id="assembly"),
        pytest.param("ttg/2025/1-qd-ttg", "", "Chính phủ, Thủ tướng Chính phủ", id="prime minister"),
        pytest.param("btp/2025/1-2025-tt-btp", "", "Bộ, ngành trung ương", id="ministry"),
        pytest.param("ubnd-ha-tinh/2025/1-kh-ubnd", "", "Địa phương", id="province"),
        pytest.param(None, "Luật Giả định", "Quốc hội", id="a law by name"),
        pytest.param(None, "01/HD", "Cơ quan khác", id="nobody knows"),
    ],
)
def test_the_group_of_an_issuer(id: str | None, name: str, group: str) -> None:
    assert group_of(DocumentId.parse(id) if id else None, name) == group


def test_those_who_cite_are_kept_by_relation(client: TestClient) -> None:
    everyone = client.get(PLAN).text
    bases = client.get(PLAN, params={"quan-he": "can-cu"}).text.split('id="duoc-dan"')[1].split("</section>")[0]

    assert f'href="{PLAN}?quan-he=can-cu#duoc-dan"' in everyone
    assert f'href="/vb/{DECISION_ID}#can-cu"' in bases
    assert f'href="/vb/{DECISION_ID}#dieu-1"' not in bases


# Nhiệm vụ


def test_rows_with_a_body_in_charge_are_tasks(client: TestClient) -> None:
    text = words(client.get(f"{PLAN}/nhiem-vu").text)

    assert "2 nhiệm vụ." in text
    assert "Tổ chức hội nghị tập huấn Dòng 1 Mục I Phụ lục Sở Tư pháp Các sở, ban, ngành Hội nghị Năm 2026" in text


def test_tasks_are_filtered_and_each_filter_counts_under_the_others(client: TestClient) -> None:
    page = client.get("/nhiem-vu", params={"chu-tri": "Sở Nội vụ"}).text

    assert "Báo cáo kết quả" in page
    assert "hội nghị tập huấn" not in page
    assert "Sở Tư pháp" in page  # still offered, with what it would give
    assert "1</b> trong 2 nhiệm vụ" in page
    assert "hội nghị tập huấn" in client.get("/nhiem-vu", params={"tu": "hoi nghi"}).text


def test_tasks_of_the_library_name_their_document(client: TestClient) -> None:
    text = client.get("/nhiem-vu").text

    assert f'href="{PLAN}#phu-luc.muc-1.dong-1"' in text
    assert "Kế hoạch" in text


def test_tasks_as_files_hold_what_the_page_holds(client: TestClient) -> None:
    plain = client.get(f"{PLAN}/nhiem-vu.csv", params={"chu-tri": "Sở Tư pháp"})
    rows = list(csv.reader(io.StringIO(plain.content.decode("utf-8-sig"))))
    assert rows[1][1:6] == ["Tổ chức hội nghị tập huấn", "Sở Tư pháp", "Các sở, ban, ngành", "Hội nghị", "Năm 2026"]
    assert len(rows) == 2

    book = load_workbook(io.BytesIO(client.get("/nhiem-vu.xlsx").content))
    sheet = book["Nhiệm vụ"]
    assert [cell.value for cell in sheet[1]][:3] == ["TT", "Nhiệm vụ", "Cơ quan chủ trì"]
    assert sheet.max_row == 3
    assert sheet["A2"].value == 1
    assert client.get("/nhiem-vu.pdf").status_code == 404


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        pytest.param("Sở Tư pháp", ("Sở Tư pháp",), id="one"),
        pytest.param(
            "Các sở, ban, ngành cấp tỉnh; UBND cấp xã", ("Các sở, ban, ngành cấp tỉnh", "UBND cấp xã"), id="list"
        ),
        pytest.param("Sở Tư pháp, Sở Ngoại vụ", ("Sở Tư pháp", "Sở Ngoại vụ"), id="commas before capitals"),
        pytest.param("các Sở, ban, ngành\nSở Y tế", ("Các sở, ban, ngành", "Sở Y tế"), id="lines, one spelling"),
        pytest.param("", (), id="nobody"),
    ],
)
def test_bodies_in_a_cell(cell: str, found: tuple[str, ...]) -> None:
    assert bodies(cell) == found


def test_a_text_in_a_file_for_spreadsheets_never_runs() -> None:
    assert sheets.csv_bytes(["a"], [["=1+1"], ["@x"], ["5"], [-1]]).decode("utf-8-sig").split() == [
        "a",
        "'=1+1",
        "'@x",
        "5",
        "-1",
    ]
    made = sheets.xlsx_bytes("A/B", ["x"], [["=1+1\x01"]], widths=[10])
    sheet = zipfile.ZipFile(io.BytesIO(made)).read("xl/worksheets/sheet1.xml").decode()
    assert '<c r="A2" s="0" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>' in sheet


# So sánh


def test_words_that_differ_are_marked_on_both_sides() -> None:
    left, right = word_by_word("Sở Nội vụ chủ trì.", "Sở Tư pháp chủ trì.")

    assert str(left) == "Sở <del>Nội vụ</del> chủ trì."
    assert str(right) == "Sở <ins>Tư pháp</ins> chủ trì."
    assert str(word_by_word("a < b", "a > b")[0]) == "a <del>&lt;</del> b"


def piece(path: str, text: str) -> Piece:
    return Piece(path, Path.parse(path), text)


def test_provisions_are_paired_by_likeness_and_new_ones_stand_alone() -> None:
    before = [
        piece("dieu-1", "Phạm vi điều chỉnh của quy định giả định này"),
        piece("dieu-2", "Cơ quan chủ trì báo cáo hằng năm trước ngày 15 tháng 12"),
        piece("dieu-3", "Điều khoản không còn giữ lại nữa"),
    ]
    after = [
        piece("dieu-1", "Phạm vi điều chỉnh của quy định giả định này"),
        piece("dieu-2", "Giải thích từ ngữ hoàn toàn mới ở đây"),
        piece("dieu-3", "Cơ quan chủ trì báo cáo hằng quý trước ngày 15 tháng cuối quý"),
    ]
    found = compare(before, after, left_page="/a", right_page="/b")

    assert [(one.kind, one.left_place, one.right_place) for one in found.pairs] == [
        ("same", "dieu-1", "dieu-1"),
        ("new", "", "dieu-2"),
        ("changed", "dieu-2", "dieu-3"),
        ("gone", "dieu-3", ""),
    ]
    assert found.counts == {"same": 1, "new": 1, "changed": 1, "gone": 1}


def test_every_piece_of_both_sides_stands_in_a_comparison_once() -> None:
    one, other = pieces(build.plan()[0]), pieces(build.decree(articles=9)[0])
    pairs = compare(one, other, left_page="", right_page="").pairs

    assert [p.left_place for p in pairs if p.left_place] == [p.place for p in one]
    assert [p.right_place for p in pairs if p.right_place] == [p.place for p in other]


def test_two_provisions_are_compared_by_address_or_citation(client: TestClient) -> None:
    asked = {"a": f"{DECREE_ID}#dieu-1", "b": "điều 2 nghị định 902/2024/NĐ-CP"}
    text = client.get("/so-sanh", params=asked).text

    assert "<del>1</del>" in text
    assert "<ins>2</ins>" in text
    assert 'class="gone"' not in text


@pytest.mark.parametrize(
    ("a", "status"),
    [
        pytest.param("", 200, id="nothing asked: the form"),
        pytest.param("không phải số hiệu", 400, id="no address"),
        pytest.param(f"{PLAN_ID}#dieu-99", 404, id="no such provision"),
        pytest.param(f"{PLAN_ID}@abcdef", 404, id="no such reading"),
    ],
)
def test_a_comparison_says_what_is_wrong_with_its_sides(client: TestClient, a: str, status: int) -> None:
    assert client.get("/so-sanh", params={"a": a, "b": DECREE_ID}).status_code == status


def test_what_a_document_may_be_compared_with(client: TestClient) -> None:
    text = client.get(f"{PLAN}/so-sanh").text

    assert "Bản đang hiện" in text
    assert f'name="a" value="{PLAN_ID}"' in text


# In, liên quan, hồ sơ


def test_chosen_parts_alone_are_set_for_print(client: TestClient) -> None:
    text = client.get(f"{PLAN}/in", params={"phan": ["muc-1", "phu-luc"]}).text.split('class="law paper"')[1]

    assert "Rõ cơ quan chủ trì" in text
    assert "hội nghị tập huấn" in text
    assert "Theo dõi thi hành pháp luật</h" not in text
    assert "Không phải bản chính thức; in từ" in text


def test_a_chapter_brings_its_articles(client: TestClient) -> None:
    text = client.get(f"/vb/{DECREE_ID}/in", params={"phan": "chuong-1"}).text.split('class="law paper"')[1]

    assert "Nội dung giả định thứ 3" in text
    assert "Căn cứ Luật Giả định" not in text


def test_related_provisions_stand_with_their_reasons(client: TestClient) -> None:
    text = client.get(f"{PLAN}/lien-quan", params={"tai": "muc-1.khoan-1"}).text

    assert 'class="small soft why"' in text
    assert f'href="/vb/{PLAN_ID}#' not in text.split("<h2>Điều khoản ở văn bản khác")[1].split("</section>")[0]


def test_the_reading_file_lives_in_its_address(client: TestClient) -> None:
    items = [f"{DECREE_ID}#dieu-1", PLAN_ID, f"{DECREE_ID}#dieu-2"]
    text = client.get("/ho-so", params={"m": items}).text

    assert re.findall(r"<h2>(\d)\. ", text) == ["1", "2", "3"]
    assert "Nội dung giả định thứ 1" in text
    assert "Nghị định số 902/2024/NĐ-CP ngày 05 tháng 02 năm 2024 của Chính phủ" in words(text)
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_a_citation_is_added_to_the_reading_file(client: TestClient) -> None:
    answer = client.get("/ho-so", params={"m": PLAN_ID, "them": "điều 2 nghị định 902/2024/NĐ-CP"})

    assert answer.status_code == 303
    assert answer.headers["location"].endswith("902-2024-nd-cp%23dieu-2")
    assert "không chỉ đúng" in client.get("/ho-so", params={"them": "nghị định nào đó"}).text
    assert "Hồ sơ còn trống" in client.get("/ho-so", params={"m": "../x"}).text


# Bản chụp


def picture_client(fresh_client: TestClient) -> str:
    """Uploads a page that is a picture of nothing in particular; the address of its document."""
    text = build.document(
        "ubnd-ha-tinh/2025/910-qd-ubnd",
        ("tieu-de", "QUYẾT ĐỊNH\nVề việc chụp lại (văn bản giả định)"),
        ("dieu-1", "Điều 1.", "", "Chụp lại một trang."),
        kind="Quyết định",
        number="910/QĐ-UBND",
        issuer="Ủy ban nhân dân tỉnh Hà Tĩnh",
        title="Về việc chụp lại (văn bản giả định)",
    )
    out = io.BytesIO()
    Image.new("RGB", (200, 280), "white").save(out, "PNG")
    source = Source("chup.png", hashlib.sha256(out.getvalue()).hexdigest(), "image/png", 1)
    scanned = replace(text, source=source, page_starts=(0,), recognised=(RecognisedPage(1, 0.87),))
    fresh_client.app.state.library.store.save(scanned, (), original=out.getvalue())  # type: ignore[attr-defined]
    return f"/vb/{text.id}"


def test_the_picture_of_a_page_stands_beside_what_was_read_from_it(fresh_client: TestClient) -> None:
    place = picture_client(fresh_client)
    text = fresh_client.get(f"{place}/trang").text

    assert f'src="{place}/trang/1.png"' in text
    assert "mức chắc chắn 87 %" in text
    assert "Chụp lại một trang." in text
    picture = fresh_client.get(f"{place}/trang/1.png")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert f'href="{place}/trang"' in fresh_client.get(place).text


def test_pages_that_do_not_exist_have_no_picture(fresh_client: TestClient) -> None:
    place = picture_client(fresh_client)

    assert fresh_client.get(f"{place}/trang?so=2").status_code == 404
    assert fresh_client.get(f"{place}/trang/2.png").status_code == 404
    assert fresh_client.get(f"{PLAN}/trang").status_code == 404
    assert f'href="{PLAN}/trang"' not in fresh_client.get(PLAN).text


# Who cites a provision, by relation


def test_the_list_opened_at_a_provision_is_kept_by_relation(fresh_client: TestClient) -> None:
    made, references = build.decision()
    acts = [replace(one, relation=Relation.AMENDS) if one.source == "dieu-1" else one for one in references]
    again = replace(references[1], relation=Relation.CITES)
    fresh_client.app.state.library.store.replace_references(made.id, (*acts, again))  # type: ignore[attr-defined]
    path = "muc-2.khoan-1.diem-a"
    whole = fresh_client.get(PLAN, params={"dan": path}).text.split('role="group"')[1].split("</div>")[0]
    kept = fresh_client.get(PLAN, params={"dan": path, "quan-he": "sua-doi-bo-sung"}).text
    kept = kept.split('role="group"')[1].split("</div>")[0]

    assert f'href="{PLAN}?dan={path}&amp;quan-he=sua-doi-bo-sung#{path}"' in whole
    assert ", dẫn chiếu</span>" in whole
    assert ", dẫn chiếu</span>" not in kept
    assert ", sửa đổi, bổ sung</span>" in kept
    assert 'aria-current="true">sửa đổi, bổ sung' in kept


# Search: what was understood


def test_filters_read_from_the_words_are_chips_that_take_them_back() -> None:
    found = SimpleNamespace(
        **{name: getattr(answer.Answer(understand("quyết định 2025")), name) for name in SHOWN},
        filters=(SimpleNamespace(field="kind", label="Loại văn bản: Quyết định", words="quyết định", without="2025"),),
        meant="quyết định",
        nearest=(),
    )
    view = search_view(found, Asked("quyết định 2025", {"year": ("2025",)}))  # type: ignore[arg-type]

    assert [(one.text, one.href) for one in view.said] == [
        ("Loại văn bản: Quyết định", "/tim-kiem?q=2025&nam=2025"),
    ]
    assert view.meant
    assert view.meant.href == "/tim-kiem?q=quy%E1%BA%BFt+%C4%91%E1%BB%8Bnh&nam=2025"
