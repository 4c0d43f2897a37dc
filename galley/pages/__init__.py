"""Every page of the site, from the story's templates."""

from __future__ import annotations

from galley.pages.site import Rendered, render_site

__all__ = ["Rendered", "render_site"]
