"""Settings, root addresses and server entry of the project.

Knows ``courses``, never the other way round.
"""
