/** Tables that what is sent ends up in, each with the ids that a sender knows. */
export type Ids = {
  /** Exposures: the arrival of each has the id of its view. */
  readonly touchpoints: readonly string[];
  readonly conversions: readonly string[];
  readonly signals: readonly string[];
  readonly leads: readonly string[];
  readonly stages: readonly string[];
};

export const NO_IDS: Ids = {
  touchpoints: [],
  conversions: [],
  signals: [],
  leads: [],
  stages: [],
};

/** What a server said became of the events of one request. */
export type Told = {
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
};

/** One request as its sender knows it. */
export type Entry = {
  readonly kind: 'events' | 'form' | 'hook';
  readonly ids: Ids;
  /** Events in it that must be refused. */
  readonly faulty: number;
  /** Its sender asks again until it is answered. */
  readonly insists: boolean;
  /** How often it was sent. */
  sent: number;
  /** Null while nobody acknowledged it. */
  told: Told | null;
};

/** Everything that was sent, in the order in which it was first sent. */
export type Book = {
  readonly entries: Entry[];
  /** Answers that no contract allows, in words; the first few. */
  readonly surprises: string[];
};

export function openBook(): Book {
  return { entries: [], surprises: [] };
}

export function surprise(book: Book, what: string): void {
  if (book.surprises.length < 20) book.surprises.push(what);
}

/** How many events the ids name, faulty ones left out; a form is one event. */
export function eventsIn(ids: Ids): number {
  const counted = ids.leads.length > 0 ? { ...ids, conversions: [] } : ids;
  return Object.values(counted).reduce((sum, list) => sum + list.length, 0);
}

export function isAcknowledged({ told }: Entry): boolean {
  return told !== null;
}
