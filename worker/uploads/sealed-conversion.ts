import type { UploadConversion } from '#experiments/uploads/conversion.ts';
import type { Keyring } from '../visitor/keyring.ts';
import { seal, unseal } from '../visitor/seal.ts';

/** By which an upload is told apart, and to which its sealed text is bound. */
export type UploadKey = {
  readonly platform: string;
  readonly conversionId: string;
  readonly event: string;
  readonly version: number;
};

/** Encrypts a conversion with everything by which its person can be found. */
export function sealConversion(
  keys: Keyring,
  key: UploadKey,
  conversion: UploadConversion,
): Promise<string> {
  return seal(keys, JSON.stringify(conversion), contextOf(key));
}

/** The conversion again; null when it was erased, its key is gone, or it belongs to another upload. */
export async function openConversion(
  keys: Keyring,
  key: UploadKey,
  sealed: string,
): Promise<UploadConversion | null> {
  const text = sealed === '' ? null : await unseal(keys, sealed, contextOf(key));
  return text === null ? null : (JSON.parse(text) as UploadConversion);
}

/** What the sealed text of an upload is bound to. */
export function contextOf({ platform, conversionId, event, version }: UploadKey): string {
  return ['upload', platform, conversionId, event, version].join('\n');
}
