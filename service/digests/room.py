"""The digest room of one process: made, changed, approved, sent. Every method may block."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from service.digests import material
from service.digests.settings import DigestSettings
from service.store import digests as store
from service.store.digests import DigestState, Kept
from service.store.publications import State
from service.store.session import Store
from service.wechat.account import Account
from service.wechat.errors import LeasedError, WechatError
from service.wechat.publisher import Letter, Publisher
from service.wechat.robot import Robot
from service.wechat.settings import WechatSettings
from summarizer.digest.making import make
from summarizer.digest.rendering import robot as messages
from summarizer.digest.rendering.html import Rendered, render
from summarizer.digest.rendering.pictures import cover
from summarizer.digest.rendering.themes import theme
from summarizer.digest.rules import Rules
from summarizer.digest.types import Digest, Edits, Story


def letter_of(digest: Digest, theme_name: str, author: str) -> Letter:
    """What is sent of a digest: rendered, with a cover."""
    look = theme(theme_name)
    return Letter(
        code=digest.code,
        title=digest.title,
        author=author,
        abstract=digest.abstract,
        content=render(digest, look).html,
        picture=cover(digest, look),
    )


class Room:
    """Digests on one database."""

    def __init__(
        self, data: Store, settings: DigestSettings, wechat: WechatSettings, worker: str
    ) -> None:
        """Raises OptionError where rules or theme cannot be used."""
        self.settings = settings
        self.wechat = wechat
        self._store = data
        self._worker = worker
        self.rules = Rules.load(settings.rules)
        theme(settings.theme)

    def today(self) -> date:
        """The day, by the clock of the newsroom's zone."""
        return datetime.now(ZoneInfo(self.settings.zone)).date()

    def make(self, day: date, *, edition: int = 1) -> Kept:
        """Make the digest of ``day`` from what there is; made before: that one, unchanged."""
        stories = self.material(day)
        digest = make(stories, day, self.rules, edition=edition)
        return store.add(self._store, stories, digest, self.settings.theme)

    def remake(self, kept: Kept) -> Kept | None:
        """Take in what came since; the editor's decisions stay. None where it is closed."""
        return self._changed(kept, kept.edits, kept.theme, self.material(kept.digest.day))

    def change(self, kept: Kept, edits: Edits, theme_name: str) -> Kept | None:
        """The editor's decisions; None where another changed it first, or it is closed.

        Raises OptionError where there is no such theme.
        """
        theme(theme_name)
        return self._changed(kept, edits, theme_name, kept.stories)

    def render(self, kept: Kept) -> Rendered:
        """The digest as 公众号 takes it."""
        return render(kept.digest, theme(kept.theme))

    def send(self, digest_id: str) -> None:
        """Send an approved digest wherever this service sends, and note what came of it.

        A process that died may have the lease still: this waits for it to run out.
        """
        kept = store.get(self._store, digest_id)
        if kept is None or kept.state is not DigestState.APPROVED:
            return
        until = time.monotonic() + 4 * self.wechat.lease
        while True:
            try:
                state = self._send(kept)
            except LeasedError as error:
                if time.monotonic() < until:
                    time.sleep(0.5)
                    continue
                store.mark(self._store, digest_id, DigestState.FAILED, str(error))
            except WechatError as error:
                store.mark(self._store, digest_id, DigestState.FAILED, str(error))
            else:
                store.mark(self._store, digest_id, state)
            return

    @property
    def sends(self) -> bool:
        """Whether an approved digest goes anywhere by itself."""
        return self.wechat.has_account or self._robot

    @property
    def _robot(self) -> bool:
        return bool(self.wechat.robot.get_secret_value()) and self.settings.robot != "none"

    def _send(self, kept: Kept) -> DigestState:
        state, url = DigestState.SENT, ""
        if self.wechat.has_account:
            letter = letter_of(kept.digest, kept.theme, self.wechat.author)
            with Account(self.wechat, self._store) as account:
                publisher = Publisher(self._store, account, self.wechat, self._worker)
                found = publisher.publish(letter, release=self.settings.release)
            if found.state is State.RELEASED:
                state, url = DigestState.RELEASED, found.url or ""
        if self._robot:
            Robot(self._store, self.wechat, self._worker).send(
                kept.digest.code, self._messages(kept.digest, url)
            )
        return state

    def _messages(self, digest: Digest, url: str) -> Sequence[dict[str, object]]:
        """What the robot gets; without a published article there is nothing to lead to."""
        if self.settings.robot == "news" and url:
            return messages.news_messages(digest, url)
        if self.settings.robot == "text":
            return messages.text_messages(digest)
        return messages.markdown_messages(digest)

    def material(self, day: date) -> list[Story]:
        """The stories of ``day``."""
        everything = self.settings.material == "all"
        return material.of_day(
            self._store, day, self.settings.zone, self.settings.outlet, everything=everything
        )

    def _changed(
        self, kept: Kept, edits: Edits, theme_name: str, stories: Sequence[Story]
    ) -> Kept | None:
        digest = make(stories, kept.digest.day, self.rules, edits, edition=kept.digest.edition)
        return store.change(
            self._store, kept, edits=edits, digest=digest, theme=theme_name, stories=stories
        )
