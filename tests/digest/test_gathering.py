"""Files of a day become stories with outlets, through the real model."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from summarizer.digest.gathering import files_of, gather, outlet_of
from summarizer.digest.making import make
from summarizer.digest.rules import Rules
from summarizer.digest.types import Story
from summarizer.exceptions import ReadingError
from summarizer.pages import split
from summarizer.pipeline import Summarizer
from summarizer.types import Page
from tests.digest.invented import DAY, FOLDER


def test_the_days_own_folder_is_taken(tmp_path: Path) -> None:
    assert len(files_of(FOLDER, DAY)) == 30
    (tmp_path / "20240612").mkdir()
    (tmp_path / "20240612" / "一.txt").write_text("一", "utf-8")
    (tmp_path / "昨天.txt").write_text("二", "utf-8")
    assert [p.name for p in files_of(tmp_path, DAY)] == ["一.txt"]
    assert {p.name for p in files_of(tmp_path, date(2024, 6, 13))} == {"一.txt", "昨天.txt"}


def test_nothing_to_read_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="没有这个文件夹"):
        files_of(tmp_path / "none", DAY)
    with pytest.raises(ReadingError, match="没有可读的文件"):
        files_of(tmp_path, DAY)


def test_files_go_through_the_model_and_name_their_outlets(
    summarizer: Summarizer, tmp_path: Path
) -> None:
    folder = tmp_path / "云岭日报"
    folder.mkdir()
    (folder / "a.txt").write_text(
        (FOLDER / "2024-06-12" / "云岭日报" / "02.txt").read_text("utf-8"), "utf-8"
    )
    (folder / "b.txt").write_text(
        "新华社北京6月12日电 国务院安全生产委员会办公室6月12日召开会议，部署汛期安全防范工作。",
        "utf-8",
    )
    (folder / "empty.txt").write_text("", "utf-8")
    found = list(gather(files_of(tmp_path, DAY), tmp_path, summarizer))
    assert [f for f in found if isinstance(f, ReadingError)]
    stories = [f for f in found if isinstance(f, Story)]
    assert [s.outlet for s in stories] == ["云岭日报", "新华社"]
    assert stories[0].headline
    made = make(stories, DAY, Rules.load())
    assert made.items[-1].source_line in ("来源：云岭日报", "来源：新华社")


@pytest.mark.parametrize(
    ("dateline", "byline", "default", "said"),
    [
        (None, None, None, "本报"),  # never the name of the file
        ("本台消息", None, None, "本台"),
        (None, None, "云岭政务", "云岭政务"),
        (None, "来源：云岭县人民政府网", "本报", "云岭县人民政府网"),
        ("云岭日报讯", "记者 乔一禾 来源：县府网", None, "云岭日报"),
    ],
)
def test_who_published_it(
    dateline: str | None, byline: str | None, default: str | None, said: str
) -> None:
    [article] = split(Page(source="a.txt", text="6月12日，云岭县石门乡开展防汛演练。"))
    told = article.model_copy(update={"dateline": dateline, "byline": byline})
    assert outlet_of(told, Path("/in/0612/a.txt"), Path("/in"), default) == said


def test_a_credited_source_is_named_once(summarizer: Summarizer, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "本报讯（记者 乔一禾）6月12日，云岭县石门乡开展防汛演练，320人参加。（来源：云岭县政府网）",
        "utf-8",
    )
    [found] = gather(files_of(tmp_path, DAY), tmp_path, summarizer)
    assert isinstance(found, Story)
    assert (found.outlet, found.byline) == ("云岭县政府网", "记者 乔一禾")
