"""Which characters are Chinese, Japanese or Korean, for use inside regular expression classes."""

CJK = (
    "\u3005\u3007"  # 々 〇
    "\u3040-\u30fa\u30fc-\u30ff"  # kana, without the middle dot
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uac00-\ud7af"  # Hangul
    "\U00020000-\U0003134f"
)
