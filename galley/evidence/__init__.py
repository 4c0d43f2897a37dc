"""Facts held against the sentences that they come from, and what follows from them by calculation."""
