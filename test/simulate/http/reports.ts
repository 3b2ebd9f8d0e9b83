import { type ExperimentReport, experimentReportSchema } from '#experiments/contract/report.ts';
import type { Client } from './client.ts';

/** Reads the reports of these experiments from `/report/api/`, in their order. */
export async function readReports(
  client: Client,
  key: string,
  ids: readonly string[],
): Promise<readonly ExperimentReport[]> {
  const reports: ExperimentReport[] = [];
  for (const id of ids) {
    const path = `/report/api/experiments/${id}.json`;
    const answer = await client.call({
      method: 'GET',
      path,
      headers: { Authorization: `Bearer ${key}` },
    });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
    reports.push(experimentReportSchema.parse(JSON.parse(answer.body)));
  }
  return reports;
}
