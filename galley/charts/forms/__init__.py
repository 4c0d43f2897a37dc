"""How each form is drawn: a function from its material, a width in pixels and a fitter to a sheet."""
