"""Loading of the content files."""
