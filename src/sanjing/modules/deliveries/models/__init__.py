from sanjing.modules.deliveries.models.deliveries import (
    OUTSTANDING,
    Delivery,
    DeliveryRows,
    Fulfilment,
)
from sanjing.modules.deliveries.models.standing import StandingPromise
from sanjing.modules.deliveries.models.tracking import TrackingLink, TrackingLook
from sanjing.modules.deliveries.models.warehouses import Vehicle, Warehouse

__all__ = [
    "OUTSTANDING",
    "Delivery",
    "DeliveryRows",
    "Fulfilment",
    "StandingPromise",
    "TrackingLink",
    "TrackingLook",
    "Vehicle",
    "Warehouse",
]
