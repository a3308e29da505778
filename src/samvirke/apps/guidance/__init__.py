"""Guidance: engagements, participations, and meetings of seconded advisers."""
