"""Whole conversations, each once on the screen and once in plain lines."""
