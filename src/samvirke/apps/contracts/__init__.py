"""Performance contracts and results statements: kept, approved, published."""
