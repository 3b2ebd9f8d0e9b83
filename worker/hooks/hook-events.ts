import { STAGE_COLUMNS, type StageRow } from '#experiments/revenue/stage-row.ts';

/** Most events of one request. */
export const MOST_EVENTS = 100;

/** What a body holds, each event still to be read. */
export type HookEvent =
  /** As `stageEventSchema`. */
  | { readonly kind: 'event'; readonly raw: unknown }
  /** Plain texts, see `readStageRow`. */
  | { readonly kind: 'row'; readonly row: StageRow }
  /** Of a webhook that tells more than stages. */
  | { readonly kind: 'other'; readonly message: string };

/**
 * The events of a body: our own JSON (one event, a list, or either under `data`, where Standard
 * Webhooks puts it), HubSpot's lists of changes, or plain texts by the names of `STAGE_COLUMNS`, as
 * workflows send them. Null when it is none of them, or holds more than `MOST_EVENTS`.
 */
export function hookEvents(body: unknown): readonly HookEvent[] | null {
  const held = isObject(body) && 'data' in body ? body.data : body;
  const list = Array.isArray(held) ? held : [held];
  if (list.length === 0 || list.length > MOST_EVENTS || !list.every(isObject)) return null;
  return list.map((one): HookEvent => {
    if ('subscriptionType' in one || 'objectId' in one) return hubSpotEvent(one);
    const isNested = 'ref' in one || isObject(one.amount);
    return isNested || !isRow(one) ? { kind: 'event', raw: one } : { kind: 'row', row: rowOf(one) };
  });
}

type Plain = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Stages by plain texts name a lead or an amount flat; `at` alone may be a number in both. */
function isRow(one: Plain): boolean {
  const flat = ['currency', 'handoff', 'record_id', 'lead_id', 'email'];
  const texts = typeof one.amount === 'string' || typeof one.at === 'string' || !('at' in one);
  const plain = STAGE_COLUMNS.every((column) => typeof (one[column] ?? '') !== 'object');
  return 'stage' in one && plain && (texts || flat.some((name) => name in one));
}

function rowOf(one: Plain): StageRow {
  return Object.fromEntries(
    STAGE_COLUMNS.flatMap((column) => {
      const value = one[column];
      return value === undefined || value === null ? [] : [[column, String(value)]];
    }),
  );
}

/** Properties that hold the stage of an object, by the object's type in HubSpot. */
const STAGE_PROPERTIES: readonly {
  readonly prefix: string;
  readonly typeId: string;
  readonly properties: readonly string[];
}[] = [
  { prefix: 'deal.', typeId: '0-3', properties: ['dealstage'] },
  { prefix: 'contact.', typeId: '0-1', properties: ['lifecyclestage', 'hs_lead_status'] },
];

/**
 * One change of HubSpot's webhooks. Its `eventId` is not unique, so object, time and value are part
 * of the event's name. The object of a deal is the deal; of a contact, the record of a lead.
 * Source: https://developers.hubspot.com/docs/api-reference/legacy/webhooks/guide, "Webhooks payload"
 */
function hubSpotEvent(one: Plain): HookEvent {
  const { objectTypeId } = one;
  const propertyName = textOf(one.propertyName);
  const subscriptionType = textOf(one.subscriptionType);
  const propertyValue = textOf(one.propertyValue);
  const object = textOf(one.objectId);
  const type = STAGE_PROPERTIES.find(
    ({ prefix, typeId }) => objectTypeId === typeId || subscriptionType.startsWith(prefix),
  );
  if (!type?.properties.includes(propertyName)) {
    const what = `${subscriptionType || 'a change'} of ${propertyName || 'no property'}`;
    const message = `${what} tells no stage: subscribe to dealstage of deals, and to lifecyclestage or hs_lead_status of contacts`;
    return { kind: 'other', message };
  }
  const name = [textOf(one.eventId), object, textOf(one.occurredAt), propertyValue].join(':');
  return {
    kind: 'event',
    raw: {
      id: name.slice(0, 200),
      stage: propertyValue,
      at: one.occurredAt,
      ...(type.prefix === 'deal.' ? { deal: object } : { ref: { recordId: object } }),
    },
  };
}

/** A text, a number or a truth as text; whatever else JSON can say is none. */
function textOf(value: unknown): string {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
}
