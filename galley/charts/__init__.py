"""A closed set of chart forms, each a plain function from facts to an Altair chart, and what draws and describes them.

`render` draws, `describe` makes tables. Nothing is imported here, since the story itself is typed by `charts.model`.
"""
