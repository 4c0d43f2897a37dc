"""Builds a data feature whose every printed figure is proven against its source."""

__version__ = "1.1.0"
