"""The calls of an Official Account that a digest needs.

A call that WeChat refused for its token is made again once, with another token. Calls that
only read are repeated when no answer comes; one that makes something is not, since it may have
been done: it raises UncertainError, and the caller looks before he asks again.
"""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx2 as httpx

from service.store.session import Store
from service.wechat.errors import (
    BUSY,
    SLOWER,
    TOKEN,
    UncertainError,
    WechatError,
    refused,
)
from service.wechat.settings import WechatSettings
from service.wechat.tokens import Tokens

#: Requests carry tokens in their URLs, and the client's library logs URLs.
for _name in ("httpx2", "httpcore2"):
    logging.getLogger(_name).setLevel(logging.WARNING)

#: Drafts per page of the list, and most pages that are looked through.
_PAGE = 20
_PAGES = 50


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as draft/add takes it; ``code`` is found again in ``content``."""

    title: str
    author: str
    digest: str
    content: str
    cover: str  # media_id of a permanent picture

    def body(self) -> bytes:
        """Raw UTF-8: WeChat prints \\u escapes as they are."""
        article = {
            "article_type": "news",
            "title": self.title,
            "author": self.author,
            "digest": self.digest,
            "content": self.content,
            "thumb_media_id": self.cover,
            "need_open_comment": 0,
            "only_fans_can_comment": 0,
        }
        return json.dumps({"articles": [article]}, ensure_ascii=False).encode()


class Account:
    """One Official Account. Not thread-safe; a context manager."""

    def __init__(self, settings: WechatSettings, store: Store) -> None:
        """Raises WechatError where the environment names no account."""
        if not settings.has_account:
            raise WechatError(
                "没有配置公众号：请设置环境变量 JIANBAO_WECHAT_APPID 和 JIANBAO_WECHAT_SECRET"
            )
        self.appid = settings.appid
        self._settings = settings
        self._tokens = Tokens(store, settings.appid, self._stable_token)
        self._http = httpx.Client(base_url=settings.url, timeout=settings.timeout, trust_env=False)

    def __enter__(self) -> Account:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def upload_picture(self, data: bytes, name: str) -> str:
        """Keep a picture for good (png or jpg, at most 10 MB); its media_id."""
        files = {"media": (name, data, "image/png")}
        answer = self._call("material/add_material", repeat=True, files=files, type="image")
        return str(answer["media_id"])

    def add_draft(self, draft: Draft) -> str:
        """Make a draft; its media_id. Raises UncertainError where it may have been made."""
        answer = self._call("draft/add", repeat=False, content=draft.body())
        return str(answer["media_id"])

    def drafts_with(self, code: str) -> list[str]:
        """The media_ids of the drafts whose content holds ``code``, the oldest first."""
        found = [
            (item.get("update_time", 0), str(item["media_id"]))
            for item in self._items("draft/batchget")
            if _holds(item, code)
        ]
        return [media_id for _, media_id in sorted(found)]

    def delete_draft(self, media_id: str) -> None:
        """Delete a draft; nothing happens where it is gone already."""
        try:
            self._json("draft/delete", {"media_id": media_id}, repeat=True)
        except WechatError as error:
            if error.code not in (40007, 53502):
                raise

    def submit(self, media_id: str) -> str:
        """Ask for a draft to be published; the publish_id. Raises UncertainError."""
        answer = self._json("freepublish/submit", {"media_id": media_id}, repeat=False)
        return str(answer["publish_id"])

    def publish_status(self, publish_id: str) -> tuple[int, str]:
        """The status (0 published, 1 under way) and, where published, the article's URL."""
        answer = self._json("freepublish/get", {"publish_id": publish_id}, repeat=True)
        items = answer.get("article_detail", {}).get("item", [])
        return int(answer["publish_status"]), str(items[0]["article_url"]) if items else ""

    def published_with(self, code: str) -> list[str]:
        """The URLs of published articles whose content holds ``code``."""
        return [
            str(news.get("url", ""))
            for item in self._items("freepublish/batchget")
            if _holds(item, code)
            for news in item.get("content", {}).get("news_item", [])[:1]
        ]

    def _items(self, path: str) -> Iterator[dict[str, Any]]:
        for page in range(_PAGES):
            where = {"offset": page * _PAGE, "count": _PAGE, "no_content": 0}
            answer = self._json(path, where, repeat=True)
            yield from answer.get("item", [])
            if (page + 1) * _PAGE >= int(answer.get("total_count", 0)):
                return

    def _json(self, path: str, body: dict[str, Any], *, repeat: bool) -> dict[str, Any]:
        return self._call(path, repeat=repeat, content=json.dumps(body, ensure_ascii=False))

    def _call(self, path: str, *, repeat: bool, type: str = "", **how: Any) -> dict[str, Any]:
        """One call with a token. ``repeat``: doing it twice does no harm."""
        token, renewed = self._tokens.get(), False
        query = {"type": type} if type else {}
        for attempt in range(self._settings.attempts):
            last = attempt == self._settings.attempts - 1
            try:
                url = f"/cgi-bin/{path}"
                answer = self._once(url, path, {**query, "access_token": token}, how)
                if answer.get("errcode", 0) in TOKEN and not renewed:
                    token, renewed = self._tokens.replace(token), True
                    answer = self._once(url, path, {**query, "access_token": token}, how)
            except _NotSentError as error:
                if last:
                    raise WechatError(str(error)) from None
                self._wait(attempt)
                continue
            except UncertainError:
                if last or not repeat:
                    raise
                self._wait(attempt)
                continue
            code = int(answer.get("errcode", 0))
            if code == 0:
                return answer
            if code in BUSY and not repeat:
                raise UncertainError(str(refused(code, path)), code)
            if last or code not in BUSY | SLOWER:
                raise refused(code, path)
            self._wait(attempt)
        raise AssertionError("unreachable")

    def _once(
        self, url: str, call: str, params: dict[str, str], how: dict[str, Any]
    ) -> dict[str, Any]:
        """One request. Raises _NotSentError or UncertainError where no answer came."""
        headers = {} if "files" in how else {"Content-Type": "application/json; charset=utf-8"}
        try:
            answer = self._http.post(url, params=params, headers=headers, **how)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            raise _NotSentError(f"连不上微信服务器，请检查网络（{call}）") from None
        except httpx.HTTPError as error:
            kind = type(error).__name__
            raise UncertainError(f"微信没有答复（{call}，{kind}）") from None
        if answer.status_code >= 500 or answer.status_code == 429:
            raise UncertainError(f"微信服务器出错：HTTP {answer.status_code}（{call}）")
        try:
            found = answer.json()
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise UncertainError(f"微信的答复不完整（{call}）")
        return found

    def _stable_token(self, force: bool) -> tuple[str, float]:
        body = {
            "grant_type": "client_credential",
            "appid": self.appid,
            "secret": self._settings.secret.get_secret_value(),
            "force_refresh": force,
        }
        for attempt in range(self._settings.attempts):
            last = attempt == self._settings.attempts - 1
            try:
                answer = self._once(
                    "/cgi-bin/stable_token", "stable_token", {}, {"content": json.dumps(body)}
                )
            except (UncertainError, _NotSentError) as error:
                if last:
                    raise WechatError(str(error)) from None
            else:
                code = int(answer.get("errcode", 0))
                if code == 0 and "access_token" in answer:
                    return str(answer["access_token"]), float(answer["expires_in"])
                if last or code not in BUSY | SLOWER:
                    raise refused(code, "stable_token")
            self._wait(attempt)
        raise AssertionError("unreachable")

    def _wait(self, attempt: int) -> None:
        """Twice as long each time, and never for two processes the same."""
        time.sleep(self._settings.pause * 2**attempt * random.uniform(0.5, 1.5))


class _NotSentError(Exception):
    """The request did not reach WeChat: nothing was done."""


def _holds(item: dict[str, Any], code: str) -> bool:
    articles = item.get("content", {}).get("news_item", [])
    return any(code in str(article.get("content", "")) for article in articles)
