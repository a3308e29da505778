"""Surveys: answers to the user evaluation and to the awareness survey."""
