/** What is looked at of wrangler's configuration, by its own names. */
export type DeployedConfig = {
  readonly main?: string | undefined;
  readonly triggers?: { readonly crons?: readonly string[] | undefined } | undefined;
  readonly assets?:
    | {
        readonly binding?: string | undefined;
        readonly not_found_handling?: string | undefined;
        readonly run_worker_first?: boolean | readonly string[] | undefined;
      }
    | undefined;
  readonly d1_databases?: readonly {
    readonly binding: string;
    readonly database_name?: string | undefined;
    readonly migrations_dir?: string | undefined;
  }[];
  readonly observability?:
    | {
        readonly enabled?: boolean | undefined;
        readonly logs?:
          | {
              readonly enabled?: boolean | undefined;
              readonly invocation_logs?: boolean | undefined;
            }
          | undefined;
        readonly traces?: { readonly enabled?: boolean | undefined } | undefined;
      }
    | undefined;
  readonly cache?: { readonly enabled?: boolean | undefined } | undefined;
  readonly logpush?: boolean | undefined;
  readonly tail_consumers?: readonly unknown[] | undefined;
  readonly vars?: Readonly<Record<string, unknown>>;
};

/** Files that the build leaves beside the pages: only these may be answered without the Worker. */
const FILE_PATTERN = /^!\/(?:_astro\/\*|[\w.-]+\.[a-z0-9]+)$/;

/**
 * What in wrangler.toml would break the site or a promise to its visitors, one sentence each, with
 * what to write. Nothing when all is well.
 */
export function configFaults(config: DeployedConfig): readonly string[] {
  return [...pageFaults(config), ...workFaults(config), ...privacyFaults(config)].map(
    (fault) => `wrangler.toml: ${fault}`,
  );
}

function pageFaults({ main, assets, cache }: DeployedConfig): readonly string[] {
  const first = assets?.run_worker_first;
  const list = Array.isArray(first) ? (first as readonly string[]) : [];
  const pages = list.filter((one) => one.startsWith('!') && !FILE_PATTERN.test(one));
  return [
    ...(main?.endsWith('worker/index.ts') ? [] : ['main must be "worker/index.ts".']),
    ...(assets?.binding === 'ASSETS' ? [] : ['[assets] needs binding = "ASSETS".']),
    ...((assets?.not_found_handling ?? 'none') === 'none'
      ? []
      : ['[assets] not_found_handling must be "none": the Worker answers for what is missing.']),
    ...(list[0] === '/*' && list.includes('!/_astro/*')
      ? []
      : [
          '[assets] run_worker_first must begin with "/*" and leave out "!/_astro/*": without the first nobody is assigned, without the second every file costs a request.',
        ]),
    ...pages.map(
      (one) =>
        `[assets] run_worker_first holds "${one}", so that pages there are served without the Worker and nobody is assigned: leave out files alone.`,
    ),
    ...(cache?.enabled
      ? ['[cache] must not be enabled: one visitor would get the page and the token of another.']
      : []),
  ];
}

function workFaults({ triggers, d1_databases = [] }: DeployedConfig): readonly string[] {
  const database = d1_databases.find(({ binding }) => binding === 'DB');
  return [
    ...((triggers?.crons ?? []).length > 0
      ? []
      : [
          '[triggers] needs crons = ["*/5 * * * *"]: without it nothing is folded, decided, delivered or deleted.',
        ]),
    ...(database?.database_name === 'truelift'
      ? []
      : ['[[d1_databases]] needs one with binding = "DB" and database_name = "truelift".']),
    ...(database === undefined || database.migrations_dir?.endsWith('worker/store/migrations')
      ? []
      : ['[[d1_databases]] needs migrations_dir = "worker/store/migrations".']),
  ];
}

function privacyFaults(config: DeployedConfig): readonly string[] {
  const { observability, logpush, tail_consumers = [], vars = {} } = config;
  const { logs, traces } = observability ?? {};
  const logging = observability?.enabled !== false && logs?.enabled !== false;
  const secret = Object.keys(vars).filter((name) => /(KEYS?|SECRET|TOKEN)(_|$)/.test(name));
  return [
    ...(logging && logs?.invocation_logs !== false
      ? [
          '[observability.logs] needs invocation_logs = false: those logs hold whole addresses with click ids, and the network addresses of visitors.',
        ]
      : []),
    ...(traces?.enabled
      ? ['[observability.traces] must not be enabled: traces hold whole addresses.']
      : []),
    ...(logpush ? ['logpush must not be on: it sends whole addresses elsewhere.'] : []),
    ...(tail_consumers.length > 0
      ? ['tail_consumers must be empty: they are given whole addresses.']
      : []),
    ...secret.map(
      (name) =>
        `[vars] ${name} is a secret, and would be uploaded as plain text: remove it, and run "npx wrangler secret put ${name}".`,
    ),
  ];
}
