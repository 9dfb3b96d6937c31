"""The pages that hold for all: one of each kind."""

__all__ = ["PAGES"]

PAGES = (
    "/",
    "/search?q=养老",
    "/browse",
    "/browse/Claim.html?page=2",
    "/ontology.html",
    "/id/place/210104.html",
    "/id/programme/community-care-stations.html",
    "/id/claim/dadong-district/assistance-funds.html",
    "/id/evidence/dadong-district/1945-1968.html",
    "/id/beneficiary-group/families-in-difficulty.html",
    "/dataset.html",
    "/source",
    "/source/dadong-district",
    "/district/210104",
    "/editor",
    "/sparql?query=SELECT * WHERE { ?s ?p ?o } LIMIT 5",
)
