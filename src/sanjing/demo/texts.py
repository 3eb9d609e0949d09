"""What salespeople write down after a call or a visit."""

from __future__ import annotations

from random import Random

UNANSWERED = "没有接"
CALLS = (
    "电话回访，{who}说{month}月用气正常，账单已收到。",
    "{who}来电问本月气价调整，已解释阶梯价格，对方理解。",
    "电话催收上月气费，{who}答应周五前转账。",
    "提醒年度安检，{who}希望安排在下周三上午。",
    "{who}反映厨房有异味，已转客服上门检查，确认是软管老化。",
    "问{who}下季度用气计划，预计增加{percent}%。",
    "电话打了两次没有接，改发短信说明安检时间。",
)
VISITS = (
    "上门拜访，看了锅炉房，{who}打算明年把燃煤锅炉换成燃气，要一份测算。",
    "现场安检：阀门完好，报警器探头积油，建议更换，{who}同意报价。",
    "和{who}谈了新增一条生产线的用气需求，峰值约每小时{volume}立方。",
    "拜访{who}，对方在比较另一家的液化气价格，主要顾虑是冬季限气。",
    "送去合同续签文本，{who}说要等总部盖章。",
    "厨房改造现场勘察，需加一台大锅灶和 {metres} 米改管。",
)
CHATS = (
    "微信发了节前安全用气提醒，{who}回复收到。",
    "{who}微信问充值为什么没到账，查明是表具电池没电，已派单。",
    "把热水器的报价和图片发给{who}，对方说周末和家里商量。",
    "{who}推荐了邻居装壁挂炉，已记下电话。",
    "发了电子保单，{who}确认信息无误。",
)
FIRM_CHATS = (
    "微信发了节前安全用气提醒，{who}回复收到。",
    "把本月气费账单的截图发给{who}，对方已转财务。",
    "{who}微信问能不能分两次付款，已请示。",
    "发了报警系统的报价和案例，{who}说要比价。",
    "{who}发来厨房改造的图纸，约了现场看。",
)
MEETINGS = (
    "和{who}开会确定管网施工排期，分两段进场。",
    "参加园区企业用能座谈，{who}关心直供气政策。",
)
MAILS = ("发出年度供气合同草案，请{who}核对气量条款。", "邮件回复{who}关于流量计检定周期的问题。")

SAID = {"call": CALLS, "visit": VISITS, "wechat": CHATS, "meeting": MEETINGS, "email": MAILS}
KINDS = ("call", "visit", "wechat", "email", "meeting")
FIRM_WEIGHTS = (38, 30, 20, 7, 5)
HOME_WEIGHTS = (52, 10, 38, 0, 0)
OUTCOMES = ("talked", "interested", "agreed", "unreached", "refused", "trouble")
OUTCOME_WEIGHTS = (52, 18, 14, 7, 4, 5)
STEPS = (
    "送报价单",
    "安排安检",
    "续签合同",
    "回访用气情况",
    "跟进改造方案",
    "催收气费",
    "确认施工时间",
)
TASKS = (
    "准备冬季保供说明",
    "整理年度用气台账",
    "核对欠费名单",
    "约客户看样板厨房",
    "补齐客户证照复印件",
    "寄送对账单",
)
NOTES = (
    "冬季用气量大，须提前沟通保供。",
    "付款一向准时。",
    "曾因限气投诉过一次，已解决。",
    "老板娘管账，找她谈价格。",
    "门卫登记才能进厂。",
)


def told(rng: Random, kind: str, who: str, month: int, *, firm: bool) -> str:
    template = rng.choice(FIRM_CHATS if firm and kind == "wechat" else SAID[kind])
    return template.format(
        who=who,
        month=month,
        percent=rng.choice((5, 8, 10, 15, 20)),
        volume=rng.randrange(40, 400, 20),
        metres=rng.randint(6, 40),
    )
