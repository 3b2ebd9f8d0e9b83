import { env } from 'cloudflare:workers';

/** Names of the tables that our migrations made. */
export async function tableNames(): Promise<readonly string[]> {
  const { results } = await env.DB.prepare(
    `SELECT name FROM sqlite_master WHERE type = 'table'
       AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND name NOT LIKE 'd1_%'`,
  ).all<{ name: string }>();
  return results.map(({ name }) => name);
}

/** Of the texts, those that any row of any table holds, however they are spelled in letters. */
export async function textsInTables(texts: readonly string[]): Promise<readonly string[]> {
  const names = await tableNames();
  const tables = await env.DB.batch(names.map((name) => env.DB.prepare(`SELECT * FROM ${name}`)));
  const all = JSON.stringify(tables.map(({ results }) => results)).toLowerCase();
  return texts.filter((text) => all.includes(text.toLowerCase()));
}
