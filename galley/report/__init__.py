"""What an editor asks of a story: all about a fact or a source, what a change does to the page and owes readers."""

from galley.report.corrections import silent_changes
from galley.report.diff import diff
from galley.report.draft import draft
from galley.report.explain import explain_name

__all__ = ["diff", "draft", "explain_name", "silent_changes"]
