"""Durable work on digests: the schedule, and sending what was approved, on DBOS.

A digest that is approved is sent by the workflow ``send digest``; whoever finds it unfinished
after a crash runs it again, and the publication's row (:mod:`service.store.publications`) sees
to it that nothing is sent twice.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from dbos import DBOS, SetWorkflowID

from service.digests.room import Room
from service.digests.workdays import prints_on
from service.store import digests as store
from service.store.digests import Kept
from service.store.session import Store

QUEUE = "digests"
SCHEDULE = "digest"

#: What was approved longer ago, in seconds, while nothing could be sent, is not sent by itself:
#: to name an account must not send last month's digests.
LATEST = 86_400

#: A digest during which the process died so often is given up.
ATTEMPTS = 100

_LOG = logging.getLogger("jianbao.digests")


class Work:
    """The digests' workflows of this process; started after DBOS was."""

    def __init__(self, data: Store, room: Room) -> None:
        self.room = room
        self._store = data
        self._working = False

    def announce(self) -> None:
        """Be there for workflows that DBOS takes up as soon as it starts."""
        global _current
        _current = self

    def start(self) -> None:
        """Begin, once DBOS runs: set the schedule, and send what was approved before."""
        DBOS.register_queue(
            QUEUE, worker_concurrency=1, polling_interval_sec=0.5, on_conflict="always_update"
        )
        self._schedule()
        self._working = True
        for kept in store.approved(self._store, LATEST):
            self.submit(kept)

    def submit(self, kept: Kept) -> None:
        """Send an approved digest; to ask twice changes nothing."""
        if not self._working or not self.room.sends or kept.approved_at is None:
            return
        with SetWorkflowID(f"send-{kept.id}-{int(kept.approved_at * 1000)}"):
            DBOS.enqueue_workflow(QUEUE, _send_digest, kept.id)

    def due(self, moment: datetime) -> None:
        """Make the digest of the day that ``moment`` is in, unless the rule says otherwise."""
        settings = self.room.settings
        day = moment.astimezone(ZoneInfo(settings.zone)).date()
        prints, remark = prints_on(day, settings.days)
        if remark:
            _LOG.warning(remark)
        if prints:
            kept = self.room.make(day)
            _LOG.info("digest made", extra={"digest": kept.id, "items": len(kept.digest.items)})

    def _schedule(self) -> None:
        """The cron of the settings; processes that share a database share one schedule."""
        settings = self.room.settings
        known = DBOS.get_schedule(SCHEDULE)
        if not settings.cron:
            if known is not None:
                DBOS.delete_schedule(SCHEDULE)
            return
        DBOS.apply_schedules(
            [
                {
                    "schedule_name": SCHEDULE,
                    "workflow_fn": _digest_due,
                    "schedule": settings.cron,
                    "context": None,
                    "cron_timezone": settings.zone,
                    "queue_name": QUEUE,
                }
            ]
        )


_current: Work | None = None


def _work() -> Work:
    if _current is None:
        raise RuntimeError("no service runs in this process")
    return _current


@DBOS.workflow(name="send digest", max_recovery_attempts=ATTEMPTS)
def _send_digest(digest_id: str) -> None:
    _send(digest_id)


@DBOS.step(name="send", retries_allowed=True, max_attempts=3, interval_seconds=1)
def _send(digest_id: str) -> None:
    _work().room.send(digest_id)


@DBOS.workflow(name="digest due")
def _digest_due(moment: Any, _context: Any) -> None:
    _make(moment.isoformat() if isinstance(moment, datetime) else str(moment))


@DBOS.step(name="make", retries_allowed=True, max_attempts=3, interval_seconds=5)
def _make(moment: str) -> None:
    _work().due(datetime.fromisoformat(moment))
