"""The fields of the first entities as an import sees them."""

from sanjing.foundation.transfer.recognise import Target

CUSTOMER = [
    Target("name", "客户名称", required=True),
    Target("code", "外部编号", aliases=("客户编号",)),
    Target("kind", "客户性质", "choice", choices=("单位", "个人")),
    Target("stage", "阶段", "choice", choices=("潜在", "现实", "新", "老", "终身")),
    Target("owner", "负责人", "user"),
    Target("source", "来源", "choice", choices=("转介绍", "展会", "网络", "电话", "上门")),
    Target("industry", "行业", "choice"),
    Target("credit_code", "统一社会信用代码"),
    Target("phone", "电话", "phone"),
    Target("email", "邮箱", "email"),
    Target("website", "网址", "url"),
    Target("region", "地区", "region"),
    Target("address", "地址"),
    Target("postal_code", "邮编"),
    Target("country", "国家"),
    Target("tags", "标签", "tags"),
    Target("employees", "员工人数", "number"),
    Target("annual_revenue", "年收入", "money"),
    Target("founded_year", "成立年份", "number"),
    Target("parent", "上级客户", "link"),
    Target("description", "备注", "longtext"),
    Target("contact_name", "联系人", "person"),
    Target("contact_title", "联系人职务"),
    Target("contact_phone", "联系人电话", "phone"),
]

CONTACT = [
    Target("customer", "客户", "link"),
    Target("name", "姓名", "person", required=True),
    Target("title", "职务"),
    Target("department", "部门"),
    Target("phone", "电话", "phone"),
    Target("mobile", "手机", "phone"),
    Target("email", "邮箱", "email"),
    Target("wechat", "微信"),
    Target("birthday", "生日", "date"),
    Target("note", "备注", "longtext"),
]

PRODUCT = [
    Target("code", "产品编号"),
    Target("name", "产品名称", required=True),
    Target("category", "类别", "choice"),
    Target("unit", "单位"),
    Target("price", "单价", "money"),
    Target("description", "说明", "longtext"),
    Target("active", "在售", "flag"),
]

ORDER = [
    Target("reference", "订单号", required=True),
    Target("customer", "客户", "link", required=True),
    Target("ordered_on", "下单日期", "date"),
    Target("amount", "金额", "money"),
    Target("state", "状态", "choice"),
    Target("owner", "负责人", "user"),
    Target("product", "产品", "link"),
    Target("quantity", "数量", "number"),
    Target("unit_price", "单价", "money"),
    Target("discount", "折扣", "number"),
    Target("note", "备注", "longtext"),
]

ENTITIES = {"customers": CUSTOMER, "contacts": CONTACT, "products": PRODUCT, "orders": ORDER}
