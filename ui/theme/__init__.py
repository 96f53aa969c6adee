"""Colours, sizes, fonts and the style of stock widgets."""
