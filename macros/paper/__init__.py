"""HTML to PDF and PNG: worksheets, print editions, the brand's pictures.

In: a Renderer for each language. Out: files in the cache, made in parallel, named by what went into them.
"""
