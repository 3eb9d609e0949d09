"""Users, the tree of teams, the roles that say what a user may do, and the ways in."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.devices import device_name

_TAKEN = _("这个登录名已有人使用。")


class Team(models.Model):
    """A department. `path` is "/1/7/", the ids from the root down: "and below" is a prefix."""

    name = models.CharField(_("名称"), max_length=60)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级团队"),
    )
    path = models.CharField(max_length=200, editable=False, db_index=True, default="")

    class Meta:
        verbose_name = _("团队")

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """How many teams lie above this one."""
        return max(self.path.count("/") - 2, 0)

    @property
    def steps(self) -> list[str]:
        """One indent a level, for pages that draw the tree as rows."""
        return ["\u3000"] * self.depth


class Role(models.Model):
    """What holders may do.

    `grants` is {entity: {verb: scope}}, `field_rules` {entity: {field: rule}}. The entity "*"
    speaks for every entity and verb that the role does not name.
    """

    key = models.SlugField(_("代号"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    description = models.CharField(_("说明"), max_length=200, blank=True)
    grants = models.JSONField(_("权限"), default=dict, blank=True)
    field_rules = models.JSONField(_("字段规则"), default=dict, blank=True)
    is_administrator = models.BooleanField(_("可管理系统"), default=False)

    class Meta:
        verbose_name = _("角色")

    def __str__(self) -> str:
        return str(_(self.name))


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **extra) -> User:
        """A bare user without roles; the interface and the API use `actions.create_user`."""
        user = self.model(username=username, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username or "")


class User(AbstractBaseUser):
    username = models.CharField(
        _("登录名"), max_length=60, unique=True, error_messages={"unique": _TAKEN}
    )
    name = models.CharField(_("姓名"), max_length=60)
    email = models.EmailField(_("邮箱"), blank=True)
    phone = models.CharField(_("手机"), max_length=20, blank=True)
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("团队")
    )
    roles = models.ManyToManyField(Role, blank=True, related_name="holders", verbose_name=_("角色"))
    is_active = models.BooleanField(_("在职"), default=True)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False)
    language = models.CharField(_("语言"), max_length=10, blank=True)
    preferences = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("用户")
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="username_whatever_case",
                violation_error_message=_TAKEN,
            )
        ]

    def __str__(self) -> str:
        return self.name or self.username


class UserSession(AbstractBaseSession):
    """One signed-in browser. The key is a secret: pages name a session by its `handle`."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    ip = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("登录会话")

    def __str__(self) -> str:
        return f"{self.user_id} {self.handle}"

    @classmethod
    def get_session_store_class(cls) -> type:
        from sanjing.foundation.accounts.sessions import SessionStore  # the store names this model

        return SessionStore

    @property
    def handle(self) -> str:
        return digest_of(self.session_key)[:16]

    @property
    def device(self) -> str:
        return device_name(self.user_agent)


class LoginAttempt(models.Model):
    """One wrong password, or one being checked. The name typed is kept only as a digest."""

    account = models.CharField(max_length=64)
    ip = models.GenericIPAddressField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("登录尝试")
        indexes = [models.Index(fields=["ip", "at"], name="attempt_by_ip")]

    def __str__(self) -> str:
        return f"{self.ip} {self.at:%Y-%m-%d %H:%M}"


class ApiToken(models.Model):
    """A program's key to act as a user within `scopes`. Only its digest is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(_("用途"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=12)
    scopes = models.JSONField(_("范围"), default=list)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(_("到期"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("接口令牌")

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    def usable_at(self, at: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)


class WelcomeLink(models.Model):
    """The one link that creates the first administrator. Only its digest is kept."""

    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("首次启动链接")

    def __str__(self) -> str:
        return f"{self.expires_at:%Y-%m-%d %H:%M}"


class Company(models.Model):
    """Whose installation this is: one row, made when it is first named."""

    name = models.CharField(_("公司名称"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("公司")

    def __str__(self) -> str:
        return self.name


class SecondFactor(models.Model):
    """A user's authenticator app. `last_step` refuses a code that was used already."""

    user = models.OneToOneField(User, models.CASCADE, related_name="second_factor")
    secret = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)
    recovery_digests = models.JSONField(default=list)

    class Meta:
        verbose_name = _("两步验证")

    def __str__(self) -> str:
        return str(self.user_id)


def digest_of(secret: str) -> str:
    """How every secret of this package is stored: SHA-256, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()
