"""The editors' preview: watch the story, rebuild it in memory, serve it on this machine only, and say what changed."""
