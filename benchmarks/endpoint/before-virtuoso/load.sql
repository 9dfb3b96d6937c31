-- One loader: Virtuoso's guide gives one for each 2.5 cores. The checkpoint makes the load durable.
ld_dir('{data_folder}', '{data_name}', 'urn:districtgraph:default');
rdf_loader_run();
checkpoint;
GRANT SPARQL_UPDATE TO "SPARQL";
DB.DBA.RDF_DEFAULT_USER_PERMS_SET('nobody', 7);
