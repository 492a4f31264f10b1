"""The rules across the files of a package, by subject; each notes all that it finds."""
