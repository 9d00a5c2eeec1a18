"""What the tests of WeChat share: a letter, settings for the fake server, a migrated database."""

from __future__ import annotations

import io
import tempfile
from functools import cache
from pathlib import Path

from PIL import Image
from pydantic import SecretStr

from service.store.session import Store
from service.wechat.publisher import Letter
from service.wechat.settings import WechatSettings
from tests.service.fake_wechat import APPID, ROBOT_KEY, SECRET, Fake

CODE = "20240612-1-4c80a1"


def picture(colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (90, 38), colour).save(out, "PNG")
    return out.getvalue()


def letter(code: str = CODE, content: str = "正文") -> Letter:
    return Letter(
        code=code,
        title="今日要闻｜林岳到柳湾镇调研",
        author="云岭融媒",
        abstract="林岳到柳湾镇调研夏粮收购工作。",
        content=f"<section><p>{content}</p><p>编号 {code}</p></section>",
        picture=picture(),
    )


@cache
def _empty() -> bytes:
    """A database with its tables: to make them takes longer than a test."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "jianbao.sqlite"
        store = Store(f"sqlite:///{path}")
        store.upgrade()
        store.close()
        return path.read_bytes()


def migrated(folder: Path) -> Store:
    path = folder / "jianbao.sqlite"
    path.write_bytes(_empty())
    return Store(f"sqlite:///{path}")


def settings(fake: Fake, **more: object) -> WechatSettings:
    values: dict[str, object] = {
        "appid": APPID,
        "secret": SecretStr(SECRET),
        "url": fake.url,
        "robot": SecretStr(f"{fake.url}/cgi-bin/webhook/send?key={ROBOT_KEY}"),
        "timeout": fake.patience,
        "pause": 0.01,
        "settle": fake.patience * 2,
    }
    return WechatSettings.model_validate(values | more)
