"""Many documents: listed once, read, written and committed in order, exactly once.

inputs -> :mod:`places` (files) -> :mod:`documents` -> rounds (:mod:`planning`: read, deduplicated,
cut into chunks) -> workers (:mod:`local`, :mod:`on_ray`) -> :mod:`committing` (rows, errors)
-> :mod:`publishing`. What is done is in the :mod:`journal`; :mod:`run` puts it all in order.

A round is a fixed number of documents in input order, a chunk a fixed set of its articles.
Both follow from the inputs alone, so the output does not depend on when a run was interrupted,
on how many workers it had, or on the engine that ran them.
"""
