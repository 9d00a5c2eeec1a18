"""Publishing against a WeChat server that fails in every way it can: one draft, or one error."""

from __future__ import annotations

import logging
import threading

import pytest

from service.store import publications
from service.store.publications import State
from service.store.session import Store
from service.wechat.account import Account
from service.wechat.errors import LeasedError, UncertainError, WechatError
from service.wechat.publisher import Publisher
from service.wechat.robot import Robot
from service.wechat.settings import WechatSettings
from tests.service.fake_wechat import APPID, ROBOT_KEY, SECRET, Fake
from tests.service.wechat_letters import CODE, letter, settings


def publish(
    fake: Fake, store: Store, *, release: bool = False, worker: str = "w", **more: object
) -> publications.Publication:
    given = settings(fake, **more)
    with Account(given, store) as account:
        return Publisher(store, account, given, worker).publish(letter(), release=release)


def drafts(fake: Fake, code: str = CODE) -> int:
    return sum(code in draft["articles"][0]["content"] for draft in fake.drafts.values())


@pytest.mark.parametrize(
    "faults",
    [
        {},
        {"draft/add": ["expire"]},
        {"draft/add": ["stale"]},
        {"material/add_material": ["expire"], "draft/batchget": ["expire"]},
        {"draft/add": ["lost"]},
        {"draft/add": ["dropped"]},
        {"draft/add": ["dropped", "lost"]},
        {"draft/add": ["slow"]},
        {"draft/add": ["late"]},
        {"draft/add": ["late", "late"]},
        {"draft/add": ["twice"]},
        {"draft/add": ["garbage"]},
        {"draft/add": ["http 502"]},
        {"draft/add": ["done -1"]},
        {"draft/add": ["code -1"]},
        {"draft/add": ["code 45011", "code 45011"]},
        {"draft/add": ["lost"], "draft/batchget": ["dropped", "http 502", "code -1"]},
        {"material/add_material": ["dropped", "lost"]},
        {"stable_token": ["dropped", "code -1", "http 502"]},
        {"draft/delete": ["dropped"], "draft/add": ["twice"]},
    ],
    ids=str,
)
def test_whatever_is_lost_there_is_one_draft(
    fake: Fake, data: Store, faults: dict[str, list[str]]
) -> None:
    fake.faults = {call: list(found) for call, found in faults.items()}
    found = publish(fake, data)
    assert found.state is State.SENT
    assert found.media_id in fake.drafts
    assert drafts(fake) == 1
    assert not fake.violations
    again = publish(fake, data)
    assert again.media_id == found.media_id
    assert drafts(fake) == 1


@pytest.mark.parametrize(
    ("faults", "said"),
    [
        ({"draft/add": ["code 45009"]}, "45009：今天的接口调用次数已用完"),
        ({"draft/add": ["code 45166"]}, "45166：正文含有公众号不接受的内容"),
        ({"draft/add": ["code 48001"]}, "48001：公众号没有这个接口的权限"),
        ({"stable_token": ["code 40164"]}, "IP白名单"),
        ({"draft/add": ["code 99999"]}, "99999：微信没有说明的错误"),
        ({"draft/add": ["expire", "code 42001"]}, "42001"),
        ({"draft/add": ["dropped"] * 9}, "没有得到微信的答复"),
        ({"stable_token": ["http 502"] * 9}, "HTTP 502"),
    ],
    ids=str,
)
def test_a_refusal_is_one_clear_error_and_the_next_attempt_sends_once(
    fake: Fake, data: Store, faults: dict[str, list[str]], said: str
) -> None:
    fake.faults = {call: list(found) for call, found in faults.items()}
    with pytest.raises(WechatError, match=said):
        publish(fake, data, settle=0.05)
    assert drafts(fake) == 0
    kept = publications.get(data, APPID, CODE)
    assert kept is not None
    assert said in (kept.error or "")
    fake.faults = {}
    assert publish(fake, data).error is None
    assert drafts(fake) == 1


def test_nobody_there_is_a_clear_error(fake: Fake, data: Store) -> None:
    with pytest.raises(WechatError, match="连不上微信服务器"):
        publish(fake, data, url="http://127.0.0.1:9")


