import * as z from 'zod';

/** Most rows of one request of an import. */
export const MOST_IMPORTED = 200;

/** Body of `POST /report/api/stages`. */
export const stageImportSchema = z.strictObject({
  /** Id of a source in crm.yaml: whose words and deal ids the rows have. */
  source: z.string().min(1).max(80),
  /** Says what would happen, and writes nothing. */
  dryRun: z.boolean().default(false),
  rows: z
    .array(
      z.strictObject({
        /** Line of the file, from 1. */
        line: z.int().min(1),
        /** By the names of `STAGE_COLUMNS`. */
        cells: z.record(z.string().max(40), z.string().max(2_048)),
      }),
    )
    .min(1)
    .max(MOST_IMPORTED),
});
export type StageImport = z.infer<typeof stageImportSchema>;

/** What became of one row. */
export type StageImportVerdict = {
  readonly line: number;
  /** `waiting`: taken, its lead is not known yet. */
  readonly verdict: 'matched' | 'waiting' | 'duplicate' | 'rejected';
  /** Why it was rejected, or by what its lead was found; '' where there is nothing to say. */
  readonly message: string;
};

/** Answer of `POST /report/api/stages`. */
export type StageImportAnswer = {
  readonly dryRun: boolean;
  readonly rows: readonly StageImportVerdict[];
};
