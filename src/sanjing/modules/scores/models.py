"""What is kept of scores: today's, those of the end of every month, and the runs that made them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanjing.foundation.entities.columns import MoneyField
from sanjing.modules.customers.models import Customer
from sanjing.modules.quotes.models import Contract


class Rfm(models.TextChoices):
    """By money, then both recency and frequency, only recency, only frequency or neither with 4 or 5 of five."""

    KEY_VALUE = "key_value", _("重要价值")
    KEY_DEVELOP = "key_develop", _("重要发展")
    KEY_KEEP = "key_keep", _("重要保持")
    KEY_WIN_BACK = "key_win_back", _("重要挽留")
    VALUE = "value", _("一般价值")
    DEVELOP = "develop", _("一般发展")
    KEEP = "keep", _("一般保持")
    WIN_BACK = "win_back", _("一般挽留")


class Rhythm(models.TextChoices):
    """How the present silence compares with the customer's own pauses."""

    IN_RHYTHM = "in_rhythm", _("正常")
    LATE = "late", _("迟了")
    LAPSED = "lapsed", _("像是停购")
    TOO_FEW = "too_few", _("次数太少")


class Quadrant(models.TextChoices):
    """Volume × loyalty 消费量 × 忠诚度."""

    LARGE_LOYAL = "large_loyal", _("大而忠")
    LARGE_DISLOYAL = "large_disloyal", _("大而不忠")
    SMALL_LOYAL = "small_loyal", _("小而忠")
    SMALL_DISLOYAL = "small_disloyal", _("小而不忠")


class Realm(models.TextChoices):
    """The three realms 三种境界, each over the one below; of whom nobody asked, what they bought is told."""

    ADVOCATE = "advocate", _("口碑")
    REPEAT = "repeat", _("复购")
    SATISFIED = "satisfied", _("满意")
    AGAIN = "again", _("复购（满意没问过）")
    ONCE = "once", _("买过一次（满意没问过）")
    UNSATISFIED = "unsatisfied", _("不满意")


