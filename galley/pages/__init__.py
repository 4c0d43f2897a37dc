"""Every page of the site, from the story's templates."""

from __future__ import annotations

from galley.pages.printed import Printed
from galley.pages.render import Rendered, render_site

__all__ = ["Printed", "Rendered", "render_site"]
