"""Page furniture: what surrounds articles on paper and on the web and belongs to none of them.

Page numbers and mastheads, rules and ornaments, buttons, links to other pages, counters,
responsible editors. A line is furniture only as a whole; :func:`tail` finds what web pages stick
to the end of a last paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.broadcast import is_sign

#: No line of furniture is longer, in 字; longer lines are not looked at.
LONGEST = 160

_BUTTONS = (
    "打印|打印本页|打印文章|打印页面|关闭|关闭窗口|关闭本页|分享|分享到|分享至|一键分享|收藏|"
    "收藏本页|加入收藏|复制链接|字号|字体|字体大小|字号大小|大|中|小|默认|超大|放大|缩小|朗读|"
    "语音播报|返回|返回顶部|返回首页|返回列表|返回上一页|回到顶部|首页|网站首页|上一篇|下一篇|"
    "上一条|下一条|上一版|下一版|上一期|下一期|上一页|下一页|尾页|末页|更多|更多内容|查看更多|"
    "点击查看|查看全文|阅读全文|展开|展开全文|收起|点赞|在看|评论|写评论|我要评论|发表评论|举报|"
    "纠错|我要纠错|相关阅读|相关链接|相关新闻|相关报道|推荐阅读|延伸阅读|热门推荐|热门新闻|"
    "猜你喜欢|精彩推荐|往期回顾|微信|微博|新浪微博|QQ空间|QQ|腾讯微博|人人网|朋友圈|扫一扫|登录|"
    "注册|搜索|本版导读|本版新闻|版面导航|标题导航|PDF版|数字报|手机版|电脑版|无障碍浏览|适老化|"
    "设为首页|联系我们|关于我们|网站地图|法律声明|隐私声明|隐私政策|免责声明|返回搜狐[，,]查看更多|"
    "平台声明|声明|全文完|完|正文|图片|视频|广告|要闻|今日要闻|本地要闻|时政要闻|综合要闻|头版要闻|"
    "综合新闻|综合|时政|时政新闻|本地新闻|本县新闻|县区新闻|图片新闻|政务要闻|政务动态|新闻中心|"
    "新闻动态|新闻资讯|头条|头条新闻|专版|专题"
)
_COUNTERS = (
    "浏览次数|浏览量|浏览|阅读次数|阅读量|阅读数|阅读|点击数|点击量|点击次数|点击率|点击|访问量|"
    "访问次数|人气|播放量|评论数"
)
_EDITORS = (
    "责任编辑|值班编辑|本期编辑|本版编辑|网络编辑|新媒体编辑|编辑|责编|美编|版式|排版|审核|审校|"
    "审读|校对|校核|初审|复审|终审|一审|二审|三审|监制|总监制|值班主任|值班总编|值班编委|主编|总编|"
    "总编辑|副总编辑"
)
_OF_PAGE = "(?:本版|本期|本报|今日)?"
_KEYS = (
    "发布时间|发布日期|发表时间|发稿时间|更新时间|更新日期|成文日期|字号|字体|字体大小|分享|分享到|"
    "索引号|主题分类|公开类别|公开方式|体裁分类|原标题|关键词|标签|所属栏目|本文链接|原文链接|"
    "文章链接|阅读原文|投稿邮箱|新闻热线|邮发代号|主办单位|承办单位|主办|承办|技术支持|网站标识码"
)
_DATE = (
    r"(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
    r"(?:T?\s?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\.\d+Z)?)?|\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)"
)
_MARK = r"[\s|┃│丨/\\·•\-—_>»《<\[\]【】()（）:：,，.。!！↑↓←→▲▼★☆×*#…~]"
_ITEM = (
    rf"(?:{_BUTTONS}|{_DATE}|(?:时间|日期)[:：]\s?{_DATE}"
    rf"|{_OF_PAGE}(?:{_EDITORS})\s?[:：／/]\s?[一-龥]{{2,4}})"
)

_PATTERNS = (
    # Rules and ornaments: nothing in them that a sentence could need.
    r"[^\w，。；：！？、“”‘’《》（）…—,;:!?()\"'%]+|[—\-_=*~·.…#]+",
    # Page numbers; a bare number is for the caller to judge, see is_number().
    rf"{_MARK}*(?:第\s?[A-Za-z]?\d{{1,3}}\s?版|第[一二三四五六七八九十]{{1,3}}版|[A-Za-z]?\d{{1,3}}\s?版"
    r"|[一二三四五六七八九十]版(?:要闻|新闻|综合)"
    rf"|第\s?\d{{1,4}}\s?页(?:[\s,，/]*共\s?\d{{1,4}}\s?页)?|\d{{1,4}}\s?/\s?\d{{1,4}}"
    rf"|[Pp]age\s?\d{{1,4}}(?:\s?(?:of|/)\s?\d{{1,4}})?){_MARK}*",
    r"[\-—·]+\s?\d{1,4}\s?[\-—·]+",
    # Buttons, column names and dates, side by side.
    rf"{_MARK}*(?:{_ITEM}{_MARK}+)*{_ITEM}{_MARK}*",
    # Keys with values: 发布时间：… 浏览次数：3 打印; 责任编辑：…
    rf"[\[【(（<]?\s?(?:{_KEYS})\s?[:：][^。；！？]*",
    rf"[\[【(（<]?\s?{_OF_PAGE}(?:{_EDITORS})\s?[:：／/][^。；！？，]{{0,60}}",
    # The paper's name alone.
    r"[一-龥]{2,4}(?:日报|时报|晚报|周报|晨报|商报|新闻网|融媒)",
    r"[A-Za-z][A-Za-z ]{1,30}(?i: (?:daily|news|times|weekly)|(?:ri|wan|shi|zhou) ?bao)",
    # 责编 张三 校对 李四, behind the paper's name or not.
    rf"(?:\w{{2,8}}[报台网]\s+)?(?:(?:{_EDITORS})\s+\w{{2,4}}(?:\s+|$))+",
    rf"[\[【(（<]?\s?(?:{_COUNTERS})\s?[:：]?\s?[\[(（]?\d+[^。；！？，]{{0,40}}",
    # Links to elsewhere, notices of rights.
    r"(?:上一篇|下一篇|上一条|下一条|上一版|下一版|相关阅读|相关链接|延伸阅读|推荐阅读)\s?[:：>»][^。]{0,120}。?",
    r"(?:您的|您当前的|当前|所在|现在的?)位置\s?[:：>»][^。]{0,120}",
    r"(?:版权所有|Copyright|COPYRIGHT|copyright|©|免责声明|特别声明|版权声明|平台声明)[^。]{0,140}。?",
    rf"(?:{_MARK}*(?:点击|[上下]方|蓝字|蓝色字体?|关注|我们|名片|卡片|公众号)){{2,}}{_MARK}*",
    rf"(?:[一-龥A-Za-z\d]{{2,16}}\s+){{0,3}}{_DATE}\s?(?:发表|发布)于\s?[一-龥]{{2,8}}",
    # A broadcast's head, its contents: 林岳检查防汛工作………3
    rf"《?[一-龥]{{1,8}}新闻(?:联播)?》?\s+{_DATE}(?:\s?星期[一二三四五六日天])?",
    r"[^。；！？]{2,60}(?:…{2,}|[.．·]{5,})\s?(?:第\s?)?\d{1,3}\s?[版页]?",
    r"【(?:导视|目录|内容提要|本期导读|今日导读|本期要目|要目)】[：:]?|(?:导视|目录|内容提要)[：:]?",
    r"(?:点个?|点亮|给个|来个)[“\"‘]?(?:在看|赞|关注)[”\"’]?"
    r"(?:点赞|在看|转发|分享|再走|[吧呗哦啦和“”，、！!~ ])*",
    r"(?:扫一扫|扫码|长按|点击[上下]方|点击蓝字|欢迎关注)[^。，；]{0,40}。?",
    r".{0,30}(?:ICP备|公网安备|网安备)[^。]{0,60}",
    r"(?:https?://|www\.)[\x21-\x7e]+",
    r"[\[【(（]?(?:图片|video|image|视频|音频)[\]】)）]|!\[[^\]]*\]\([^)]*\)",
)
_FURNITURE = re.compile("|".join(_PATTERNS))

# A newspaper's head: at least one sign of it, and next to nothing else.
_MASTHEAD_SIGN = re.compile(
    r"第\s?[A-Za-z]?\d{1,3}\s?版|第[一二三四五六七八九十]{1,3}版|星期[一二三四五六日天]|总第\s?\d+\s?期"
    r"|国内统一(?:连续出版物|刊)号?|今日\s?\d+\s?版|CN\s?\d{2}-\d{4}|邮发代号"
)
_MASTHEAD_REST = re.compile(
    rf"{_DATE}|\d{{4}}年|\d{{1,2}}月\d{{1,2}}日|农历\S{{2,8}}"
    r"|\w{2,10}(?:日报|晚报|时报|周报|周刊|报社|报)(?:社|编辑部)?(?:出版|主办)?"
    rf"|(?:{_EDITORS})\s?[:：／/]\s?[一-龥]{{2,4}}(?![一-龥])"
    r"|(?<![^\s])(?:要闻|综合|时政|新闻|专版|专题|副刊|广告|民生|经济|综合新闻|本地新闻)(?!\S)"
    rf"|第?\s?\d+\s?期|[A-Za-z]?\d{{1,3}}\s?版|出版|主办|编辑部|编号|代号|\d[\d\-]*|{_MARK}"
)
# What links to other articles stand below, at the end of a page.
_ELSEWHERE = re.compile(
    rf"{_MARK}*(?:往期(?:推荐|回顾|精彩|精选|链接|热文)|精彩(?:推荐|回顾)|热门推荐|推荐阅读|延伸阅读|"
    rf"相关(?:阅读|新闻|报道|链接)|猜你喜欢){_MARK}*"
)
_LONGEST_LINK, _MOST_LINKS = 40, 12
_NUMBER = re.compile(r"\d{1,3}")

# What is stuck to the end of a paragraph.
_NAMES = r"[^，。；：:！？（）()\[\]【】]{0,24}"
_TAIL = re.compile(
    r"(?:\s?(?:返回搜狐[，,]查看更多|[(（【]完[)）】]|更多精彩内容请进入[^，。；]{2,10}"
    rf"|[\[【(（<]\s?(?:{_EDITORS})\s?[:：／]?{_NAMES}[\]】)）>]"
    rf"|{_OF_PAGE}(?:责任编辑|责编)\s?[:：／]{_NAMES}"
    rf"|(?<=[。！？”）)\]】])\s?(?:{_EDITORS})(?:\s?[:：／]{_NAMES}|[\u4e00-\u9fff]{{2,4}})"
    r"|(?:本文链接|原文链接)\s?[:：]\s?[\x21-\x7e]*|更新时间\s?[:：]\s?[\d\-:.TZ ]+))+\Z"
)

_TURN = (
    r"(?: ?[（(](?:下?转|上?接|紧接) ?(?:本报)?第? ?[A-Za-z]?"
    r"(?:\d{1,3}|[一二三四五六七八九十]{1,3}) ?版[）)] ?)+"
)
#: Where an article goes on on another page; alone on its line it takes the line along.
TURN = re.compile(rf"\n{_TURN}(?=\n|\Z)|\A{_TURN}\n|{_TURN}")


def is_furniture(line: str) -> bool:
    """Whether the whole ``line`` (without blanks at its ends) is page furniture."""
    if len(line) > LONGEST:
        return False
    return _FURNITURE.fullmatch(line) is not None or _is_masthead(line) or is_sign(line)


def is_number(line: str) -> bool:
    """A bare number: a page's, or a piece of a broken sentence, which its neighbours tell."""
    return len(line) <= 3 and _NUMBER.fullmatch(line) is not None


def links(lines: Sequence[str]) -> range:
    """Which of a page's last lines are links to other articles, from the line that says so on.

    Text must stand above them and none below.
    """
    for i in range(len(lines) - 2, max(0, len(lines) - 2 - _MOST_LINKS), -1):
        line = lines[i + 1]
        if (len(line) > _LONGEST_LINK or "。" in line) and not is_furniture(line):
            break
        if _ELSEWHERE.fullmatch(lines[i]) and max(map(len, lines[:i])) > _LONGEST_LINK:
            return range(i, len(lines))
    return range(0)


def tail(paragraph: str) -> int:
    """Where furniture at the end of ``paragraph`` begins; its length where there is none."""
    end = len(paragraph)
    while found := _TAIL.search(paragraph, max(0, end - LONGEST), end):
        end = found.start()
    return end


def _is_masthead(line: str) -> bool:
    if len(line) > 80 or "。" in line or not _MASTHEAD_SIGN.search(line):
        return False  # 加会见。（转第2版） is the end of a sentence
    return len(_MASTHEAD_REST.sub("", _MASTHEAD_SIGN.sub("", line))) <= 4
