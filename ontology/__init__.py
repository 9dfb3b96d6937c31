"""The OWL ontology, the SKOS schemes and the SHACL shapes, and the code that checks them."""
