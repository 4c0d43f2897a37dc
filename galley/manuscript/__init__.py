"""A source's text as a reader meets it: in sentences, and on manuscript paper, a character a cell."""
