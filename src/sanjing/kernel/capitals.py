"""Amounts in capitals 大写金额, as cheques, invoices and contracts spell them."""

from sanjing.kernel.money import LARGEST

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
_UNITS = ((10**8, "亿"), (10**4, "万"))


def capital_money(minor: int, currency: str = "人民币") -> str:
    """Spell an amount of minor units (分); nothing after the 角 or 元 is closed with 整.

    >>> capital_money(12345_60)
    '人民币壹万贰仟叁佰肆拾伍元陆角整'
    >>> capital_money(10004_05), capital_money(0), capital_money(7)
    ('人民币壹万零肆元零伍分', '人民币零元整', '人民币柒分')
    """
    if abs(minor) > LARGEST:
        raise ValueError("金额太大")
    yuan, cents = divmod(abs(minor), 100)
    tenths, hundredths = divmod(cents, 10)
    text = f"{_spell(yuan)}元" if yuan or not cents else ""
    if tenths:
        text += f"{_DIGITS[tenths]}角"
    elif hundredths and yuan:
        text += "零"
    text += f"{_DIGITS[hundredths]}分" if hundredths else "整"
    return f"{currency}{'负' if minor < 0 else ''}{text}"


def _spell(number: int) -> str:
    """A whole number; a gap of any length within it is one 零."""
    for size, unit in _UNITS:
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return _spell(high) + unit + gap + (_spell(low) if low else "")
    return _spell_small(number)


def _spell_small(number: int) -> str:
    """Below ten thousand."""
    if number == 0:
        return _DIGITS[0]
    text, gap = "", False
    for size, place in _PLACES:
        digit = number // size % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + place
        gap = not digit
    return text
