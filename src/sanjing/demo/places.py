"""Where the customers of the gas firm live: the districts of Wuhan, with streets and housing estates."""

from __future__ import annotations

from random import Random

from sanjing.kernel.regions import own_region_name

DISTRICTS = (
    "420102",
    "420103",
    "420104",
    "420105",
    "420106",
    "420107",
    "420111",
    "420112",
    "420115",
    "420116",
)
WEIGHTS = (14, 12, 13, 9, 14, 8, 15, 6, 6, 3)
STREETS = [
    "中山大道",
    "解放大道",
    "建设大道",
    "发展大道",
    "江汉路",
    "沿江大道",
    "武珞路",
    "珞喻路",
    "雄楚大道",
    "友谊大道",
    "和平大道",
    "鹦鹉大道",
    "汉阳大道",
    "琴台路",
    "关山大道",
    "民族大道",
    "高新大道",
    "金银湖路",
    "环湖路",
    "站前路",
]
ESTATES = [
    "常青花园",
    "百步亭",
    "南湖花园",
    "锦绣江南",
    "丽岛花园",
    "世纪家园",
    "清江山水",
    "同馨花园",
    "万科魅力之城",
    "金色港湾",
    "春天里",
    "汉口城市广场",
    "融侨华府",
    "保利时代",
    "纽宾凯小区",
    "香榭里",
    "水岸星城",
    "东湖庭园",
    "凤凰城",
    "惠民苑",
]
PARKS = [
    "阳逻开发区",
    "吴家山工业园",
    "沌口开发区",
    "东湖高新区",
    "蔡甸常福工业园",
    "江夏大桥新区",
    "黄陂横店工业园",
]


def district(rng: Random) -> str:
    return rng.choices(DISTRICTS, WEIGHTS)[0]


def short_name(code: str) -> str:
    return own_region_name(code).removesuffix("区")


def home_address(rng: Random) -> str:
    flat = f"{rng.randint(1, 32)}{rng.randint(1, 4):02d}室"
    return f"{rng.choice(ESTATES)}{rng.randint(1, 38)}栋{rng.randint(1, 4)}单元{flat}"


def street_address(rng: Random) -> str:
    return f"{rng.choice(STREETS)}{rng.randint(1, 899)}号"


def factory_address(rng: Random) -> str:
    return f"{rng.choice(PARKS)}{rng.choice('一二三四五六')}路{rng.randint(1, 88)}号"
