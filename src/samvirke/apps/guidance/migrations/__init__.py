"""How the tables of ``guidance`` came about, step by step."""
