"""Numbers as languages write them, and every figure of a text, read by a story's own words."""
