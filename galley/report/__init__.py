"""What an editor asks of a story: all about a fact or a source, what a change does to the page and owes readers."""

from galley.report.diff import diff
from galley.report.explain import explain_name
from galley.report.owed import silent_changes
from galley.report.proposals import draft

__all__ = ["diff", "draft", "explain_name", "silent_changes"]
