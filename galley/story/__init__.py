"""A story, read and cross-checked as a whole; or all of its problems, each where it is mended."""
