"""Worked tax examples with official answers, one file each, and the numbers around every threshold."""
