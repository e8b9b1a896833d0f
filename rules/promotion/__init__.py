"""Promotional statements: superlatives, firsts, absolutes, comparisons, hype, and what stands behind each.

Takes the documents of a collection with their claims; gives a finding a statement, `unsupported` only
where nothing stands behind it, `supported` with what does. Detection (`detection.py`), exemption
(`filters.py`) and support (`support.py`) are apart; the words are data (`lexicon.toml`), as are the rules'
pages (`rules.toml`).
"""
