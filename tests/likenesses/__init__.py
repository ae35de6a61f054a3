"""Files like those that fairs publish: the same columns, units, sizes and oddities, with everything in them made up.

Real files (see `tests/real_data`) have licences that do not let them be part of the project. What readers must be able
to take is therefore imitated here, module by module, and each says which traits it has. Every function returns the
content of a file; nothing is random, so that tests can say exact figures.
"""
