"""How records that are made up show it, wherever they are taken to."""

MADE_UP = "DEMO-"
"""What the number of every made-up engagement, participation and answer begins with."""
