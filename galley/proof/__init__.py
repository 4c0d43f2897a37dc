"""The rendered site read back: every figure vouched for, and said as its fact says it; every link leads somewhere."""
