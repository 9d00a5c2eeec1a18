"""A digest becomes exactly one draft, whatever is lost and whoever dies; then, if wished, a
published article.

Every draft holds its digest's code in its foot. Before draft/add the row of the publication
says ``sending``; where an answer is lost, or the process dies, the next attempt finds that and
looks through the account's drafts for the code before it sends again, as often as ``settle``
seconds allow a late draft to show. After sending it looks too: what a relay delivered twice, or
what arrived after all, is deleted again, so that one draft is left.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

from service.store import covers, publications
from service.store.publications import Publication, State
from service.store.session import Store
from service.wechat.account import Account, Draft
from service.wechat.errors import STATUSES, LeasedError, UncertainError, WechatError
from service.wechat.settings import WechatSettings

#: Questions for the state of a publication under way, and the seconds between them.
_POLLS: Final = 40
_LOOKS: Final = 4
_NO_MEDIA: Final = 40007


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent, before it has a cover over there."""

    code: str
    title: str
    author: str
    abstract: str
    content: str
    picture: bytes


class Publisher:
    """Sends the digests of one account; ``worker`` names this process."""

    def __init__(
        self, store: Store, account: Account, settings: WechatSettings, worker: str
    ) -> None:
        self._store = store
        self._account = account
        self._settings = settings
        self._worker = worker

    def publish(self, letter: Letter, *, release: bool = False) -> Publication:
        """Send ``letter``; with ``release`` also publish it. Sent before: nothing is done.

        Raises LeasedError where another process is at it, WechatError where WeChat refuses or
        nothing can be found out; then the publication tells the error, and may be tried again.
        """
        target, code = self._account.appid, letter.code
        taken = publications.claim(self._store, target, code, self._worker, self._settings.lease)
        if taken is None:
            raise LeasedError(f"另一个进程正在发送 {code}，请稍候")
        try:
            found = self._drafted(taken, letter)
            return self._released(found, letter) if release else found
        except WechatError as error:
            self._note(code, error=str(error))
            raise
        finally:
            publications.release(self._store, target, code, self._worker)

    def _drafted(self, publication: Publication, letter: Letter) -> Publication:
        if publication.state not in (State.NEW, State.SENDING):
            return publication
        media_id = self._send(publication, letter)
        self._settle(letter.code, media_id)
        return self._note(letter.code, state=State.SENT, media_id=media_id, error=None)

    def _send(self, publication: Publication, letter: Letter) -> str:
        """Make the draft, unless an earlier attempt made it; its media_id."""
        uncertain = publication.state is State.SENDING
        since = publication.attempt_at
        for _ in range(self._settings.attempts):
            if uncertain and (found := self._look(letter.code, since)):
                return found
            draft = self._draft(letter)
            since = time.time()
            self._note(letter.code, state=State.SENDING, attempt_at=since)
            try:
                return self._account.add_draft(draft)
            except UncertainError:
                uncertain = True
            except WechatError as error:
                if error.code == _NO_MEDIA:  # its cover was deleted over there
                    covers.forget(self._store, self._account.appid, letter.picture)
                if not uncertain:
                    self._note(letter.code, state=State.NEW)
                raise
        if found := self._look(letter.code, since):
            return found
        raise UncertainError(
            f"发送{self._settings.attempts}次都没有得到微信的答复，"
            f"草稿箱里也没有编号 {letter.code}；请稍后再发，不会重复"
        )

    def _draft(self, letter: Letter) -> Draft:
        appid = self._account.appid
        media_id = covers.find(self._store, appid, letter.picture)
        if media_id is None:
            media_id = self._account.upload_picture(letter.picture, f"{letter.code}.png")
            covers.keep(self._store, appid, letter.picture, media_id)
        return Draft(letter.title, letter.author, letter.abstract, letter.content, media_id)

    def _look(self, code: str, since: float) -> str | None:
        """The draft that an uncertain request made; it may show only after a while."""
        for look in range(_LOOKS):
            self._note(code)
            if found := self._account.drafts_with(code):
                return found[0]
            left = since + self._settings.settle - time.time()
            if left <= 0:
                return None
            time.sleep(min(left, self._settings.settle / _LOOKS * (look + 1)))
        return None

    def _settle(self, code: str, media_id: str) -> None:
        """Of several drafts of the digest, which a network can make of one, leave one."""
        self._note(code)
        for other in self._account.drafts_with(code):
            if other != media_id:
                self._account.delete_draft(other)

    def _released(self, publication: Publication, letter: Letter) -> Publication:
        """Publish the draft, once, and wait until WeChat has decided."""
        found = publication
        if found.state is State.RELEASED:
            return found
        assert found.media_id is not None
        if found.state is State.RELEASING and found.publish_id is None:
            if urls := self._account.published_with(letter.code):
                return self._note(letter.code, state=State.RELEASED, url=urls[0], error=None)
            if not self._account.drafts_with(letter.code):
                raise UncertainError(
                    "发布请求没有得到答复，草稿已不在草稿箱：请在公众平台查看是否已发布"
                )
        if found.publish_id is None:
            self._note(letter.code, state=State.RELEASING)
            try:
                publish_id = self._account.submit(found.media_id)
            except UncertainError:
                raise
            except WechatError:
                self._note(letter.code, state=State.SENT)
                raise
            found = self._note(letter.code, publish_id=publish_id)
        return self._awaited(found, letter.code)

    def _awaited(self, publication: Publication, code: str) -> Publication:
        assert publication.publish_id is not None
        for poll in range(_POLLS):
            status, url = self._account.publish_status(publication.publish_id)
            if status == 0:
                return self._note(code, state=State.RELEASED, url=url, error=None)
            if status != 1:
                self._note(code, state=State.SENT, publish_id=None)
                raise WechatError(f"发布失败：{STATUSES.get(status, f'状态{status}')}")
            self._note(code)
            time.sleep(min(self._settings.pause * (poll + 1), 15))
        raise UncertainError("微信仍在处理发布，请稍后再看结果")

    def _note(self, code: str, **values: object) -> Publication:
        """Write to the row, and go on only as long as it is ours."""
        found = publications.update(
            self._store,
            self._account.appid,
            code,
            self._worker,
            self._settings.lease,
            **values,
        )
        if found is None:
            raise LeasedError(f"另一个进程接手了 {code} 的发送")
        return found
