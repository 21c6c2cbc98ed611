"""What a file is, by its content; its name decides nothing but between plain text and Markdown."""

from __future__ import annotations

import io
import re
import zipfile

from corpus.errors import UnreadableSource, UnsupportedSource

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
ODT = "application/vnd.oasis.opendocument.text"
RTF = "application/rtf"
ZIP = "application/zip"
HTML = "text/html"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"

_IMAGES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
}
#: The media types of pictures that can be read by recognition.
IMAGES = frozenset((*_IMAGES.values(), "image/webp"))
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|table|p|span|meta|article)\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"^#{1,6} \S|\*\*[^*\n]|^\d+\\\.", re.MULTILINE)
_ENDINGS = {".pdf": "PDF", ".docx": "Word (DOCX)", ".doc": "Word (DOC)", ".zip": "ZIP"}


def sniff(data: bytes, *, name: str) -> str:
    """The media type of the bytes.

    Raises UnreadableSource or UnsupportedSource, naming the mend, for bytes that no reader can take.
    """
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _inside_ole(data)
    if data.startswith(b"{\\rtf"):
        return RTF
    if picture := _picture(data):
        return picture
    if _looks_binary(data):
        raise UnreadableSource(_wrong_ending(name))
    return HTML if _is_html(data) else _kind_of_text(data, name)


def _picture(data: bytes) -> str | None:
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for sign, kind in _IMAGES.items() if data.startswith(sign)), None)


def ending(name: str) -> str:
    """The ending of a file name with its dot, in lower case; empty when there is none."""
    found = re.search(r"\.[A-Za-z0-9]{1,5}$", name)
    return found[0].lower() if found else ""


def _wrong_ending(name: str) -> str:
    kind = _ENDINGS.get(ending(name))
    if kind:
        return f"Tệp mang đuôi {ending(name)} nhưng nội dung không phải {kind} (tải dở hoặc hỏng); hãy tải lại tệp gốc."
    return "Tệp không phải văn bản (dữ liệu nhị phân); hãy nạp bản PDF, DOCX, HTML hoặc tệp chữ UTF-8."


def _inside_zip(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.read("mimetype")[:60].startswith(ODT.encode()):
                return ODT
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise UnreadableSource(_wrong_ending(name if ending(name) in (".docx", ".zip") else ".docx")) from error
    if "word/document.xml" in names:
        return DOCX
    if any(member.startswith(("xl/", "ppt/")) for member in names):
        raise UnsupportedSource("Tệp là bảng tính hoặc trình chiếu; hãy nạp bản PDF hoặc DOCX của văn bản.")
    return ZIP


def _inside_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableSource("Tệp Word có mật khẩu; hãy mở bằng Word, bỏ mật khẩu (File > Info) rồi nạp lại.")
    if "WordDocument".encode("utf-16-le") in data:
        return DOC
    raise UnsupportedSource("Tệp Office đời cũ không phải văn bản Word; hãy lưu lại dưới dạng DOCX hoặc PDF.")


def _looks_binary(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    head = data[:8000]
    zeros = head.count(0)
    if zeros and not (head[0::2].count(0) * 20 < zeros or head[1::2].count(0) * 20 < zeros):
        return True
    control = sum(1 for byte in head if byte < 9 or 13 < byte < 27)
    return control - zeros > len(head) // 50


def _is_html(data: bytes) -> bool:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")
    return head.startswith(b"<") and _HTML.search(head) is not None


def _kind_of_text(data: bytes, name: str) -> str:
    if ending(name) in (".md", ".markdown"):
        return MARKDOWN
    sample = data[:100_000].decode("utf-8", "replace")
    return MARKDOWN if len(_MARKDOWN.findall(sample)) >= 3 else PLAIN
