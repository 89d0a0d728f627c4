"""All that knows MkDocs: its events, its files, its lists of headings.

In: mkdocs.yml. Out: a page for every address, in every language, around what the other stages made.
"""
