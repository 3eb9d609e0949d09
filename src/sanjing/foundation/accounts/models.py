"""Users, the tree of teams and the roles that say what a user may do."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class Team(models.Model):
    """A department. `path` holds the ids from the root down, so "team and below" is one prefix."""

    name = models.CharField(_("名称"), max_length=60)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级团队")
    )
    path = models.CharField(max_length=200, editable=False, db_index=True, default="")

    class Meta:
        verbose_name = _("团队")

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """What holders may do: `grants` is {entity: {verb: scope}}, `field_rules` {entity: {field: rule}}."""

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


class UserManager(BaseUserManager):
    def create_user(self, username: str, password: str | None = None, **extra):
        user = self.model(username=username, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    username = models.CharField(_("登录名"), max_length=60, unique=True)
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

    def __str__(self) -> str:
        return self.name or self.username
