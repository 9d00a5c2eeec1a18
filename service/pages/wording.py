"""What the workbench calls things, in Chinese."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Final

from summarizer.types import Method, Task

TASKS: Final = {Task.HEADLINE: "标题", Task.BRIEF: "简讯"}

METHODS: Final = {
    Method.MODEL: "模型撰写",
    Method.REPAIRED: "按原文改正",
    Method.EXTRACTIVE: "摘自原文",
}

#: Kinds whose wrong words can be replaced by the source's at a click.
REPLACEABLE: Final = frozenset(("names", "posts", "places", "organisations", "numbers", "dates"))

#: Length classes of a brief: the value of `length`, and what an editor is told.
LENGTHS: Final = (
    ("", "由模型定"),
    ("short", "短，60字以内"),
    ("medium", "中，100字以内"),
    ("long", "长，140字以内"),
    ("full", "详，190字以内"),
)

JOB_STATUS: Final = {
    "queued": "排队中",
    "running": "处理中",
    "finished": "已完成",
    "cancelled": "已取消",
}

DIGEST_STATE: Final = {
    "made": "待审",
    "approved": "已审定",
    "sent": "已发送",
    "released": "已发布",
    "failed": "发送未成",
}

#: Problems by kind: what happened, and what to do.
PROBLEMS: Final = {
    "bad-request": "请求有误，请刷新页面后再试。",
    "unauthorized": "请先登录。",
    "forbidden": "没有这项权限。",
    "not-found": "这里没有内容，可能已过保存期限。",
    "method-not-allowed": "请求有误，请刷新页面后再试。",
    "body-timeout": "上传太慢，已中断，请再试一次。",
    "conflict": "现在还不能这样做。",
    "in-progress": "同样的请求正在处理。",
    "too-large": "内容太多，请改用“批量”。",
    "unsupported-media-type": "请求有误，请刷新页面后再试。",
    "invalid": "填写的内容不合要求。",
    "unreadable": "这份文件读不了。",
    "key-reused": "请求有误，请刷新页面后再试。",
    "quota": "用得太快，请稍等一会儿再试。",
    "internal": "服务出错，请再试一次；若仍不行，请告诉管理员。",
    "queue-full": "现在人多，请稍等几秒再试。",
    "not-ready": "服务正在启动，请稍等片刻再试。",
    "deadline": "等得太久，已中断，请再试一次。",
}

_CHINA: Final = timezone(timedelta(hours=8), "Asia/Shanghai")


def moment(when: datetime) -> str:
    """A time in China: 4月19日 09:05, with the year where it is not this one."""
    local = when.astimezone(_CHINA)
    year = "" if local.year == datetime.now(_CHINA).year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日 {local:%H:%M}"
