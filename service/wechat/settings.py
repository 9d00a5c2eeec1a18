"""Settings of WeChat, from the environment only: ``JIANBAO_WECHAT_<NAME>``."""

from __future__ import annotations

from typing import Self

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from summarizer.digest.types import AUTHOR
from summarizer.exceptions import OptionError

PREFIX = "JIANBAO_WECHAT_"


class WechatSettings(BaseSettings):
    """An Official Account and a group robot. Times in seconds."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    appid: str = Field("", description="AppID of the Official Account.")
    secret: SecretStr = Field(SecretStr(""), description="Its AppSecret.")
    url: str = Field("https://api.weixin.qq.com", description="The API; a relay with a fixed IP.")
    author: str = Field("", max_length=AUTHOR, description="Printed under the title; 16 字.")
    robot: SecretStr = Field(SecretStr(""), description="Webhook of a 企业微信 group robot.")
    timeout: float = Field(15, gt=0, description="Longest wait for one answer.")
    attempts: int = Field(4, ge=1, le=10, description="Most attempts at one call.")
    pause: float = Field(1, ge=0, description="First pause between attempts; it doubles.")
    settle: float = Field(
        8, ge=0, description="How long a draft whose answer was lost may take to show."
    )

    @classmethod
    def read(cls) -> Self:
        """Settings from the environment. Raises OptionError naming the variable at fault."""
        try:
            return cls()
        except ValidationError as error:
            first = error.errors(include_input=False)[0]
            name = PREFIX + str(first["loc"][0]).upper() if first["loc"] else "settings"
            raise OptionError(f"{name}: {first['msg']}") from None

    @property
    def has_account(self) -> bool:
        """Whether drafts can be sent."""
        return bool(self.appid and self.secret.get_secret_value())

    @property
    def lease(self) -> float:
        """How long a publication stays with a process that is not heard of."""
        return self.timeout + 5
