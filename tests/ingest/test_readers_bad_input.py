"""Files that cannot be read, or only with a remark: each message says what is wrong and how to mend it."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from corpus.errors import (
    EmptySource,
    NoLawInSource,
    SourceError,
    SourceTooLarge,
    UnreadableSource,
    UnsupportedSource,
)
from ingest.readers import MAX_BYTES, check_size, legacy_word, read
from tests.ingest import making

LAW = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐiều 1. Phạm vi\n"
BLOCKED = (
    "<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head>"
    "<body><h1>Sorry, you have been blocked</h1></body></html>"
)
NEWS = (
    "<html><body><p>Sáng nay, lãnh đạo tỉnh thăm hỏi bà con vùng lũ.</p>"
    "<p>Chi tiết xin xem bản tin chiều.</p></body></html>"
)
ENCRYPTED = (
    "/Encrypt<</Filter/Standard/V 1/R 2/O(12345678901234567890123456789012)"
    "/U(12345678901234567890123456789012)/P -4>>/ID[(a)(a)]"
)


def archive(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/"), data)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "error", "said"),
    [
        pytest.param(b"", "a.txt", EmptySource, "rỗng", id="empty file"),
        pytest.param(b" \n\t\r\n", "a.txt", EmptySource, "rỗng", id="only blanks"),
        pytest.param(
            b"<html><body><p> </p></body></html>", "a.html", EmptySource, "không có chữ", id="page without text"
        ),
        pytest.param(bytes(range(256)) * 20, "a.txt", UnreadableSource, "nhị phân", id="binary named as text"),
        pytest.param(bytes(range(256)) * 20, "a.pdf", UnreadableSource, r"\.pdf.*tải lại", id="binary named as PDF"),
        pytest.param(b"PK\x03\x04 cut off", "a.docx", UnreadableSource, r"\.docx.*tải lại", id="DOCX that is no zip"),
        pytest.param(bytes(range(256)) * 20, "a.docx", UnreadableSource, r"\.docx.*tải lại", id="binary named as DOCX"),
        pytest.param(archive(word__document__xml=b"x")[:60], "a.docx", UnreadableSource, r"\.docx", id="DOCX cut off"),
        pytest.param(archive(a=b"x"), "a.zip", UnsupportedSource, "zip", id="archive of something"),
        pytest.param(archive(xl__workbook=b"x"), "a.docx", UnsupportedSource, "bảng tính", id="spreadsheet"),
        pytest.param(b"%PDF-1.4 cut off", "a.pdf", UnreadableSource, "tải lại", id="PDF cut off"),
        pytest.param(
            making.pdf([([], [])], extra=ENCRYPTED), "a.pdf", UnreadableSource, "mật khẩu", id="encrypted PDF"
        ),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(99), "a.png", UnreadableSource, "ảnh hỏng", id="broken picture"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(99),
            *("a.docx", UnreadableSource, "mật khẩu"),
            id="DOCX with a password",
        ),
        pytest.param(
            "Điều 1. Phạm vi\n".encode("utf-16")[:-1], "a.txt", UnsupportedSource, "UTF-8", id="half a letter"
        ),
        pytest.param(BLOCKED.encode(), "a.html", NoLawInSource, "chặn truy cập", id="page of a firewall"),
        pytest.param(
            b'{"code":422,"message":"No content available"}', "a.md", NoLawInSource, "trang chặn", id="error in JSON"
        ),
        pytest.param(b'{"name": "van ban"}', "a.txt", NoLawInSource, "JSON", id="data"),
        pytest.param(
            NEWS.encode(), "a.html", NoLawInSource, "Không thấy văn bản pháp luật", id="HTML with no law in it"
        ),
    ],
)
def test_bad_file_is_refused_with_a_message_that_names_the_mend(
    data: bytes, name: str, error: type[SourceError], said: str
) -> None:
    with pytest.raises(error, match=said) as caught:
        read(data, name=name)
    assert type(caught.value) is error
    assert "hãy" in str(caught.value)


def test_file_beyond_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(SourceTooLarge, match=r"200 MB.*64 MB.*tách"):
        check_size(200 * 2**20)
    with pytest.raises(SourceTooLarge):
        read(bytes(MAX_BYTES + 1), name="a.txt")


def test_swollen_docx_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.docx._MAX_PART", 1000)
    with pytest.raises(UnreadableSource, match="bom nén"):
        read(making.docx(making.paragraph("Điều 1. " + "x" * 2000)), name="a.docx")


def test_docx_with_entities_does_not_open_them(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("bí mật")
    entity = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "{secret}">]>'
    made = making.docx(making.paragraph("Điều 1. HERE"))
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        members = {item: package.read(item) for item in package.namelist()}
    document = members["word/document.xml"].decode().replace('<?xml version="1.0" encoding="UTF-8"?>', entity)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for item, data in {**members, "word/document.xml": document.replace("HERE", "&x;").encode()}.items():
            package.writestr(item, data)
    try:
        lines = read(held.getvalue(), name="a.docx").lines
    except SourceError:
        return
    assert not any("bí mật" in line.text for line in lines)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        pytest.param(
            f"<html><body><p>{LAW}</p></body></html>".encode(), "a.docx", "wrong-ending", id="HTML named DOCX"
        ),
        pytest.param(LAW.encode(), "a.pdf", "wrong-ending", id="text named PDF"),
        pytest.param("ĐIỀU".join([LAW] * 30).encode() + b"\xff", "a.txt", "bad-bytes", id="a broken byte"),
        pytest.param(
            b"<html><body><p>DECREE</p><p>Pursuant to the Law;</p><p>Article 1. Scope</p></body></html>",
            *("a.html", "translation"),
            id="an English translation",
        ),
    ],
)
def test_readable_file_is_read_with_a_remark(data: bytes, name: str, code: str) -> None:
    pages = read(data, name=name)
    assert pages.lines
    assert code in [problem.code for problem in pages.problems]


def test_type_is_told_by_content_not_by_name() -> None:
    assert read(making.docx(making.paragraph("Điều 1. A")), name="a.txt").media_type.endswith(
        "wordprocessingml.document"
    )
    assert read(LAW.encode("utf-16"), name="a").media_type == "text/plain"


def test_old_word_file_without_libreoffice_names_the_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnsupportedSource, match=r"LibreOffice.*DOCX"):
        legacy_word.read(b"\xd0\xcf\x11\xe0")


def test_old_word_file_goes_through_libreoffice_in_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    folders = []

    def convert(command: list[str]) -> None:
        folders.append(Path(command[-1]).parent)
        profile = (folders[0] / "profile" / "user" / "registrymodifications.xcu").read_text()
        assert '"DisableMacrosExecution" oor:op="fuse"><value>true' in profile
        out = Path(command[command.index("--outdir") + 1])
        out.mkdir()
        (out / "van-ban.docx").write_bytes(making.docx(making.paragraph("Điều 1. A")))

    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(legacy_word, "_run", convert)
    pages = legacy_word.read(b"\xd0\xcf\x11\xe0")
    assert (pages.media_type, [line.text for line in pages.lines]) == ("application/msword", ["Điều 1. A"])
    assert not os.path.exists(folders[0])


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_rich_text_is_read_by_libreoffice() -> None:
    words = "Điều 1. Phạm vi"
    rich = "".join(letter if ord(letter) < 128 else f"\\u{ord(letter)}?" for letter in words)
    pages = read(f"{{\\rtf1\\ansi {rich}\\par}}".encode(), name="a.rtf")
    assert (pages.media_type, [line.text for line in pages.lines if line.text]) == ("application/rtf", [words])
