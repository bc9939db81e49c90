"""Arbitrary texts that are likely to be hard."""

from hypothesis import strategies as st

# Every sign and letter that some rule looks at, the odd line-end and space characters, and a few astral ones.
HARD = (
    "ابتثحدرسعفكلمنهوي أإآٱىةئؤءکیہۃـ" + "".join(map(chr, range(0x064B, 0x0656))) + "\u0670\u06dd\u0610"
    " \t\u00a0\u2003\u2028\u0085\v\f\r\0" + ".,;:!?…،؛؟%٪٫٬" + "\"'«»“”„‘’()[]{}﴾﴿<>&#@/-–_*=+\\"
    "0123456789٠١٢٣۱" + "abcXYZé" + "\u200b\u200c\u200d\u200e\u200f\u061c\ufeff\u00ad\u202a\u202c\u2066"
    "ﷲﷺﻻﻷﺍ\ufe70\ufc60ﬁ²" + "\u0301\u0327\u0323\u1161\u1100" + "👨👩❤\ufe0f🇸🇦𝒜𐎀\U000e0001"
)
SNIPPETS = (
    "https://e.com/أ,ب?q=أ", "www.ا.com", "a.b@c.org", "@احمد", "د.", "ق.م.", "هـ.", "3.14", "1,234.56", "10:30",
    "٣٫١٤", " و ", "وَ ", "...", "؟!", ":)", ' "', '" ', "«نعم»", " ( ", " ) ", "\n", "\r\n", "كتاب",
    "قلم. ", "ذهب", "جميييل", "ط§ظ„", "Ø§Ù„", "ظ…", "ط·آ§", "&amp;", "&nbsp;", "&#10;", "&#1575;", "&lt;",
    "&nb\u200bsp;", "ط\u200b§", "&sect;", "<b>", "</p>", "<!--", "-->",
)  # fmt: skip

texts = st.lists(st.one_of(st.sampled_from(HARD), st.sampled_from(SNIPPETS), st.characters()), max_size=40).map("".join)
"""Text of any kind: mostly what rules look at, now and then any code point, lone surrogates included."""
