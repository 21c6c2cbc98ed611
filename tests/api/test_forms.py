"""A document in other forms: Akoma Ntoso, DOCX, JSON-LD, by suffix and Accept; feeds, lists, the library whole."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter

import pytest
from docx import Document as Word
from fastapi.testclient import TestClient
from lxml import etree
from openpyxl import load_workbook

from api.export import akn
from api.export.docx import docx_bytes
from api.routes.forms import wanted
from tests.api import build
from tests.api.build import DECISION_ID, DECREE_ID, MISSING_ID, PLAN_ID

PLAN, DECREE = f"/vb/{PLAN_ID}", f"/vb/{DECREE_ID}"
AKN = f"{{{akn.NAMESPACE}}}"
ATOM = "{http://www.w3.org/2005/Atom}"
HIER = {
    *("part", "chapter", "section", "subsection", "article", "paragraph", "point", "indent", "hcontainer"),
}


def act(client: TestClient, address: str) -> etree._Element:
    answer = client.get(f"{address}.xml")
    assert answer.headers["content-type"] == "application/akn+xml; charset=utf-8"
    return etree.fromstring(answer.content)[0]


def names(element: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in element]


# Akoma Ntoso


@pytest.mark.parametrize("address", [PLAN, DECREE, f"/vb/{DECISION_ID}"])
def test_akoma_ntoso_keeps_the_order_and_content_that_its_schema_asks_for(client: TestClient, address: str) -> None:
    root = act(client, address)

    order = ["meta", "preface", "preamble", "body", "conclusions"]
    assert etree.QName(root).localname == "act"
    assert [name for name in order if name in names(root)] == names(root)
    meta = root.find(f"{AKN}meta")
    assert meta is not None
    assert names(meta) == ["identification", "lifecycle", "references"]
    assert names(meta[0]) == ["FRBRWork", "FRBRExpression", "FRBRManifestation"]
    assert names(meta[0][0])[:5] == ["FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor", "FRBRcountry"]
    assert names(meta[0][1]) == ["FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor", "FRBRlanguage"]
    known = {one.get("eId") for one in root.iter() if one.get("eId")}
    pointed = {value[1:] for one in meta.iter() for value in one.attrib.values() if str(value).startswith("#")}
    assert {str(one) for one in pointed} <= known
    for unit in (one for one in root.iter() if etree.QName(one).localname in HIER):
        inside = [name for name in names(unit) if name not in ("num", "heading", "subheading")]
        whole = inside == ["content"]
        parts = {name for name in inside if name not in ("intro", "wrapUp")}
        assert whole or (parts and parts <= HIER), inside
        assert unit.get("eId")
    for block in root.iter(f"{AKN}content", f"{AKN}intro", f"{AKN}td", f"{AKN}th"):
        assert len(block) > 0


@pytest.mark.parametrize("address", [PLAN, DECREE])
def test_every_provision_is_in_akoma_ntoso_once(client: TestClient, address: str) -> None:
    root = act(client, address)
    ids = [one.get("eId") for one in root.iter() if one.get("eId")]
    held = client.get(f"{address}.json").json()["provisions"]

    assert max(Counter(ids).values()) == 1
    assert len([one for one in ids if re.search(r"_", str(one)) and not str(one).startswith("e_")]) >= len(held) - 1


def test_articles_stand_in_their_chapter_and_references_lead_to_the_library(client: TestClient) -> None:
    root = act(client, DECREE)
    article = root.find(f".//{AKN}chapter[@eId='chp_1']/{AKN}article[@eId='art_2']")
    assert article is not None

    point = article.find(f".//{AKN}point[@eId='art_2__para_2__point_dd']")
    assert point is not None
    assert point.findtext(f"{AKN}num") == "đ)"
    ref = point.find(f".//{AKN}ref")
    assert ref is not None
    assert ref.get("href") == f"http://testserver{DECREE}#dieu-2.khoan-1"
    assert ref.text == "khoản 1 Điều 2 Nghị định này"


def test_the_text_of_akoma_ntoso_is_the_text_of_the_document(client: TestClient) -> None:
    for address in (PLAN, DECREE, f"/vb/{DECISION_ID}"):
        root = act(client, address)
        said = " ".join(" ".join(part.itertext()) for part in root if part.tag != f"{AKN}meta")
        text = client.get(f"{address}.txt").text
        assert Counter(re.findall(r"\w+", text)) - Counter(re.findall(r"\w+", said)) == Counter()


# DOCX


def test_docx_opens_in_a_word_processor_with_the_margins_of_the_decree() -> None:
    made = Word(io.BytesIO(docx_bytes(build.plan()[0], "Không phải bản chính thức.")))
    section = made.sections[0]

    sizes = [round(value.mm) for value in (section.top_margin, section.right_margin, section.left_margin)]  # type: ignore[union-attr]
    assert sizes == [20, 15, 30]
    assert [p.text for p in made.paragraphs if p.style and p.style.name == "Heading 1"][:2] == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. NHIỆM VỤ",
    ]
    tasks = made.tables[-1]
    assert [cell.text for cell in tasks.rows[0].cells] == ["TT", *build.COLUMNS]
    assert tasks.rows[3].cells[2].text == "Sở Nội vụ"
    assert made.paragraphs[-1].text == "Không phải bản chính thức."


def test_docx_holds_every_word_of_the_document() -> None:
    for document, _ in build.all_documents():
        whole = zipfile.ZipFile(io.BytesIO(docx_bytes(document, ""))).read("word/document.xml").decode()
        said = set(re.findall(r"\w+", re.sub("<[^>]+>", " ", whole)))
        assert set(re.findall(r"\w+", document.text)) <= said


# JSON-LD, Accept


def test_every_document_page_describes_itself_to_search_engines(client: TestClient) -> None:
    text = client.get(PLAN).text
    found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1])  # type: ignore[index]

    assert found["@type"] == "Legislation"
    assert found["@id"] == f"http://testserver{PLAN}"
    assert found["legislationIdentifier"] == "901/KH-UBND"
    assert found["legislationDate"] == "2025-08-13"
    assert found["legislationApplies"] == [{"@type": "Legislation", "@id": f"http://testserver/vb/{MISSING_ID}"}]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        pytest.param("", None, id="nothing said"),
        pytest.param("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", None, id="a browser"),
        pytest.param("application/json", "json", id="json"),
        pytest.param("application/akn+xml, application/xml;q=0.5", "xml", id="akoma ntoso"),
        pytest.param("text/plain;q=0.9, text/html;q=0.5", "txt", id="text before html"),
        pytest.param("application/json, text/html", None, id="html as gladly"),
        pytest.param("image/png", None, id="nothing we have"),
        pytest.param("application/json;q=x", None, id="an odd weight"),
    ],
)
def test_what_an_accept_header_wants(accept: str, form: str | None) -> None:
    assert wanted(accept) == form


def test_a_document_is_negotiated_at_its_stable_address(client: TestClient) -> None:
    answer = client.get(PLAN, headers={"accept": "application/json"})

    assert (answer.status_code, answer.headers["location"]) == (303, f"{PLAN}.json")
    assert answer.headers["vary"] == "accept"


# Feeds, lists, the library


@pytest.mark.parametrize(
    ("address", "first"),
    [
        pytest.param("/van-ban.atom", DECISION_ID, id="new documents"),
        pytest.param("/van-ban.atom?co-quan=cp", DECREE_ID, id="an issuer"),
        pytest.param("/tim-kiem.atom?q=theo+dõi+thi+hành", PLAN_ID, id="a search, newest first"),
        pytest.param(f"{PLAN}.atom", DECISION_ID, id="a document"),
    ],
)
def test_feeds_are_atom_with_the_newest_first(client: TestClient, address: str, first: str) -> None:
    answer = client.get(address)
    feed = etree.fromstring(answer.content)

    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert feed.tag == f"{ATOM}feed"
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"http://testserver{answer.url.raw_path.decode()}"  # type: ignore[union-attr]
    entries = feed.findall(f"{ATOM}entry")
    assert entries[0].findtext(f"{ATOM}id") == f"http://testserver/vb/{first}"
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert days == sorted(days, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == days[0]
    for entry in entries:
        assert entry.findtext(f"{ATOM}title")
        assert entry.findtext(f"{ATOM}author/{ATOM}name")


def test_results_are_exported_as_they_were_asked_for(client: TestClient) -> None:
    asked = {"q": "thi hành pháp luật", "loai": "nghi-dinh"}
    page = client.get("/tim-kiem", params=asked).text
    assert 'href="/tim-kiem.xlsx?q=thi+h%C3%A0nh+ph%C3%A1p+lu%E1%BA%ADt&amp;loai=nghi-dinh"' in page
    sheet = load_workbook(io.BytesIO(client.get("/tim-kiem.xlsx", params=asked).content)).active
    plain = client.get("/tim-kiem.csv", params=asked).content.decode("utf-8-sig")

    assert sheet is not None
    assert {row[0].value for row in sheet.iter_rows(min_row=2)} == {"Nghị định 902/2024/NĐ-CP"}
    assert f"/vb/{DECREE_ID}#dieu-" in plain
    assert client.get("/tim-kiem.csv").status_code == 422


def test_the_library_comes_whole_as_json_lines(client: TestClient) -> None:
    answer = client.get("/api/v1/documents.jsonl")
    found = [json.loads(line) for line in answer.text.splitlines()]

    assert answer.headers["content-type"] == "application/x-ndjson"
    assert [one["id"] for one in found] == sorted([PLAN_ID, DECREE_ID, DECISION_ID])
    assert found[0]["provisions"]
