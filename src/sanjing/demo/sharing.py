"""The words of the demo company's library."""

from __future__ import annotations

from sanjing.demo.lives import Values

NOTES: tuple[tuple[str, Values], ...] = (
    ("manager", {"title": "窑炉煤改气怎么算账", "kind": "play", "tags": "煤改气、测算",
                 "text": "先要一年的煤单和工资表，算热值、罚款和人工，再和用气比。账算到每吨砖上，厂长才听得进。"}),
    ("seller", {"title": "“冬天会限气吗”怎么答", "kind": "objection", "tags": "限气、工业",
                "text": "先承认前年限过三天，再说去年起有应急气源，合同里写明可中断量和补偿。不要说“绝对不会”。"}),
    ("seller2", {"title": "对手送半年维保时怎么谈", "kind": "objection", "competitors": "汉水能源",
                 "text": "把三年总费用摆出来：他们第四年维保涨到每年九千。请客户看我们抢修的到场记录。"}),
    ("seller3", {"title": "“电锅炉更便宜”怎么答", "kind": "objection", "competitors": "绿源电锅炉",
                 "text": "按峰谷电价和实际负荷算全年，热水要得急的厂子电价峰段占六成。测算表找市场部要。"}),
    ("marketing", {"title": "商用报警系统一页纸", "kind": "material", "product": "A-C1", "tags": "报警器",
                   "text": "适用面积、探头数量速查、检定周期、报价口径。打印一张带去见餐饮老板就够了。"}),
    ("service", {"title": "报警器误报多半是油烟", "kind": "lesson", "product": "A-C1", "tags": "报警器、安检",
                 "text": "后厨探头离灶台不足两米就会误报。报价时把移位的工时写进去，省得装完再跑一趟。"}),
    ("seller4", {"title": "停炉窗口要提前两个月问", "kind": "play", "tags": "施工",
                 "text": "制造厂一年只有国庆和春节停炉，错过就是半年。第一次拜访就问检修计划，写进商机备注。"}),
    ("manager", {"title": "见财务主管带哪三样", "kind": "play", "tags": "回款、拜访",
                 "text": "对账单、发票清单、下期气价。先对账再谈付款，别在账没对清时提催款。"}),
)  # fmt: skip
LESSONS = {
    "报价前先请对方设备科看现场": ("报价前先看现场", "没看现场，报价漏了移表"),
    "停炉窗口只有国庆，方案要提前两个月": ("方案要赶在停炉前", "国庆的窗口，七月就要约"),
    "对手送了半年维保，我们早点知道就好了": ("早点问对手送什么", "维保送半年，怎么接"),
}
"""What is written at the end of a deal, and what it is called in the library, each name once."""
CASES: tuple[tuple[Values, str, tuple[str, int, int | None] | None], ...] = (
    ({"title": "窑炉煤改气停炉九天", "story": "两座窑，停炉九天改完。头一个月派人驻厂调火，成品率回到改造前。",
      "result": "单位能耗降两成，环保罚款归零", "tags": "煤改气"}, "R-100", ("public", 120, 400)),
    ({"title": "蒸汽线改用燃气", "story": "原来用电锅炉，换成燃气后峰段电费省下来。", "result": "全年能源费降 18%",
      "tags": "蒸汽"}, "M-G40", ("bid", 200, 25)),
    ({"title": "低氮改造一次验收", "story": "环保限期内完成，烟气一次验收合格。", "result": "氮氧化物降到 28 毫克",
      "tags": "低氮"}, "R-100", ("bid", 400, -12)),
    ({"title": "换流量计以后对账不吵", "story": "老表少计三个点，换表后对账再没吵过。", "result": "计量差从 3% 到 0.4%",
      "tags": "计量"}, "M-G40", None),
    ({"title": "三年维保没有停过炉", "story": "三年没有计划外停炉。", "result": "抢修到场平均 38 分钟", "tags": "维保"},
     "C-2", ("public", 60, None)),
)  # fmt: skip
IN_ENGLISH = {
    "报警器五年免换探头": "No change of sensor for five years",
    "接到报警 30 分钟内回电": "We call back within 30 minutes of an alarm",
    "断气自动关阀，反应不超过 1 秒": "Shuts within one second when the gas fails",
}
USES = (("新人培训第二课", "internal"), ("开发区供气标书附件三", "bid"))
CLAIMS: tuple[tuple[str, str, str, int, str, float], ...] = (
    # product, what is said, what proves it, days it lasts, what becomes of it, share who find it not so
    ("A-H1", "报警器五年免换探头", "型式检验报告 2024-117，三年在用抽检 400 只", 300, "approved", 0.1),
    ("A-C1", "接到报警 30 分钟内回电", "客服中心录音系统统计，2025 年平均 11 分钟", 210, "approved", 0.45),
    ("B-24", "比老式壁挂炉省气 15%", "实验室测试，住宅 90 平方米工况", 20, "approved", 0.3),
    ("V-1", "断气自动关阀，反应不超过 1 秒", "出厂检验记录", 500, "approved", 0.0),
    ("C-2", "全年无计划外停炉", "维保客户台账，28 家里 26 家", 120, "waiting", 0.0),
    ("W-16", "零冷水，开机 3 秒出热水", "厂家资料，尚未自测", 365, "draft", 0.0),
    ("S-2", "热效率 68%", "旧型号检验报告", 90, "retired", 0.2),
)  # fmt: skip
SAID = {
    "kept": ("用到现在没问题", "跟你们说的一样", "比原来好用", "试过，确实是这样"),
    "not_so": ("没有说的那么好", "试了几次，对不上", "跟你们讲的有差距"),
}
COURSES = (
    # course, skill, days ago, with an exam
    ("产品知识年度考试", "产品知识", 400, True),
    ("产品知识半年复训", "产品知识", 120, True),
    ("报价与谈判实战", "谈判", 200, True),
    ("能耗测算入门", "测算", 90, True),
    ("安全用气讲解", "安全", 40, True),
    ("跟车拜访辅导", "拜访", 20, False),
)
REMARKS = (
    "数据熟，讲得太快，留点时间让客户问",
    "会问，也会等，下次试着自己报价",
    "测算表用得对，要补一补峰谷电价",
    "",
)
