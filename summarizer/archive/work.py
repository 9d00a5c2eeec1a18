"""What a worker does: documents to readings, texts to what is written for them.

The same class runs in a local process and in a Ray actor. Nothing that one document does can
stop the others: whatever is raised for it becomes a failure with the document's name.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.archive.places import look, open_binary
from summarizer.archive.rows import core
from summarizer.archive.types import Bulletin, Core, Document, Failure, Reading, Setup, Where
from summarizer.exceptions import JianbaoError, ReadingError
from summarizer.pages import split
from summarizer.reading import MOST_BYTES, read_bytes
from summarizer.reading.encoding import whole
from summarizer.reading.jsonl import record
from summarizer.types import Article, CharMap, Page

if TYPE_CHECKING:
    from summarizer.pipeline import Summarizer

_LOG = logging.getLogger(__name__)


class Work:
    """One worker's hands. The model is loaded when it is first needed."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    @cached_property
    def _summarizer(self) -> Summarizer:
        from summarizer.pipeline import Summarizer

        setup = self._setup
        return Summarizer.load(
            setup.model, engine=setup.engine, threads=setup.threads, house=setup.house
        )

    def model(self) -> str:
        """``Summary.model`` of the model; raises what loading it raises."""
        return self._summarizer.model

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """One reading per document."""
        return [self._reading(document) for document in documents]

    def write(self, texts: Sequence[str]) -> list[Core]:
        """One core per text; a text that the pipeline fails on has a failure for a core."""
        try:
            return self._written(texts)
        except (JianbaoError, Exception) as error:
            if len(texts) == 1:
                _LOG.warning("an article cannot be written", exc_info=error)
                return [{"failure": f"写作失败（{_what(error)}）"}]
            return [one for text in texts for one in self.write([text])]

    def _written(self, texts: Sequence[str]) -> list[Core]:
        articles = [
            Article(source="", index=0, text=text, origin=CharMap.identity(len(text)))
            for text in texts
        ]
        found = self._summarizer.summarize_articles(articles, self._setup.options)
        return [core(summary) for summary in found]

    def _reading(self, document: Document) -> Reading:
        began = time.perf_counter()
        bulletins: list[Bulletin] = []
        warnings: list[str] = []
        where = document.where
        failures: list[Failure] = []
        try:
            for at, page in self._pages(document):
                where = at
                warnings += page.warnings
                found = [_bulletin(at, article) for article in split(page)]
                bulletins += found
                if not found:
                    failures.append(
                        Failure(where=at, stage="read", reason="没有找到可供摘要的正文")
                    )
        except ReadingError as error:
            failures.append(Failure(where=where, stage="read", reason=_reason(error)))
        except FileNotFoundError:
            reason = "文件不见了（运行期间被移走或删除）"
            failures.append(Failure(where=where, stage="read", reason=reason))
        except PermissionError:
            failures.append(Failure(where=where, stage="read", reason="没有读取权限"))
        except OSError as error:
            reason = f"读不出来（{error.strerror or error}）"
            failures.append(Failure(where=where, stage="read", reason=reason))
        except Exception as error:
            _LOG.warning("%s cannot be read", where, exc_info=error)
            failures.append(
                Failure(where=where, stage="read", reason=f"读取失败（{_what(error)}）")
            )
        return Reading(
            where=document.where,
            bulletins=tuple(bulletins),
            failures=tuple(failures),
            warnings=tuple(warnings),
            seconds=round(time.perf_counter() - began, 4),
        )

    def _pages(self, document: Document) -> Iterator[tuple[Where, Page]]:
        where, data = document.where, document.data
        name = where.member or where.path
        if document.kind == "failure":
            raise ReadingError(f"{name}：{data!s}")
        if document.kind == "text":
            yield where, Page(source=name, text=str(data))
            return
        assert isinstance(data, bytes)
        if document.kind == "line":
            fields = self._setup.fields
            found = record(data, f"{name}:{where.record}", fields.text, fields.id)
            if isinstance(found, ReadingError):
                raise found
            known = None if found.source == f"{name}:{where.record}" else found.source
            yield where.model_copy(update={"id": known}), found
            return
        if document.kind == "file":
            data = _content(where.path, document.stamp)
        pages = list(read_bytes(data, name))
        for n, page in enumerate(pages, 1):
            # Several pages: records of a file that is JSON Lines without being called so.
            yield (where if len(pages) == 1 else where.model_copy(update={"record": n})), page


def _content(path: str, stamp: str) -> bytes:
    with open_binary(path) as file:
        if look(path).stamp != stamp:
            raise ReadingError(f"{path}：运行期间文件有改动")
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ReadingError(f"{path}：超过{MOST_BYTES >> 20}MB，请拆开后再读")
    return data


def _bulletin(where: Where, article: Article) -> Bulletin:
    return Bulletin(
        where=where,
        index=article.index,
        title=article.title,
        dateline=article.dateline,
        byline=article.byline,
        text=article.text,
        origin=article.origin,
        sha256=hashlib.sha256(article.text.encode("utf-8")).hexdigest(),
    )


def _reason(error: ReadingError) -> str:
    """What is wrong without the name, which has columns of its own."""
    return str(error).partition("：")[2] or str(error)


def _what(error: BaseException) -> str:
    return whole(" ".join(f"{type(error).__name__}: {error}".split())[:200])
