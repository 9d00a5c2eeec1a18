"""Choice: the first candidate that passes, a repair, the source's own words, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from summarizer import choosing, extractive
from summarizer.choosing import SAFER, decide, verify
from summarizer.extractive import Extract
from summarizer.facts.check import Checker
from summarizer.risk import doubt
from summarizer.types import Candidate, Method, Task
from tests.bulletins import MEETING

TRUE = "5月12日，云岭县委副书记、县长林岳主持召开全县防汛备汛工作会议，安排部署下一步工作。"
FALSE = TRUE.replace("林岳", "高晓棠")
INVENTED = "5月12日，云岭县委书记赵卫国赴石门乡调研乡村振兴，看望慰问困难党员群众。"


def candidates(*texts: str) -> list[Candidate]:
    return [Candidate(task=Task.BRIEF, text=t, score=-float(i)) for i, t in enumerate(texts)]


@pytest.fixture
def unmended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is put back, whatever the odds."""
    monkeypatch.setattr(choosing, "mended", lambda text, copied, *_: (text, copied))


def own_words() -> Sequence[Extract]:
    found = extractive.brief(MEETING, 120)
    return [found] if found else []


def test_the_first_candidate_that_passes_wins() -> None:
    chosen = decide(Task.BRIEF, candidates(INVENTED, TRUE), Checker(MEETING), own_words)
    assert (chosen.text, chosen.method) == (TRUE, Method.MODEL)
    assert len(chosen.reasons) == 1
    assert chosen.reasons[0].startswith("候选1未采用：")
    assert all(check.passed is not False for check in chosen.checks)


def test_an_altered_fact_is_never_printed() -> None:
    chosen = decide(Task.BRIEF, candidates(FALSE), Checker(MEETING), own_words)
    assert chosen.text is not None
    assert chosen.text != FALSE
    assert chosen.method in (Method.REPAIRED, Method.EXTRACTIVE)
    assert "高晓棠主持" not in chosen.text


def test_invention_falls_back_to_the_source() -> None:
    chosen = decide(Task.BRIEF, candidates(INVENTED), Checker(MEETING), own_words)
    assert chosen.method is Method.EXTRACTIVE
    assert chosen.text is not None
    assert "赵卫国" not in chosen.text
    assert chosen.reasons[-1] == "简讯改用原文语句"


def test_nothing_at_all_is_said_so() -> None:
    chosen = decide(Task.BRIEF, [], Checker(MEETING), lambda: [])
    assert chosen.text is None
    assert chosen.reasons == ("原文中没有可用作简讯的语句",)


def test_a_clause_said_twice_fails() -> None:
    twice = TRUE[:-1] + "，安排部署下一步工作。"
    kinds = {c.kind for c in verify(Task.BRIEF, twice, Checker(MEETING)) if c.passed is False}
    assert "repetition" in kinds


def test_a_stump_is_no_brief() -> None:
    kinds = {c.kind for c in verify(Task.BRIEF, "林岳主持。", Checker(MEETING)) if not c.passed}
    assert "substance" in kinds


def test_what_the_source_prints_so_is_no_reason_to_print_nothing() -> None:
    source = "云岭融媒频道讯据县水利局消息，" + MEETING
    extract = extractive.brief(source, 120)
    assert extract is not None
    assert decide(Task.BRIEF, [], Checker(source), lambda: [extract]).text is not None


@pytest.mark.usefixtures("unmended")
def test_what_hangs_in_an_extract_is_left_out() -> None:
    source = (
        "5月12日，云岭县召开防汛会议，县长林岳主持会议并讲话。会上票决产生的项目共有8项，都是民生实事。"
        "今年以来，县里投入资金80万元，加固堤坝3处。"
    )
    pieces = (
        "5月12日，云岭县召开防汛会议，县长林岳主持会议并讲话。",
        "票决产生的项目",
        "。",
        "今年以来，县里投入资金80万元，加固堤坝3处。",
    )
    copied = tuple(source.index(p) + i for p in pieces for i in range(len(p)))
    extract = Extract("".join(pieces), copied)
    decision = decide(Task.BRIEF, [], Checker(source), lambda: [extract])
    assert decision.text == pieces[0] + pieces[3]
    assert decision.text == "".join(source[i] for i in decision.copied)


