"""What files call the columns of contacts made and tasks, and the options of their choices."""

from __future__ import annotations

from sanjing.foundation.entities.transfers import Words

WAYS = Words(
    same={
        "call": ("电话", "打电话", "电话沟通", "电话拜访", "电话跟进", "电联", "phone", "call"),
        "visit": ("上门", "上门拜访", "实地拜访", "现场拜访", "当面拜访", "面谈", "外访", "visit"),
        "wechat": ("微信沟通", "微信聊天", "企业微信", "企微", "wechat"),
        "email": ("邮箱", "电子邮件", "发邮件", "email", "mail"),
        "meeting": ("开会", "会谈", "视频会议", "腾讯会议", "线上会议", "meeting"),
    },
    near={
        "call": ("来电", "去电"),
        "other": ("短信", "qq", "QQ", "来访", "到店", "展会", "传真", "sms"),
    },
)
DIRECTIONS = Words(
    same={
        "outbound": ("呼出", "去电", "外呼", "拨出", "主叫", "已拨电话", "拨出电话", "去访", "发出", "我方发起",
                     "主动联系", "outbound", "outgoing", "out", "outbound call", "outgoing call", "outgoing_email",
                     "dialed", "sent"),
        "inbound": ("呼入", "来电", "拨入", "打入", "接听", "被叫", "已接来电", "已接电话", "接听电话", "来访", "收到",
                    "客户发起", "被动联系", "inbound", "incoming", "in", "inbound call", "incoming call",
                    "incoming_email", "received"),
    },
    near={"inbound": ("未接", "未接来电", "未接电话", "missed", "missed call")},
)  # fmt: skip
OUTCOMES = Words(
    same={
        "talked": ("接通", "已接通", "已接听", "connected", "answered", "completed"),
        "unreached": ("未接", "未接通", "未接听", "无人接听", "无人应答", "无法接通", "no answer", "no_answer",
                      "missed"),
    },
    near={
        "unreached": ("占线", "正忙", "关机", "停机", "空号", "拒接", "挂断", "busy", "voicemail", "left voicemail",
                      "left live message", "failed"),
    },
)  # fmt: skip
ACTIVITY_WORDS = {"kind": WAYS, "direction": DIRECTIONS, "outcome": OUTCOMES}
ACTIVITY_COLUMNS = {
    "kind": ("跟进方式", "联系方式", "沟通方式", "跟进类型", "拜访方式", "类型", "销售记录类型", "记录类型",
             "活动类型"),
    "direction": ("方向", "呼叫方向", "通话方向", "来电方向", "呼叫类型", "通话类型", "电话类型", "类型", "来去电",
                  "来电/去电", "呼入/呼出", "呼入呼出", "主叫/被叫", "主被叫", "发起方", "direction", "call direction",
                  "call type", "type", "hs_call_direction", "hs_email_direction", "email direction"),
    "summary": ("跟进内容", "跟进记录", "沟通内容", "拜访内容", "联系内容", "通话内容", "内容", "小记", "跟进情况",
                "拜访纪要", "销售记录内容", "记录内容", "活动内容"),
    "happened_at": ("跟进时间", "跟进日期", "联系时间", "拜访时间", "拜访日期", "沟通时间", "通话时间", "呼叫时间",
                    "拨打时间", "开始时间", "call time", "start time", "发布时间", "发送时间", "记录时间", "活动时间"),
    "outcome": ("跟进结果", "沟通结果", "拜访结果", "通话结果", "呼叫结果", "通话状态", "接听状态", "接通状态",
                "call outcome", "call result", "call status"),
    "next_step": ("下一步计划", "下步计划", "后续计划", "下次计划"),
    "next_date": ("下次跟进时间", "下次跟进日期", "下次联系时间", "下次联系日期", "下次拜访时间"),
    "owner": ("跟进人", "拜访人", "记录人", "发布人", "发送人"),
}  # fmt: skip
URGENCY = Words(
    same={
        "high": ("高", "紧急", "重要", "重要紧急", "high", "urgent"),
        "normal": ("中", "普通", "正常", "medium", "normal"),
        "low": ("低", "不紧急", "low"),
    }
)
TASK_COLUMNS = {
    "title": ("任务", "任务主题", "任务名称", "待办", "待办事项", "事项", "标题", "主题", "工作内容", "subject"),
    "due_date": ("截止日期", "截止时间", "完成期限", "计划完成日期", "到期时间", "due"),
    "priority": ("优先级", "优先度", "重要程度", "紧急程度", "priority"),
    "done_at": ("实际完成时间", "完成日期", "completed"),
}  # fmt: skip
