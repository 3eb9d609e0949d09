from sanjing.modules.deliveries.models.deliveries import (
    OUTSTANDING,
    Delivery,
    DeliveryRows,
    Fulfilment,
)
from sanjing.modules.deliveries.models.standing import StandingPromise
from sanjing.modules.deliveries.models.tracking import TrackingLink, TrackingLook

__all__ = [
    "OUTSTANDING",
    "Delivery",
    "DeliveryRows",
    "Fulfilment",
    "StandingPromise",
    "TrackingLink",
    "TrackingLook",
]
