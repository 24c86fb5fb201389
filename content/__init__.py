"""Everything a user reads and every clinical number, as files that a clinician can edit."""
