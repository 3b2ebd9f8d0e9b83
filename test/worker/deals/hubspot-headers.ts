import { SECRETS } from './deals-world.ts';

/** Headers with which HubSpot sends a body to an address. */
export async function hubSpotHeaders(url: string, body: string, now = Date.now()) {
  const text = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const secret = text.encode(SECRETS.TRUELIFT_HUBSPOT_SECRET);
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign']);
  const mac = await crypto.subtle.sign('HMAC', key, text.encode(`POST${url}${body}${now}`));
  return {
    'X-HubSpot-Signature-v3': btoa(String.fromCharCode(...new Uint8Array(mac))),
    'X-HubSpot-Request-Timestamp': String(now),
  };
}

/** A deal that was moved to another stage, as HubSpot tells it: by its id alone. */
export function dealMoved(deal: number, stage: string, at = Date.now()) {
  return {
    eventId: 1,
    subscriptionType: 'deal.propertyChange',
    objectId: deal,
    propertyName: 'dealstage',
    propertyValue: stage,
    occurredAt: at,
  };
}
