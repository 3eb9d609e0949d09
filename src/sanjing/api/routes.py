"""The one router: operations on the same address must meet in one place."""

from django.urls import register_converter
from ninja import Router

from sanjing.api.addresses import ApiEntityConverter, ApiVerbConverter

register_converter(ApiEntityConverter, "api_entity")
register_converter(ApiVerbConverter, "api_verb")
router = Router()
