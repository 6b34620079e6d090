/** One line of the receipts, as it is shown. Secrets were masked before it was written. */
export interface EvidenceEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly what: 'sending' | 'reply' | 'status' | 'not-sent' | 'identified' | 'ended';
  /** Only for what was sent. */
  readonly url: string | null;
  /** HTTP status; only for replies. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The body's beginning, at most 64 KiB; sources and images are named by length and digest. */
  readonly body: string;
  /** True when the body goes on in the receipts. */
  readonly cut: boolean;
}

/** Everything that the receipts hold of one job, oldest first, for whoever has to argue about it. */
export interface JobEvidence {
  readonly entries: readonly EvidenceEntry[];
  /** The last request as a cURL command that takes the key from the environment; null when nothing was sent. */
  readonly curl: string | null;
}
