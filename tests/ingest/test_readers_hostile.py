"""Files made to hurt: bombs, loops, entities, absurd nesting; each ends soon, with an error that names the mend."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import SourceError, SourceTooLarge, UnreadableSource
from ingest.readers import docx, legacy_word, page_image, pdf, plain, read
from tests.ingest import making

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(document: str, **more: bytes) -> bytes:
    """A Word file with this document part, packed."""
    with zipfile.ZipFile(io.BytesIO(making.docx(""))) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members["word/document.xml"] = document.encode()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in {**members, **more}.items():
            package.writestr(name, data)
    return held.getvalue()


def body(text: str, *, before: str = "", dtd: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{dtd}<w:document {_WORD}><w:body>{before}'
        f"<w:p><w:r><w:t>Điều 1. {text}</w:t></w:r></w:p></w:body></w:document>"
    )


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BILLION = f'<!DOCTYPE w [<!ENTITY a0 "ha">{LAUGHS}]>'
QUADRATIC = f'<!DOCTYPE w [<!ENTITY a "{"x" * 100_000}">]>'


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(body("&a11;", dtd=BILLION), id="billion laughs"),
        pytest.param(body("&a;" * 50_000, dtd=QUADRATIC), id="quadratic entities"),
        pytest.param(
            body("x", before="<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000), id="tables in tables"
        ),
        pytest.param(
            body("x", before="<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000), id="fields in fields"
        ),
    ],
)
def test_xml_made_to_swell_or_to_sink_is_refused(document: str) -> None:
    with pytest.raises(UnreadableSource, match="hãy mở bằng Word"):
        read(word(document), name="a.docx")


def test_external_entity_is_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("bí mật", encoding="utf-8")
    for declared in (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', f'<!ENTITY % p SYSTEM "{secret.as_uri()}"> %p;'):
        try:
            lines = read(word(body("&x;", dtd=f"<!DOCTYPE w [{declared}]>")), name="a.docx").lines
        except SourceError:
            continue
        assert not any("bí mật" in line.text for line in lines)


def test_word_file_of_many_swollen_parts_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "_MAX_WHOLE", 100_000)
    parts = {f"word/media/{n}.xml": b"<a/>" + bytes(30_000) for n in range(5)}
    with pytest.raises(UnreadableSource, match="bom nén"):
        read(word(body("x"), **parts), name="a.docx")


@pytest.mark.parametrize("opened", ["<div>", "<span>", "<table><tr><td>", "<b><i>"])
def test_page_nested_too_deep_is_refused_not_cut(opened: str) -> None:
    page = f"<html><body><p>Điều 1. Ngoài</p>{opened * 5000}Điều 2. Trong"
    with pytest.raises(UnreadableSource, match=r"lồng nhau quá sâu.*hãy lưu lại"):
        read(page.encode(), name="a.html")


def test_cells_that_claim_to_span_the_world_are_read() -> None:
    cells = '<td colspan="1000000000" rowspan="1000000000">x</td>' * 50
    pages = read(f"<html><body><p>Điều 1. A</p><table><tr>{cells}</tr></table></body></html>".encode(), name="a.html")
    assert len([line for line in pages.lines if line.text == "x"]) == 50


@pytest.mark.parametrize(("text", "name"), [("Điều 1. A\n" * 50, "a.txt"), ("| a " * 50 + "|\n", "a.md")])
def test_text_of_endless_lines_or_cells_is_refused(text: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "_MOST_LINES", 40)
    with pytest.raises(SourceTooLarge, match="hãy tách"):
        read(text.encode(), name=name)


def made(*objects: bytes) -> bytes:
    """A PDF of these objects; the first is the catalogue."""
    return making.assembled(objects)


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"


def stream(content: bytes, head: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(content), content)


def form(calls: int, other: int) -> bytes:
    """A form that draws another one several times."""
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % other
    return stream(b"/X Do " * calls, head)


def swollen() -> bytes:
    return made(CATALOGUE, PAGES, PAGE, stream(zlib.compress(b"0 0 m 9 9 l S " * 1_500_000, 9), b"/Filter/FlateDecode"))


@pytest.mark.parametrize(
    ("build", "error", "said"),
    [
        pytest.param(
            lambda: made(CATALOGUE, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
            UnreadableSource,
            "không có trang",
            id="pages in a circle",
        ),
        pytest.param(
            lambda: made(CATALOGUE, PAGES, PAGE, stream(b"/X Do"), *(form(10, n) for n in range(6, 18)), form(0, 5)),
            *(UnreadableSource, "lồng nhau không dứt"),
            id="ten to the twelfth forms",
        ),
        pytest.param(swollen, SourceTooLarge, "bom nén", id="content that swells"),
        pytest.param(
            lambda: made(CATALOGUE, b"[" * 100_000 + b"]" * 100_000),
            UnreadableSource,
            "hãy tải lại",
            id="arrays in arrays",
        ),
    ],
)
def test_pdf_made_to_loop_or_to_swell_is_refused(
    build: Callable[[], bytes], error: type[SourceError], said: str
) -> None:
    with pytest.raises(error, match=said):
        pdf.read(build())


def test_pdf_of_endless_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 3)
    with pytest.raises(SourceTooLarge, match="hãy tách"):
        pdf.read(making.pdf([([(60, 800, 10, "một dòng")], [])] * 4))


def test_page_of_absurd_size_is_not_drawn() -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 1000000 1000000]/Contents 4 0 R>>"
    with pytest.raises(SourceTooLarge, match="khổ bất thường"):
        page_image(made(CATALOGUE, PAGES, page, stream(b"0 0 m 9 9 l S")), "application/pdf", 1)


def picture_of(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    inside = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + inside


def test_picture_that_claims_to_be_vast_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(SourceTooLarge, match=r"triệu điểm ảnh.*hãy quét lại"):
        read(picture_of(60_000, 60_000), name="a.png")


def test_converter_that_hangs_is_ended_with_its_children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    alive = tmp_path / "alive"
    program.write_text(f"#!/bin/sh\n(sleep 3; touch {alive}) &\nsleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr(legacy_word.shutil, "which", lambda _: str(program))
    monkeypatch.setattr(legacy_word, "_SECONDS", 0.3)
    with pytest.raises(UnreadableSource, match="hãy lưu lại là DOCX"):
        legacy_word.read(b"\xd0\xcf\x11\xe0")
    monkeypatch.undo()
    assert not _appears(alive, seconds=4)


def _appears(path: Path, *, seconds: float) -> bool:

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if path.exists():
            return True
        time.sleep(0.1)
    return False
