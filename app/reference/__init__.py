"""mirror.db: products and expected returns, imported from CSV and looked up while the operator waits."""
