// DuckDB and ClickHouse in one process: node engines.mjs duckdb|clickhouse FOLDER TIMES QUESTIONS.json; prints one line of JSON.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [, , engine, folder, times, questionsPath] = process.argv;
const questions = JSON.parse(readFileSync(questionsPath, 'utf8'));
const require = createRequire(import.meta.url);

async function openDuckdb() {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(join(folder, 'duck.db'));
    const connection = await instance.connect();
    for (const table of ['service', 'measurement']) {
        const columns = questions[table].map((name) => `${name} ${['amount', 'sales', 'event'].includes(name) ? 'BIGINT' : 'INTEGER'}`);
        await connection.run(`CREATE TABLE ${table} (${columns.join(', ')})`);
        await connection.run(`COPY ${table} FROM '${join(folder, table)}s.csv' (FORMAT csv, HEADER false)`);
    }
    const version = (await connection.runAndReadAll('SELECT version()')).getRows()[0][0];
    return {
        version: `DuckDB ${version}`,
        rows: async (sql) => (await connection.runAndReadAll(sql)).getRows(),
        close: () => connection.closeSync(),
    };
}

async function openClickhouse() {
    const { Session } = require('chdb');
    const session = new Session(join(folder, 'chdb'));
    session.query('CREATE DATABASE IF NOT EXISTS bench ENGINE = Atomic');
    for (const table of ['service', 'measurement']) {
        const columns = questions[table].map((name) => `${name} ${['amount', 'sales', 'event'].includes(name) ? 'Int64' : 'Int32'}`);
        const order = table === 'service' ? 'kind, municipality, year, enterprise' : 'enterprise, day';
        session.query(`CREATE TABLE bench.${table} (${columns.join(', ')}) ENGINE = MergeTree ORDER BY (${order})`);
        session.query(`INSERT INTO bench.${table} SELECT * FROM file('${join(folder, table)}s.csv', 'CSV', '${columns.join(', ')}')`);
        session.query(`OPTIMIZE TABLE bench.${table} FINAL`);
    }
    const version = session.query('SELECT version()', 'TabSeparated').trim();
    return {
        version: `ClickHouse ${version} (chdb)`,
        rows: async (sql) => session.query(sql.replaceAll(/(FROM|JOIN) (service|measurement)\b/g, '$1 bench.$2') + ' SETTINGS join_use_nulls = 1', 'CSV').trim().split('\n').map((line) => line.split(',')),
        close: () => session.cleanup(),
    };
}

const now = () => Number(process.hrtime.bigint()) / 1e9;
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const started = now();
const database = engine === 'duckdb' ? await openDuckdb() : await openClickhouse();
const result = { engine, version: database.version, load: now() - started };
for (const name of ['cube', 'statement']) {
    const seconds = [];
    let rows;
    for (let i = 0; i < Number(times); i++) {
        const start = now();
        rows = await database.rows(questions[name]);
        seconds.push(now() - start);
    }
    result[name] = median(seconds);
    writeFileSync(join(folder, `${engine}-${name}.csv`), rows.map((row) => row.map(String).join(',') + '\n').join(''));
}
console.log(JSON.stringify(result));
database.close();
