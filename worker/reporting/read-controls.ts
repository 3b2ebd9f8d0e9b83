import type { AuditEntry } from '#experiments/contract/control.ts';
import { banditRefusal } from '#experiments/controls/bandit-offer.ts';
import { type ControlState, epochInForce, versionOf } from '#experiments/controls/control-state.ts';
import { controlRefusals, stateWords } from '#experiments/controls/control-words.ts';
import type { Catalog, CatalogExperiment } from '#experiments/definition/catalog/catalog.ts';
import { type AnswerCode, answerSentences } from '../routes/control.ts';
import { readAudit } from '../store/operation/audit.ts';
import { readControlState } from '../store/operation/controls.ts';
import { openShareLinks } from '../store/operation/share-links.ts';
import { keyring } from '../visitor/keyring.ts';
import { readBanditOffer } from './read-bandit-offer.ts';
import { SHARE_PARAMETER, writeShareToken } from './share-link.ts';

/** What the controls of one experiment are drawn from. */
export type ControlPanel = {
  readonly state: ControlState;
  /** In force now: `running, 50/50, all visitors`. */
  readonly words: string;
  readonly version: string;
  readonly weightsBp: readonly number[];
  readonly allocationBp: number;
  /** Why no bandit is offered; null when one is. */
  readonly banditRefusal: string | null;
  /** Whether an ad platform splits the visitors: then nothing here moves them. */
  readonly splitElsewhere: boolean;
  readonly audit: readonly AuditEntry[];
  readonly shares: readonly {
    readonly id: string;
    /** Path and query of the link. */
    readonly href: string;
    readonly createdBy: string;
    readonly expiresAt: number;
  }[];
};

/** Reads what is in force, who did what, and which share links are open. */
export async function readControlPanel(
  db: D1Database,
  catalog: Catalog,
  asked: {
    readonly definition: CatalogExperiment;
    /** Without the secret no share link can be shown. */
    readonly signingKeys: string | undefined;
    readonly now: number;
  },
): Promise<ControlPanel> {
  const { definition, signingKeys, now } = asked;
  const { id } = definition;
  const keys = await keyring(signingKeys, 'HMAC');
  const [state, audit, links, offer] = await Promise.all([
    readControlState(db, id),
    readAudit(db, { experimentId: id }),
    openShareLinks(db, { experimentId: id, now }),
    readBanditOffer(db, catalog, { definition, now }),
  ]);
  const epoch = epochInForce(state.epochs, now);
  const refusal = banditRefusal(offer);
  const shares = await Promise.all(
    (keys ? links : []).map(async (link) => {
      const token = keys ? await writeShareToken(link, keys) : '';
      return { ...link, href: `/report/${id}/?${SHARE_PARAMETER}=${token}` };
    }),
  );
  return {
    state,
    words: stateWords(state, now),
    version: versionOf(state),
    weightsBp: epoch?.weightsBp ?? definition.variants.map(({ weightBp }) => weightBp),
    allocationBp: epoch?.allocationBp ?? definition.allocationBp,
    banditRefusal: refusal && controlRefusals[refusal],
    splitElsewhere: definition.assignedBy !== undefined,
    audit,
    shares,
  };
}

/** What the page says after a control was sent, from its address; null when none was. */
export function controlAnswer(
  query: URLSearchParams,
): { readonly done: boolean; readonly sentence: string; readonly reason: string } | null {
  if (query.has('done')) return { done: true, sentence: 'Done, and on record below.', reason: '' };
  const code = query.get('refused');
  if (code === null || !Object.hasOwn(answerSentences, code)) return null;
  const reason = query.get('reason') ?? '';
  return { done: false, sentence: answerSentences[code as AnswerCode], reason };
}
