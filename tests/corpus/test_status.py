"""Statuses derived from what is known, for documents and provisions, at any date; every name here is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.address import DocumentId, Path
from corpus.effects import Dated, Effect, EffectKind
from corpus.model import Metadata, Status, Target
from corpus.provision_status import judge_provision
from corpus.status import Act, Case, Foundation, Successor, Why, end_of, judge, status_alone, turns
from corpus.text import Span

OWN = DocumentId.parse("cp/2030/5-2030-nd-cp")
OTHER = DocumentId.parse("cp/2031/6-2031-nd-cp")
DECREE = Metadata(number="5/2030/NĐ-CP", kind="Nghị định", issued=date(2030, 1, 10), effective=date(2030, 3, 1))
LATER = Metadata(number="6/2031/NĐ-CP", kind="Nghị định", issued=date(2031, 1, 10), effective=date(2031, 3, 1))
ON = date(2032, 1, 1)


def act(
    kind: EffectKind,
    path: str = "",
    *,
    begins: date | None = date(2031, 3, 1),
    ends: date | None = None,
    partly: bool = False,
    hint: bool = False,
    metadata: Metadata = LATER,
    mutual: bool = False,
    void: bool = False,
) -> Act:
    effect = Effect(
        kind, "dieu-1", "Nghị định số 5/2030/NĐ-CP", Span(0, 5), Target(OWN, path=Path.parse(path)), begins,
        Dated.DOCUMENT, ends, partly, hint=hint,
    )  # fmt: skip
    return Act(OTHER, metadata, effect, void=void, mutual=mutual)


def case(*acts: Act, metadata: Metadata = DECREE, **more: object) -> Case:
    return Case(OWN, metadata, acts, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "on", "expected"),
    [
        pytest.param(case(), date(2030, 2, 1), Status.NOT_YET, id="before its day"),
        pytest.param(case(), ON, Status.IN_FORCE, id="nothing known"),
        pytest.param(case(act(EffectKind.REPEALS)), ON, Status.EXPIRED, id="repealed"),
        pytest.param(case(act(EffectKind.REPEALS)), date(2031, 2, 28), Status.IN_FORCE, id="the day before"),
        pytest.param(case(act(EffectKind.REPLACES)), date(2031, 3, 1), Status.EXPIRED, id="on the day"),
        pytest.param(case(act(EffectKind.REPEALS, "dieu-5")), ON, Status.PARTLY_EXPIRED, id="an article repealed"),
        pytest.param(case(act(EffectKind.REPEALS, partly=True)), ON, Status.PARTLY_EXPIRED, id="some of it repealed"),
        pytest.param(case(act(EffectKind.AMENDS, "dieu-5")), ON, Status.PARTLY_EXPIRED, id="amended"),
        pytest.param(case(act(EffectKind.WORDS, "dieu-5")), ON, Status.PARTLY_EXPIRED, id="words exchanged"),
        pytest.param(case(act(EffectKind.ADDS, "dieu-5a")), ON, Status.IN_FORCE, id="an article added"),
        pytest.param(case(act(EffectKind.CORRECTS, "dieu-5")), ON, Status.IN_FORCE, id="corrected"),
        pytest.param(case(act(EffectKind.SUSPENDS)), ON, Status.SUSPENDED, id="suspended"),
        pytest.param(case(act(EffectKind.SUSPENDS, ends=date(2031, 12, 31))), ON, Status.IN_FORCE, id="no longer"),
        pytest.param(
            case(act(EffectKind.REPEALS, begins=None)), ON, Status.UNKNOWN, id="repealed since nobody knows when"
        ),
        pytest.param(
            case(act(EffectKind.REPEALS, void=True)), ON, Status.IN_FORCE, id="the repeal ended before it began"
        ),
        pytest.param(case(metadata=replace(DECREE, expires=date(2031, 12, 30))), ON, Status.EXPIRED, id="term over"),
        pytest.param(case(metadata=replace(DECREE, expires=date(2032, 1, 1))), ON, Status.IN_FORCE, id="last day"),
        pytest.param(
            case(metadata=replace(DECREE, expires=date(2029, 1, 1))), ON, Status.UNKNOWN, id="ends before it begins"
        ),
        pytest.param(case(metadata=replace(DECREE, effective=None)), ON, Status.UNKNOWN, id="no day stated"),
        pytest.param(case(act(EffectKind.AMENDS, partly=True, hint=True)), ON, Status.PARTLY_EXPIRED, id="told of"),
        pytest.param(
            case(act(EffectKind.REPLACES, metadata=replace(LATER, issued=date(2029, 1, 1)))),
            ON,
            Status.UNKNOWN,
            id="replaced by an older one",
        ),
        pytest.param(
            case(act(EffectKind.REPLACES, metadata=replace(LATER, issued=DECREE.issued), mutual=True)),
            ON,
            Status.UNKNOWN,
            id="two that replace each other on one day",
        ),
        pytest.param(
            case(successor=Successor(OTHER, "Nghị định Giả định", "6/2031/NĐ-CP", date(2031, 7, 1))),
            ON,
            Status.EXPIRED,
            id="a later law of the same name",
        ),
        pytest.param(
            case(foundations=(Foundation(OTHER, "6/2031/NĐ-CP", None, date(2031, 7, 1)),)),
            ON,
            Status.UNKNOWN,
            id="what it details has ended",
        ),
        pytest.param(case(), date(2036, 1, 1), Status.UNKNOWN, id="no trace for years"),
        pytest.param(case(basis=date(2034, 5, 5)), date(2036, 1, 1), Status.IN_FORCE, id="a basis lately"),
    ],
)
def test_the_status_of_a_document(given: Case, on: date, expected: Status) -> None:
    assert judge(given, on).status is expected


def test_the_reason_names_the_act_its_place_and_its_day() -> None:
    found = judge(case(act(EffectKind.REPEALS)), ON)

    assert [(one.why, one.day) for one in found.reasons] == [(Why.ACT, date(2031, 3, 1))]
    assert found.reasons[0].act is not None
    assert (found.reasons[0].act.document, found.reasons[0].act.effect.source) == (OTHER, "dieu-1")


def test_parts_that_are_kept_outlive_the_document_until_their_day() -> None:
    kept = act(EffectKind.KEEPS, "dieu-15", ends=date(2032, 6, 30))
    given = case(act(EffectKind.REPEALS), kept)

    assert judge(given, ON).status is Status.PARTLY_EXPIRED
    assert judge_provision(given, Path.parse("dieu-15.khoan-1"), ON).status is Status.IN_FORCE
    assert judge_provision(given, Path.parse("dieu-16"), ON).status is Status.EXPIRED
    assert judge(given, date(2032, 7, 1)).status is Status.EXPIRED


def test_a_longer_term_goes_before_the_term_in_the_text() -> None:
    short = replace(DECREE, expires=date(2031, 6, 30))

    assert judge(case(act(EffectKind.KEEPS, ends=date(2032, 6, 30)), metadata=short), ON).status is Status.IN_FORCE


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("dieu-5.khoan-2", Status.EXPIRED),
        ("dieu-5.khoan-2.diem-a", Status.EXPIRED),
        ("dieu-5", Status.PARTLY_EXPIRED),
        ("dieu-5.khoan-3", Status.IN_FORCE),
        ("dieu-7", Status.PARTLY_EXPIRED),
        ("dieu-8", Status.SUSPENDED),
    ],
)
def test_the_status_of_a_provision(path: str, expected: Status) -> None:
    given = case(
        act(EffectKind.REPEALS, "dieu-5.khoan-2"), act(EffectKind.AMENDS, "dieu-7"), act(EffectKind.SUSPENDS, "dieu-8")
    )

    assert judge_provision(given, Path.parse(path), ON).status is expected


def test_a_provision_waits_for_its_own_day() -> None:
    waits = Effect(
        EffectKind.BEGINS, "dieu-9", "khoản 3 Điều 5", Span(0, 5), Target("this", path=Path.parse("dieu-5.khoan-3")),
        date(2032, 6, 1), Dated.CLAUSE,
    )  # fmt: skip
    given = case(own=(waits,))

    assert judge_provision(given, Path.parse("dieu-5.khoan-3"), ON).status is Status.NOT_YET
    assert judge_provision(given, Path.parse("dieu-5"), ON).status is Status.IN_FORCE


def test_the_next_day_of_change_is_known() -> None:
    given = case(act(EffectKind.AMENDS, "dieu-5", begins=date(2032, 5, 1)))

    assert turns(given, ON) == date(2032, 5, 1)
    assert judge(given, date(2032, 4, 30)).status is not judge(given, date(2032, 5, 1)).status


def test_the_end_is_the_earliest_of_all() -> None:
    earlier = act(EffectKind.REPLACES, begins=date(2031, 2, 1))

    assert end_of(case(act(EffectKind.REPEALS), earlier)) == date(2031, 2, 1)
    assert end_of(case(act(EffectKind.REPEALS, "dieu-5"))) is None


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        pytest.param(
            Metadata(number="77/QĐ-UBND", kind="Quyết định", issued=date(2031, 6, 3)), Status.IN_FORCE, id="individual"
        ),
        pytest.param(
            Metadata(number="7/2031/QĐ-UBND", kind="Quyết định", issued=date(2031, 6, 3)),
            Status.UNKNOWN,
            id="normative",
        ),
        pytest.param(
            Metadata(number="9/TTr-STP", kind="Tờ trình", issued=date(2031, 6, 3)), Status.UNKNOWN, id="a proposal"
        ),
        pytest.param(
            Metadata(
                number="9/KH-UBND",
                kind="Kế hoạch",
                issued=date(2030, 6, 3),
                title="Chuyển đổi số giai đoạn 2030 - 2031",
            ),
            Status.UNKNOWN,
            id="its period is over",
        ),
        pytest.param(
            Metadata(number="9/KH-UBND", kind="Kế hoạch", issued=date(2031, 6, 3), title="Chuyển đổi số đến năm 2035"),
            Status.IN_FORCE,
            id="its period goes on",
        ),
        pytest.param(
            Metadata(
                number="9/KH-UBND", kind="Kế hoạch", issued=date(2031, 6, 3), title="Thi hành Luật Giả định năm 2029"
            ),
            Status.IN_FORCE,
            id="the year of a law is no period",
        ),
    ],
)
def test_what_takes_effect_when_signed(metadata: Metadata, expected: Status) -> None:
    assert judge(case(metadata=metadata), ON).status is expected


def test_a_document_alone_tells_its_own_days_only() -> None:
    assert status_alone(DECREE, date(2030, 1, 20)) is Status.NOT_YET
    assert status_alone(DECREE, ON) is Status.UNKNOWN
    assert status_alone(replace(DECREE, expires=date(2031, 1, 1)), ON) is Status.EXPIRED
