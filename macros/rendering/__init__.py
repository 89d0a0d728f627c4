"""A Handbook to HTML, CSS, JSON and XML: text out, nothing written.

In: a checked Handbook, a language, templates. Out: the words of pages, of the brand's files and of what search engines read.
"""
