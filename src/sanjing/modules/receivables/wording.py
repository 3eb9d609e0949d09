"""What files call payments and the attempts to collect them."""

from sanjing.foundation.entities.entity import Transfer
from sanjing.foundation.entities.transfers import LinkBy, Words
from sanjing.modules.receivables.file_columns import LEDGER_COLUMNS

BY_NAME = {"customer": LinkBy(("reference", "name"), create=True)}

INVOICE_KINDS = Words(
    same={
        "special": ("专用发票", "专票", "增值税电子专用发票", "电子发票（增值税专用发票）", "数电专票"),
        "ordinary": ("普通发票", "普票", "增值税电子普通发票", "电子发票（普通发票）", "电子普通发票", "数电普票"),
    }
)  # fmt: skip

INVOICES = Transfer(
    match_on=("reference",), links=BY_NAME, spare="note", extra=LEDGER_COLUMNS,
    aliases={
        "booked_on": ("日期", "单据日期", "记账日期"),
        "reference": ("应收单号",),
        "note": ("摘要",),
        "kind": ("发票票种", "票种", "发票类型"),
    },
    words={"kind": INVOICE_KINDS},
)  # fmt: skip

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
        "received_on": ("收款日期", "收款时间", "回款日期", "回款时间", "入账日期", "到账时间", "交易日期", "交易日",
                        "交易时间", "记账日期", "日期"),
        "amount": ("收款金额", "到账金额", "收入金额", "贷方金额", "贷方发生额", "实收金额", "金额"),
        "method": ("收款方式", "回款方式", "结算方式", "支付方式", "付款方式"),
        "bank_reference": ("流水号", "交易流水号", "交易号", "回单编号"),
        "payer": ("付款人", "付款方", "付款人名称", "对方户名", "对方名称", "汇款人", "对方单位名称", "对方单位",
                  "收/付方名称", "收(付)方名称", "付款人户名", "付款单位"),
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
