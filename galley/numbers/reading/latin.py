"""English numerals: number words and scales, and what they come to."""

from __future__ import annotations

ONES = {
    word: number
    for number, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        )
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
SETS = {"pair": 2, "duo": 2, "trio": 3, "quartet": 4, "quintet": 5, "dozen": 12, "score": 20}
SCALES = (
    SETS
    | {"hundred": 10**2, "thousand": 10**3}
    | {
        "million": 10**6,
        "billion": 10**9,
        "trillion": 10**12,
    }
)
SHORT = {"bn": 10**9, "tn": 10**12, "mn": 10**6, "m": 10**6, "k": 10**3, "M": 10**6, "K": 10**3, "B": 10**9}
PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
} | {
    **{"sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9},
    **{"tenth": 10, "tenths": 10, "twentieth": 20, "hundredth": 100},
}
_FIRSTS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
ORDINALS = {word: number for number, word in enumerate(_FIRSTS, start=1)} | {
    **{"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100, "thousandth": 1000}
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTHS = (*_MONTHS, *(month[:3] for month in _MONTHS if month != "May"), "Sept")
MONTH_NUMBER = {name[:3].lower(): number for number, name in enumerate(_MONTHS, start=1)}
