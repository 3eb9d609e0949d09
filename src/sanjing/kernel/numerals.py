"""Whole numbers in Chinese characters, as dates and addresses use them."""

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "○": 0, "两": 2, "元": 1, "正": 1}
_TENS = {"廿": 20, "卅": 30}


def chinese_number(text: str) -> int:
    """Read a number below one hundred, or digits said one by one.

    >>> chinese_number("十五"), chinese_number("二十"), chinese_number("廿三")
    (15, 20, 23)
    >>> chinese_number("二〇二四"), chinese_number("12")
    (2024, 12)
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if text[:1] in _TENS:
        return _TENS[text[0]] + (_DIGITS[text[1]] if len(text) == 2 else 0)
    if not text or not set(text) <= _DIGITS.keys() | {"十"}:
        raise ValueError(f"“{text}”不是数目")
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(str(_DIGITS[character]) for character in text))
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        raise ValueError(f"“{text}”不是数目")
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
