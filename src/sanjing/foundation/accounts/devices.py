"""What a browser calls itself, in words a person recognises."""

from django.utils.translation import gettext as _

_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    ("wxwork", "企业微信"),
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge"),
    ("QQBrowser", "QQ 浏览器"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def device_name(user_agent: str) -> str:
    """As "Windows · Chrome". The first sign that fits wins: each browser imitates the others."""
    signs = [
        next((name for sign, name in table if sign in user_agent), "")
        for table in (_SYSTEMS, _BROWSERS)
    ]
    return " · ".join(sign for sign in signs if sign) or _("未知设备")
