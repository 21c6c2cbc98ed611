"""Write corpus/samples/quyet-dinh-906-2025-qd-ubnd.pdf: an invented decision, printed by Chromium.

Run `python tests/golden/make_pdf.py` after changing the text. The page is the A4 form of an office: two columns above,
justified paragraphs, page numbers in the margin, an appendix on a page of its own.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

TARGET = Path(__file__).parents[2] / "corpus" / "samples" / "quyet-dinh-906-2025-qd-ubnd.pdf"

STYLE = """
body { font: 13pt/1.3 "Times New Roman", "Liberation Serif", "DejaVu Serif", serif; margin: 0 }
p { margin: 0 0 6pt; text-align: justify; text-indent: 1cm }
.centre { text-align: center; text-indent: 0 } .head { display: flex; justify-content: space-between }
.head { break-inside: avoid; margin-bottom: 12pt } .head div { width: 40%; text-align: center }
.head div + div { width: 59% } .head p { text-align: center; text-indent: 0; font-size: 11pt }
.appendix { break-before: page } .small p { text-indent: 0; text-align: left; font-size: 11pt; margin: 0 }
"""

HEAD = """
<p class="centre"><i>(Văn bản giả định, soạn để minh họa, không có giá trị pháp lý)</i></p>
<div class="head"><div><p><b>ỦY BAN NHÂN DÂN<br>TỈNH HÀ TĨNH</b></p><p>Số: 906/2025/QĐ-UBND</p></div>
<div><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b></p>
<p><i>Hà Tĩnh, ngày 12 tháng 11 năm 2025</i></p></div></div>
<p class="centre"><b>QUYẾT ĐỊNH</b></p>
<p class="centre"><b>Quy định về quản lý, vận hành Thư viện pháp luật tỉnh Hà Tĩnh</b></p>
"""

BODY = (
    "<i>Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;</i>",
    "<i>Căn cứ Luật Thư viện pháp luật số 901/2025/QH15;</i>",
    "<i>Căn cứ Nghị định số 902/2025/NĐ-CP ngày 10 tháng 6 năm 2025 của Chính phủ quy định chi tiết một số điều và "
    "biện pháp thi hành Luật Thư viện pháp luật;</i>",
    "<i>Căn cứ Nghị quyết số 905/2025/NQ-HĐND ngày 10 tháng 10 năm 2025 của Hội đồng nhân dân tỉnh ban hành Quy định "
    "về công bố, khai thác văn bản trên Thư viện pháp luật tỉnh Hà Tĩnh;</i>",
    "<i>Theo đề nghị của Giám đốc Sở Tư pháp tại Tờ trình số 926/TTr-STP ngày 03 tháng 11 năm 2025;</i>",
    "<i>Ủy ban nhân dân tỉnh ban hành Quyết định quy định về quản lý, vận hành Thư viện pháp luật tỉnh Hà Tĩnh.</i>",
    "<b>Điều 1. Phạm vi điều chỉnh</b>",
    "Quyết định này quy định về quản lý, vận hành Thư viện pháp luật tỉnh Hà Tĩnh (sau đây gọi là Thư viện) theo "
    "khoản 2 Điều 11 của Luật Thư viện pháp luật.",
    "<b>Điều 2. Phân công thực hiện</b>",
    "1. Sở Tư pháp có trách nhiệm:",
    "a) Công bố văn bản, rà soát dẫn chiếu theo khoản 2 Điều 3 và khoản 1 Điều 4 của Quy định ban hành kèm theo Nghị "
    "quyết số 905/2025/NQ-HĐND;",
    "b) Lập mã định danh theo Điều 3 và Phụ lục I của Nghị định số 902/2025/NĐ-CP;",
    "c) Tổng hợp kết quả thực hiện khoản 6 mục II và Phụ lục kèm theo Kế hoạch số 444/KH-UBND ngày 13 tháng 8 năm 2025 "
    "của Ủy ban nhân dân tỉnh.",
    "2. Sở Khoa học và Công nghệ bảo đảm hạ tầng, an toàn thông tin cho Thư viện.",
    "3. Sở Tài chính tham mưu bố trí kinh phí theo khoản 2 Điều 6 của Quy định ban hành kèm theo Nghị "
    "quyết số 905/2025/NQ-HĐND.",
    "<b>Điều 3. Kiểm tra, báo cáo</b>",
    "1. Dữ liệu của Thư viện được kiểm tra theo Điều 4 Thông tư số 903/2025/TT-BTP ngày 30 tháng 6 năm 2025 của Bộ "
    "trưởng Bộ Tư pháp; kết quả kiểm tra gồm các nội dung tại Phụ lục kèm theo Quyết định này.",
    "2. Trường hợp vượt tỷ lệ sai lệch quy định tại điểm a, điểm b khoản 2 Điều 4 Thông tư số 903/2025/TT-BTP, Sở Tư "
    "pháp báo cáo Ủy ban nhân dân tỉnh trong thời hạn 05 ngày làm việc.",
    "<b>Điều 4. Hiệu lực thi hành</b>",
    "1. Quyết định này có hiệu lực từ ngày 22 tháng 11 năm 2025.",
    "2. Quyết định này thay thế Quyết định số 909/2023/QĐ-UBND ngày 14 tháng 4 năm 2023 của Ủy ban nhân dân tỉnh về "
    "công khai văn bản.",
    "3. Bãi bỏ khoản 2 Điều 1 Quyết định số 911/2024/QĐ-UBND ngày 26 tháng 01 năm 2024 của Ủy ban nhân dân tỉnh sửa "
    "đổi, bổ sung một số điều của Quyết định số 909/2023/QĐ-UBND.",
    "<b>Điều 5. Tổ chức thực hiện</b>",
    "Chánh Văn phòng Ủy ban nhân dân tỉnh; Giám đốc các sở, Thủ trưởng các ban, ngành cấp tỉnh; Chủ tịch Ủy ban nhân "
    "dân các xã, phường và tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.",
)

RECIPIENTS = ("<b><i>Nơi nhận:</i></b>", "- Như Điều 5;", "- Bộ Tư pháp;", "- Thường trực Tỉnh ủy;", "- Lưu: VT, NC.")
SIGNATURE = (
    "<b>TM. ỦY BAN NHÂN DÂN</b>",
    "<b>KT. CHỦ TỊCH</b>",
    "<b>PHÓ CHỦ TỊCH</b>",
    "&nbsp;",
    "<b>Người Ký Giả Định</b>",
)

APPENDIX = """
<div class="appendix"><p class="centre"><b>PHỤ LỤC</b></p>
<p class="centre"><b>NỘI DUNG KẾT QUẢ KIỂM TRA DỮ LIỆU THƯ VIỆN</b></p>
<p class="centre"><i>(Kèm theo Quyết định số 906/2025/QĐ-UBND ngày 12 tháng 11 năm 2025 của Ủy ban nhân dân
tỉnh)</i></p>
<p>1. Số văn bản, số đơn vị văn bản đã kiểm tra.</p>
<p>2. Số sai lệch theo từng tiêu chí tại Điều 2 và Điều 3 Thông tư số 903/2025/TT-BTP:</p>
<p>a) Sai lệch về toàn văn;</p><p>b) Sai lệch về hiệu lực;</p><p>c) Sai lệch về dẫn chiếu.</p>
<p>3. Nguyên nhân và thời hạn khắc phục.</p></div>
"""


def page() -> str:
    """The whole page as HTML."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    left, right = ("".join(f"<p>{line}</p>" for line in lines) for lines in (RECIPIENTS, SIGNATURE))
    closing = f'<div class="head"><div class="small">{left}</div><div>{right}</div></div>'
    head = f"<meta charset='utf-8'><title>Quyết định 906/2025/QĐ-UBND (văn bản giả định)</title><style>{STYLE}</style>"
    return f"<html lang='vi'><head>{head}</head><body>{HEAD}{body}{closing}{APPENDIX}</body></html>"


def build(target: Path) -> None:
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page()
        tab.set_content(page())
        tab.pdf(
            path=str(target),
            format="A4",
            margin={"top": "2cm", "bottom": "2cm", "left": "3cm", "right": "2cm"},
            display_header_footer=True,
            header_template='<div style="width:100%;text-align:center;font-size:11pt" class="pageNumber"></div>',
            footer_template="<div></div>",
        )
        browser.close()


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
