"""App effects: effect statements made elsewhere, published with their papers."""
