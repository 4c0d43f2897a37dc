"""A reader of quantities that fails closed, in Chinese and English: what it does not understand it names.

It shares no code with what prints, and no forms of a story: its words are the shipped lexicon (`zh.yaml`, `en.yaml`),
its units the stock (`units.yaml`) and CLDR's. What both know are the names of stock units, which a story may print as
they are. A story may add words and spellings, and may not alter those that are shipped.
"""

from galley.numbers.reading.lexicon import Additions, languages
from galley.numbers.reading.quantity import Quantity
from galley.numbers.reading.reader import NOTHING_READ, Reader, Readings, reader, shipped_reader

__all__ = ["NOTHING_READ", "Additions", "Quantity", "Reader", "Readings", "languages", "reader", "shipped_reader"]
