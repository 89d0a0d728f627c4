"""HTML to PDF, EPUB and PNG: worksheets, print editions, books, the brand's pictures.

In: a Renderer for each language. Out: files in the cache, made in parallel, named by what went into them.
"""
