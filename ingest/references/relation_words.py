"""What stands around a mention and tells its relation: joints of lists, ends of sentences, words of history."""

from __future__ import annotations

import re

CONNECTING = re.compile(
    r"[\s,;:()“”\"–+•-]*(?:(?i:và|hoặc|cùng|cùng\s+với|tại|của|gồm)\s*)?(?:[\s,;(]*(?i:các\s+điều\s+từ|các|những|với)\s*)?(?:một\s+số\s+(?:(?:điểm|khoản|nội\s+dung)(?:\s*(?:,|và)\s*)?)+\s+(?:của|tại)\s+)?(?:[-–+•]\s*|[a-zđ]\)\s*|\d{1,2}\.\s*)?"
)
COORDINATED = re.compile(
    r"(?:(?P<strong>;)|,|(?<!\w)(?:và|hoặc|cùng\s+với))\s*(?:(?:các|với|tại)\s+)?(?:[-–+•]\s*)?$|\n\s*(?:[-–+•]\s*|[a-zđ]\)\s*)?$"
)
SENTENCE = re.compile(r"[.:]\s+(?=[“\"]?[A-ZĐÀ-Ỹ])|\.\s*$|(?<!toàn bộ)(?<!một phần)\n")
SENTENCE_OF_ZONE = re.compile(r"[.]\s+(?=[“\"]?[A-ZĐÀ-Ỹ])|\.\s*$|\n\s*(?=[-–+•]\s)|\n\n")
COVER = re.compile(r"(?i:kèm\s*theo)\s*$")
BASIS = re.compile(r"(?i:căn\s+cứ)(?!\w)")
BASIS_GLUED = re.compile(r"(?<![\w(“\"])Căn\s+cứ\s+$")  # its line joined to one that lost the semicolon
CARRY_OUT = re.compile(r"(?i:(?:tiếp\s+tục\s+|để\s+)?(?:thực\s+hiện|triển\s+khai))(?!\w)")
PROPOSAL = re.compile(r"(?i:theo|xét|trên\s+cơ\s+sở|sau\s+khi|(?:có\s+)?ý\s+kiến|được\s+sự)(?!\w)")
PASSIVE = re.compile(
    r"(?i:\(\s*(?:sửa\s+đổi|bổ\s+sung)[^;.“()]{0,40}(?:bởi|theo|tại|bằng))\s*$|"
    r"(?i:(?:đã\s+)?được\s+(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ|đính\s+chính|hợp\s+nhất)[^;.“]{0,60}(?:bởi|theo|tại|bằng))[^;.]{0,30}$"
)
PLAIN_LIST = re.compile(r"\s*,?\s*(?:và\s+)?(?:các\s+)?")
BESIDE = re.compile(r"(?i:vào\s+)?(?i:sau|trước)\s+$")
CALLED = re.compile(r"(?i:(?:gọi|viết)\s+(?:tắt\s+|chung\s+|gọn\s+)*là)\s*:?\s*[“\"]?\s*$")
LISTED = re.compile(
    r"[\s\-–+•|.:;,“\"()]*(?:(?i:quyết\s+định|nghị\s+quyết|chỉ\s+thị)\s+bãi\s+bỏ\s+)?(?:(?i:các|toàn\s+bộ|một\s+phần|nội\s+dung|quy\s+định\s+tại|tại)\s*)*"
)
QUOTED = re.compile(r"[“\"][^“”\"\n]*[”\"]|''[^'\n]*''")
AND = re.compile(r"(?:và|;)\s*$")
AMENDS = re.compile(r"\s*,?\s*(?:về\s+(?:việc\s+)?)?(?i:sửa\s+đổi|bổ\s+sung)")
UNLESS = re.compile(r"(?i:công\s+bố|khi|nếu|trường\s+hợp|này|thì|được\s+quy\s+định)(?!\w)")
TAIL_END = re.compile(r"\.\s|\n|;")
REPEALED = re.compile(
    r"(?i:danh\s+mục\s+(?:các\s+)?(?:văn\s+bản|nghị\s+quyết|quyết\s+định|thông\s+tư|chỉ\s+thị)[^.;]{0,120}bãi\s+bỏ)"
)
IN_PART = re.compile(r"(?i:hết\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+một\s+phần)")
PROCEDURES = re.compile(r"(?i:thủ\s+tục|TTHC)")
DEFINED = re.compile(r"(?i:đã\s+(?:được\s+)?quy\s+định\s+(?:tại|trong|theo))")
OTHER_CLAUSE = re.compile(
    r"(?i:theo\s+quy\s+định|được\s+quy\s+định|quy\s+định\s+tại|thực\s+hiện\s+theo|áp\s+dụng)(?!\w)"
)
EFFECT_BEFORE = re.compile(r"(?i:hiệu\s+lực)[^;.]*$")
BREAKS_OFF = re.compile(
    r"(?i:quy\s+định\s+của\s+pháp\s+luật|theo\s+quy\s+định|có\s+trách\s+nhiệm|thực\s+hiện\s+theo|trừ\s+(?:các\s+)?trường\s+hợp|áp\s+dụng)"
)
# "; cụm từ “…” tại", after an act on a whole unit.
EXCHANGED = re.compile(
    r"(?:^|[;,]|và)\s*(?:các\s+)?(?:cụm\s+từ|từ\s+ngữ|từ|chữ|dấu)\s*(?:[“\"]|'')[^;.\n]*\stại\s+(?:các\s+)?$"
)
AND_ROWS = re.compile(r"^[^.:\n]{0,120}(?:;|,|(?<!\w)và)\s(?:(?![.:\n]).){0,120}$")
REPLACE = re.compile(r"(?i:thay)")
# "thay thế các quyết định:", "bãi bỏ các văn bản sau đây:"
LIST_FOLLOWS = re.compile(
    r"(?i:các|những|toàn\s+bộ)\s+(?i:quyết\s+định|nghị\s+quyết|thông\s+tư|nghị\s+định|chỉ\s+thị|văn\s+bản)[^.;:]{0,60}:\s*$"
)
ISSUED_WITH = re.compile(r"(?i:ban\s+hành\s+kèm\s*theo)$")
