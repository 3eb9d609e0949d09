"""What files of other programs call the states of an order."""

from sanjing.foundation.entities.transfers import Words
from sanjing.modules.orders.models import Order

State = Order.State
STATE_WORDS = Words(
    same={
        State.DRAFT: (
            "open", "new", "draft", "quote", "quoted", "暂存", "未提交", "待提交", "未审核", "待审核", "待确认",
            "未确认", "开立",
        ),
        State.CONFIRMED: (
            "confirmed", "approved", "accepted", "processing", "in process", "in progress", "to ship", "unshipped",
            "awaiting shipment", "awaiting fulfillment", "unfulfilled", "待发货", "未发货", "已审核", "审核通过",
            "审核", "已下单", "已生效", "生效", "执行中", "进行中", "处理中", "备货中", "生产中", "待出库",
            "未出库", "已签约", "已签订", "已成交", "成交",
        ),
        State.SHIPPED: (
            "shipped", "dispatched", "in transit", "out for delivery", "sent", "fulfilled", "发货", "已出库",
            "出库", "已发出", "已出货", "出货", "已送货", "运输中", "在途", "配送中", "派送中", "待收货", "待签收",
        ),
        State.DONE: (
            "done", "complete", "completed", "closed", "delivered", "received", "finished", "已完结", "完成",
            "完结", "已结案", "结案", "已关单", "已签收", "签收", "已收货", "已送达", "已交付", "已验收",
            "交易成功", "交易完成", "已结清", "已完工",
        ),
        State.CANCELLED: (
            "cancelled", "canceled", "cancel", "void", "voided", "lost", "closed lost", "rejected", "取消", "作废",
            "已作废", "已撤销", "撤销", "已撤单", "已关闭", "交易关闭", "已终止", "终止", "已驳回", "未成交",
            "输单", "已输单", "丢单", "已丢单", "删除",
        ),
    },
    near={
        State.DRAFT: (
            "engaging", "prospecting", "prospect", "qualification", "qualified", "qualify", "needs analysis",
            "value proposition", "id. decision makers", "identify decision makers", "perception analysis",
            "proposal", "proposal/price quote", "negotiation", "negotiation/review", "pending", "on hold", "意向",
            "跟进中", "初步接洽", "需求确认", "方案报价", "报价中", "已报价", "谈判", "谈判审核", "商务谈判",
            "等待买家付款", "挂起",
        ),
        State.CONFIRMED: (
            "won", "closed won", "paid", "unpaid", "pending payment", "awaiting payment", "partially paid",
            "partially shipped", "backordered", "赢单", "已赢单", "待付款", "待支付", "未付款", "未支付", "待收款",
            "未收款", "已付款", "已支付", "已收款", "部分付款", "部分收款", "部分发货", "部分出库", "买家已付款",
            "等待卖家发货", "缺货",
        ),
        State.SHIPPED: ("invoiced", "已开票", "卖家已发货", "等待买家确认收货", "部分签收", "待结算", "未结清"),
        State.DONE: ("待评价", "已评价", "archived", "已归档"),
        State.CANCELLED: (
            "refunded", "returned", "refund", "return", "failed", "expired", "退款", "已退款", "退款成功", "退货",
            "已退货", "全部退货", "已拒收", "拒收", "已过期",
        ),
    },
)  # fmt: skip
