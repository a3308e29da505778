"""How the tables of ``surveys`` came about, step by step."""
