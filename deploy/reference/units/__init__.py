"""Makes the tables of administrative units from the pinned package and the facts kept here."""
