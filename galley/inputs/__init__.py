"""What people wrote: files, YAML with a place for every key, tables, and mentions in any text."""
