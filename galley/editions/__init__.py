"""The words of an edition: its figures, its script, its prose, and which of its translations have gone stale."""
