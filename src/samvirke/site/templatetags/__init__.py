"""Tags that the site's templates may use without loading them."""
