"""How quotes and contracts read on a timeline."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.events.timeline import reads

reads("quote.sent", _l("发出报价“%(title)s”"), "send")
reads("quote.accepted", _l("客户接受了报价“%(title)s”"), "circle-check")
reads("quote.declined", _l("客户没有接受报价“%(title)s”"), "circle-x", note="reason")
reads("quote.expired", _l("报价“%(title)s”过期了"), "clock-off")
reads("quote.revised", _l("报价“%(title)s”改版为 %(by_reference)s"), "copy")
reads("contract.signed", _l("签订了合同“%(title)s”"), "signature", note="signed_on")
reads("contract.renewed", _l("合同“%(title)s”续签为 %(by_reference)s"), "refresh")
reads("contract.ended", _l("合同“%(title)s”到期了"), "clock-off")
reads("contract.terminated", _l("合同“%(title)s”提前终止"), "file-off", note="reason")
