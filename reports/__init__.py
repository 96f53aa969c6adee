"""What shift leads print: each report as a PDF for paper and as CSV, drawn from one unchanging picture of the journal."""
