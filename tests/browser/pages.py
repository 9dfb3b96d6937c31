"""The pages that what holds of all is tried on: one of each kind."""

__all__ = ["PAGES"]

PAGES = (
    "/",
    "/district/210104",
    "/compare",
    "/data",
    "/search?q=养老",
    "/browse",
    "/browse/Claim.html?page=2",
    "/id/place/210104.html",
    "/id/programme/community-care-stations.html",
    "/id/claim/dadong-district/assistance-funds.html",
    "/id/evidence/dadong-district/1945-1968.html",
    "/id/beneficiary-group/families-in-difficulty.html",
    "/dataset.html",
    "/ontology.html",
    "/catalogue.html",
    "/source",
    "/source/dadong-district",
    "/queries",
    "/queries/money.html",
    "/api",
    "/editor",
    "/sparql?query=SELECT * WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 5",
)
