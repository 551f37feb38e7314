"""Households followed over several years."""
