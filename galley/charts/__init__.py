"""A closed set of chart forms, each a plain function from facts to a Vega-Lite specification, and their renderer."""
