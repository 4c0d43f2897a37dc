"""What the marks of a drawing claim, and whether that is so: compared with the facts by code that draws nothing.

A form says what its marks claim (this bar reaches from nought to this fact); what was drawn is read back from the
finished picture. A mark that claims nothing, and a claim that nothing is drawn for, are faults as well.
"""

from galley.charts.claims.claim import Claim, untrue
from galley.charts.claims.counts import Count, Strokes
from galley.charts.claims.panels import Echo, OneScale, Stamp, Window
from galley.charts.claims.places import Joined, Leader, Level, Order
from galley.charts.claims.ruler import OneRuler, Span
from galley.charts.claims.signs import ENDS, Chevron, End, Look, Sign, Unkeyed, Veil, toned
from galley.charts.claims.words import Beside, Figures, Height, Numbers

__all__ = [
    "ENDS", "Beside", "Chevron", "Claim", "Count", "Echo", "End", "Figures", "Height", "Joined", "Leader",
    "Level", "Look", "Numbers", "OneRuler", "OneScale", "Order", "Sign", "Span", "Stamp", "Strokes", "Unkeyed",
    "Veil", "Window", "toned", "untrue",
]  # fmt: skip
