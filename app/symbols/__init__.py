"""What the text of a scanned symbol means: our own codes, goods, parcels, serial numbers."""
