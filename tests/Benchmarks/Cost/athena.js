// Runs the text of an Athena query with DuckDB: FOLDER/bill.csv as the table, FOLDER/query.sql, what it selects to FOLDER/out.csv.gz as Athena would unload it.
'use strict';
const fs = require('fs');
const path = require('path');
const zlib = require('zlib');
const { DuckDBInstance } = require('@duckdb/node-api');

const folder = process.argv[2];
const doubles = /_(cost|fee|commitment|to_date|amount)$|_upfront_fee_for_billing_period$/;

async function main() {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const bill = path.join(folder, 'bill.csv').replace(/'/g, "''");
  const header = fs.readFileSync(path.join(folder, 'bill.csv'), 'utf8').split('\n', 1)[0].split(',');
  const columns = header.map(name =>
    name === 'resource_tags' ? `coalesce(CAST(NULLIF(resource_tags, '') AS JSON)::MAP(VARCHAR, VARCHAR), MAP {}) AS resource_tags`
      : name === 'bill_billing_period_start_date' ? `CAST(${name} AS TIMESTAMP) AS ${name}`
        : doubles.test(name) ? `CAST(NULLIF(${name}, '') AS DOUBLE) AS ${name}` : name);
  await connection.run('CREATE SCHEMA costs');
  await connection.run(`CREATE TABLE costs.bill AS SELECT ${columns.join(', ')} FROM read_csv('${bill}', header = true, all_varchar = true)`);
  // Trino's element_at gives the value of a key, or null; DuckDB's gives a list.
  const query = fs.readFileSync(path.join(folder, 'query.sql'), 'utf8').replaceAll('element_at(', 'map_extract_value(');
  const rows = (await connection.runAndReadAll(query)).getRows();
  // Athena's text files: no header, no quotes of their own.
  fs.writeFileSync(path.join(folder, 'out.csv.gz'), zlib.gzipSync(rows.map(row => row.join(',') + '\n').join('')));
}

main().catch(error => {
  console.error(error.message);
  process.exit(1);
});
