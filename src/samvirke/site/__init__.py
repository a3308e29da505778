"""Floor 5: the site. For now it writes its pages as files; they need no server."""
