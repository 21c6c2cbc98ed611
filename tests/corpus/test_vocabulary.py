"""Kinds, bodies, provinces and abbreviations: whole names only, however typed; the tables are sound."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import vocabulary
from corpus.address import DocumentNumber, Level
from corpus.model import Relation, Status
from corpus.text import fold


def number(text: str) -> DocumentNumber:
    return DocumentNumber.parse(text)


# Provinces


def test_there_are_63_provinces_of_before_and_34_of_today() -> None:
    provinces = vocabulary.provinces()
    assert len(provinces) == 63
    assert sum(place.merged_into is None for place in provinces) == 34


def test_every_merged_province_went_into_one_of_today() -> None:
    today = {place.slug for place in vocabulary.provinces() if place.merged_into is None}
    assert {place.merged_into for place in vocabulary.provinces() if place.merged_into} <= today


def test_today_six_cities_are_under_the_centre() -> None:
    cities = {p.slug for p in vocabulary.provinces() if p.kind == "thành phố"}
    assert cities == {"ha-noi", "hai-phong", "hue", "da-nang", "ho-chi-minh", "can-tho"}


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        pytest.param("Ủy ban nhân dân tỉnh Hà Tĩnh", "ha-tinh", id="in an issuer"),
        pytest.param("Hà Tĩnh, ngày 13 tháng 8 năm 2025", "ha-tinh", id="in a place line"),
        pytest.param("ỦY BAN NHÂN DÂN TỈNH BÀ RỊA – VŨNG TÀU", "ba-ria-vung-tau", id="capitals and dash"),
        pytest.param("tỉnh Thanh Hoá", "thanh-hoa", id="new tone placement"),
        pytest.param("Ủy ban nhân dân tỉnh Nghệ Tĩnh", "nghe-tinh", id="of before 1991"),
        pytest.param("UBND TỈNH HÀ NAM NINH", "ha-nam-ninh", id="not the Hà Nam in it"),
        pytest.param("phường Nam Hà, tỉnh Hà Tĩnh", "ha-tinh", id="a ward named like a former province"),
        pytest.param("TP.HCM", "ho-chi-minh", id="abbreviated"),
        pytest.param("tỉnh Thừa Thiên Huế", "hue", id="former name"),
        pytest.param("tinh thai nguyen", "thai-nguyen", id="bare"),
        pytest.param("Sở Tư pháp Đăk Lăk", "dak-lak", id="other spelling"),
        pytest.param("Đắk Lắk và tỉnh Hà Nam", "ha-nam", id="with its word before without"),
    ],
)
def test_the_province_in_a_text(text: str, slug: str) -> None:
    found = vocabulary.province_in(text)
    assert found is not None
    assert found.slug == slug


@pytest.mark.parametrize("text", ["Chính phủ", "tỉnh", "", "Bộ Tư pháp", "xã Hà Tĩnhs"])
def test_no_province_is_guessed(text: str) -> None:
    assert vocabulary.province_in(text) is None


# Bodies


@pytest.mark.parametrize(
    ("text", "slug", "name"),
    [
        pytest.param("UBND tỉnh", "ubnd-ha-tinh", "Ủy ban nhân dân tỉnh Hà Tĩnh", id="short"),
        pytest.param("Uỷ ban nhân dân tỉnh", "ubnd-ha-tinh", "Ủy ban nhân dân tỉnh Hà Tĩnh", id="new tone placement"),
        pytest.param("ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH", "ubnd-ha-tinh", "Ủy ban nhân dân tỉnh Hà Tĩnh", id="two lines"),
        pytest.param("HĐND tỉnh", "hdnd-ha-tinh", "Hội đồng nhân dân tỉnh Hà Tĩnh", id="council"),
        pytest.param("Chủ tịch UBND tỉnh", "ct-ubnd-ha-tinh", "Chủ tịch Ủy ban nhân dân tỉnh Hà Tĩnh", id="chairman"),
        pytest.param("Thường trực HĐND tỉnh", "tt-hdnd-ha-tinh", "Thường trực Hội đồng nhân dân tỉnh Hà Tĩnh", id="tt"),
        pytest.param("Sở Tư pháp", "stp-ha-tinh", "Sở Tư pháp tỉnh Hà Tĩnh", id="department"),
        pytest.param(
            "Ban Thường vụ Tỉnh ủy", "tinh-uy-ha-tinh", "Ban Thường vụ Tỉnh ủy Hà Tĩnh", id="standing committee"
        ),
        pytest.param("Tỉnh uỷ", "tinh-uy-ha-tinh", "Tỉnh ủy Hà Tĩnh", id="party committee"),
        pytest.param("Văn phòng Tỉnh uỷ", "vptu-ha-tinh", "Văn phòng Tỉnh ủy Hà Tĩnh", id="party office"),
        pytest.param(
            "BAN CHẤP HÀNH ĐẢNG BỘ TỈNH HÀ TĨNH",
            "tinh-uy-ha-tinh",
            "Ban Chấp hành Đảng bộ tỉnh Hà Tĩnh",
            id="assembly of the party committee",
        ),
        pytest.param("Đảng ủy xã Giả Định", "dang-uy-xa-gia-dinh-ha-tinh", "Đảng ủy xã Giả Định", id="party, commune"),
        pytest.param("HĐND tỉnh khoá XVIII", "hdnd-ha-tinh", "Hội đồng nhân dân tỉnh Hà Tĩnh", id="with its term"),
        pytest.param("Quốc hội khóa XV, nhiệm kỳ 2021 - 2026", "qh", "Quốc hội", id="with its term of years"),
        pytest.param("Bộ Chính trị", "bct", "Bộ Chính trị", id="politburo"),
        pytest.param("Chính phủ", "cp", "Chính phủ", id="government"),
        pytest.param("Thủ tướng", "ttg", "Thủ tướng Chính phủ", id="prime minister"),
        pytest.param("BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "bnnmt", "Bộ Nông nghiệp và Môi trường", id="new ministry"),
        pytest.param("Bộ Giao thông vận tải", "bgtvt", "Bộ Giao thông vận tải", id="old ministry"),
        pytest.param("Bộ trưởng Bộ Tài chính", "btc", "Bộ Tài chính", id="minister"),
        pytest.param(
            "Bộ Lao động – Thương binh và Xã hội", "bldtbxh", "Bộ Lao động - Thương binh và Xã hội", id="dash"
        ),
        pytest.param("Thống đốc Ngân hàng Nhà nước", "nhnn", "Ngân hàng Nhà nước Việt Nam", id="governor"),
        pytest.param("UBND tỉnh Hà Giang", "ubnd-ha-giang", "Ủy ban nhân dân tỉnh Hà Giang", id="own province wins"),
        pytest.param(
            "Hội đồng nhân dân Thành phố Hồ Chí Minh",
            "hdnd-ho-chi-minh",
            "Hội đồng nhân dân Thành phố Hồ Chí Minh",
            id="city",
        ),
        pytest.param("uy ban nhan dan tinh ha tinh", "ubnd-ha-tinh", "Ủy ban nhân dân tỉnh Hà Tĩnh", id="bare"),
        pytest.param(
            "UBND thành phố Hà Tĩnh",
            "ubnd-thanh-pho-ha-tinh-ha-tinh",
            "Ủy ban nhân dân thành phố Hà Tĩnh",
            id="the city named like its province",
        ),
        pytest.param("UBND xã Giả - Định", "ubnd-xa-gia-dinh-ha-tinh", "Ủy ban nhân dân xã Giả - Định", id="dash"),
        pytest.param("UBND xã Giả Định", "ubnd-xa-gia-dinh-ha-tinh", "Ủy ban nhân dân xã Giả Định", id="commune"),
        pytest.param(
            "HĐND THỊ XÃ GIẢ ĐỊNH", "hdnd-thi-xa-gia-dinh-ha-tinh", "Hội đồng nhân dân thị xã Giả Định", id="town"
        ),
    ],
)
def test_a_body_by_its_name_in_ha_tinh(text: str, slug: str, name: str) -> None:
    assert vocabulary.body_by_name(text, province="ha-tinh") == (slug, name)


@pytest.mark.parametrize("text", ["UBND tỉnh", "Sở Tư pháp", "Ban Thường vụ Tỉnh ủy"])
def test_a_provincial_body_without_a_province_is_not_guessed(text: str) -> None:
    assert vocabulary.body_by_name(text) is None


@pytest.mark.parametrize(
    "text", ["Bộ", "Ủy ban", "tỉnh Hà Tĩnh", "", "Bộ Tài chính và Bộ Tư pháp", "UBND xã", "UBND thành phố quy"]
)
def test_what_is_not_one_whole_name_is_no_body(text: str) -> None:
    assert vocabulary.body_by_name(text, province="ha-tinh") is None


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        pytest.param("80/2025/NĐ-CP", "cp", id="government"),
        pytest.param("14/2020/QĐ-TTg", "ttg", id="prime minister"),
        pytest.param("11/2017/TT-BTC", "btc", id="ministry"),
        pytest.param("15/2025/TT-BCT", "bcongthuong", id="Công Thương is not Bộ Chính trị"),
        pytest.param("2490/QĐ-BNN", "bnnptnt", id="older abbreviation"),
        pytest.param("37/2000/QĐ-BGD&ĐT", "bgddt", id="ampersand"),
        pytest.param("64/2025/QH15", "qh", id="law"),
        pytest.param("02/2020/UBTVQH14", "ubtvqh", id="standing committee"),
        pytest.param("36/2005/PL-UBTVQH11", "ubtvqh", id="ordinance"),
        pytest.param("21-LCT/HĐNN8", "qh", id="law of the eighth legislature"),
        pytest.param("60-L/CTN", "qh", id="law proclaimed by the president"),
        pytest.param("115-HĐBT", "hdbt", id="council of ministers"),
        pytest.param("444/KH-UBND", "ubnd-ha-tinh", id="province"),
        pytest.param("52/2025/QĐ-CTUBND", "ct-ubnd-ha-tinh", id="chairman"),
        pytest.param("12/QĐ-CT.UBND", "ct-ubnd-ha-tinh", id="chairman with a dot"),
        pytest.param("2208/TTr-STP", "stp-ha-tinh", id="department"),
        pytest.param("45-CTr/TU", "tinh-uy-ha-tinh", id="party committee"),
        pytest.param("01/2022/TTLT-VKSNDTC-TANDTC", "vksndtc", id="first of several"),
        pytest.param("36-HD/VPTW", "vptw", id="party office"),
        pytest.param("4240/UBND-VX", "ubnd-ha-tinh", id="letter"),
        pytest.param("26 TC/TCT", "btc", id="ministry of the nineties"),
    ],
)
def test_the_issuer_that_a_number_names(text: str, slug: str) -> None:
    found = vocabulary.issuer_of_number(number(text), province="ha-tinh")
    assert found is not None
    assert found[0] == slug


@pytest.mark.parametrize("text", ["66-NQ/TW", "444/KH-UBND", "45-CTr/TU", "02/2008/TT-LB", "14/2020/NQ"])
def test_an_issuer_the_number_does_not_tell_is_none(text: str) -> None:
    assert vocabulary.issuer_of_number(number(text)) is None


def test_codes_of_bodies_are_unique_and_successors_exist() -> None:
    codes = Counter(body.code for body in vocabulary.bodies())
    assert [code for code, times in codes.items() if times > 1] == []
    assert {later for body in vocabulary.bodies() for later in body.now} <= set(codes)


def test_every_body_is_found_by_its_own_name() -> None:
    place = vocabulary.province_named("ha-tinh")
    assert place is not None
    for body in vocabulary.bodies():
        name = body.name.format(province=place.full_name, name=place.name, committee=place.committee)
        slug = f"{body.code}-ha-tinh" if body.is_provincial else body.code
        assert vocabulary.body_by_name(name, province="ha-tinh") == (slug, name)
        assert vocabulary.base_code(slug) == body.code


@given(st.sampled_from([body.name for body in vocabulary.bodies() if not body.is_provincial]))
def test_case_and_diacritics_of_a_typed_name_do_not_matter(name: str) -> None:
    expected = vocabulary.body_by_name(name)
    assert vocabulary.body_by_name(name.upper()) == expected
    assert vocabulary.body_by_name(f" {name.lower()} ") == expected
    assert vocabulary.body_by_name(fold(name)) in (expected, None)


# Kinds


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("NGHỊ QUYẾT", "nghi-quyet", id="capitals"),
        pytest.param("Nghị quyết liên tịch", "nghi-quyet-lien-tich", id="longer name"),
        pytest.param("quyet dinh", "quyet-dinh", id="bare"),
        pytest.param("Thông tư liên bộ", "thong-tu-lien-tich", id="other name"),
    ],
)
def test_a_kind_by_its_name(text: str, code: str) -> None:
    kind = vocabulary.kind_by_name(text)
    assert kind is not None
    assert kind.code == code


def test_the_longest_kind_begins_a_text() -> None:
    kind = vocabulary.kind_at_start("Thông tư liên tịch số 01/2022/TTLT-BTC-BCA")
    assert kind is not None
    assert kind.code == "thong-tu-lien-tich"
    assert vocabulary.kind_at_start("Luậtsư") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("80/2025/NĐ-CP", "nghi-dinh", id="decree"),
        pytest.param("45-CTr/TU", "chuong-trinh", id="programme is no directive"),
        pytest.param("05/CT-TTg", "chi-thi", id="directive"),
        pytest.param("36-HD/VPTW", "huong-dan", id="guidance"),
        pytest.param("21-LCT/HĐNN8", "luat", id="old law"),
        pytest.param("4240/UBND-VX", "cong-van", id="letter"),
        pytest.param("36/2005/PL-UBTVQH11", "phap-lenh", id="ordinance"),
        pytest.param("64/2025/QH15", None, id="law or resolution"),
        pytest.param("178-QĐ/TW", None, id="party QĐ is a decision or a regulation"),
        pytest.param("74/CP", None, id="issuer only"),
        pytest.param("26 TC/TCT", None, id="TC is a ministry here"),
    ],
)
def test_the_kind_that_a_number_tells(text: str, code: str | None) -> None:
    kind = vocabulary.kind_of_number(number(text))
    assert (kind.code if kind else None) == code


def test_rank_follows_the_order_of_the_law_on_issuing() -> None:
    order = [
        ("hien-phap", "qh"),
        ("luat", "qh"),
        ("phap-lenh", "ubtvqh"),
        ("lenh", "ctn"),
        ("nghi-dinh", "cp"),
        ("quyet-dinh", "ttg"),
        ("nghi-quyet", "hdtp"),
        ("thong-tu", "btp"),
        ("quyet-dinh", "ktnn"),
        ("nghi-quyet", "hdnd-ha-tinh"),
        ("quyet-dinh", "ubnd-ha-tinh"),
        ("cong-van", "ubnd-ha-tinh"),
    ]
    ranks = [vocabulary.rank_of(vocabulary.kind_by_code(kind), issuer) for kind, issuer in order]
    assert ranks == sorted(set(ranks))


def test_resolutions_of_the_assembly_rank_with_laws() -> None:
    resolution, law = vocabulary.kind_by_code("nghi-quyet"), vocabulary.kind_by_code("luat")
    assert vocabulary.rank_of(resolution, "qh") == vocabulary.rank_of(law, "qh")


# Ids and terms


@pytest.mark.parametrize(
    ("text", "issuer", "year", "expected"),
    [
        pytest.param("80/2025/NĐ-CP", "cp", None, "cp/2025/80-2025-nd-cp", id="year of the number"),
        pytest.param("66-NQ/TW", "bct", 2025, "bct/2025/66-nq-tw", id="year of issue"),
        pytest.param("23/2015/NĐ-CP", "cp", 2025, "cp/2015/23-2015-nd-cp", id="mistyped date"),
        pytest.param("70/2025/QĐ-UBND", "ct-ubnd-ha-tinh", 2025, "ubnd-ha-tinh/2025/70-2025-qd-ubnd", id="chairman"),
        pytest.param("5/QĐ-CTUBND", "ct-ubnd-ha-tinh", 2025, "ct-ubnd-ha-tinh/2025/5-qd-ctubnd", id="own register"),
        pytest.param("5/QĐ-CT.UBND", "ct-ubnd-ha-tinh", 2025, "ct-ubnd-ha-tinh/2025/5-qd-ct-ubnd", id="with a dot"),
        pytest.param("6/CT-UBND", "ct-ubnd-ha-tinh", 2025, "ubnd-ha-tinh/2025/6-ct-ubnd", id="directive"),
        pytest.param("7/NQ-HĐND", "tt-hdnd-ha-tinh", 2025, "hdnd-ha-tinh/2025/7-nq-hdnd", id="standing committee"),
        pytest.param("9/KL-TTCP", "ttcp", 2025, "ttcp/2025/9-kl-ttcp", id="no office in the slug"),
        pytest.param("66-NQ/TW", None, None, "chua-ro/0000/66-nq-tw", id="unknown"),
    ],
)
def test_the_id_of_a_document(text: str, issuer: str | None, year: int | None, expected: str) -> None:
    assert str(vocabulary.document_id(number(text), issuer_slug=issuer, year=year)) == expected


def test_every_relation_status_and_level_has_its_word() -> None:
    assert set(vocabulary.relation_names()) == set(Relation)
    assert set(vocabulary.passive_names()) == set(Relation)
    assert set(vocabulary.status_names()) == set(Status)
    assert set(vocabulary.level_names()) == set(Level)


def test_a_status_in_the_words_of_a_page() -> None:
    assert vocabulary.status_by_name("HẾT HIỆU LỰC TOÀN BỘ") is Status.EXPIRED
    assert vocabulary.status_by_name("Còn hiệu lực") is Status.IN_FORCE
    assert vocabulary.status_by_name("Đã biết") is None


def test_abbreviations_are_read_both_ways() -> None:
    assert vocabulary.expand("qppl") == "quy phạm pháp luật"
    assert vocabulary.shorten("Uỷ ban nhân dân") == "UBND"
    assert vocabulary.expand("xyz") is None
