"""Pages about places: what a municipality's companies got. No tables of its own."""
