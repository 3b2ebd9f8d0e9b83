/** Page of the report that shows what an alert is about. */
export function alertPath({
  kind,
  experimentId,
}: {
  readonly kind: string;
  readonly experimentId: string | null;
}): string {
  if (kind === 'outbox-stuck') return '/report/leads/?list=undelivered';
  return experimentId === null ? '/report/' : `/report/${experimentId}/`;
}
