"""Tell names of people from names of organisations by their form."""

import re
from importlib.resources import files

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪"
    "庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕"
    "屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙"
    "荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花"
    "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭葉蘇呂盧鍾譚陸範賈韋鄒錢嚴湯溫龍賀顧龔萬齊喬龐顏莊聶魯歐關蘭寧紀畢單滿雲塗駱藍"
)
DOUBLE_SURNAMES = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "慕容",
    "司徒",
    "夏侯",
    "歐陽",
    "令狐",
)
COUNTRIES = frozenset(files(__package__).joinpath("countries.txt").read_text("utf-8").splitlines())
_COMPANY = re.compile(
    r"公司|集团|集團|有限|股份|合伙|工厂|工廠|[一-龥]厂|[一-龥]廠|合作社|经营部|經營部|商行|商贸|贸易|实业|实业|科技|事务所|银行|銀行"
    r"|超市|酒店|饭店|餐厅|餐馆|医院|學校|学校|大学|中学|小学|幼儿园|研究院|研究所|中心$|门市|门店|店$|行$|物业|市场$|农场|养殖场|牧场"
    r"|场$|部$|局$|委员会|协会|企业|工作室|建材|药房|燃气|电器城|服务站|加油站|管理处|事业部"
    r"|\b(inc|llc|ltd|limited|corp|corporation|company|co|gmbh|plc|group|holdings|stores?|shop|bikes?|cycles?|supply|supplies"
    r"|services?|systems?|solutions|associates|industries|international|enterprises|partners|bank|hotel|restaurant|foods?)\b\.?",
    re.I,
)  # fmt: skip
_TITLED = re.compile(
    r"([一-龥])(总|总监|经理|老板|厂长|主任|先生|女士|小姐|工|老师|站长|店长|校长|院长|书记|處長|经理|總|經理|老闆)"
)
_LATIN_NAME = re.compile(
    r"([A-Z][\w'’.-]*|de|van|von|der|la)( ([A-Z][\w'’.-]*|de|van|von|der|la)){1,3}"
)
_GIVEN = re.compile(r"[一-龥·]{1,2}")
_NOT_GIVEN = frozenset("品类号码名称址话元件箱包市区县省业厂店路街型款色")


def is_company(text: str) -> bool:
    """True for 长沙市某某贸易有限公司, Acme Corp."""
    return 2 < len(text) <= 80 and bool(_COMPANY.search(text))


def is_country(text: str) -> bool:
    """True for 中国, Germany, USA; not a full list, enough to tell a column of countries."""
    return text.lower().replace(".", "") in COUNTRIES


def is_person(text: str) -> bool:
    """True for 张伟, 欧阳震华, 李总, Maria Anders."""
    compact = text.replace(" ", "") if not text.isascii() else text
    if len(compact) > 40:
        return False
    if _TITLED.fullmatch(compact):
        return True
    surname = 2 if compact.startswith(DOUBLE_SURNAMES) else 1
    given = compact[surname:]
    if compact[:1] in SURNAMES or surname == 2:
        return bool(_GIVEN.fullmatch(given)) and given[-1] not in _NOT_GIVEN
    return bool(_LATIN_NAME.fullmatch(text))
