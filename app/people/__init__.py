"""Who may do what: badges, PINs and roles. Pure rules; the rows are kept by the store."""
