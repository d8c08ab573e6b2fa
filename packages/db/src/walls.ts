import type { Database } from "./connect.ts";

/** The functions that may look past one account. Each is one lookup; docs/security.md says why it is needed. */
export const DEFINER_FUNCTIONS = [
  "account_by_email",
  "account_versions",
  "accounts_to_tidy",
  "drop_arguments",
  "fold_note_updates",
  "open_summaries",
  "purge_expired_sessions",
  "remove_tombstones",
  "session_by_id",
  "thin_versions",
];

/** Throws, naming each gap, unless the walls between accounts stand as the server found them at boot. */
export async function assertWalls(db: Database, { tls }: { tls: boolean }): Promise<void> {
  const gaps = [
    ...(await openTables(db)),
    ...(await views(db)),
    ...(await strongRole(db)),
    ...(await strangeFunctions(db)),
  ];
  if (tls) gaps.push(...(await openLink(db)));
  if (gaps.length) throw new Error(`The database is not safe to serve from: ${gaps.join("; ")}.`);
}

const OWN_ACCOUNT = "(account_id = (NULLIF(current_setting('app.account_id'::text, true), ''::text))::uuid)";

async function openTables(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT c.oid::regclass::text AS name FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'account_id' AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'keys')
      AND (NOT c.relrowsecurity OR NOT c.relforcerowsecurity
           OR NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'own_account' AND p.polroles = '{0}'
                          AND p.polcmd = '*' AND p.polpermissive
                          AND pg_get_expr(p.polqual, p.polrelid) = ${OWN_ACCOUNT}
                          AND pg_get_expr(p.polwithcheck, p.polrelid) = ${OWN_ACCOUNT})
           OR EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname <> 'own_account' AND p.polpermissive
                      AND p.polroles && ARRAY[0, (SELECT oid FROM pg_roles WHERE rolname = current_user)]::oid[]))`;
  return rows.map(({ name }) => `${name} is open to other accounts`);
}

/** A view reads as its owner, past every policy. */
async function views(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('v', 'm') AND n.nspname IN ('public', 'keys')`;
  return rows.map(({ name }) => `the view ${name} goes around the policies`);
}

async function strongRole(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string; strong: boolean; owns: bigint }[]>`
    SELECT r.rolname AS name,
      r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication
        OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid) AS strong,
      (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname IN ('public', 'keys') AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS owns
    FROM pg_roles r WHERE r.rolname = current_user`;
  return rows.filter(({ strong, owns }) => strong || owns > 0n).map(({ name }) => `the role ${name} is too strong`);
}

async function strangeFunctions(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string; pinned: boolean }[]>`
    SELECT p.proname AS name, coalesce(array_to_string(p.proconfig, ',') LIKE '%search_path=pg_catalog%', false) AS pinned
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prosecdef AND n.nspname IN ('public', 'keys')`;
  return rows
    .filter(({ name, pinned }) => !pinned || !DEFINER_FUNCTIONS.includes(name))
    .map(({ name }) => `the function ${name} runs as its owner`);
}

async function openLink(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ ssl: boolean }[]>`SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()`;
  return rows.every(({ ssl }) => ssl) ? [] : ["the link to it is not encrypted"];
}