class ScoreRun(models.Model):
    """One reckoning of everybody's scores as of a day; `done` of `steps` tells how far it is.

    `facts` and `missing` are those of `analytics.scoring.Scored`.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("排队中")
        RUNNING = "running", _("正在算")
        DONE = "done", _("算好了")
        FAILED = "failed", _("没算成")

    as_of = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    customers = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    facts = models.JSONField(default=dict)
    missing = models.JSONField(default=dict)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "as_of"], name="score_run_of_state")]

    def __str__(self) -> str:
        return f"{self.as_of:%Y-%m-%d}"


class Judged(models.Model):
    """What is said of a customer on a day, and can be asked for as of an earlier one. Parts are in percent."""

    rfm = models.CharField(_("RFM 类别"), max_length=12, choices=Rfm, blank=True)
    rhythm = models.CharField(_("购买节奏"), max_length=9, choices=Rhythm, blank=True)
    quadrant = models.CharField(_("象限"), max_length=14, choices=Quadrant, blank=True)
    realm = models.CharField(
        pgettext_lazy("台阶", "三境"), max_length=11, choices=Realm, blank=True
    )
    year_sales = MoneyField(_("近一年消费"))
    year_margin = MoneyField(_("近一年毛利"))
    loyalty = models.PositiveSmallIntegerField(_("忠诚度 %"), null=True)
    alive = models.PositiveSmallIntegerField(_("还在的可能 %"), null=True)
    future = MoneyField(_("未来三年毛利"), null=True)
    stake = MoneyField(_("可能失去的毛利"), null=True)

    class Meta:
        abstract = True


class CustomerScore(Judged):
    """What a customer is worth, how loyal, how likely to leave, as of the last run. Only who ever bought has one.

    `best_year` are the sales of the 365 days up to the last purchase, `coming` the purchases expected in the next
    365 days, `future_low` and `future_high` the interval of what is expected, `pause` the part of all pauses that
    last as long as this one. `alarm` (percent) tells how loud silent changes are, `warned` the margin of a year
    that hangs on them, `signals` which ones, as `warnings.read` reads them.
    """

    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True, related_name="+")
    scored_on = models.DateField()
    first_on = models.DateField()
    last_on = models.DateField()
    purchases = models.PositiveIntegerField()
    total = MoneyField()
    best_year = MoneyField()
    r = models.PositiveSmallIntegerField(null=True)
    f = models.PositiveSmallIntegerField(null=True)
    m = models.PositiveSmallIntegerField(null=True)
    usual_days = models.PositiveIntegerField(null=True)
    due_on = models.DateField(_("预计下次购买"), null=True)
    pause = models.PositiveSmallIntegerField(null=True)
    coming = models.DecimalField(_("预计一年购买次数"), max_digits=9, decimal_places=1, null=True)
    future_low = MoneyField(null=True)
    future_high = MoneyField(null=True)
    risk = models.PositiveSmallIntegerField(_("流失风险 %"), null=True)
    tenure = models.PositiveSmallIntegerField(null=True)
    regularity = models.PositiveSmallIntegerField(null=True)
    payment = models.PositiveSmallIntegerField(null=True)
    share = models.PositiveSmallIntegerField(null=True)
    known = models.PositiveSmallIntegerField(null=True)
    alarm = models.PositiveSmallIntegerField(null=True)
    warned = MoneyField(_("预警牵涉的毛利"), null=True)
    signals = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["quadrant", "-stake"], name="score_of_quadrant"),
            models.Index(fields=["rfm", "-future"], name="score_of_rfm"),
            models.Index(fields=["rhythm", "-stake"], name="score_of_rhythm"),
            models.Index(fields=["realm", "-stake"], name="score_of_realm"),
            models.Index(fields=["-stake"], name="score_by_stake"),
            models.Index(fields=["-year_sales"], name="score_by_year_sales"),
            models.Index(fields=["due_on"], name="score_by_due"),
            models.Index(fields=["-warned"], name="score_by_warned", condition=Q(warned__gt=0)),
        ]

    def __str__(self) -> str:
        return str(self.customer_id)


class CustomerYear(models.Model):
    """What the 365 days up to the last run came to with a customer, prospects too who only cost something.

    `profit` is `margin` less `cost` (what `visit_cost` to `credit_cost` add up to), `concessions` and `bad_debt`;
    `sales` and `margin` are already less by what came back, `returned`. `need` is what the customer buys of everybody a
    year, as last told; `share` of it, at most 100, is bought from us, `gap` from others. Money is whole 分.
    """

    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True, related_name="+")
    score = models.ForeignObject(
        CustomerScore, models.DO_NOTHING, from_fields=["customer"], to_fields=["customer"],
        null=True, editable=False, related_name="+",
    )  # fmt: skip
    scored_on = models.DateField()
    sales = MoneyField()
    margin = MoneyField()
    visit_count = models.PositiveIntegerField()
    visit_cost = MoneyField()
    meeting_count = models.PositiveIntegerField()
    meeting_cost = MoneyField()
    call_count = models.PositiveIntegerField()
    call_cost = MoneyField()
    wechat_count = models.PositiveIntegerField()
    wechat_cost = MoneyField()
    email_count = models.PositiveIntegerField()
    email_cost = MoneyField()
    other_count = models.PositiveIntegerField()
    other_cost = MoneyField()
    delivery_count = models.PositiveIntegerField()
    delivery_cost = MoneyField()
    return_count = models.PositiveIntegerField()
    return_cost = MoneyField()
    credit_cost = MoneyField()
    cost = MoneyField(_("服务成本"))
    concessions = MoneyField()
    bad_debt = MoneyField()
    returned = MoneyField()
    profit = MoneyField(_("近一年利润"))
    need = MoneyField(null=True)
    need_on = models.DateField(null=True)
    need_source = models.CharField(max_length=100, blank=True)
    share = models.PositiveSmallIntegerField(_("客户份额 %"), null=True)
    gap = MoneyField(_("份额缺口"), null=True)

    class Meta:
        indexes = [
            models.Index(fields=["-gap"], name="year_by_gap", condition=models.Q(gap__gt=0)),
            models.Index(fields=["profit"], name="year_by_profit"),
            models.Index(fields=["-cost"], name="year_by_cost"),
        ]

    def __str__(self) -> str:
        return str(self.customer_id)


class ContractChance(models.Model):
    """How likely a running contract is not to be renewed (percent), and the part of its amount that hangs on that.

    Both are empty where too few contracts have ended; `reasons` as `renewal_words.read` reads them.
    """

    contract = models.OneToOneField(Contract, models.CASCADE, primary_key=True, related_name="+")
    scored_on = models.DateField()
    chance = models.PositiveSmallIntegerField(_("不续约的可能 %"), null=True)
    stake = MoneyField(_("可能失去的合同金额"), null=True)
    reasons = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-stake"], name="chance_by_stake")]

    def __str__(self) -> str:
        return str(self.contract_id)


class PastScore(Judged):
    """The same at the end of an earlier month."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+", db_index=False)
    as_of = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "as_of"], name="past_score_once")
        ]
        indexes = [models.Index(fields=["as_of", "quadrant"], name="past_score_of_day")]

    def __str__(self) -> str:
        return f"{self.customer_id} · {self.as_of:%Y-%m-%d}"
