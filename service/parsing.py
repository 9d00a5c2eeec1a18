"""Reading uploads in a process of its own: bounded in time and memory, killed when it is not.

A thread cannot be stopped, and a PDF may be built to be read for ever. The process stays for
the next document; it imports the parsers once. Run as ``python -m service.parsing`` it reads
one request after the other from stdin: a line of JSON ``{"name", "size"}`` and ``size`` bytes;
it answers each with a line of JSON ``{"pages": [...]}``, ``{"error": "..."}`` for the caller or
``{"failed": "..."}`` for the log.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import sys
import traceback
from asyncio.subprocess import DEVNULL, PIPE, Process

from service.problems import ProblemError
from summarizer.exceptions import ReadingError
from summarizer.reading import read_bytes
from summarizer.types import Page

#: Seconds in which the child must have imported its parsers.
START = 60.0

_READY = b"ready\n"

_LOG = logging.getLogger("jianbao.parsing")


class Parser:
    """One child process, one document at a time, in the order of calls."""

    def __init__(self, seconds: float, megabytes: int) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._process: Process | None = None
        self._turn = asyncio.Lock()

    async def parse(self, data: bytes, name: str) -> list[Page]:
        """The pages in ``data``. Raises ReadingError, or ProblemError 422 out of bounds."""
        async with self._turn:
            try:
                process = await self._start()
                async with asyncio.timeout(self._seconds):
                    answer = await self._ask(process, data, name)
            except TimeoutError:
                await self.close()
                _LOG.warning("a document took too long to read", extra={"bytes": len(data)})
                raise ProblemError(
                    "unreadable", f"{self._seconds:g}秒内没有读完，请另存为文本后再试"
                ) from None
            except (OSError, EOFError, asyncio.IncompleteReadError):
                await self.close()
                _LOG.warning("a document stopped its reader", extra={"bytes": len(data)})
                raise ProblemError("unreadable", "文件损坏或过大，请另存为文本后再试") from None
            except asyncio.CancelledError:
                await self.close()  # the half-read answer belongs to nobody
                raise
        if "failed" in answer:
            _LOG.error("a reader failed", extra={"exception": str(answer["failed"])})
            raise ProblemError("unreadable", "文件读不出来，请另存为文本后再试")
        if "error" in answer:
            raise ReadingError(str(answer["error"]))
        return [Page.model_validate(page) for page in answer["pages"]]

    async def warm(self) -> None:
        """Start the child before the first document comes."""
        async with self._turn:
            await self._start()

    async def close(self) -> None:
        """End the child, whatever it does."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()

    async def _start(self) -> Process:
        """The child with its parsers imported: that is not the document's time."""
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "service.parsing",
                str(self._megabytes),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,  # what parsers complain of may quote the document
                limit=2**27,
            )
            assert self._process.stdout is not None
            async with asyncio.timeout(START):
                await self._process.stdout.readexactly(len(_READY))
        return self._process

    async def _ask(self, process: Process, data: bytes, name: str) -> dict[str, list[object]]:
        to, back = process.stdin, process.stdout
        assert to is not None
        assert back is not None
        to.write(json.dumps({"name": name, "size": len(data)}).encode() + b"\n" + data)
        await to.drain()
        line = await back.readline()
        if not line.endswith(b"\n"):
            raise EOFError
        found: dict[str, list[object]] = json.loads(line)
        return found


def main(megabytes: int) -> None:
    """Serve until stdin ends: when the parent dies, so does the child."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for module in ("docx", "pypdf", "trafilatura"):
        importlib.import_module(module)
    out = sys.stdout.buffer
    out.write(_READY)
    out.flush()
    sys.stdout = sys.stderr  # no parser's print may get into the answers
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        data = sys.stdin.buffer.read(request["size"])
        answer: dict[str, object]
        try:
            pages = [page.model_dump() for page in read_bytes(data, request["name"])]
            answer = {"pages": pages}
        except ReadingError as error:
            answer = {"error": str(error)}
        except MemoryError:
            return
        except Exception as error:  # a parser's own fault; its words may be the document's
            frames = traceback.extract_tb(error.__traceback__)
            answer = {
                "failed": f"{type(error).__name__} at {frames[-1].filename}:{frames[-1].lineno}"
            }
        out.write(json.dumps(answer).encode() + b"\n")
        out.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
