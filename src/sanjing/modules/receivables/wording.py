"""What files call payments and the attempts to collect them."""

from sanjing.foundation.entities.entity import Transfer
from sanjing.foundation.entities.transfers import LinkBy, Words

BY_NAME = {"customer": LinkBy(("reference", "name"), create=True)}

MEANS = Words(
    same={
        "transfer": ("转账", "银行转帐", "电汇", "网银", "网银转账", "对公转账", "汇款", "银行汇款"),
        "acceptance": ("承兑", "银行承兑", "银行承兑汇票", "商业承兑汇票", "银承", "商承"),
        "card": ("银行卡", "pos", "POS机"),
        "wechat": ("微信支付", "微信收款", "微信转账"),
        "alipay": ("支付宝收款", "支付宝转账"),
    },
    near={"other": ("支票", "抵账", "冲抵", "易货")},
)  # fmt: skip

RECEIPTS = Transfer(
    match_on=("reference", "bank_reference"), spare="note",
    links={"customer": LinkBy(("reference", "name"), create=True, otherwise="payer")},
    aliases={
        "received_on": ("收款日期", "收款时间", "回款日期", "回款时间", "入账日期", "到账时间", "交易日期", "日期"),
        "amount": ("收款金额", "到账金额", "收入金额", "贷方金额", "贷方发生额", "实收金额", "金额"),
        "method": ("收款方式", "回款方式", "结算方式", "支付方式", "付款方式"),
        "bank_reference": ("流水号", "交易流水号", "交易号", "回单编号"),
        "payer": ("付款人", "付款方", "付款人名称", "对方户名", "对方名称", "汇款人"),
    },
    words={"method": MEANS},
)  # fmt: skip

COLLECTING = Transfer(
    match_on=("reference",), links=BY_NAME, spare="said",
    aliases={
        "happened_on": ("催收日期", "催款日期", "催缴日期"),
        "way": ("催收方式", "催款方式"),
        "outcome": ("催收结果", "催款结果"),
        "promised_on": ("承诺付款日期", "答应付款日期"),
        "promised_amount": ("承诺付款金额", "答应付款金额"),
        "said": ("催收内容", "催收记录", "对方说法"),
        "owner": ("催收人", "催款人"),
    },
)  # fmt: skip
