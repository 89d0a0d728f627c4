"""Texts for translators and back: PO and XLIFF files out, an organization's files in."""
