"""The sample site: invented merchants, their goods and returns, and a shift that meets all of them."""
