"""How the tables of ``accounts`` came about, step by step."""
