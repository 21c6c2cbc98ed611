"""What of a question is about the law; its other words ("… được quy định như thế nào?") tell nothing of the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.text import old_tones

#: Words that ask, longest first; they are met as whole syllables, in lower case.
_ASKING = (
    "nội dung nào sau đây", "nội dung nào dưới đây", "điều nào sau đây", "phát biểu nào", "khẳng định nào",
    "đáp án nào", "câu nào", "theo quy định của pháp luật", "theo quy định pháp luật", "theo quy định mới",
    "pháp luật quy định", "được quy định", "quy định như thế nào", "được hiểu", "xin cho hỏi", "xin hỏi", "cho tôi hỏi",
    "cho em hỏi", "cho hỏi", "tôi muốn hỏi", "tư vấn cho tôi", "ban tư vấn", "vậy tôi", "tôi có", "của tôi", "tôi",
    "như thế nào", "thế nào", "ra sao", "những gì", "là gì", "gì", "đúng hay sai", "có đúng không", "đúng không",
    "được không", "hay không", "phải không", "không ạ", "có phải", "bao nhiêu", "bao lâu", "khi nào", "sau đây",
    "dưới đây", "nào", "ai", "hiện nay", "hiện hành", "cụ thể",
)  # fmt: skip
_FRAME = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(_ASKING, key=len, reverse=True)))})\b")
_LAST = re.compile(r"\b(?:không|chưa|quy định|nhỉ|ạ)\W*$")
_WHAT = re.compile(r"\b(?:là gì|nghĩa là|được hiểu|khái niệm|định nghĩa|thế nào là)\b")
_FINE = re.compile(r"\b(?:phạt|xử phạt|mức phạt|tù|hình phạt|chế tài)\b")
_HOW_MUCH = re.compile(r"\b(?:bao nhiêu|mức|bao lâu|thời hạn|mấy)\b")
_WHO = re.compile(r"\b(?:ai|cơ quan nào|thẩm quyền|người nào)\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart: what it is about, and what kind of answer it wants."""

    about: str
    meaning: bool
    penalty: bool
    amount: bool
    agent: bool
    text: str  # in lower case


def asked(text: str) -> Asked:
    """Take the words that only ask out of a question; where nothing would be left, all of it stays."""
    level = old_tones(text.lower())
    about = " ".join(_LAST.sub(" ", _FRAME.sub(" ", level).strip(" ?.!,;")).split())
    return Asked(
        about=about if len(about.split()) > 1 else level,
        meaning=bool(_WHAT.search(level)),
        penalty=bool(_FINE.search(level)),
        amount=bool(_HOW_MUCH.search(level)),
        agent=bool(_WHO.search(level)),
        text=level,
    )
