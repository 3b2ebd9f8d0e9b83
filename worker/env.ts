/** Bindings and secrets of the Worker, as wrangler.toml and `.dev.vars` name them. */
export type Env = {
  readonly DB: D1Database;
  readonly ASSETS: Fetcher;
  /** `kid:base64url,…` of 32 random bytes each: the first signs, all verify. */
  readonly TRUELIFT_SIGNING_KEYS?: string;
  /** `kid:base64url,…` of 32 random bytes each: the first encrypts leads, all decrypt. */
  readonly TRUELIFT_DATA_KEYS?: string;
  /** At least 32 random bytes, base64url: opens the report. */
  readonly TRUELIFT_REPORT_KEY?: string;
};
