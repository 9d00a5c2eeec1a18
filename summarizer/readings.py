"""How a rare character is read, in brackets behind it: 翟（Zhái）永清, 单（音shàn）立人.

With the bracket inside, nobody sees the name as one, and 永清 would be printed as a whole name.
"""

from __future__ import annotations

import re
from typing import Final

#: A vowel with its tone, composed or not; some type a breve for the third tone. A syllable has
#: just one, unlike foreign names with an accent (José, René).
_VOWEL: Final = "(?:[āáǎàăēéěèĕīíǐìĭōóǒòŏūúǔùŭǖǘǚǜ]|[aeiouü][\u0304\u0301\u030c\u0300\u0306])"
_SYLLABLE: Final = rf"(?:[zcs]h|[bpmfdtnlgɡkhjqxrzcsyw])?[iuü]?{_VOWEL}[iouɑa]?(?:n[gɡ]|[nr])?"

#: The bracket with one or two syllables, behind a Chinese character.
READING: Final = re.compile(
    rf"(?<=[\u3400-\u9fff])[（(]\s?(?:(?:拼音|读[音作]?|音)[：:]?\s?)?"
    rf"{_SYLLABLE}(?:[ '’]?{_SYLLABLE})?\s?[）)]",
    re.IGNORECASE,
)
