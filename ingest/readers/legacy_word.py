"""DOC, ODT and RTF through LibreOffice, where it is installed: to DOCX in a private profile, with a time limit."""

from __future__ import annotations

import logging
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from corpus.errors import UnreadableSource, UnsupportedSource
from ingest.pages import Pages
from ingest.readers import docx
from ingest.readers.sniff import DOC

log = logging.getLogger(__name__)

_SECONDS = 120
_PROGRAMS = ("soffice", "libreoffice")


def read(data: bytes) -> Pages:
    """The lines of an old Word file.

    Raises UnsupportedSource where LibreOffice is missing, UnreadableSource where it cannot convert the file.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise UnsupportedSource(
            "Tệp Word đời cũ (.doc/.odt/.rtf) cần LibreOffice để đọc mà máy chủ chưa cài; "
            "hãy lưu lại dưới dạng DOCX, hoặc cài gói libreoffice-writer rồi nạp lại."
        )
    return replace(docx.read(_as_docx(program, data)), media_type=DOC)


def _as_docx(program: str, data: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="traluat-doc-") as folder:
        source = Path(folder, "van-ban.doc")
        source.write_bytes(data)
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", f"{folder}/out", str(source)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
            return Path(folder, "out", "van-ban.docx").read_bytes()
        except subprocess.TimeoutExpired as error:
            raise UnreadableSource(
                f"LibreOffice không đọc xong tệp trong {_SECONDS} giây; hãy lưu lại là DOCX."
            ) from error
        except (subprocess.CalledProcessError, OSError) as error:
            log.warning("LibreOffice failed: %s", error)
            raise UnreadableSource(
                "LibreOffice không mở được tệp; hãy mở bằng Word và lưu lại dưới dạng DOCX."
            ) from error
