"""Settings, root addresses and server entry of the project; knows ``courses``, never the other way round."""
