"""The HTTP API: what it answers, and that the pages answer the same."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api import schemas
from tests.api import build
from tests.api.build import DECISION_ID, DECREE_ID, MISSING_ID, PLAN_ID
from tests.api.conftest import TOKEN


def test_search_answers_total_hits_and_facets(client: TestClient) -> None:
    body = client.get("/api/v1/search", params={"q": "thi hành pháp luật"}).json()

    assert body["total"] >= len(body["hits"]) > 0
    first = body["hits"][0]
    assert {"id", "document", "path", "title", "snippet"} <= set(first)
    assert first["id"] == f"{first['document']}#{first['path']}".rstrip("#")
    mark = first["marks"][0]
    assert first["snippet"][mark["start"] : mark["end"]].lower() in "thi hành pháp luật"
    assert {facet["field"] for facet in body["facets"]} == {"kind", "issuer", "year", "status"}


def test_every_id_that_search_returns_can_be_fetched(client: TestClient) -> None:
    hits = client.get("/api/v1/search", params={"q": "thi hành pháp luật", "size": 50}).json()["hits"]

    for hit in hits:
        address = f"/api/v1/documents/{hit['document']}" + (f"/provisions/{hit['path']}" if hit["path"] else "")
        assert client.get(address).status_code == 200


def test_facets_filter_before_they_count(client: TestClient) -> None:
    body = client.get("/api/v1/search", params={"q": "thi hành pháp luật", "kind": "nghi-dinh"}).json()

    assert {hit["document"] for hit in body["hits"]} == {DECREE_ID}
    kinds = next(facet for facet in body["facets"] if facet["field"] == "kind")
    assert {value["value"]: value["chosen"] for value in kinds["values"]} == {"nghi-dinh": True, "ke-hoach": False}


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        pytest.param("901/KH-UBND", [PLAN_ID], id="number"),
        pytest.param("khoản 1 mục II kế hoạch 901/KH-UBND", [f"{PLAN_ID}#muc-2.khoan-1"], id="provision"),
        pytest.param("k1 đ2 nđ 902/2024", [f"{DECREE_ID}#dieu-2.khoan-1"], id="as officers type"),
        pytest.param("904-NQ/TW", [], id="not held"),
        pytest.param("thi hành pháp luật", [], id="words"),
    ],
)
def test_resolve_says_what_a_citation_means(client: TestClient, typed: str, ids: list[str]) -> None:
    assert [one["id"] for one in client.get("/api/v1/resolve", params={"q": typed}).json()] == ids


def test_suggestions_lead_to_documents(client: TestClient) -> None:
    found = client.get("/api/v1/suggest", params={"q": "901/kh"}).json()

    assert PLAN_ID in [one["id"] for one in found]


def test_a_document_is_the_object_that_parse_prints(client: TestClient) -> None:
    made, references = build.plan()
    body = client.get(f"/api/v1/documents/{PLAN_ID}").json()

    assert list(body) == [
        *("id", "number", "kind", "issuer", "title", "issued", "effective", "expires", "signer", "status", "field"),
        *("source", "provisions", "references", "problems", "effects", "standing"),
    ]
    assert {**body, "effects": None, "standing": None} == {
        **schemas.Document.of_document(made, references).json_object(),
        "effects": None,
        "standing": None,
    }
    assert body["standing"]["status"] == "con-hieu-luc"
    assert client.get(f"/vb/{PLAN_ID}.json").json() == body


def test_rows_carry_their_cells_and_others_none(client: TestClient) -> None:
    body = client.get(f"/vb/{PLAN_ID}.json").json()
    by_path = {one["path"]: one for one in body["provisions"]}

    assert by_path["phu-luc.muc-1.dong-1"]["cells"]["Cơ quan chủ trì"] == "Sở Tư pháp"
    assert "cells" not in by_path["muc-1"]


def test_references_of_a_provision_include_those_below_it(client: TestClient) -> None:
    body = client.get(f"/api/v1/documents/{PLAN_ID}/references", params={"path": "muc-2"}).json()

    assert [one["source"] for one in body["references"]] == ["muc-2.khoan-1.diem-a"] * 2 + ["muc-2.khoan-1.diem-b"]


def test_cited_by_names_documents_and_places_and_leaves_out_the_document_itself(client: TestClient) -> None:
    body = client.get(f"/api/v1/documents/{PLAN_ID}/cited-by").json()

    assert [one["id"] for one in body["documents"]] == [DECISION_ID]
    assert [mention["href"] for mention in body["documents"][0]["mentions"]] == [
        f"/vb/{DECISION_ID}#can-cu",
        f"/vb/{DECISION_ID}#dieu-1",
    ]


def test_missing_documents_stand_by_mentions(client: TestClient) -> None:
    body = client.get("/api/v1/missing").json()

    assert (body[0]["id"], body[0]["mentions"], body[0]["documents"]) == (MISSING_ID, 4, 2)


def test_the_catalogue_counts_and_pages(client: TestClient) -> None:
    body = client.get("/api/v1/documents", params={"limit": 1, "offset": 1}).json()

    assert body["total"] == 3
    assert [one["id"] for one in body["documents"]] == [PLAN_ID]


def test_citations_of_a_text_with_spans(client: TestClient) -> None:
    text = "theo khoản 1 Điều 2 Nghị định số 902/2024/NĐ-CP"
    body = client.post("/api/v1/citations", json={"text": text}).json()

    found = body["citations"][0]
    assert text[found["start"] : found["end"]] == found["quote"] == text.removeprefix("theo ")
    assert found["targets"][0]["number"] == "902/2024/NĐ-CP"
    assert found["targets"][0]["path"] == "dieu-2.khoan-1"


def test_related_provisions_give_reasons(client: TestClient) -> None:
    body = client.get(f"/api/v1/documents/{PLAN_ID}/related", params={"path": "muc-1.khoan-1"}).json()

    assert body
    assert all(one["reasons"] and not one["id"].startswith(PLAN_ID) for one in body)


def test_an_upload_is_read_and_found(upload_client: TestClient) -> None:
    text = (
        "CHÍNH PHỦ\nSố: 909/2024/NĐ-CP\nHà Nội, ngày 05 tháng 02 năm 2024\nNGHỊ ĐỊNH\nVề văn bản giả định\n"
        "Điều 1. Phạm vi điều chỉnh\nNghị định này quy định việc giả định.\nĐiều 2. Hiệu lực\n"
        "Nghị định này có hiệu lực từ ngày 01 tháng 3 năm 2024.\n"
    )
    answer = upload_client.post(
        "/api/v1/documents",
        files={"file": ("../909.txt", text.encode())},
        headers={"authorization": f"Bearer {TOKEN}"},
    )

    assert answer.status_code == 201
    assert (answer.json()["outcome"], answer.json()["id"]) == ("new", "cp/2024/909-2024-nd-cp")
    found = upload_client.get("/tim-kiem", params={"q": "909/2024/NĐ-CP"})
    assert found.headers["location"] == "/vb/cp/2024/909-2024-nd-cp"


def test_the_description_names_every_operation(client: TestClient) -> None:
    described = client.get("/openapi.json").json()

    assert {"/api/v1/search", "/api/v1/suggest", "/api/v1/resolve", "/api/v1/citations", "/healthz", "/readyz"} <= set(
        described["paths"]
    )
    assert not [path for path in described["paths"] if path.startswith(("/vb", "/tim-kiem", "/static"))]


def test_health_and_readiness(client: TestClient, empty_client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert (ready["status"], ready["documents"]) == ("ready", 3)
    assert ready["entries"] > 3
    assert empty_client.get("/readyz").json()["documents"] == 0


def test_every_operation_is_described_with_examples_that_work(client: TestClient) -> None:
    described = client.get("/openapi.json").json()

    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], path
            for one in operation.get("parameters", ()):
                needed = one["required"] and one["in"] == "path"
                assert not needed or one["schema"].get("examples"), (method, path, one["name"])
    search = described["paths"]["/api/v1/search"]["get"]
    for example in search["parameters"][0]["examples"].values():
        assert client.get("/api/v1/search", params={"q": example["value"]}).status_code == 200
    refusal = described["paths"]["/api/v1/documents/{issuer}/{year}/{number}"]["get"]["responses"]["4XX"]
    told = refusal["content"]["application/problem+json"]["example"]
    assert set(told) == set(client.get("/api/v1/documents/cp/1999/1-1999-nd-cp").json())
