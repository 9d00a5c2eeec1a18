"""Digests in the service: the day's material, an editor's hand, approval, the schedule."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from service.digests import editing, material
from service.digests.room import Room
from service.digests.settings import DigestSettings
from service.digests.work import Work
from service.digests.workdays import prints_on
from service.schemas import FeedbackRequest, Wishes
from service.store import digests, feedback
from service.store.digests import DigestState
from service.store.session import Store
from service.wechat.settings import WechatSettings
from summarizer.digest.types import Edits
from summarizer.exceptions import OptionError
from tests.service.fake_wechat import APPID, ROBOT_KEY, SECRET, Fake, serving
from tests.service.serving import Running
from tests.service.wechat_letters import migrated

BULLETINS = [
    ("县教育局部署暑期学生安全工作", "6月12日，县教育局召开会议部署暑期学生安全工作。"),
    ("林岳到柳湾镇调研夏粮收购工作", "6月12日，县委副书记、县长林岳到柳湾镇调研夏粮收购工作。"),
    ("青龙镇开展防汛应急演练", "6月12日，青龙镇开展防汛应急演练，镇村干部和群众320人参加。"),
]


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Store]:
    store = migrated(tmp_path)
    yield store
    store.close()


def approve(store: Store, headline: str, text: str, at: float | None = None) -> str:
    body = FeedbackRequest(source="云岭日报/1.txt", text=text, headline=headline, brief=text)
    with store.write() as connection:
        kept = feedback.add(connection, "somebody", body)
        if at is not None:
            connection.exec_driver_sql(
                "UPDATE feedback SET created_at = ? WHERE id = ?", (at, kept.id)
            )
    return kept.id


def room(store: Store, wechat: WechatSettings | None = None, **settings: Any) -> Room:
    return Room(store, DigestSettings(**settings), wechat or WechatSettings(), "w")


def wechat(fake: Fake) -> WechatSettings:
    return WechatSettings(
        appid=APPID,
        secret=SecretStr(SECRET),
        url=fake.url,
        robot=SecretStr(f"{fake.url}/cgi-bin/webhook/send?key={ROBOT_KEY}"),
        timeout=fake.patience,
        pause=0.01,
        settle=fake.patience,
    )


def test_the_days_material_is_what_was_approved_in_the_newsrooms_day(data: Store) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    for moment, (headline, text) in zip(
        (datetime(2024, 6, 12, 0, 30), datetime(2024, 6, 12, 23, 30), datetime(2024, 6, 13, 0, 1)),
        BULLETINS,
        strict=True,
    ):
        approve(data, headline, text, moment.replace(tzinfo=zone).timestamp())
    found = material.of_day(data, date(2024, 6, 12), "Asia/Shanghai", "本报", everything=False)
    assert [story.headline for story in found] == [BULLETINS[0][0], BULLETINS[1][0]]
    assert {story.outlet for story in found} == {"云岭日报"}
    again = "林岳调研夏粮收购"
    approve(data, again, BULLETINS[1][1], datetime(2024, 6, 12, 12, tzinfo=zone).timestamp())
    found = material.of_day(data, date(2024, 6, 12), "Asia/Shanghai", "本报", everything=True)
    assert again in [story.headline for story in found]
    assert len(found) == 2


def test_made_edited_approved_and_sent_once(data: Store) -> None:
    with serving(Fake()) as fake:
        one = room(data, wechat(fake))
        for headline, text in BULLETINS:
            approve(data, headline, text)
        kept = one.make(one.today())
        assert kept.digest.items[0].headline == BULLETINS[1][0]
        assert one.make(one.today()).id == kept.id
        last = kept.digest.items[-1]
        changed = one.change(kept, editing.pinned(kept.edits, last.id), "红色经典")
        assert changed is not None
        assert changed.digest.items[0].id == last.id
        assert one.change(kept, Edits(), "要闻") is None, "an old version must not win"
        with pytest.raises(OptionError, match="theme 蓝色"):
            one.change(changed, Edits(), "蓝色")
        approve(data, "白杨街道建成便民服务圈", "6月12日，白杨街道3个便民服务站启用。")
        more = one.remake(changed)
        assert more is not None
        assert len(more.digest.items) == 4
        assert more.digest.items[0].id == last.id
        assert digests.approve(data, kept.id, more.version - 1, "编辑") is None
        assert digests.approve(data, kept.id, more.version, "编辑") is not None
        assert one.remake(more) is None, "what is approved is closed"
        for _ in range(2):
            one.send(kept.id)
        found = digests.get(data, kept.id)
        assert found is not None
        assert (found.state, found.approved_by) == (DigestState.SENT, "编辑")
        assert len(fake.drafts) == 1
        assert len(fake.messages) == 1
        assert last.headline in fake.messages[0]["markdown"]["content"]


def test_a_refusal_reopens_the_digest_with_the_reason(data: Store) -> None:
    with serving(Fake()) as fake:
        fake.faults = {"draft/add": ["code 45009"]}
        one = room(data, wechat(fake), robot="none")
        approve(data, *BULLETINS[0])
        kept = one.make(one.today())
        digests.approve(data, kept.id, kept.version, "编辑")
        one.send(kept.id)
        failed = digests.get(data, kept.id)
        assert failed is not None
        assert failed.state is DigestState.FAILED
        assert "45009" in (failed.error or "")
        assert digests.approve(data, kept.id, failed.version, "编辑") is not None
        one.send(kept.id)
        assert len(fake.drafts) == 1


def test_released_and_the_robot_gets_the_link(data: Store) -> None:
    with serving(Fake()) as fake:
        one = room(data, wechat(fake), release=True, robot="news")
        approve(data, *BULLETINS[1])
        kept = one.make(one.today())
        digests.approve(data, kept.id, kept.version, "编辑")
        one.send(kept.id)
        found = digests.get(data, kept.id)
        assert found is not None
        assert found.state is DigestState.RELEASED
        article = fake.messages[0]["news"]["articles"][0]
        assert article["title"] == BULLETINS[1][0]
        assert article["url"].startswith("https://mp.weixin.qq.com/s/")


def test_an_editors_hand(data: Store) -> None:
    one = room(data)
    for body, text in (
        ("县教育局", "部署暑期学生安全工作，要求开展防溺水教育"),
        ("县医保局", "推行门诊慢特病待遇免申即享，患者不再到窗口"),
        ("县市场监管局", "抽检节令食品62批次，合格61批次"),
    ):
        approve(data, f"{body}{text[:12]}", f"6月12日，{body}{text}。")
    kept = one.make(one.today())
    ids = [item.id for item in kept.digest.items]
    edits = editing.moved(kept.digest, kept.edits, ids[2], -1)
    assert edits.order == (ids[0], ids[2], ids[1])
    assert editing.moved(kept.digest, kept.edits, ids[0], -1) == kept.edits
    assert editing.moved(kept.digest, kept.edits, "0" * 12, 1) == kept.edits
    assert editing.placed(edits, ids[1], "notices").sections == {ids[1]: "notices"}
    assert editing.placed(edits, ids[1], "nowhere") == edits
    out = editing.excluded(editing.pinned(edits, ids[0]), ids[0])
    assert (out.pins, out.excluded) == ((), (ids[0],))
    assert editing.excluded(out, ids[0]).excluded == ()
    assert editing.worded(edits, ids[0], " 新\n标题 ", "简讯。").headlines == {ids[0]: "新 标题"}


@pytest.mark.parametrize(
    ("day", "rule", "prints", "remark"),
    [
        (date(2024, 6, 10), "all", True, ""),
        (date(2024, 6, 10), "workdays", False, "不是工作日"),  # 端午
        (date(2024, 6, 12), "workdays", True, ""),
        (date(2024, 10, 12), "workdays", True, ""),  # a Saturday made up for
        (date(2099, 1, 1), "workdays", True, "2099年不在节假日表内"),  # a Thursday
        (date(2099, 1, 3), "workdays", False, "按周一至周五计"),
    ],
)
def test_holiday_rule(day: date, rule: Any, prints: bool, remark: str) -> None:
    found, said = prints_on(day, rule)
    assert found is prints
    assert remark in said


def test_what_is_due_is_made_in_the_newsrooms_day(
    data: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "jianbao.digests")
    work = Work(data, room(data, days="workdays"))
    work.due(datetime(2024, 6, 11, 23, 0, tzinfo=UTC))  # the 12th at seven in Shanghai
    assert len(digests.of_day(data, date(2024, 6, 12))) == 1
    work.due(datetime(2024, 6, 10, 9, 30, tzinfo=UTC))
    assert digests.of_day(data, date(2024, 6, 10)) == []
    assert "不是工作日" in caplog.text


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("CRON", "every day", "no cron"), ("ZONE", "Mars/Base", "no time zone"), ("DAYS", "x", "all")],
)
def test_settings_that_cannot_be_used(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"JIANBAO_DIGEST_{name}", value)
    with pytest.raises(OptionError, match=f"JIANBAO_DIGEST_{name}.*{said}"):
        DigestSettings.read()


def test_over_http(running: Running) -> None:
    with running.client() as client:
        for headline, text in BULLETINS:
            client.approve(FeedbackRequest(text=text, headline=headline, brief=text))
        day = running.context.digests.room.today()
        assert {b[0] for b in BULLETINS} <= {s.headline for s in client.material(day)}
    with running.http() as http:
        made = http.post("/v1/digests", json={"day": day.isoformat(), "edition": 7})
        assert made.status_code == 201
        record = made.json()
        assert (record["state"], record["sends"]) == ("made", False)
        path = f"/v1/digests/{record['id']}"
        item = record["digest"]["sections"][-1]["items"][-1]
        change = {"version": 1, "edits": {"pins": [item["id"]]}, "theme": "简洁"}
        changed = http.put(path, json=change).json()
        assert changed["digest"]["sections"][0]["items"][0]["id"] == item["id"]
        assert http.put(path, json=change).status_code == 409
        wrong = {"version": 2, "edits": {}, "theme": "蓝色"}
        assert http.put(path, json=wrong).status_code == 422
        assert item["headline"] in http.get(f"{path}/preview").text
        assert http.get(f"{path}/html").text.startswith("<section")
        assert http.get(f"{path}/markdown").text.startswith("# ")
        assert http.post(f"{path}/approve", json={"version": 1}).status_code == 409
        assert http.post(f"{path}/approve", json={"version": 2}).json()["state"] == "approved"
        assert http.post(f"{path}/remake").status_code == 409
        assert record["id"] in [d["id"] for d in http.get("/v1/digests").json()["digests"]]
        assert http.get("/v1/digests/feed?form=rss").text.startswith("<?xml")
        assert f"<id>{running.url}/digests</id>" in http.get("/v1/digests/feed").text
        assert http.get("/v1/digests/" + "0" * 26).status_code == 404
    assert Wishes().tasks  # the schemas of digests do not hide those of summaries


def test_from_service_on_the_command_line(running: Running, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from service.cli.digest import command

    with running.client() as client:
        for headline, text in BULLETINS:
            client.approve(FeedbackRequest(text=text, headline=headline, brief=text))
    day = running.context.digests.room.today().isoformat()
    done = CliRunner().invoke(
        command,
        ["--date", day, "--from-service", "--url", running.url, "--key", running.reader,
         "--theme", "简洁", "--name", "云岭要闻", "--out", str(tmp_path), "--no-picture"],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert {p.name for p in tmp_path.iterdir()} == {
        "digest.json", "wechat.html", "preview.html", "digest.md", "digest.txt",
        "robot.json", "atom.xml", "rss.xml", "cover.png",
    }  # fmt: skip
    assert BULLETINS[1][0] in (tmp_path / "digest.txt").read_text("utf-8")


def test_published_from_the_command_line_once(
    data: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    from service.cli import digest as cli

    stories = _stories(data)
    monkeypatch.setattr(cli, "_fetched", lambda *_: stories)
    monkeypatch.setenv("JIANBAO_DATABASE_URL", f"sqlite:///{tmp_path / 'jianbao.sqlite'}")
    arguments = ["--date", "2024-06-12", "--from-service", "--publish", "draft"]
    refused = CliRunner().invoke(cli.command, arguments)
    assert "JIANBAO_WECHAT_APPID" in str(refused.exception)
    with serving(Fake()) as fake:
        for name, value in (("APPID", APPID), ("SECRET", SECRET), ("URL", fake.url)):
            monkeypatch.setenv(f"JIANBAO_WECHAT_{name}", value)
        for _ in range(2):
            done = CliRunner().invoke(cli.command, arguments)
            assert done.exit_code == 0, done.output
            assert "存为草稿" in done.output
        assert len(fake.drafts) == 1
        done = CliRunner().invoke(cli.command, [*arguments, "--edition", "2"])
        assert len(fake.drafts) == 2


def _stories(store: Store) -> list[material.Story]:
    for headline, text in BULLETINS:
        approve(store, headline, text, datetime(2024, 6, 12, 12, tzinfo=UTC).timestamp())
    return material.of_day(store, date(2024, 6, 12), "UTC", "本报", everything=False)
