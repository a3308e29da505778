"""Floor 3: renderings of frozen objects. Text, page and PDF draw on the same content."""
