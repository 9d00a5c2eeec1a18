"""Joints: where copying leaves one place of the source and goes on at another."""

from __future__ import annotations

import math

import pytest

from summarizer.choosing import decide
from summarizer.facts.align import fold
from summarizer.facts.check import Checker
from summarizer.facts.joints import EVEN, LIMIT, MOST, WHOLE, doubts, joints, score
from summarizer.types import Candidate, Method, Task
from tests.facts.bulletins import MEETING, VISIT

LEAD = "5月12日，云岭县委副书记、县长林岳主持召开全县防汛备汛工作会议，安排部署下一步工作。"
ORDER = "林岳强调，要严格执行24小时值班值守制度。"
RIVERS = "高晓棠要求，柳湾镇、石门乡要在5月20日前完成河道清淤。"
SPLICE = "水利、应急部门要打通防大汛、转移拉网式整改河道清淤予以工作。"


def doubt(source: str, output: str) -> float:
    return sum(sentence.doubt for sentence in doubts(Checker(source).view(Task.BRIEF, output)))


CAMPAIGN = (
    "8月3日，云岭县卫生健康局在县委党校举办“守护成长 远离烟草”主题宣传活动，县卫生健康局党组书记、"
    "局长高晓棠出席活动并讲话。活动现场，工作人员向群众发放宣传册600余份，并对校园周边卷烟零售点进行"
    "专项检查。"
)


@pytest.mark.parametrize(
    ("headline", "passes"),
    [
        ("云岭县举办“守护成长 远离烟草”主题宣传活动", True),
        ("高晓棠出席“守护成长 远离烟草”主题宣传活动", True),
        ("云岭县举办“守护成长 远离烟草”主题宣传活动 高晓棠出席并讲话", True),
        ("云岭县举办“守护成长 远离烟草”主题出席活动", False),
        ("云岭县卫生健康局在主题宣传活动", False),
        ("局长高晓棠宣传活动", False),
    ],
)
def test_a_headline_may_leave_out_what_headlines_leave_out(headline: str, passes: bool) -> None:
    found = doubts(Checker(CAMPAIGN).view(Task.HEADLINE, headline))
    assert (sum(sentence.doubt for sentence in found) <= LIMIT[Task.HEADLINE]) == passes


def test_a_joint_is_where_the_places_do_not_go_on() -> None:
    found = list(joints("县长到青石乡", (0, 1, 4, 8, 9, 10), "县长林岳到柳湾镇青石乡"))
    assert [(j.left, j.right, j.before, j.after, j.glue) for j in found] == [
        (1, 2, 1, 4, ""),
        (2, 3, 4, 8, ""),
    ]


def test_marks_and_written_words_are_glue() -> None:
    (joint,) = joints("县长，并到", (0, 1, -1, -1, 4), "县长林岳到")
    assert joint.glue == "，并"


def test_what_is_copied_on_has_no_joint() -> None:
    assert list(joints("县长，林岳", (0, 1, -1, 3, 4), "县长，林岳到")) == []
    assert doubt(MEETING, MEETING) == 0


@pytest.mark.parametrize("output", [LEAD, LEAD + ORDER])
def test_clauses_left_out_whole_are_not_doubtful(output: str) -> None:
    assert doubt(MEETING, output) <= LIMIT[Task.BRIEF]


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (MEETING, LEAD + SPLICE),
        (
            VISIT,
            "4月19日，清河市委书记沈砚在云岭县调研乡村振兴工作，与村民钟小满亲切发展特色示范区。",
        ),
    ],
)
def test_half_sentences_joined_are_doubtful(source: str, output: str) -> None:
    assert doubt(source, output) > LIMIT[Task.BRIEF]


WHOLE_CLAUSES = {
    "of a sentence": "林岳强调，要严格执行24小时值班值守制度，严禁迟报瞒报。",
    "between sentences": "林岳强调，要严格执行24小时值班值守制度。打通预警信息“最后一公里”。",
    "after who says it": "林岳指出，要对全县23座小型水库、118处山洪灾害隐患点开展拉网式排查。",
    "members of a list": "水利、气象部门要加强会商研判。",
    "a demand in a speech": "林岳指出，防汛工作事关群众生命财产安全，要对全县23座小型水库、"
    "118处山洪灾害隐患点开展拉网式排查。",
    "before who says it": "听取各乡镇备汛情况汇报，林岳强调，要严格执行24小时值班值守制度。",
}
TORN = {
    "of two sentences": "备足15-20天的抢险物资，打通预警信息“最后一公里”。",
    "in a clause": "水利、应急部门要加强会商研判。",
    "back": "严禁迟报瞒报，备足15-20天的抢险物资。",
}


@pytest.mark.parametrize(
    ("output", "share"),
    [*((o, WHOLE) for o in WHOLE_CLAUSES.values()), *((o, 1.0) for o in TORN.values())],
    ids=[*WHOLE_CLAUSES, *TORN],
)
def test_whole_clauses_count_less_unless_another_may_be_meant(output: str, share: float) -> None:
    view = Checker(MEETING).view(Task.BRIEF, output)
    source = fold(view.source)
    [joint] = joints(fold(output), view.places, source)
    doubt = sum(sentence.doubt for sentence in doubts(view))
    full = math.exp(EVEN - score(source, joint, Task.BRIEF))
    assert doubt == pytest.approx(full if share == 1 else min(MOST, share * full))


def test_a_clause_begins_behind_its_number() -> None:
    source = "林岳要求，一是压实责任，层层传导；二是备足物资，专人看管。三要严查瞒报。"
    for output in ("林岳要求，备足物资，专人看管。", "林岳要求，压实责任，层层传导，严查瞒报。"):
        assert doubt(source, output) <= 2 * MOST


def test_a_person_may_meet_posts_and_verbs_of_speech() -> None:
    for output in (
        "县长林岳强调，要严格执行24小时值班值守制度。",
        "林岳要求，柳湾镇要完成河道清淤。",
    ):
        whole = doubt(MEETING, output)
        assert whole <= doubt(MEETING, output.replace("林岳", "高晓棠"))
        assert whole <= LIMIT[Task.BRIEF]


def test_the_doubtful_sentence_is_the_one_with_the_splice() -> None:
    first, second = doubts(Checker(MEETING).view(Task.BRIEF, LEAD + SPLICE))
    assert first.doubt <= LIMIT[Task.BRIEF] < second.doubt
    assert second.start <= second.worst < second.end


def test_a_brief_loses_its_doubtful_sentence() -> None:
    candidate = Candidate(task=Task.BRIEF, text=LEAD + ORDER + SPLICE + RIVERS, score=-1.0)
    chosen = decide(Task.BRIEF, [candidate], Checker(MEETING), lambda: [])
    assert (chosen.text, chosen.method) == (LEAD + ORDER + RIVERS, Method.REPAIRED)
    assert chosen.reasons[-1] == "已删去有疑问的语句"


def test_without_its_first_sentence_nothing_is_left_of_a_brief() -> None:
    candidate = Candidate(task=Task.BRIEF, text=SPLICE + LEAD, score=-1.0)
    assert decide(Task.BRIEF, [candidate], Checker(MEETING), lambda: []).text is None
