"""Names, numbers and codes made by rule. Every function draws from the generator it is given."""

from __future__ import annotations

from random import Random

from sanjing.kernel.codes import credit_check_digit, organisation_check_digit

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝"
    "龚邵万覃武钱戴严莫孔向单解仇"
)
DOUBLE_SURNAMES = ("欧阳", "上官", "司马", "诸葛", "夏侯")
GIVEN = {
    "m": "伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林志国建文海永春庆福祥荣贵生栋",
    "f": "芳娜敏静丽艳娟霞秀玲桂英兰梅红燕萍云莉凤洁琳琴雪颖佳婷慧晶欣悦瑶薇倩怡晓雅淑珍",
}
BRANDS = "鑫源华盛瑞丰泰恒宏达隆兴江楚汉长天金顺康德诚信博联美佳永益广新东南晨星海龙凤锦福"
DINERS = [
    "老味道",
    "楚香楼",
    "江鲜坊",
    "一品居",
    "聚福园",
    "蓉城印象",
    "湘里人家",
    "汉味轩",
    "渔家码头",
    "福满堂",
    "同庆楼",
    "醉江南",
    "三五酒店",
    "家常味",
    "小蓝鲸",
    "大碗厨",
    "肥肥虾庄",
    "喻家湖鱼馆",
    "春来茶餐厅",
    "阿婆牛肉面",
    "巷子火锅",
    "红房子西餐",
    "百味居",
    "楚厨",
    "江滩一号",
]
FACTORIES = [
    "陶瓷",
    "玻璃",
    "铸造",
    "食品",
    "纺织印染",
    "化工",
    "涂装",
    "铝业",
    "钢构",
    "包装印刷",
    "汽车零部件",
    "建材",
    "酿造",
    "乳业",
    "医药",
    "电镀",
    "热处理",
    "粮油",
]
PLACES_TO_STAY = ["大酒店", "国际酒店", "商务酒店", "宾馆", "洗浴中心", "健身会所", "温泉度假村"]
PUBLIC = [
    "第一中学",
    "实验小学",
    "职业技术学院",
    "人民医院",
    "中医医院",
    "社区卫生服务中心",
    "机关食堂",
    "养老院",
    "幼儿园",
]
DEALERS = [
    "燃气具经营部",
    "厨卫电器有限公司",
    "暖通设备有限公司",
    "管道安装工程有限公司",
    "五金机电商行",
]
MOBILE = (
    "133",
    "135",
    "136",
    "137",
    "138",
    "139",
    "150",
    "151",
    "152",
    "158",
    "159",
    "177",
    "180",
    "186",
    "187",
    "188",
    "189",
    "199",
)
CREDIT_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
MAIL = ("qq.com", "163.com", "126.com", "139.com")


def person(rng: Random) -> str:
    """A full name; the first surnames are the common ones."""
    place = min(int(rng.expovariate(0.045)), len(SURNAMES) - 1)
    family = rng.choice(DOUBLE_SURNAMES) if rng.random() < 0.01 else SURNAMES[place]
    given = GIVEN[rng.choice("mf")]
    return family + "".join(rng.choice(given) for _ in range(1 if rng.random() < 0.22 else 2))


def brand(rng: Random) -> str:
    return "".join(rng.sample(BRANDS, 2))


def factory(rng: Random, place: str) -> tuple[str, str]:
    """(name, trade)."""
    trade = rng.choice(FACTORIES)
    form = rng.choice(("有限公司", "有限公司", "股份有限公司", "厂"))
    return f"{rng.choice((place, '武汉', '湖北'))}{brand(rng)}{trade}{form}", trade


def diner(rng: Random, place: str) -> str:
    return f"{place}{rng.choice(DINERS)}{rng.choice(('', '酒楼', '餐饮有限公司', '餐饮店'))}"


def hotel(rng: Random, place: str) -> str:
    return f"{place}{brand(rng)}{rng.choice(PLACES_TO_STAY)}"


def institution(rng: Random, place: str) -> str:
    return f"武汉市{place}{rng.choice(PUBLIC)}"


def dealer(rng: Random, place: str) -> str:
    return f"{place}{brand(rng)}{rng.choice(DEALERS)}"


def mobile(rng: Random) -> str:
    return f"{rng.choice(MOBILE)}{rng.randrange(10**8):08d}"


def land_line(rng: Random) -> str:
    return f"027-{rng.choice('5678')}{rng.randrange(10**7):07d}"


def email(rng: Random) -> str:
    return f"{rng.choice('abcdefghjklmnpqrstwxyz')}{rng.randrange(10**5, 10**9)}@{rng.choice(MAIL)}"


def credit_code(rng: Random, region: str) -> str:
    """Eighteen characters with both check digits right."""
    body = "".join(rng.choice(CREDIT_DIGITS) for _ in range(8))
    first = f"91{region}{body}{organisation_check_digit(body)}"
    return first + credit_check_digit(first)


def birthday(rng: Random) -> str:
    if rng.random() < 0.8:
        return f"{rng.randint(1955, 1999)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    day = rng.choice(("初一", "初八", "十二", "十五", "二十", "廿六"))
    return f"农历{rng.choice('正二三四五六七八九十冬腊')}月{day}"
