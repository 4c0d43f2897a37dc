"""What an editor asks of the engine on the command line: a command a file, and what they have in common."""
