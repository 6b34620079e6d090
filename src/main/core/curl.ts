import { CURL_KEY_VARIABLE } from '../../shared/evidence';

const KEY_HEADER = 'Ocp-Apim-Subscription-Key';
/** Said by cURL for itself, or tied to one connection. */
const LEFT_OUT: readonly string[] = [
  'host',
  'content-length',
  'connection',
  'transfer-encoding',
  KEY_HEADER.toLowerCase(),
];

/** A request as it was recorded. */
export interface RecordedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The request as a command for a POSIX shell that sends it once, with the key taken from the environment. Pure. */
export function curlCommand({ url, headers, body }: RecordedRequest): string {
  const named = Object.entries(headers).filter(([name]) => !LEFT_OUT.includes(name.toLowerCase()));
  const hasType = named.some(([name]) => name.toLowerCase() === 'content-type');
  const lines = [
    `curl --request POST ${quoted(url)}`,
    ...(hasType ? [] : [`--header ${quoted('Content-Type: application/json')}`]),
    ...named.map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`),
    `--header "${KEY_HEADER}: $${CURL_KEY_VARIABLE}"`,
    // Never --data: a body that begins with @ would name a file.
    `--data-raw ${quoted(body)}`,
  ];
  return lines.join(' \\\n  ');
}

/** Nothing means anything between single quotes but the quote itself; NUL can't be an argument at all. */
function quoted(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", `'\\''`)}'`;
}