def test_lost_and_refused_then_found(fake: Fake, data: Store) -> None:
    """The answer was lost, and then the quota was used up: the draft is there all the same."""
    fake.faults = {"draft/add": ["lost"], "draft/batchget": ["code 45009"]}
    with pytest.raises(WechatError, match="45009"):
        publish(fake, data)
    assert publish(fake, data).state is State.SENT
    assert drafts(fake) == 1
    assert fake.calls["draft/add"] == 1


def test_the_token_is_shared_refreshed_once_and_forced_only_when_need_be(
    fake: Fake, data: Store
) -> None:
    publish(fake, data)
    assert fake.calls["stable_token"] == 1
    publish(fake, data, worker="other")
    assert fake.calls["stable_token"] == 1
    given = settings(fake)
    with Account(given, data) as account:
        fake.faults = {"draft/batchget": ["expire"]}
        account.drafts_with(CODE)
        assert (fake.calls["stable_token"], fake.forced) == (2, 0)
        fake.faults = {"draft/batchget": ["stale"]}
        account.drafts_with(CODE)
        assert fake.forced == 1


def test_the_cover_is_uploaded_once_and_again_where_it_was_deleted(fake: Fake, data: Store) -> None:
    publish(fake, data)
    given = settings(fake)
    with Account(given, data) as account:
        publisher = Publisher(data, account, given, "w")
        publisher.publish(letter("20240613-1-4c80a1"))
        assert len(fake.pictures) == 1
        fake.pictures.clear()
        with pytest.raises(WechatError, match="40007"):
            publisher.publish(letter("20240614-1-4c80a1"))
        publisher.publish(letter("20240614-1-4c80a1"))
    assert len(fake.pictures) == 1


def test_two_processes_at_once_send_one(fake: Fake, data: Store) -> None:
    fake.delay = 0.05
    found: list[object] = []

    def run(worker: str) -> None:
        try:
            found.append(publish(fake, data, worker=worker).state)
        except LeasedError as error:
            found.append(error)

    threads = [threading.Thread(target=run, args=(name,)) for name in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert State.SENT in found
    assert drafts(fake) == 1
    assert fake.calls["draft/add"] == 1


def test_many_drafts_are_looked_through(fake: Fake, data: Store) -> None:
    publish(fake, data)
    own = next(iter(fake.drafts))
    fake.drafts[own]["update_time"] = 1.0  # the oldest, on the last page
    for number in range(45):
        other = {"content": f"别的 {number}"}
        fake.drafts[f"x{number}"] = {"articles": [other], "update_time": 2.0 + number}
    with Account(settings(fake), data) as account:
        assert account.drafts_with(CODE) == [own]


@pytest.mark.parametrize(
    "faults",
    [
        {},
        {"freepublish/submit": ["lost"]},
        {"freepublish/submit": ["dropped"]},
        {"freepublish/get": ["dropped", "code -1"]},
    ],
    ids=str,
)
def test_published_once(fake: Fake, data: Store, faults: dict[str, list[str]]) -> None:
    fake.faults = {call: list(found) for call, found in faults.items()}
    for _ in range(3):
        try:
            found = publish(fake, data, release=True)
            break
        except UncertainError:
            continue
    assert found.state is State.RELEASED
    assert (found.url or "").startswith("https://mp.weixin.qq.com/s/")
    assert len(fake.published) == 1
    assert fake.drafts == {}
    assert publish(fake, data, release=True).state is State.RELEASED
    assert len(fake.published) == 1


def test_a_publication_that_fails_says_why(fake: Fake, data: Store) -> None:
    fake.statuses = [1, 4]
    with pytest.raises(WechatError, match="平台审核不通过"):
        publish(fake, data, release=True)


def test_secrets_are_nowhere(fake: Fake, data: Store, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    given = settings(fake)
    fake.faults = {"draft/add": ["expire", "code 45009"]}
    with pytest.raises(WechatError) as caught:
        publish(fake, data)
    Robot(data, given, "w").send(CODE, [{"msgtype": "text", "text": {"content": "一"}}])
    told = caplog.text + str(caught.value) + repr(given) + str(given)
    for secret in (SECRET, ROBOT_KEY, fake.token, "access_token=", "tok-"):
        assert secret not in told


def test_without_an_account_the_error_names_the_variables(data: Store) -> None:
    with pytest.raises(WechatError, match="JIANBAO_WECHAT_APPID"):
        Account(WechatSettings(), data)
    with pytest.raises(WechatError, match="JIANBAO_WECHAT_ROBOT"):
        Robot(data, WechatSettings(), "w")
