"""A 企业微信 group robot: messages in order, each at most once.

A robot cannot be asked what it received. So where the answer to a message is lost, it is not
sent again: the error says that it may have arrived, and later messages wait for a person.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from typing import Any, Final

import httpx2 as httpx

from service.store import publications
from service.store.publications import Publication, State
from service.store.session import Store
from service.wechat.errors import LeasedError, UncertainError, WechatError, refused
from service.wechat.settings import WechatSettings

#: A robot takes so many messages a minute.
PER_MINUTE: Final = 20
_TOO_FAST: Final = frozenset([45009, 45011])


class Robot:
    """Sends digests to one group."""

    def __init__(self, store: Store, settings: WechatSettings, worker: str) -> None:
        """Raises WechatError where the environment names no robot."""
        self._url = settings.robot.get_secret_value()
        if not self._url:
            raise WechatError("没有配置群机器人：请设置环境变量 JIANBAO_WECHAT_ROBOT")
        self._store = store
        self._settings = settings
        self._worker = worker
        self.target = "robot-" + hashlib.sha256(self._url.encode()).hexdigest()[:24]

    def send(self, code: str, messages: Sequence[dict[str, Any]]) -> Publication:
        """Send the ``messages`` of the digest ``code`` that were not sent before."""
        found = publications.claim(
            self._store, self.target, code, self._worker, self._settings.lease
        )
        if found is None:
            raise LeasedError(f"另一个进程正在发送 {code}，请稍候")
        try:
            if found.state is State.SENT:
                return found
            if found.state is State.SENDING:
                raise UncertainError(self._perhaps(found.parts, len(messages)))
            return self._rest(found, code, messages)
        except WechatError as error:
            self._note(code, error=str(error))
            raise
        finally:
            publications.release(self._store, self.target, code, self._worker)

    def _rest(
        self, publication: Publication, code: str, messages: Sequence[dict[str, Any]]
    ) -> Publication:
        with httpx.Client(timeout=self._settings.timeout, trust_env=False) as http:
            for part in range(publication.parts, len(messages)):
                self._note(code, state=State.SENDING)
                try:
                    self._one(http, messages[part], part, len(messages), code)
                except UncertainError:
                    raise
                except WechatError:
                    self._note(code, state=State.NEW)
                    raise
                self._note(code, state=State.NEW, parts=part + 1)
                if part + 1 < len(messages) and len(messages) > PER_MINUTE:
                    time.sleep(60 / PER_MINUTE)
        return self._note(code, state=State.SENT, error=None)

    def _one(
        self, http: httpx.Client, message: dict[str, Any], part: int, total: int, code: str
    ) -> None:
        body = json.dumps(message, ensure_ascii=False).encode()
        for attempt in range(self._settings.attempts):
            last = attempt == self._settings.attempts - 1
            try:
                answer = http.post(
                    self._url,
                    content=body,
                    headers={"Content-Type": "application/json; charset=utf-8"},
                )
                errcode = int(answer.json()["errcode"])
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if last:
                    raise WechatError("连不上企业微信服务器，请检查网络") from None
                time.sleep(self._settings.pause * 2**attempt)
                continue
            except (httpx.HTTPError, ValueError, KeyError, TypeError):
                raise UncertainError(self._perhaps(part, total)) from None
            if errcode == 0:
                return
            if errcode not in _TOO_FAST or last:
                raise refused(errcode, "webhook/send")
            self._note(code)
            time.sleep(min(60, self._settings.pause * 2**attempt * 5))

    def _perhaps(self, part: int, total: int) -> str:
        return (
            f"第{part + 1}条（共{total}条）消息没有得到答复，可能已经送达，没有重发；请到群里查看"
        )

    def _note(self, code: str, **values: object) -> Publication:
        found = publications.update(
            self._store, self.target, code, self._worker, self._settings.lease, **values
        )
        if found is None:
            raise LeasedError(f"另一个进程接手了 {code} 的发送")
        return found
