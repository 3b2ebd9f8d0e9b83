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
  /** `your-team.cloudflareaccess.com`: with the audience below, Cloudflare Access opens the report. */
  readonly TRUELIFT_ACCESS_TEAM_DOMAIN?: string;
  /** Audience tag of the Access application in front of `/report`. */
  readonly TRUELIFT_ACCESS_AUDIENCE?: string;
  /** E-mail addresses, between commas, that may act in the report; the others read. `*`: all act. */
  readonly TRUELIFT_ACCESS_EDITORS?: string;
  /** `whsec_` and base64: signs the webhooks that carry alerts. */
  readonly TRUELIFT_ALERT_SECRET?: string;
  /** Token of the provider that sends alerts and confirmations by e-mail. */
  readonly TRUELIFT_EMAIL_TOKEN?: string;
  /** Secret key of the Cloudflare Turnstile widget that site.yaml names. */
  readonly TRUELIFT_TURNSTILE_SECRET?: string;
  /** Country of visitors on http loopback, where no network says it; nowhere else is it read. */
  readonly TRUELIFT_COUNTRY?: string;
  /** Key of a Google service account (JSON), or an access token: tells Google of conversions. */
  readonly TRUELIFT_GOOGLE_KEY?: string;
  /** Tokens by which the other ad platforms are told; platforms.yaml may name others. */
  readonly TRUELIFT_MICROSOFT_TOKEN?: string;
  readonly TRUELIFT_META_TOKEN?: string;
  readonly TRUELIFT_LINKEDIN_TOKEN?: string;
};
