"""DOC, ODT and RTF through LibreOffice, where it is installed: to DOCX in a private profile, with a time limit.

The profile forbids macros, links and remote content, and lives no longer than the conversion; on time-out the whole
group of processes ends, for LibreOffice works in a child of the program that is started.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
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
_OPTION = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_OPTIONS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(_OPTION.format(path=path, name=name, value=value) for path, name, value in _OPTIONS)
    + "</oor:items>"
)


def read(data: bytes, *, media_type: str = DOC) -> Pages:
    """The lines of an old Word file, or of another that LibreOffice opens.

    Raises UnsupportedSource where LibreOffice is missing, UnreadableSource where it cannot convert the file.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise UnsupportedSource(
            "Tệp Word đời cũ (.doc/.odt/.rtf) cần LibreOffice để đọc mà máy chủ chưa cài; "
            "hãy lưu lại dưới dạng DOCX, hoặc cài gói libreoffice-writer rồi nạp lại."
        )
    return replace(docx.read(_as_docx(program, data)), media_type=media_type)


def _as_docx(program: str, data: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="traluat-doc-") as folder:
        source = Path(folder, "van-ban.doc")
        source.write_bytes(data)
        settings = Path(folder, "profile", "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE, encoding="utf-8")
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", f"{folder}/out", str(source)]
        try:
            _run(command)
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


def _run(command: list[str]) -> None:
    """Run a program to its end, without its output; whatever ends it early ends its children, too."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as process:
        try:
            code = process.wait(_SECONDS)
        except BaseException:  # also the alarm of a worker
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if code:
        raise subprocess.CalledProcessError(code, command)
