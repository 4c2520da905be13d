/** Writes `schema.gen.ts` from a freshly migrated database: `node server/db/generate-types.ts`. A test keeps it current. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

const NUMBERS = new Set(['int2', 'int4', 'float4', 'float8']);

/** The Kysely types of all tables, as TypeScript source. */
export async function generateTypes(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Column>(`
      select table_name, column_name, udt_name, is_nullable = 'YES' as nullable, is_identity = 'YES' as identity,
        column_default is not null as defaulted
      from information_schema.columns where table_schema = 'public' order by table_name, ordinal_position`);
    return render(rows);
  } finally {
    await client.end();
  }
}

type Column = {
  table_name: string;
  column_name: string;
  udt_name: string;
  nullable: boolean;
  identity: boolean;
  defaulted: boolean;
};

function render(columns: Column[]): string {
  const tables = [...new Set(columns.map((column) => column.table_name))];
  const title = (name: string) => name.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  const lines = [
    '// Made by server/db/generate-types.ts from the migrated database. Do not edit.',
    "import type { ColumnType, Generated, GeneratedAlways } from 'kysely';",
    '',
    'type Instant = ColumnType<Date, Date | string, Date | string>;',
    'type Json = ColumnType<unknown, string, string>;',
    'type DefaultedInstant = ColumnType<Date, Date | string | undefined, Date | string>;',
    'type DefaultedJson = ColumnType<unknown, string | undefined, string>;',
    '',
  ];
  for (const table of tables) {
    lines.push(`export interface ${title(table)}Table {`);
    for (const column of columns.filter((candidate) => candidate.table_name === table))
      lines.push(`  ${column.column_name}: ${typeOf(column)};`);
    lines.push('}', '');
  }
  lines.push('export interface DB {', ...tables.map((table) => `  ${table}: ${title(table)}Table;`), '}', '');
  return lines.join('\n');
}

function typeOf(column: Column): string {
  const array = column.udt_name.startsWith('_');
  const name = array ? column.udt_name.slice(1) : column.udt_name;
  const base = NUMBERS.has(name)
    ? 'number'
    : name === 'bool'
      ? 'boolean'
      : name === 'bytea'
        ? 'Buffer'
        : name === 'timestamptz'
          ? 'Instant'
          : name === 'jsonb'
            ? 'Json'
            : 'string';
  const whole = `${array ? `${base}[]` : base}${column.nullable ? ' | null' : ''}`;
  if (name === 'timestamptz' && column.defaulted) return 'DefaultedInstant';
  if (name === 'jsonb' && column.defaulted) return 'DefaultedJson';
  if (column.identity) return `GeneratedAlways<${whole}>`;
  return column.defaulted ? `Generated<${whole}>` : whole;
}

if (import.meta.main) {
  const { withTestServer } = await import('./test-server.ts');
  await withTestServer(async (server) => {
    const database = await server.createDatabase('types');
    const source = await generateTypes(database.migratorUrl);
    writeFileSync(join(import.meta.dirname, 'schema.gen.ts'), source);
  });
}
