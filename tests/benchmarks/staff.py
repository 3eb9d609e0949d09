"""Who works at the generated company and what it sells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random

from sanjing.demo.names import person
from sanjing.foundation.accounts.models import Role, Team, User
from sanjing.foundation.accounts.roles import install_ready_roles
from sanjing.foundation.customization.indexes import add_index
from sanjing.foundation.customization.models import CustomField, CustomizationVersion
from sanjing.modules.products.models import Product

TEAM_SIZE = 10
GOODS = 200
LEVEL, POINTS = "x_kehudengji", "x_jifen"


@dataclass(frozen=True, slots=True)
class Seller:
    pk: int
    name: str
    team: int

    @property
    def who(self) -> tuple[int, str]:
        return self.pk, self.name

    @property
    def tokens(self) -> tuple[str, str]:
        return f"xo{self.pk}", f"xt{self.team}"


def hire(count: int) -> list[Seller]:
    """The owner of the firm, an administrator, and sellers in teams of ten below one department."""
    install_ready_roles()
    roles = {role.key: role for role in Role.objects.all()}
    department = team("销售部", None)
    for login, name, role in (("boss", "钱总", "owner"), ("admin", "孙管", "administrator")):
        user(login, name, None, roles[role])
    rng = Random(count)
    sellers = []
    for number in range(count):
        if number % TEAM_SIZE == 0:
            own = team(f"销售{number // TEAM_SIZE + 1}组", department)
        made = user(f"seller{number + 1}", person(rng), own, roles["salesperson"])
        sellers.append(Seller(made.pk, made.name, own.pk))
    define_custom_fields()
    return sellers


def team(name: str, parent: Team | None) -> Team:
    made = Team.objects.create(name=name, parent=parent)
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save(update_fields=["path"])
    return made


def user(login: str, name: str, own: Team | None, role: Role) -> User:
    made = User(username=login, name=name, team=own)
    made.set_unusable_password()
    made.save()
    made.roles.add(role)
    return made


def define_custom_fields() -> None:
    """A choice with the options o1 … o4 and a number, as somebody would have defined them."""
    levels = [
        {"id": f"o{n}", "label": label}
        for n, label in enumerate(("一级", "二级", "三级", "四级"), 1)
    ]
    made = (
        CustomField(entity="customer", key=LEVEL, label="客户等级", kind="choice", options=levels),
        CustomField(entity="customer", key=POINTS, label="积分", kind="number", position=1),
    )
    for field in made:
        field.save()
        add_index(field)
    CustomizationVersion.objects.create(number=1)


def sell(at: datetime) -> list[tuple[int, str, int]]:
    """(id, name, price in 分) of the goods."""
    rng = Random(GOODS)
    Product.objects.bulk_create(
        Product(reference=f"CP{n:06d}", name=f"{rng.choice('ABCDEFG')}型产品{n:03d}", category=f"类别{n % 12}",
                price=rng.randrange(500, 500_000, 10), unit="件", created_at=at, changed_at=at)
        for n in range(1, GOODS + 1)
    )  # fmt: skip
    return list(Product.objects.values_list("pk", "name", "price"))
