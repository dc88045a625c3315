"""From a database made before app labels began with `freistadt` to what today's migrations give.

`former` knows what such a database looks like; `target` asks the migrations how its tables shall be; `sqlite` and
`postgresql` bring the tables there; `rows` does the same for what rows say. Nothing here commits: the command does.
"""
