"""Documents that take too long to read: their reader is killed, the next one is read."""

from __future__ import annotations

import asyncio

import pytest

from service.parsing import Parser
from service.problems import ProblemError
from tests.service.serving import PAGE

#: No processor reads a document in another process in so few seconds.
AT_ONCE = 1e-6


def test_too_slow_is_refused_and_the_reader_killed() -> None:
    async def run() -> None:
        slow, good = Parser(AT_ONCE, 1024), Parser(60, 1024)
        try:
            await slow.warm()
            reader = slow._process
            assert reader is not None
            with pytest.raises(ProblemError) as refused:
                await slow.parse(PAGE.encode(), "县报.txt")
            assert refused.value.kind == "unreadable"
            assert "秒内没有读完" in str(refused.value.detail)
            assert reader.returncode is not None
            assert slow._process is None
            [page] = await good.parse(PAGE.encode(), "县报.txt")
            assert page.text == PAGE
        finally:
            await slow.close()
            await good.close()

    asyncio.run(run())
