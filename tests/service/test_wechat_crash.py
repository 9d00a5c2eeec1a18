"""A process killed while it sends: one draft; the long version is a script."""

from __future__ import annotations

import pytest

from tests.service.crash_wechat import crash


@pytest.mark.slow
def test_killed_twice_there_is_one_draft_per_digest() -> None:
    report = crash(2, 7)
    assert report.kills == 2
    assert report.drafts == report.digests
