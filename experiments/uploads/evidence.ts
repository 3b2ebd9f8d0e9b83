/** How well a claim about a platform is known. */
export type Evidence =
  /** The platform's own document. */
  | 'vendor'
  /** Source code of a connector that somebody maintains. */
  | 'connector'
  /** What unrelated people do in public. */
  | 'practice'
  /** Said, but not seen in any of these: check it in the platform before you rely on it. */
  | 'unverified';

/** A statement with where it comes from. */
export type Claim = {
  readonly text: string;
  readonly evidence: Evidence;
  /** An address, or the name of the source. */
  readonly source: string;
};
