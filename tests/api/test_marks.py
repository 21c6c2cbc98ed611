"""What acts did to provisions: marks beside the text, on paper, in DOCX and Akoma Ntoso; the schema that it keeps."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from docx import Document as Word
from fastapi.testclient import TestClient
from lxml import etree

from api.app import create_app
from api.export import akn
from api.library import Library
from api.reading import acted
from api.settings import Settings
from corpus.address import Path as Address
from corpus.effects import Effect, EffectKind
from corpus.model import Target
from corpus.store import Store
from corpus.text import Span
from ingest.pipeline import ingest
from search.engines import open_index
from tests.api import build

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
LAW, AMENDING = "/vb/qh/2025/901-2025-qh15", "907/2025/QH15"
SCHEMA = Path(__file__).parent / "schemas" / "akomantoso30.xsd"
AKN = f"{{{akn.NAMESPACE}}}"
BUILT = [f"/vb/{id}" for id in (build.PLAN_ID, build.DECREE_ID, build.DECISION_ID)]
READ = [
    LAW,
    "/vb/qh/2025/907-2025-qh15",
    "/vb/vpqh/2026/908-vbhn-vpqh",
    "/vb/ubnd-ha-tinh/2025/444-kh-ubnd",
    "/vb/btp/2025/903-2025-tt-btp",
    "/vb/cp/2025/902-2025-nd-cp",
]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The samples that are text, read as the demo reads them."""
    folder = tmp_path_factory.mktemp("samples")
    files = [path for path in SAMPLES.iterdir() if path.suffix != ".pdf"]
    with Store.open(f"sqlite:///{folder / 'library.db'}") as store:
        ingest(files, store, workers=0)
        app = create_app(Settings.read({}), library=Library(store, open_index("memory")))
        with TestClient(app, follow_redirects=False) as client:
            yield client


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMA))


def effect(kind: EffectKind, *, begins: date | None, partly: bool = False, ends: date | None = None) -> Effect:
    target = Target(None, number=None, name=None, path=Address.parse("dieu-2.khoan-1"))
    return Effect(kind, "dieu-1", "", Span(0, 0), target, begins=begins, ends=ends, partly=partly)


@pytest.mark.parametrize(
    ("made", "css", "said"),
    [
        pytest.param(effect(EffectKind.REPEALS, begins=date(2025, 1, 2)), "out", "Bãi bỏ từ 02/01/2025", id="gone"),
        pytest.param(
            effect(EffectKind.REPEALS, begins=date(2025, 1, 2), partly=True),
            "part",
            "Bãi bỏ một phần từ 02/01/2025",
            id="part of it",
        ),
        pytest.param(
            effect(EffectKind.REPEALS, begins=date(2027, 1, 2)), "part", "Sẽ bãi bỏ từ 02/01/2027", id="later"
        ),
        pytest.param(
            effect(EffectKind.SUSPENDS, begins=date(2025, 1, 2), ends=date(2026, 12, 31)),
            "part",
            "Ngưng hiệu lực từ 02/01/2025 đến hết 31/12/2026",
            id="for a time",
        ),
    ],
)
def test_a_mark_says_what_was_done_and_from_when(made: Effect, css: str, said: str) -> None:
    mark = acted.mark(made, date(2026, 6, 1), link="Điều 1 Luật X", href="/vb/x#dieu-1")

    assert mark is not None
    assert (mark.css, mark.said, mark.text) == (css, said, f"{said}, theo Điều 1 Luật X")


def test_a_consolidation_leaves_no_mark() -> None:
    made = effect(EffectKind.CONSOLIDATES, begins=date(2025, 1, 2))

    assert acted.mark(made, date(2026, 1, 1), link="", href="") is None


def marks(client: TestClient, address: str) -> dict[str, str]:
    """Id of the provision -> the mark before it."""
    page = etree.HTML(client.get(address).text)
    found = page.xpath("//*[contains(concat(' ', @class, ' '), ' acted ')]")
    return {one.xpath("ancestor::*[@id][1]/@id")[0]: " ".join("".join(one.itertext()).split()) for one in found}


@pytest.mark.parametrize("page", ["", "/in"])
def test_each_provision_that_an_act_reaches_says_so_where_it_stands(samples: TestClient, page: str) -> None:
    found = marks(samples, f"{LAW}{page}")

    assert found["dieu-5.khoan-1.diem-d"] == "Bãi bỏ từ 01/03/2026, theo điểm b khoản 3 Điều 1 Luật 907/2025/QH15"
    assert found["dieu-3.khoan-2"].startswith("Sửa đổi, bổ sung từ 01/03/2026")
    assert "dieu-2" not in found
    assert marks(samples, "/vb/qh/2025/907-2025-qh15") == {}


def test_a_provision_by_itself_shows_the_marks_below_it_and_its_own_in_the_head(samples: TestClient) -> None:
    assert set(marks(samples, f"{LAW}/dieu-5")) >= {"dieu-5.khoan-1.diem-b", "dieu-5.khoan-1.diem-d"}
    assert "dieu-5" not in marks(samples, f"{LAW}/dieu-5")


def test_a_word_processor_gets_the_marks_before_the_text_they_are_about(samples: TestClient) -> None:
    made = [p.text for p in Word(io.BytesIO(samples.get(f"{LAW}.docx").content)).paragraphs]
    mark = made.index("[Bãi bỏ từ 01/03/2026, theo điểm b khoản 3 Điều 1 Luật 907/2025/QH15]")

    assert made[mark + 1].startswith("d)")


def test_akoma_ntoso_tells_each_act_with_its_day_its_source_and_what_it_reaches(samples: TestClient) -> None:
    root = etree.fromstring(samples.get(f"{LAW}.xml").content)
    repeal = next(one for one in root.iter(f"{AKN}textualMod") if one.get("type") == "repeal")
    source, destination, force = repeal
    group = next(one for one in root.iter(f"{AKN}temporalGroup") if f"#{one.get('eId')}" == force.get("period"))
    start = group[0].get("start")
    event = next(one for one in root.iter(f"{AKN}eventRef") if f"#{one.get('eId')}" == start)
    known = {one.get("eId") for one in root.iter() if one.get("eId")}

    assert str(source.get("href")).endswith("/vb/qh/2025/907-2025-qh15#dieu-1.khoan-3.diem-b")
    assert destination.get("href") == "#art_5__para_1__point_d"
    assert (event.get("date"), event.get("type")) == ("2026-03-01", "repeal")
    assert {value[1:] for one in root.iter() for value in one.attrib.values() if value.startswith("#")} <= known


@pytest.mark.parametrize("address", READ)
def test_akoma_ntoso_of_what_is_read_keeps_the_schema(
    samples: TestClient, schema: etree.XMLSchema, address: str
) -> None:
    schema.assertValid(etree.fromstring(samples.get(f"{address}.xml").content))


@pytest.mark.parametrize("address", BUILT)
def test_akoma_ntoso_of_every_shape_keeps_the_schema(client: TestClient, schema: etree.XMLSchema, address: str) -> None:
    schema.assertValid(etree.fromstring(client.get(f"{address}.xml").content))


def test_the_schema_refuses_what_it_does_not_know(schema: etree.XMLSchema, client: TestClient) -> None:
    made = client.get(f"{BUILT[1]}.xml").text

    assert schema.validate(etree.fromstring(made.encode()))
    assert not schema.validate(etree.fromstring(made.replace("paragraph", "khoan").encode()))
    assert not schema.validate(etree.fromstring(made.replace("<body>", "<body><p>x</p>").encode()))
