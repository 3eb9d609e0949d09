from sanjing.modules.orders.models.orders import NOT_SOLD, Order, OrderLine, OrderRows
from sanjing.modules.orders.models.returns import Return, ReturnLine, ReturnRows
from sanjing.modules.orders.models.stock import StockCount
from sanjing.modules.orders.models.sums import CustomerSales, SalesMonth

__all__ = [
    "NOT_SOLD",
    "CustomerSales",
    "Order",
    "OrderLine",
    "OrderRows",
    "Return",
    "ReturnLine",
    "ReturnRows",
    "SalesMonth",
    "StockCount",
]
