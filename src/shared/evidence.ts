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
  /** The last request as a cURL command; null when nothing was sent, or when its body is too long to be shown whole. */
  readonly curl: string | null;
  /** False when sources in it are shortened, or their addresses masked, so that it can't be run as it is. */
  readonly curlIsWhole: boolean;
}

/** The environment variable that the command takes the key from, so that no copy of it lies in a history or a message. */
export const CURL_KEY_VARIABLE = 'PIXAZO_API_KEY';
