"""What every room may use: dates, history rows, scopes, paging, Markdown, HTML, canonical JSON.

No tables.
"""
