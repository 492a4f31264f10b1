"""Course packages: text in a folder or zip, read under caps, checked, made into drafts."""
