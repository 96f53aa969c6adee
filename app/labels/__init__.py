"""Labels of items, totes and badges: what stands where on them, in which words, and the queue that takes them to the printer."""
