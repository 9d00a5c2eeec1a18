"""Invented county bulletins for measuring: as long and as dense as real ones, none of them real."""

from __future__ import annotations

from random import Random

_COUNTIES = ("云岭县", "清河市", "石桥区", "临江县", "安和县")
_TOWNS = ("柳湾镇", "石门乡", "白鹭镇", "双溪镇", "望岭乡", "青禾街道")
_PEOPLE = ("林岳", "周秉诚", "何静安", "高晓棠", "罗德明", "汪海涛", "欧阳青", "沈知远")

_BULLETINS = (
    "{month}月{day}日，{county}委书记{a}到{town}调研特色产业发展和乡村振兴工作。县委常委、县委办公室主任"
    "{b}，副县长{c}参加调研。\n{a}先后来到{town}食用菌产业园、{other}中药材种植基地，实地察看项目建设"
    "和联农带农情况，详细了解今年以来的生产销售情况。目前，两个基地共流转土地{n}亩，带动{m}户农户"
    "户均增收{k}元。\n{a}强调，要立足资源禀赋，做好“土特产”文章，加快补齐冷链、加工、物流等短板，"
    "推动{money}亿元产业项目早建成、早见效；要完善利益联结机制，让群众更多分享产业增值收益；要压实"
    "各级责任，严格落实防止返贫动态监测和帮扶机制，坚决守住不发生规模性返贫的底线。",
    "{county}召开{month}月份重点项目推进会，通报上半年项目建设进展，分析存在问题，安排部署下一步工作。"
    "县委副书记、县长{a}主持会议并讲话，县人大常委会主任{b}、县政协主席{c}出席会议。\n会议指出，上半年"
    "全县实施重点项目{m}个，完成投资{money}亿元，占年度计划的{share}%，其中工业项目{k}个，完成投资"
    "同比增长{rate}%。同时也要看到，部分项目前期手续办理慢、要素保障不足、施工组织不力等问题仍然"
    "存在，必须采取有力措施加以解决。\n{a}要求，要倒排工期、挂图作战，对进展滞后的项目实行县级领导"
    "包联，每周调度、每月通报；要强化土地、资金、用工等要素保障，主动上门服务企业；要牢固树立安全"
    "发展理念，严格落实施工现场安全责任，确保质量安全。\n会上，{town}、{other}和县发展改革局作了发言。",
    "{month}月{day}日，全省文化和旅游工作会议在{county}召开。副省长{a}出席会议并讲话，{county}委书记{b}"
    "致辞。\n会议指出，今年以来，全省接待游客{n}万人次，实现旅游综合收入{money}亿元，同比分别增长"
    "{rate}%和{share}%，文化和旅游市场持续回暖向好。会议强调，要坚持以文塑旅、以旅彰文，推进文化"
    "和旅游深度融合发展，打造一批精品线路和特色民宿；要加强文物和非物质文化遗产保护传承，办好"
    "第{k}届民间艺术节；要优化旅游市场环境，加大对不合理低价游的整治力度，提升服务质量。\n"
    "与会人员实地观摩了{town}古村落保护利用项目和{other}研学基地。",
    "记者从{county}农业农村局获悉，截至{month}月{day}日，全县夏粮收购工作全面展开，已收购小麦{n}吨，"
    "同比增加{rate}%。今年全县小麦播种面积{m}万亩，平均亩产{k}公斤，总产量再创新高。\n为保障夏粮"
    "颗粒归仓，县里提前制定收购预案，落实收购资金{money}亿元，设置收购网点{m}个，组织"
    "农业技术人员深入{town}、{other}等地指导抢收抢种。县发展改革局、县市场监管局联合开展专项检查，"
    "严肃查处压级压价、克扣斤两等行为，切实维护种粮农民利益。\n县农业农村局局长{a}表示，下一步将"
    "加强秋粮田间管理，落实病虫害统防统治，力争全年粮食总产稳定在{n}万斤以上。",
    "{month}月{day}日上午，{county}举行科技创新大会，表彰{day}家创新型企业和{m}名优秀科技工作者。"
    "县委书记{a}出席大会并讲话，县委副书记、县长{b}主持，县领导{c}、{d}出席。\n{a}指出，科技创新"
    "是高质量发展的关键变量。近年来，全县研发投入年均增长{rate}%，高新技术企业达到{k}家，"
    "技术合同成交额突破{money}亿元，一批关键技术实现突破。{a}强调，要强化企业创新主体地位，支持"
    "龙头企业牵头组建创新联合体；要深化科技体制改革，完善“揭榜挂帅”制度；要大力培养引进高层次"
    "人才，落实好住房、医疗、子女教育等保障措施，让各类人才安心创业、舒心生活。\n会议宣读了"
    "《关于加快建设创新型{county}的实施意见》，获奖代表作了发言。",
)


def bulletins(count: int) -> list[str]:
    """``count`` bulletins of 200 to 400 字, always the same ones, all different."""
    return [bulletin(i) for i in range(count)]


def bulletin(number: int) -> str:
    """The bulletin with this number, always the same one."""
    choose = Random(number)  # nothing secret: the point is that it repeats
    people = choose.sample(_PEOPLE, 4)
    towns = choose.sample(_TOWNS, 2)
    return _BULLETINS[number % len(_BULLETINS)].format(
        **dict(zip("abcd", people, strict=True)),
        county=choose.choice(_COUNTIES),
        town=towns[0],
        other=towns[1],
        month=choose.randint(1, 12),
        day=choose.randint(1, 28),
        n=choose.randint(1000, 9800),
        m=choose.randint(12, 480),
        k=choose.randint(3, 900),
        money=f"{choose.randint(11, 990) / 10}",
        share=f"{choose.randint(21, 980) / 10}",
        rate=f"{choose.randint(11, 190) / 10}",
    )
