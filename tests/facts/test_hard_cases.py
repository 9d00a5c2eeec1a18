"""The cases that are hard to keep apart, one by one: each with true words and with false ones."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.types import Task

CASES = {
    "one-character given name": (
        "云岭县长林岳主持会议，副县长尹安汇报工作。林岳指出，要抓好春耕。",
        "林岳主持会议，副县长尹安汇报工作。",
        "林峰主持会议，副县长尹安汇报工作。",
        "names",
    ),
    "four-character name": (
        "县人大常委会副主任欧阳青山、司马文渊出席仪式。",
        "县人大常委会副主任欧阳青山、司马文渊出席仪式。",
        "县人大常委会副主任欧阳青川、司马文渊出席仪式。",
        "names",
    ),
    "foreign name": (
        "7月2日，国家主席沈砚会见莱阿共和国总统迪萨里。迪萨里表示，莱方支持合作。",
        "国家主席沈砚会见莱阿共和国总统迪萨里。",
        "国家主席沈砚会见莱阿共和国总统迪萨罗。",
        "names",
    ),
    "minority name": (
        "市委常委、统战部部长穆萨·艾力和县长古丽·买买提出席活动。",
        "市委常委、统战部部长穆萨·艾力出席活动。",
        "市委常委、统战部部长穆萨·艾克出席活动。",
        "names",
    ),
    "post that contains another": (
        "县委书记顾长明主持会议，县委副书记、县长林岳讲话。",
        "县委副书记、县长林岳讲话。",
        "县委书记、县长林岳讲话。",
        "posts pairs",
    ),
    "former post, 原": (
        "原市政协副主席祁连到云岭县走访，县政协主席高晓棠陪同。",
        "原市政协副主席祁连到云岭县走访。",
        "市政协副主席祁连到云岭县走访。",
        "posts",
    ),
    "former post, 时任": (
        "2019年，时任云岭县县长顾长明推动建成柳湾水库。现任县长林岳介绍了运行情况。",
        "2019年，时任云岭县县长顾长明推动建成柳湾水库。",
        "2019年，云岭县县长顾长明推动建成柳湾水库。",
        "posts pairs",
    ),
    "同志": (
        "会议宣布，林岳同志任县委书记，顾长明同志不再担任县委书记。",
        "会议宣布，林岳任县委书记，顾长明不再担任县委书记。",
        "会议宣布，顾长明任县委书记，林岳不再担任县委书记。",
        "pairs names",
    ),
    "分别": (
        "任命林岳、高晓棠分别为市水利局局长、市应急管理局局长。",
        "林岳、高晓棠分别为市水利局局长、市应急管理局局长。",
        "高晓棠、林岳分别为市水利局局长、市应急管理局局长。",
        "pairs",
    ),
    "several posts of one person": (
        "市委副书记、市长、市政府党组书记沈砚主持会议，市委常委、副市长罗明汇报。",
        "市长、市政府党组书记沈砚主持会议。",
        "市长、市委副书记罗明汇报。",
        "pairs",
    ),
    "post that points back, 该院": (
        "记者从云岭县人民医院获悉，该院院长何苇将带队义诊。县中医院院长邓石参加。",
        "云岭县人民医院院长何苇将带队义诊。",
        "云岭县人民医院副院长何苇将带队义诊。",
        "posts",
    ),
    "numbers across 万 and 亿": (
        "全县生产总值1.2亿元，茶园3.5万亩，财政支出6000万元。",
        "全县生产总值12000万元，茶园35000亩。",
        "全县生产总值1.2万元，茶园35000亩。",
        "numbers",
    ),
    "range": (
        "各乡镇要备足15-20天的抢险物资。",
        "各乡镇要备足15至20天的抢险物资。",
        "各乡镇要备足15-25天的抢险物资。",
        "numbers",
    ),
    "date without its year": (
        "2022年4月19日，云岭县召开茶叶大会。",
        "4月19日，云岭县召开茶叶大会。",
        "4月18日，云岭县召开茶叶大会。",
        "dates",
    ),
    "date told in parts": (
        "云岭日报7月26日讯 县水利局25日召开发布会，通报汛情。",
        "县水利局7月25日召开发布会，通报汛情。",
        "县水利局7月26日召开发布会，通报汛情。",
        "dates",
    ),
    "relative date that the text explains": (
        "今天（6月9日）上午，云岭县举行茶歌赛。8日晚，选手抵达。今天下午，县长林岳颁奖，一等奖归石门乡。",
        "6月9日下午，县长林岳颁奖，一等奖归石门乡。",
        "6月7日下午，县长林岳颁奖，一等奖归石门乡。",
        "dates",
    ),
    "名 for 位, Chinese for Arabic": (
        "两名劳动模范和十二位教师受到表彰。",
        "2位劳动模范和12名教师受到表彰。",
        "3位劳动模范和12名教师受到表彰。",
        "numbers",
    ),
    "name behind any word for a person": (
        "县茶业公司财务总监马凤鸣表示，今年出口增长。员工叶贤生介绍了工艺。",
        "财务总监马凤鸣表示，今年出口增长。",
        "财务总监叶贤生表示，今年出口增长。",
        "names speaker",
    ),
    "name that is followed by a word": (
        "石林村党支部书记郑芹主动请缨照顾老人。郑芹每天忙碌。郑芹说，这是本分。",
        "石林村党支部书记郑芹照顾老人。",
        "石林村党支部书记郑琴照顾老人。",
        "names",
    ),
    "name that only its place shows": (
        "清河团县委书记陈威远、志愿者代表石门镇吴留锦参加活动。陈威远书记对扎根乡村的志愿者表示欢迎。",
        "陈威远对扎根乡村的志愿者表示欢迎。",
        "吴留锦对扎根乡村的志愿者表示欢迎。",
        "names speaker actors",
    ),
    "name that only comes again and again": (
        "站里的设备，岳石磊最熟。这个习惯岳石磊坚持了12年，而岳石磊却说不苦。今年春节他把家人接来站里。",
        "岳石磊在站里坚持了12年，今年春节把家人接来站里。",
        "岳宁磊在站里坚持了12年，今年春节把家人接来站里。",
        "names",
    ),
    "name between another one's neighbours": (
        "县长林岳走访困难老兵胡长安、朱国清，向他们致以问候，副县长高守诚参加走访慰问。",
        "县长林岳走访困难老兵胡长安、朱国清，致以问候。",
        "县长林岳走访困难老兵胡长安、高守诚，致以问候。",
        "names",
    ),
    "kin": (
        "陪同到访的有：沈砚主席夫人顾长宁，莱阿外长特雷蒙，莱阿议会副议长罗明等。",
        "沈砚主席夫人顾长宁等陪同到访。",
        "沈砚主席夫人罗明等陪同到访。",
        "pairs names",
    ),
    "party group of another body": (
        "区委书记陈伟，区人大常委会主任、党组书记施勇来到消防站慰问。",
        "区委书记陈伟来到消防站慰问。",
        "区委书记施勇来到消防站慰问。",
        "pairs",
    ),
    "place that looks like a name before its head": (
        "5月12日，云岭县委副书记、县长林岳主持会议。副县长高晓棠出席。",
        "5月12日，云岭县长林岳主持会议。",
        "5月12日，云岭县长高晓棠主持会议。",
        "pairs names",
    ),
    "months from the first on": (
        "今年前5个月，云岭县旅游收入86.3亿元。",
        "云岭县前5月旅游收入86.3亿元。",
        "云岭县前6月旅游收入86.3亿元。",
        "dates",
    ),
    "two posts in a row of clauses": (
        "街道党工委副书记、办事处主任汤敏，党工委副书记陈云带队巡查。",
        "街道党工委副书记、办事处主任汤敏，党工委副书记陈云带队巡查。",
        "街道党工委副书记、办事处主任汤敏，党工委副书记汤敏带队巡查。",
        "order",
    ),
    "birth": (
        "刘焕新任县粮食局局长。公开资料显示，刘焕新出生于1963年9月，石门镇人，长期从事农业工作。"
        "原任副局长的蒋天宝，转任县委组织部部长。",
        "刘焕新1963年9月出生，石门镇人，长期从事农业工作。",
        "蒋天宝1963年9月出生，石门镇人，长期从事农业工作。",
        "names",
    ),
    "who speaks at the meeting": (
        "县委书记刘岳山主持座谈会。刘岳山说，整改关键是真改，督导务必从严。赵济时、赵洪出席座谈会。",
        "刘岳山主持座谈会，会上刘岳山强调：整改关键是真改，督导务必从严。",
        "刘岳山主持座谈会，会上赵济时强调：整改关键是真改，督导务必从严。",
        "speaker names",
    ),
    "不少于": (
        "全县中小学每年开展自然教育活动不少于两次，逐步常态化。",
        "全县中小学每年开展自然教育活动不少于两次。",
        "全县中小学每年开展自然教育活动少于两次。",
        "polarity",
    ),
    "不要 that lost its first half": (
        "声明敦促有关方面看清历史经纬，不要在错误道路上越走越远。",
        "声明敦促有关方面不要在错误道路上越走越远。",
        "声明敦促有关方面要在错误道路上越走越远。",
        "polarity",
    ),
}


def kinds(source: str, output: str) -> set[str]:
    return {c.kind for c in Checker(source).check(Task.BRIEF, output) if c.passed is False}


@pytest.mark.parametrize("case", CASES)
def test_true_words_pass(case: str) -> None:
    source, true, _, _ = CASES[case]
    assert kinds(source, true) == set()


@pytest.mark.parametrize("case", CASES)
def test_false_words_fail(case: str) -> None:
    source, _, false, expected = CASES[case]
    assert kinds(source, false) & set(expected.split())