def test_an_extract_names_the_province() -> None:
    source = (
        "夏粮收购由南向北陆续展开，各地各部门多措并举，确保农民种粮卖得出。在河南省，"
        "全省累计收购小麦185万吨。在安徽省，当地启动预约收粮，售粮等待时间缩短到20分钟。"
    )
    pieces = (source[: source.index("在河南")], "全省累计收购小麦185万吨。")
    copied = tuple(source.index(p) + i for p in pieces for i in range(len(p)))
    extract = Extract("".join(pieces), copied)
    decision = decide(Task.BRIEF, [], Checker(source), lambda: [extract])
    assert decision.text == f"{pieces[0]}在河南省，{pieces[1]}"


@pytest.mark.usefixtures("unmended")
def test_an_extract_keeps_whom_its_next_sentence_leans_on() -> None:
    source = (
        "5月12日，云岭县召开防汛会议，县长林岳主持会议并讲话。会上票决产生的项目共有8项，都是民生实事。"
        "他强调，要加固堤坝3处，备足物资。"
    )
    pieces = (
        "5月12日，云岭县召开防汛会议，县长林岳主持会议并讲话。",
        "票决产生的项目",
        "。",
        "他强调，要加固堤坝3处，备足物资。",
    )
    copied = tuple(source.index(p) + i for p in pieces for i in range(len(p)))
    hanging = Extract("".join(pieces), copied)
    plain = Extract(pieces[0], copied[: len(pieces[0])])
    assert decide(Task.BRIEF, [], Checker(source), lambda: [hanging, plain]).text == pieces[0]


@pytest.mark.parametrize("task", list(Task))
@pytest.mark.parametrize("text", ["", "，", "。", "的", "《", "1．", "林岳", "在", "县委", "其中"])
def test_next_to_nothing_is_refused_and_breaks_nothing(task: Task, text: str) -> None:
    assert any(check.passed is False for check in verify(task, text, Checker(MEETING)))


GRAIN = (
    "5月12日，云岭县召开夏粮收购工作会议。县粮食局投入资金860万元，改造仓房12座，新增仓容3万吨。"
    "青石乡设立收购点8个，每天收购小麦400吨，农民售粮等待时间缩短到20分钟。"
    "柳湾镇依托合作社开展代收代储，服务农户1200户，入户收粮90万斤。"
    "会议要求，各乡镇要做好资金保障，及时兑付粮款，6月底前全部完成收购任务。"
)


def grain(*pieces: str) -> Candidate:
    places: list[int] = []
    for piece in pieces:
        at = GRAIN.find(piece)
        places += list(range(at, at + len(piece))) if at >= 0 else [-1] * len(piece)
    return Candidate(task=Task.BRIEF, text="".join(pieces), score=-0.1, copied=tuple(places))


JOINED = grain(
    "5月12日，云岭县召开夏粮收购工作会议。县粮食局投入资金860万元",
    "，",
    "新增仓容3万吨。青石乡设立收购点8个",
    "，",
    "农民售粮等待时间缩短到20分钟。柳湾镇依托合作社开展代收代储",
    "，",
    "入户收粮90万斤",
    "。",
    "会议要求，",
    "6月底前全部完成收购任务。",
)
WHOLE = grain("县粮食局投入资金860万元，改造仓房12座，新增仓容3万吨。")


@pytest.mark.usefixtures("unmended")
def test_a_much_safer_brief_is_preferred_and_said_so() -> None:
    checker = Checker(GRAIN)
    most, least = (doubt(c.text, c.copied, GRAIN) for c in (JOINED, WHOLE))
    assert least < most - SAFER
    alone = decide(Task.BRIEF, [JOINED], checker, lambda: [])
    assert (alone.text, alone.reasons) == (JOINED.text, ())
    both = decide(Task.BRIEF, [JOINED, WHOLE], checker, lambda: [])
    assert (both.text, both.reasons) == (WHOLE.text, ("改用语句更稳妥的候选",))
    assert decide(Task.BRIEF, [WHOLE, JOINED], checker, lambda: []).text == WHOLE.text


@pytest.mark.usefixtures("unmended")
def test_a_safer_brief_must_pass_too() -> None:
    wrong = WHOLE.model_copy(update={"text": WHOLE.text.replace("860", "680")})
    assert decide(Task.BRIEF, [JOINED, wrong], Checker(GRAIN), lambda: []).text == JOINED.text
