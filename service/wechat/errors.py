"""What WeChat's return codes mean and what to do, in Chinese.

Source: 全局返回码 (developers.weixin.qq.com) and the pages of the calls that we make.
"""

from __future__ import annotations

from typing import Final

from summarizer.exceptions import JianbaoError

#: The token is no longer good: refused, nothing was done; a new token is fetched, once.
TOKEN: Final = frozenset([40001, 40014, 42001])
#: The system is busy: what was asked may have been done or not.
BUSY: Final = frozenset([-1])
#: Too many calls in this minute: refused, nothing was done.
SLOWER: Final = frozenset([45011])

CODES: Final[dict[int, str]] = {
    -1: "微信系统繁忙，请稍后再试",
    40001: "AppSecret 不对或 access_token 已失效，请核对 JIANBAO_WECHAT_SECRET",
    40002: "凭证类型不对",
    40004: "素材类型不受支持",
    40005: "封面图片的文件类型不受支持（应为 png、jpg、gif 或 bmp）",
    40006: "封面图片太大（不超过10MB）",
    40007: "素材编号（media_id）无效，可能已被删除",
    40009: "封面图片太大（不超过10MB）",
    40013: "AppID 无效，请核对 JIANBAO_WECHAT_APPID",
    40014: "access_token 无效",
    40113: "封面图片的文件类型不受支持",
    40125: "AppSecret 无效，请核对 JIANBAO_WECHAT_SECRET",
    40164: "本机出口 IP 不在公众号的白名单中：请在公众平台“设置与开发—基本配置—IP白名单”中添加",
    40243: "AppSecret 已被冻结，请在公众平台解冻",
    41001: "缺少 access_token",
    41002: "缺少 AppID",
    41004: "缺少 AppSecret",
    42001: "access_token 已过期",
    43002: "须用 POST 请求",
    44002: "请求内容为空",
    44003: "图文内容为空",
    45001: "素材文件太大",
    45002: "正文超过长度上限（须少于20000字符）",
    45003: "标题超过长度上限（32字）",
    45004: "摘要超过长度上限（128字）",
    45009: "今天的接口调用次数已用完，请明天再发，或在公众平台清零",
    45011: "调用太频繁，请过一分钟再试",
    45110: "作者名超过长度上限（16字）",
    45166: "正文含有公众号不接受的内容（如外部链接），请检查后再发",
    47001: "请求的数据格式不对",
    48001: "公众号没有这个接口的权限（须为已认证的公众号）",
    48004: "这个接口已被封禁，请登录公众平台查看原因",
    50002: "公众号已被冻结或注销",
    50005: "公众号没有关注者权限",
    53500: "发布功能被封禁",
    53501: "发布太频繁，请稍后再试",
    53502: "草稿编号无效，可能已被删除",
    53503: "草稿未通过发布检查，请在公众平台查看",
    53504: "须到公众平台网站上使用草稿",
    53505: "须先在公众平台手动保存草稿，再发布",
    87014: "内容含有违规信息",
    88000: "没有留言权限",
    93000: "群机器人的 webhook 无效，请核对 JIANBAO_WECHAT_ROBOT",
    40058: "消息内容不符合规定（长度或字段）",
}

#: publish_status of freepublish/get, where it is neither 0 (published) nor 1 (under way).
STATUSES: Final[dict[int, str]] = {
    2: "原创声明失败",
    3: "发布失败",
    4: "平台审核不通过",
    5: "发布后已被删除",
    6: "发布后已被系统封禁",
}


class WechatError(JianbaoError):
    """WeChat refused, for certain: nothing was done. ``code`` is its errcode, 0 for none."""

    def __init__(self, message: str, code: int = 0) -> None:
        super().__init__(message)
        self.code = code


class UncertainError(WechatError):
    """No answer came, or none that says whether it was done."""


class LeasedError(WechatError):
    """Another process is just sending the same digest."""


def refused(code: int, call: str) -> WechatError:
    """The error for an errcode; the errmsg is left out, it may quote what was sent."""
    meaning = CODES.get(code, "微信没有说明的错误，请查全局返回码")
    return WechatError(f"微信返回 {code}：{meaning}（{call}）", code)
