"""The window: pages, widgets, words and themes. The only place that knows Qt."""
