"""What stands behind the query editor: words to complete, examples as RDF, links to queries."""
