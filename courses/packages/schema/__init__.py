"""The shape of every file of a package, as strict models."""
