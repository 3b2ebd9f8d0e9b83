/** Where Cloudflare's Turnstile comes from: its script and the frame that the script opens. */
export const TURNSTILE_ORIGIN = 'https://challenges.cloudflare.com';
/**
 * The script as Cloudflare wants it loaded, from this very address.
 * Source: https://developers.cloudflare.com/turnstile/get-started/client-side-rendering/
 */
export const TURNSTILE_SCRIPT = `${TURNSTILE_ORIGIN}/turnstile/v0/api.js`;
